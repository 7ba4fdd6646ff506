"""Ask Wellspring by the Model Context Protocol: pip install mcp"""

import asyncio
import os

from mcp import Client

URL = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")


async def main():
    async with Client(f"{URL}/mcp") as client:
        answer = await client.call_tool("search", {"query": "can magnesium help me sleep", "limit": 4})
        for hit in answer.structured_content["results"]:
            print(f"{hit['title']} <{hit['url']}>\n  {hit['text'][:100]}...")

        answer = await client.call_tool("related_products", {"query": "magnesium for sleep", "limit": 2})
        for product in answer.structured_content["products"]:
            print(f"{product['name']}: {product['reasons'][0]['text']}")
            for warning in product["warnings"]:
                print(f"  Warning: {warning['text']}")


asyncio.run(main())
