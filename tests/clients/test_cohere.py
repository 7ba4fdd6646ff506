"""Cohere's Python client ranks texts:

1. Every text has one result, by its index, best first, from 0 to 1; a text with no word of the query has 0.
2. `top_n`, `return_documents` and objects are understood, in both versions of the API.
3. The answer says that it ranks by words.
4. Mistakes are the client's own exceptions, with what to do.
"""

import cohere
import pytest

QUERY = "does magnesium help with sleep"
TEXTS = [
    "Biotin is for nails.",
    "Sleep well, and keep the room dark.",
    "Magnesium may help people who sleep badly.",
    "A mineral that is found in nuts is magnesium.",
]


@pytest.fixture(scope="module")
def client(server):
    return cohere.ClientV2(api_key="any", base_url=server)


def test_every_text_has_its_place(example):
    results = example("cohere_rerank").rerank(QUERY, TEXTS)
    assert results[0].index == 2 and results[-1].index == 0
    assert sorted(result.index for result in results) == [0, 1, 2, 3]
    scores = [result.relevance_score for result in results]
    assert scores == sorted(scores, reverse=True) and 0.5 < scores[0] <= 1 and scores[-1] == 0


def test_the_answer_says_that_it_ranks_by_words(client):
    answer = client.rerank(model="rerank-v4.0", query=QUERY, documents=TEXTS, max_tokens_per_doc=512)
    assert answer.id and answer.meta.api_version.version == "2"
    assert "lexical" in answer.meta.warnings[0] and "rerank-v4.0" in answer.meta.warnings[0]
    assert not client.rerank(model="lexical", query=QUERY, documents=TEXTS).meta.warnings


def test_the_best_only(client):
    results = client.rerank(model="lexical", query=QUERY, documents=TEXTS, top_n=1).results
    assert [result.index for result in results] == [2]


def test_what_is_cut_off_does_not_count(client):
    results = client.rerank(model="lexical", query="zinc", documents=["one two zinc"], max_tokens_per_doc=2).results
    assert results[0].relevance_score == 0


def test_version_1(server):
    client = cohere.Client(api_key="any", base_url=server)
    texts = [TEXTS[0], {"text": TEXTS[2]}]
    results = client.rerank(model="lexical", query=QUERY, documents=texts, top_n=1, return_documents=True).results
    assert results[0].index == 1 and results[0].document.text == TEXTS[2]


@pytest.mark.parametrize(
    ("options", "help"),
    [({"documents": []}, "documents: "), ({"query": " "}, "query: "), ({"documents": ["a"] * 1001}, "the most is 1000")],
)
def test_mistakes_are_told(client, options, help):
    with pytest.raises(cohere.BadRequestError) as caught:
        client.rerank(**{"model": "lexical", "query": QUERY, "documents": TEXTS, **options})
    assert help in caught.value.body["message"]


def test_the_example_prints_what_helps(lines):
    assert lines("cohere_rerank")[0].endswith("Magnesium may help people who sleep badly.")
