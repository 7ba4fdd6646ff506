"""Haystack retrieves by a component of some lines, in a pipeline:

1. Its documents have text, score and what a citation needs.
2. `top_k` holds, and an off-topic question gives no document.
"""

from haystack import Pipeline
from haystack.components.builders import PromptBuilder

PROMPT = "{% for document in documents %}[{{ document.meta.title }}] {{ document.content }}\n{% endfor %}"


def test_a_pipeline_has_what_it_cites(example):
    pipeline = Pipeline()
    pipeline.add_component("retriever", example("haystack_retriever").WellspringRetriever())
    pipeline.add_component("prompt", PromptBuilder(PROMPT, required_variables=["documents"]))
    pipeline.connect("retriever.documents", "prompt.documents")
    asked = {"retriever": {"query": "can magnesium help me sleep", "top_k": 3}}
    ran = pipeline.run(asked, include_outputs_from={"retriever"})
    documents = ran["retriever"]["documents"]
    assert 0 < len(documents) <= 3
    assert documents[0].meta["document_id"] == "magnesium-and-sleep" and 0 < documents[0].score <= 1
    assert ran["prompt"]["prompt"].startswith(f"[Magnesium and sleep] {documents[0].content}")


def test_nothing_answers_what_is_off_topic(example):
    retriever = example("haystack_retriever").WellspringRetriever()
    assert retriever.run("how do I change a car tyre") == {"documents": []}


def test_the_example_prints_what_helps(lines):
    assert "Magnesium and sleep" in lines("haystack_retriever")[0]
