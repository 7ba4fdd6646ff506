"""Dify's external knowledge API, asked as Dify asks it:

1. The probe at registration, which has no body, is neither 403, 404 nor 502.
2. Records have content, score, title and metadata, and keep to top_k and to the threshold exactly.
3. Every operator of a condition holds of everything found.
4. Errors have the codes of the contract.
"""

import json

import httpx
import pytest

KEY = {"Authorization": "Bearer key"}


@pytest.fixture(scope="module")
def ask(server):
    def ask(conditions=None, operator="and", expected=200, **changes):
        body = {
            "retrieval_setting": {"top_k": 50, "score_threshold": 0.0},
            "query": "magnesium zinc probiotics sleep",
            "knowledge_id": "wellspring",
            **changes,
        }
        if conditions is not None:
            body["metadata_condition"] = {"logical_operator": operator, "conditions": conditions}
        headers = {"Content-Type": "application/json", **KEY}
        answer = httpx.post(f"{server}/retrieval", content=json.dumps(body), headers=headers, timeout=20)
        assert answer.status_code == expected, answer.text
        return answer.json()

    return ask


def test_the_probe_at_registration(server):
    answer = httpx.post(f"{server}/retrieval", headers=KEY)
    assert answer.status_code == 400 and answer.json()["error_code"] == 400


def test_records_are_what_dify_shows(ask):
    setting = {"top_k": 2, "score_threshold": 0.0}
    records = ask(query="can magnesium help me sleep", retrieval_setting=setting, metadata_condition=None)["records"]
    assert len(records) == 2
    assert records[0]["title"] == "Magnesium and sleep" and "magnesium" in records[0]["content"].lower()
    assert records[0]["metadata"]["document_id"] == "magnesium-and-sleep"
    assert records[0]["score"] >= records[1]["score"]


def test_thresholds_are_exact(ask):
    everything = ask()["records"]
    least = everything[len(everything) // 2]["score"]
    at_least = ask(retrieval_setting={"top_k": 50, "score_threshold": least})["records"]
    assert [it["score"] for it in at_least] == [it["score"] for it in everything if it["score"] >= least]
    assert all(it["score"] == 1 for it in ask(retrieval_setting={"top_k": 50, "score_threshold": 1})["records"])
    assert ask(query="how do I change a car tyre", retrieval_setting=None)["records"] == []


def values(server, record, name):
    document = httpx.get(f"{server}/v1/documents/{record['metadata']['document_id']}").json()
    return document.get(name)


@pytest.mark.parametrize(
    ("name", "operator", "value", "field", "holds"),
    [
        ("category", "contains", "lee", "categories", lambda it: "sleep" in it),
        ("category", "not contains", "lee", "categories", lambda it: "sleep" not in it),
        ("category", "start with", "sl", "categories", lambda it: "sleep" in it),
        ("category", "end with", "eep", "categories", lambda it: "sleep" in it),
        ("category", "is", "sleep", "categories", lambda it: "sleep" in it),
        ("category", "is not", "sleep", "categories", lambda it: "sleep" not in it),
        ("category", "in", ["sleep", "gut"], "categories", lambda it: {"sleep", "gut"} & set(it)),
        ("category", "in", "sleep, gut", "categories", lambda it: {"sleep", "gut"} & set(it)),
        ("category", "not in", ["sleep", "gut"], "categories", lambda it: not {"sleep", "gut"} & set(it)),
        (["category"], "is", "sleep", "categories", lambda it: "sleep" in it),
        ("form", "is", "capsule", "form", lambda it: it == "capsule"),
        ("form", "empty", None, "form", lambda it: it is None),
        ("form", "not empty", None, "form", lambda it: it is not None),
        ("published", "not empty", "", "published", lambda it: it is not None),
        ("price", "=", 14.9, "price", lambda it: it == 14.9),
        ("price", "≠", 14.9, "price", lambda it: it is None or it != 14.9),
        ("price", ">", "20", "price", lambda it: it > 20),
        ("price", "<", 20, "price", lambda it: it < 20),
        ("price", "≥", 20, "price", lambda it: it >= 20),
        ("price", "≤", 20, "price", lambda it: it <= 20),
        ("published", "before", "2026-11-10", "published", lambda it: it < "2026-11-10"),
        ("published", "after", "2026-11-10", "published", lambda it: it > "2026-11-10"),
    ],
)
def test_every_operator(ask, server, name, operator, value, field, holds):
    records = ask([{"name": name, "comparison_operator": operator, "value": value}])["records"]
    assert records
    for record in records:
        found = values(server, record, field)
        assert holds(found), (record["metadata"]["document_id"], found)


def test_conditions_are_joined(ask):
    sleep = {"name": "category", "comparison_operator": "is", "value": "sleep"}
    capsule = {"name": "form", "comparison_operator": "is", "value": "capsule"}
    ids = lambda conditions, operator: {
        record["metadata"]["document_id"] for record in ask(conditions, operator)["records"]
    }
    both = ids([sleep, capsule], "and")
    assert both and both == ids([sleep], "and") & ids([capsule], "and") and both < ids([sleep, capsule], "or")


def test_errors_have_their_codes(server, ask):
    url = f"{server}/retrieval"
    for headers in [{}, {"Authorization": "key"}, {"Authorization": "Basic key"}]:
        answer = httpx.post(url, json={"knowledge_id": "wellspring", "query": "zinc"}, headers=headers)
        assert answer.status_code == 403 and answer.json()["error_code"] == 1001
    error = ask(knowledge_id="another", expected=404)
    assert error["error_code"] == 2001 and "wellspring" in error["error_msg"]
    error = ask([{"name": "categori", "comparison_operator": "is", "value": "sleep"}], expected=400)
    assert error["error_code"] == 400 and 'did you mean "category"' in error["error_msg"]
    assert "conditions[0].name" in error["error_msg"]
    error = ask([{"name": "brand", "comparison_operator": "like", "value": "a"}], expected=400)
    assert "comparison_operator" in error["error_msg"]
    assert "top_k" in ask(retrieval_setting={"top_k": 0}, expected=400)["error_msg"]
