"""Wellspring as PyPI `mcp` 2.x meets it: the revision 2026-07-28, over HTTP and over stdio; and the example of the documentation.

1. The client finds the newest revision by itself; it can still be made to speak the one before.
2. Both revisions at once give the same answers.
3. `search`, `fetch` and `retrieve` give content that can be cited, or say that nothing answers; text and structure are the same.
4. A mistake is a result with `is_error` that says what to do; an unknown tool or resource is an error of the protocol.
5. The example of the documentation runs.

The client itself checks each answer against the tool's schema.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client

URL = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
BINARY = os.environ.get("WELLSPRING_BIN", "wellspring")
ROOT = Path(__file__).resolve().parents[2]
NEW, OLD = "2026-07-28", "2025-11-25"
TOOLS = ["search", "fetch", "retrieve", "related_products", "list_categories"]


def stdio_server(folder):
    arguments = ["mcp", "--corpus", str(ROOT / "corpus"), "--index", str(folder / "index")]
    return StdioServerParameters(command=BINARY, args=arguments, cwd=str(folder))


@pytest.fixture(params=["http", "stdio"])
def talk(request, tmp_path):
    def run(conversation, **options):
        async def whole():
            server = f"{URL}/mcp" if request.param == "http" else stdio_server(tmp_path)
            async with Client(server, **options) as client:
                return await conversation(client)

        return asyncio.run(whole())

    return run


def answer(result):
    assert not result.is_error, result.content
    [block] = result.content
    assert json.loads(block.text) == result.structured_content
    return result.structured_content


def test_the_newest_revision_is_found(talk):
    async def conversation(client):
        return client.protocol_version, client.server_info, client.instructions

    version, info, instructions = talk(conversation)
    assert version == NEW
    assert (info.name, info.title) == ("wellspring", "Wellspring")
    assert "search" in instructions


def test_tools_are_described(talk):
    async def conversation(client):
        return (await client.list_tools()).tools

    tools = talk(conversation)
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        hints = tool.annotations
        assert hints.read_only_hint and hints.idempotent_hint, tool.name
        assert hints.destructive_hint is False and hints.open_world_hint is False, tool.name
        assert "$ref" not in json.dumps(tool.input_schema), tool.name
        assert tool.output_schema["type"] == "object", tool.name


def test_what_is_found_can_be_read(talk):
    async def conversation(client):
        found = answer(await client.call_tool("search", {"query": "can magnesium help me sleep"}))["results"]
        return found, [answer(await client.call_tool("fetch", {"id": hit["id"]})) for hit in found]

    results, whole = talk(conversation)
    assert "magnesium-and-sleep" in {hit["document_id"] for hit in results}
    for hit, document in zip(results, whole):
        assert hit["url"].startswith("http") and document["url"].startswith("http")
        assert (document["id"], document["title"]) == (hit["id"], hit["title"])
        assert len(document["text"]) >= len(hit["text"]) > 0


def test_what_is_retrieved_can_be_cited_exactly(talk):
    async def conversation(client):
        said = answer(await client.call_tool("retrieve", {"query": "can magnesium help me sleep", "kinds": ["passages"]}))
        return said, [answer(await client.call_tool("fetch", {"id": result["id"]})) for result in said["results"]]

    said, whole = talk(conversation)
    assert said["answerability"] == {"answerable": True, "confidence": said["results"][0]["score"], "reason": "ok"}
    assert said["results"][0]["document"]["id"] == "magnesium-and-sleep"
    for result, document in zip(said["results"], whole):
        span = result["span"]
        assert document["text"].encode()[span["start"] : span["end"]].decode() == result["text"]
        assert result["deep_link"].startswith("http") and ":~:text=" in result["deep_link"]
        assert result["citation"]["title"] == document["title"]


def test_a_question_about_something_else_has_no_results(talk):
    async def conversation(client):
        arguments = {"query": "how do I change a car tyre"}
        return [answer(await client.call_tool(tool, arguments)) for tool in ("search", "retrieve")]

    found, retrieved = talk(conversation)
    assert found == {"results": [], "answerable": False, "reason": "off_topic"}
    assert (retrieved["results"], retrieved["products"]) == ([], [])
    assert retrieved["answerability"]["answerable"] is False
    assert retrieved["answerability"]["reason"] == "off_topic"


def test_both_revisions_answer_alike_at_once():
    async def found(**options):
        async with Client(f"{URL}/mcp", **options) as client:
            result = await client.call_tool("search", {"query": "is zinc good for acne"})
            return client.protocol_version, answer(result)

    async def both():
        return await asyncio.gather(*[found(), found(mode="legacy")] * 4)

    talks = asyncio.run(both())
    assert {version for version, _ in talks} == {NEW, OLD}
    assert talks[0][1]["results"]
    assert all(found == talks[0][1] for _, found in talks)


def test_a_mistake_says_what_to_do(talk):
    async def conversation(client):
        return await client.call_tool("fetch", {"id": "no-such-thing"})

    result = talk(conversation)
    assert result.is_error
    assert 'no document with id "no-such-thing"; call search first' in result.content[0].text


def test_what_is_unknown_is_an_error_of_the_protocol(talk):
    async def conversation(client):
        with pytest.raises(MCPError) as tool:
            await client.call_tool("serach", {"query": "zinc"})
        with pytest.raises(MCPError) as resource:
            await client.read_resource("wellspring://doc/no-such-thing")
        return tool.value.error.code, resource.value.error.code

    assert talk(conversation) == (-32602, -32602)


def test_a_product_is_a_resource_with_its_warnings(talk):
    async def conversation(client):
        page = await client.list_resources()
        read = await client.read_resource("wellspring://doc/magnesium-glycinate-night")
        return page.resources, read.contents

    resources, [content] = talk(conversation)
    assert resources and all(resource.uri.startswith("wellspring://doc/") for resource in resources)
    assert content.mime_type == "text/markdown"
    assert content.text.startswith("# Magnesium Glycinate Night\n") and "\n## Warnings\n" in content.text


def test_stdout_is_for_the_protocol_only(tmp_path):
    async def conversation():
        with open(tmp_path / "log", "w") as log:
            async with Client(stdio_client(stdio_server(tmp_path), errlog=log)) as client:
                await client.call_tool("search", {"query": "a secret illness"})

    asyncio.run(conversation())
    log = (tmp_path / "log").read_text()
    assert "opened generation-000001" in log
    assert "secret" not in log


def test_the_example_runs():
    example = ROOT / "docs" / "examples" / "mcp_client.py"
    environment = {**os.environ, "WELLSPRING_URL": URL}
    said = subprocess.run([sys.executable, example], env=environment, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    assert "Magnesium and sleep" in said.stdout and "http" in said.stdout
    assert "Warning" in said.stdout
