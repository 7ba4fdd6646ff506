"""The description of the API is fit for function calling:

1. It is valid OpenAPI 3.1, by a validator.
2. Every operation has a short name of its own, a summary of one line, and a description of at most 300 characters.
3. It says of every operation that it changes nothing, and where the server is.
4. Bodies of requests have no alternatives that a caller has to choose between.
"""

import json
import re
from urllib.request import urlopen

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator


@pytest.fixture(scope="module")
def description(server):
    with urlopen(f"{server}/openapi.json") as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def operations(description):
    return [operation for path in description["paths"].values() for operation in path.values()]


def test_it_is_valid(description):
    errors = [str(error) for error in OpenAPIV31SpecValidator(description).iter_errors()]
    assert errors == []


def test_operations_can_be_functions(operations):
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names) > 10
    for operation in operations:
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]{1,31}", operation["operationId"])
        assert operation["summary"] and "\n" not in operation["summary"] and len(operation["summary"]) < 80
        assert 0 < len(operation["description"]) <= 300, operation["operationId"]
        assert operation["x-openai-isConsequential"] is False


def test_it_says_where_the_server_is(description, server):
    assert description["servers"][0]["url"].startswith("http")


def test_bodies_leave_no_choice(description, operations):
    def look(schema, seen):
        if isinstance(schema, dict):
            assert "oneOf" not in schema and "anyOf" not in schema, schema
            name = schema.get("$ref", "").removeprefix("#/components/schemas/")
            if name and name not in seen:
                look(description["components"]["schemas"][name], seen | {name})
            for inner in schema.values():
                look(inner, seen)
        elif isinstance(schema, list):
            for inner in schema:
                look(inner, seen)

    for operation in operations:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            look(content["schema"], set())


def test_fields_are_described_in_short(description):
    def look(value, at):
        if isinstance(value, dict):
            for name, field in (value.get("properties") or {}).items():
                assert len(field.get("description", "")) <= 300, f"{at}.{name}"
            for parameter in value.get("parameters") or []:
                assert 0 < len(parameter["description"]) <= 300, f"{at}: {parameter['name']}"
            for name, inner in value.items():
                look(inner, f"{at}.{name}")
        elif isinstance(value, list):
            for inner in value:
                look(inner, at)

    look(description, "")
