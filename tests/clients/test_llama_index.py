"""LlamaIndex retrieves by an adapter of some lines:

1. A node has its text, its score, and where it stands in its document, in characters.
2. It names the passages before and after it, which can be retrieved by PrevNextNodePostprocessor.
3. An off-topic question gives no node.
"""

import json
from urllib.request import urlopen

import pytest
from llama_index.core.schema import NodeRelationship


@pytest.fixture(scope="module")
def retriever(example):
    return example("llama_index_retriever").WellspringRetriever()


def test_nodes_say_where_they_stand(server, retriever):
    found = retriever.retrieve("can magnesium help me sleep")
    assert found[0].node.metadata["document_id"] == "magnesium-and-sleep" and 0 < found[0].score <= 1
    passages = [it.node for it in found if "#" in it.node.node_id]
    assert passages
    for node in passages:
        with urlopen(f"{server}/v1/documents/{node.metadata['document_id']}") as answer:
            text = json.load(answer)["text"]
        assert text[node.start_char_idx : node.end_char_idx] == node.text


def test_nodes_know_their_neighbours(retriever):
    nodes = [it.node for it in retriever.retrieve("can magnesium help me sleep") if "#" in it.node.node_id]
    around = [(node, node.relationships) for node in nodes if node.relationships]
    assert around
    for node, relationships in around:
        for neighbour in relationships.values():
            document, _, _ = neighbour.node_id.partition("#")
            assert document == node.metadata["document_id"] and neighbour.node_id != node.node_id
    assert any(NodeRelationship.NEXT in relationships for _, relationships in around)


def test_nothing_answers_what_is_off_topic(retriever):
    assert retriever.retrieve("how do I change a car tyre") == []


def test_the_example_prints_what_helps(lines):
    assert "Magnesium and sleep" in lines("llama_index_retriever")[0]
