"""LangChain's RemoteLangChainRetriever needs no code of ours:

1. It gives documents whose text is cut exactly from the source, with a score and a citation in the metadata.
2. An off-topic question gives no document.
"""

import json
from urllib.request import urlopen


def test_documents_can_be_cited(server, example):
    documents = example("langchain_retriever").retriever.invoke("can magnesium help me sleep")
    assert documents[0].metadata["document_id"] == "magnesium-and-sleep"
    for document in documents:
        about = document.metadata
        assert about["title"] and about["url"] and 0 < about["score"] <= 1
        if about["kind"] == "passage":
            with urlopen(f"{server}/v1/documents/{about['document_id']}") as answer:
                text = json.load(answer)["text"]
            assert text[about["start"] : about["end"]] == document.page_content


def test_nothing_answers_what_is_off_topic(example):
    assert example("langchain_retriever").retriever.invoke("how do I change a car tyre") == []


def test_the_example_prints_what_helps(lines):
    assert "Magnesium and sleep" in lines("langchain_retriever")[0]
