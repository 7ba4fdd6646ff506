"""Retrieve with Haystack: pip install haystack-ai"""

import json
import os
from urllib.request import Request, urlopen

from haystack import Document, component

SERVER = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")


@component
class WellspringRetriever:
    @component.output_types(documents=list[Document])
    def run(self, query: str, top_k: int = 8):
        body = json.dumps({"query": query, "limit": top_k}).encode()
        request = Request(f"{SERVER}/v1/retrieve", body, {"content-type": "application/json"})
        with urlopen(request) as answer:
            results = json.load(answer)["results"]
        return {
            "documents": [
                Document(id=it["id"], content=it["text"], meta=it["metadata"], score=it["score"]) for it in results
            ]
        }


if __name__ == "__main__":
    for document in WellspringRetriever().run("can magnesium help me sleep")["documents"]:
        print(f"{document.score:.2f}  {document.meta['title']}\n      {document.content[:200]}")
