"""Wellspring's tools in LangChain, by PyPI `langchain-mcp-adapters`; and the example of the documentation.

1. Every tool becomes a LangChain tool with its arguments, over HTTP and over stdio.
2. A call gives content that can be cited, or says that nothing answers, with its structure beside it.
3. A mistake comes back as text that a model can act on.
4. The example of the documentation runs.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_mcp_adapters.client import MultiServerMCPClient

URL = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
BINARY = os.environ.get("WELLSPRING_BIN", "wellspring")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["http", "stdio"])
def tools(request, tmp_path):
    if request.param == "http":
        connection = {"transport": "streamable_http", "url": f"{URL}/mcp"}
    else:
        arguments = ["mcp", "--corpus", str(ROOT / "corpus"), "--index", str(tmp_path / "index")]
        connection = {"transport": "stdio", "command": BINARY, "args": arguments, "cwd": str(tmp_path)}
    listed = asyncio.run(MultiServerMCPClient({"wellspring": connection}).get_tools())
    return {tool.name: tool for tool in listed}


def call(tool, arguments):
    """The message that a model gets, as LangChain calls a tool for it."""
    request = {"name": tool.name, "args": arguments, "id": "1", "type": "tool_call"}
    return asyncio.run(tool.ainvoke(request))


def text(message):
    content = message.content
    return content if isinstance(content, str) else "".join(block["text"] for block in content)


def test_tools_have_their_arguments(tools):
    assert set(tools) == {"search", "fetch", "retrieve", "related_products", "list_categories"}
    assert "query" in tools["search"].args and "id" in tools["fetch"].args
    assert {"query", "history", "max_tokens"} <= set(tools["retrieve"].args)


def test_what_is_found_can_be_cited(tools):
    message = call(tools["search"], {"query": "can magnesium help me sleep"})
    found = json.loads(text(message))
    assert message.artifact["structured_content"] == found
    assert "magnesium-and-sleep" in {hit["document_id"] for hit in found["results"]}
    assert all(hit["url"].startswith("http") for hit in found["results"])
    whole = json.loads(text(call(tools["fetch"], {"id": found["results"][0]["id"]})))
    assert whole["title"] == found["results"][0]["title"]


def test_what_is_retrieved_can_be_cited(tools):
    said = json.loads(text(call(tools["retrieve"], {"query": "can magnesium help me sleep", "limit": 3})))
    assert said["answerability"]["answerable"]
    assert "magnesium-and-sleep" in {result["document"]["id"] for result in said["results"]}
    for result in said["results"]:
        assert result["text"] and result["citation"]["url"].startswith("http")


def test_a_question_about_something_else_has_no_results(tools):
    arguments = {"query": "how do I change a car tyre"}
    found = json.loads(text(call(tools["search"], arguments)))
    assert found == {"results": [], "answerable": False, "reason": "off_topic"}
    retrieved = json.loads(text(call(tools["retrieve"], arguments)))
    assert retrieved["results"] == [] and retrieved["answerability"]["reason"] == "off_topic"


def test_a_mistake_is_told_to_the_model(tools):
    message = call(tools["fetch"], {"id": "no-such-thing"})
    assert message.status == "error"
    assert "call search first" in text(message)


def test_the_example_runs():
    example = ROOT / "docs" / "examples" / "langchain_mcp.py"
    environment = {**os.environ, "WELLSPRING_URL": URL}
    said = subprocess.run([sys.executable, example], env=environment, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    assert "search: " in said.stdout
    assert "Magnesium and sleep" in said.stdout and "http" in said.stdout
