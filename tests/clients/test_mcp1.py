"""Wellspring as PyPI `mcp` 1.x meets it: the revision 2025-11-25, over HTTP and over stdio.

1. The handshake names this server and the revision of the client, and instructs the model.
2. Every tool is read-only, has a title, a description, a schema of its arguments without references, and one of its answer.
3. `search` finds passages and products with addresses, `fetch` gives the whole text by either id; text and structure are the same.
4. A mistake is a result with `isError` that says what to do; an unknown tool is an error of the protocol.
5. Every document is a resource, as Markdown.
6. Over stdio everything is the same.
7. `retrieve` gives the exact place of each text, with a citation, and packs them within a budget.
8. A question about something else has no results, by `search` and by `retrieve`; one about pregnancy has the warnings, by both.

The client itself checks each answer against the tool's schema.
"""

import asyncio
import json
import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import ClientSession, McpError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamablehttp_client
from pydantic import AnyUrl

URL = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
BINARY = os.environ.get("WELLSPRING_BIN", "wellspring")
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WARNING = "magnesium-glycinate-night#warning-pregnancy"
TOOLS = ["search", "fetch", "retrieve", "related_products", "list_categories"]


@asynccontextmanager
async def over_http(_folder):
    async with streamablehttp_client(f"{URL}/mcp") as (read, write, _):
        async with ClientSession(read, write) as session:
            yield session


@asynccontextmanager
async def over_stdio(folder):
    arguments = ["mcp", "--corpus", str(CORPUS), "--index", str(folder / "index")]
    server = StdioServerParameters(command=BINARY, args=arguments, cwd=str(folder))
    async with stdio_client(server) as (read, write):
        async with ClientSession(read, write) as session:
            yield session


@pytest.fixture(params=[over_http, over_stdio], ids=["http", "stdio"])
def talk(request, tmp_path):
    """Runs a conversation with a server that has been greeted."""

    def run(conversation):
        async def whole():
            async with request.param(tmp_path) as session:
                greeting = await session.initialize()
                return await conversation(session, greeting)

        return asyncio.run(whole())

    return run


def answer(result):
    """The structure of an answer, which has to be its one text as well."""
    assert not result.isError, result.content
    [block] = result.content
    assert json.loads(block.text) == result.structuredContent
    return result.structuredContent


def test_the_greeting_names_the_server(talk):
    async def conversation(_session, greeting):
        return greeting

    greeting = talk(conversation)
    assert greeting.protocolVersion == "2025-11-25"
    assert (greeting.serverInfo.name, greeting.serverInfo.title) == ("wellspring", "Wellspring")
    assert "search" in greeting.instructions
    assert greeting.capabilities.tools and greeting.capabilities.resources


def test_tools_are_described(talk):
    async def conversation(session, _):
        return [(await session.list_tools()).tools for _ in range(2)]

    tools, again = talk(conversation)
    assert tools == again
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        hints = tool.annotations
        assert hints.readOnlyHint and hints.idempotentHint, tool.name
        assert hints.destructiveHint is False and hints.openWorldHint is False, tool.name
        assert tool.title and len(tool.description) > 80, tool.name
        assert tool.outputSchema["type"] == "object", tool.name
        assert "$ref" not in json.dumps(tool.inputSchema), tool.name
        if tool.name in ("search", "retrieve"):
            assert tool.inputSchema["required"] == ["query"]


def test_what_is_found_can_be_read(talk):
    async def conversation(session, _):
        found = answer(await session.call_tool("search", {"query": "can magnesium help me sleep", "limit": 6}))
        whole = [answer(await session.call_tool("fetch", {"id": hit["id"]})) for hit in found["results"]]
        return found["results"], whole

    results, whole = talk(conversation)
    assert 0 < len(results) <= 6
    assert "magnesium-and-sleep" in {hit["document_id"] for hit in results}
    for hit, document in zip(results, whole):
        assert hit["url"].startswith("http") and hit["title"] and hit["text"]
        assert document["id"] == hit["id"] and document["title"] == hit["title"]
        assert document["url"].startswith("http")
        assert document["metadata"]["document_id"] == hit["document_id"]
        if "passage" in document["metadata"]:
            span = document["metadata"]["passage"]["span"]
            cut = document["text"].encode()[span["start"] : span["end"]].decode()
            assert cut == hit["text"]


def test_what_is_retrieved_can_be_cited_exactly(talk):
    async def conversation(session, _):
        arguments = {"query": "how much of it should I take", "history": ["does magnesium help me sleep"]}
        arguments |= {"limit": 5, "max_tokens": 300, "render": "xml"}
        said = answer(await session.call_tool("retrieve", arguments))
        ids = {result["document"]["id"] for result in said["results"]}
        return said, {id: answer(await session.call_tool("fetch", {"id": id})) for id in ids}

    said, whole = talk(conversation)
    assert said["query"]["rewritten_from_history"] and "magnesium" in said["query"]["used"][0]
    assert said["answerability"]["answerable"] and said["answerability"]["reason"] == "ok"
    assert "magnesium-and-sleep" in whole
    for result in said["results"]:
        assert 0 <= result["score"] <= 1 and result["score_kind"] == "calibrated_probability"
        for address in (result["url"], result["deep_link"], result["citation"]["url"], result["metadata"]["url"]):
            assert address.startswith("http")
        if result["kind"] == "passage":
            document = whole[result["document"]["id"]]["text"]
            span, chars = result["span"], result["chars"]
            assert document.encode()[span["start"] : span["end"]].decode() == result["text"]
            assert document[chars["start"] : chars["end"]] == result["text"]
    context = said["context"]
    assert 0 < context["tokens"] <= 300 and "http" in context["text"]
    named = context["kept"] + [dropped["id"] for dropped in context["dropped"]]
    assert sorted(named) == sorted(result["id"] for result in said["results"])
    assert all(product["url"].startswith("http") for product in said["products"])


def test_a_question_about_something_else_has_no_results(talk):
    async def conversation(session, _):
        arguments = {"query": "how do I change a car tyre"}
        return [answer(await session.call_tool(tool, arguments)) for tool in ("search", "retrieve")]

    found, retrieved = talk(conversation)
    assert found == {"results": [], "answerable": False, "reason": "off_topic"}
    assert (retrieved["results"], retrieved["products"]) == ([], [])
    assert retrieved["answerability"]["answerable"] is False
    assert retrieved["answerability"]["reason"] == "off_topic"


def test_a_question_that_needs_care_has_the_warnings(talk):
    async def conversation(session, _):
        arguments = {"query": "can I take magnesium while pregnant", "limit": 1}
        answers = [answer(await session.call_tool(tool, arguments)) for tool in ("search", "retrieve")]
        return answers, answer(await session.call_tool("fetch", {"id": WARNING}))

    answers, product = talk(conversation)
    for said in answers:
        [warning] = [result for result in said["results"] if result["id"] == WARNING]
        assert warning["kind"] == "warning" and "pregnancy" in warning["concerns"]
        assert warning["text"] in product["text"] and warning["url"].startswith("http")
        assert "safety" in [notice["id"] for notice in said["notices"]]


def test_products_come_with_their_warnings(talk):
    async def conversation(session, _):
        arguments = {"ids": ["magnesium-and-sleep"], "limit": 3}
        return answer(await session.call_tool("related_products", arguments))

    products = talk(conversation)["products"]
    assert 0 < len(products) <= 3
    for product in products:
        assert product["reasons"] and product["url"].startswith("http")
        assert product["warnings"] or product["warnings_note"] == "none stated"


def test_categories_narrow_a_search(talk):
    async def conversation(session, _):
        categories = answer(await session.call_tool("list_categories", {}))["categories"]
        arguments = {"query": "magnesium", "filter": "category:sleep"}
        return categories, answer(await session.call_tool("search", arguments))["results"]

    categories, results = talk(conversation)
    [sleep] = [category for category in categories if category["name"] == "sleep"]
    assert sleep["articles"] > 0 and sleep["products"] > 0
    assert results


@pytest.mark.parametrize(
    ("tool", "arguments", "help"),
    [
        ("fetch", {"id": "no-such-thing"}, "call search first"),
        ("search", {}, "query"),
        ("retrieve", {}, "query"),
        ("retrieve", {"query": "zinc", "kinds": ["passage"]}, "passages"),
        ("search", {"query": "zinc", "limt": 3}, "limit"),
        ("search", {"query": "zinc", "filter": "categori:sleep"}, "category"),
        ("related_products", {}, "ids"),
    ],
)
def test_a_mistake_says_what_to_do(talk, tool, arguments, help):
    async def conversation(session, _):
        return await session.call_tool(tool, arguments)

    result = talk(conversation)
    assert result.isError
    assert help in result.content[0].text


def test_an_unknown_tool_is_an_error_of_the_protocol(talk):
    async def conversation(session, _):
        with pytest.raises(McpError) as error:
            await session.call_tool("serach", {"query": "zinc"})
        return error.value.error

    error = talk(conversation)
    assert error.code == -32602
    assert "search" in error.message


def test_every_document_is_a_resource(talk):
    async def conversation(session, _):
        page = await session.list_resources()
        resources, cursor = page.resources, page.nextCursor
        while cursor:
            page = await session.list_resources(cursor)
            resources, cursor = resources + page.resources, page.nextCursor
        templates = (await session.list_resource_templates()).resourceTemplates
        read = await session.read_resource(AnyUrl("wellspring://doc/magnesium-and-sleep"))
        with pytest.raises(McpError) as error:
            await session.read_resource(AnyUrl("wellspring://doc/no-such-thing"))
        return resources, templates, read.contents, error.value.error

    resources, templates, contents, error = talk(conversation)
    names = [resource.name for resource in resources]
    files = [path for path in CORPUS.rglob("*.md") if path.parent.name in ("articles", "products")]
    assert len(names) == len(set(names)) >= len(files)
    assert names == sorted(names)
    assert [template.uriTemplate for template in templates] == ["wellspring://doc/{+id}"]
    [content] = contents
    assert content.mimeType == "text/markdown"
    assert content.text.startswith("# Magnesium and sleep\n") and "\n## " in content.text
    assert error.code == -32002
