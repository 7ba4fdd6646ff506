"""Give Wellspring's tools to a LangChain agent: pip install langchain-mcp-adapters"""

import asyncio
import json
import os

from langchain_mcp_adapters.client import MultiServerMCPClient

URL = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")


async def main():
    client = MultiServerMCPClient({"wellspring": {"transport": "streamable_http", "url": f"{URL}/mcp"}})
    tools = {tool.name: tool for tool in await client.get_tools()}  # hand these to your agent
    for tool in tools.values():
        print(f"{tool.name}: {tool.description[:80]}...")

    content = await tools["search"].ainvoke({"query": "can magnesium help me sleep", "limit": 4})
    for hit in json.loads(content[0]["text"])["results"]:
        print(f"{hit['title']} <{hit['url']}>")


asyncio.run(main())
