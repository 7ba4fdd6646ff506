"""Search with OpenAI's client: pip install openai"""

import os

from openai import OpenAI

SERVER = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
client = OpenAI(base_url=f"{SERVER}/v1", api_key="any")


def search(query, **options):
    return client.vector_stores.search("wellspring", query=query, **options).data


if __name__ == "__main__":
    about_sleep = {"type": "eq", "key": "category", "value": "sleep"}
    for hit in search("can magnesium help me sleep", max_num_results=3, filters=about_sleep):
        print(f"{hit.score:.2f}  {hit.attributes['title']}\n      {hit.content[0].text[:200]}")
