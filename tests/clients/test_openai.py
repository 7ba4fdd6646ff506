"""OpenAI's Python client searches the vector store:

1. What it finds is about the query, is cut exactly from the document, and has the attributes that were filtered by.
2. One text, or several phrasings of it, may be asked.
3. Every comparison and every joint of the filter grammar holds of everything found.
4. A threshold of 0 gives everything found, a higher one less and never anything below it, and 1 only what has exactly 1.
5. What is wrong is told in the client's own exceptions, with the field and what was meant.
6. Stores and whole documents can be read.
"""

import openai
import pytest

SLEEP = {"type": "eq", "key": "category", "value": "sleep"}


@pytest.fixture(scope="module")
def client(server):
    return openai.OpenAI(base_url=f"{server}/v1", api_key="any", max_retries=0)


@pytest.fixture(scope="module")
def search(example):
    return example("openai_search").search


def kinds(hits):
    return {hit.attributes["kind"] for hit in hits}


def test_what_is_found_answers_and_is_cut_from_its_document(client, search):
    hits = search("can magnesium help me sleep", max_num_results=5)
    assert hits[0].file_id == "magnesium-and-sleep" and hits[0].filename == "magnesium-and-sleep.md"
    assert "magnesium" in hits[0].content[0].text.lower()
    assert hits[0].attributes["title"] == "Magnesium and sleep"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits) and len(hits) <= 5
    for hit in hits:
        whole = client.vector_stores.files.content(hit.file_id, vector_store_id="wellspring").data[0].text
        assert hit.content[0].text in whole


def test_several_phrasings_are_one_question(search):
    hits = search(["magnesium at night", "can magnesium help me sleep"], max_num_results=3)
    assert hits[0].file_id == "magnesium-and-sleep"


def test_the_page_says_what_was_asked(client):
    page = client.vector_stores.search("wellspring", query="can magnesium help me sleep", rewrite_query=True)
    assert page.object == "vector_store.search_results.page"
    assert "magnesium" in " ".join(page.search_query)
    assert not page.has_more


@pytest.mark.parametrize(
    "filters",
    [
        SLEEP,
        {"type": "in", "key": "category", "value": ["sleep"]},
        {"type": "and", "filters": [SLEEP, {"type": "ne", "key": "category", "value": "gut"}]},
        {"type": "or", "filters": [SLEEP, {"type": "and", "filters": [SLEEP, SLEEP]}]},
        {"type": "and", "filters": [SLEEP, {"type": "nin", "key": "category", "value": ["gut", "skin"]}]},
    ],
)
def test_filters_by_name(client, search, filters):
    hits = search("magnesium probiotics", filters=filters, max_num_results=50, ranking_options={"score_threshold": 0})
    assert hits
    for id in {hit.file_id for hit in hits}:
        assert "sleep" in categories(client, id)


def test_a_filter_and_its_opposite_share_everything(search):
    options = {"max_num_results": 50, "ranking_options": {"score_threshold": 0}}
    ids = lambda filters: {hit.file_id for hit in search("zinc", filters=filters, **options)}
    for one, other in [("eq", "ne"), ("in", "nin")]:
        value = ["immunity"] if one == "in" else "immunity"
        has = ids({"type": one, "key": "category", "value": value})
        has_not = ids({"type": other, "key": "category", "value": value})
        assert has and has_not and not has & has_not


def test_filters_by_number_and_date(client, search):
    options = {"max_num_results": 50, "ranking_options": {"ranker": "auto", "score_threshold": 0}}
    for kind, holds in [
        ("gt", lambda price: price > 20),
        ("gte", lambda price: price >= 20),
        ("lt", lambda price: price < 20),
        ("lte", lambda price: price <= 20),
    ]:
        hits = search("capsules", filters={"type": kind, "key": "price", "value": 20}, **options)
        assert hits and kinds(hits) == {"product"}
        prices = [client.get(f"/documents/{hit.file_id}", cast_to=object)["price"] for hit in hits]
        assert all(holds(price) for price in prices), (kind, prices)
    hits = search("sleep", filters={"type": "gte", "key": "published", "value": 2024}, **options)
    assert hits and kinds(hits) == {"passage"}
    assert all(hit.attributes["published"] >= "2024" for hit in hits)


def test_thresholds_are_exact(search):
    ask = lambda least: search(
        "can magnesium help me sleep",
        max_num_results=50,
        ranking_options={"ranker": "default-2024-11-15", "score_threshold": least},
    )
    everything = ask(0)
    assert len(everything) >= 10
    middle = everything[len(everything) // 2].score
    expected = [hit.score for hit in everything if hit.score >= middle]
    assert [hit.score for hit in ask(middle)] == expected
    assert all(hit.score == 1 for hit in ask(1))


def test_nothing_answers_what_is_off_topic(search):
    assert search("how do I change a car tyre") == []
    assert search("how do I change a car tyre", ranking_options={"score_threshold": 0}) is not None


def test_another_store_is_not_found(client):
    with pytest.raises(openai.NotFoundError) as caught:
        client.vector_stores.search("another", query="magnesium")
    error = caught.value
    assert error.code == "not_found" and error.type == "invalid_request_error" and error.param == "vector_store_id"
    assert "wellspring" in error.message and error.request_id


@pytest.mark.parametrize(
    ("options", "param", "help"),
    [
        ({"filters": {"type": "eq", "key": "categories", "value": "sleep"}}, "filters.key", 'did you mean "category"'),
        ({"filters": {"type": "gt", "key": "brand", "value": 1}}, "filters.type", "names"),
        ({"filters": {"type": "and", "filters": []}}, "filters.filters", "at least one"),
        ({"filters": {"type": "like", "key": "brand", "value": "a"}}, "filters.type", "types"),
        ({"max_num_results": 51}, "max_num_results", "from 1 to 50"),
        ({"ranking_options": {"score_threshold": 1.5}}, "ranking_options.score_threshold", "from 0 to 1"),
        ({"ranking_options": {"ranker": "best"}}, "ranking_options.ranker", "auto"),
        ({"query": ""}, "query", "empty"),
        ({"query": []}, "query", "1 to"),
    ],
)
def test_mistakes_are_told(client, options, param, help):
    with pytest.raises(openai.BadRequestError) as caught:
        client.vector_stores.search("wellspring", **{"query": "zinc", **options})
    assert caught.value.param == param and help in caught.value.message and caught.value.request_id


def test_stores_and_documents_can_be_read(client):
    stores = list(client.vector_stores.list())
    assert [store.id for store in stores] == ["wellspring"]
    store = client.vector_stores.retrieve("wellspring")
    assert store.status == "completed" and store.file_counts.total > 100 and store.usage_bytes > 1_000_000
    content = client.vector_stores.files.content("magnesium-and-sleep", vector_store_id="wellspring")
    assert content.data[0].type == "text" and "magnesium" in content.data[0].text.lower()
    with pytest.raises(openai.NotFoundError):
        client.vector_stores.files.content("nothing", vector_store_id="wellspring")


def test_the_example_prints_what_helps(lines):
    printed = lines("openai_search")
    assert "Magnesium and sleep" in printed[0]


def categories(client, id):
    return client.get(f"/documents/{id}", cast_to=object)["categories"]
