"""Retrieve with LlamaIndex: pip install llama-index-core"""

import json
import os
from urllib.request import Request, urlopen

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

SERVER = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
NEIGHBOURS = {"previous_id": NodeRelationship.PREVIOUS, "next_id": NodeRelationship.NEXT}


class WellspringRetriever(BaseRetriever):
    def _retrieve(self, query_bundle):
        body = json.dumps({"query": query_bundle.query_str}).encode()
        request = Request(f"{SERVER}/v1/retrieve", body, {"content-type": "application/json"})
        with urlopen(request) as answer:
            return [node(result) for result in json.load(answer)["results"]]


def node(result):
    around = {kind: RelatedNodeInfo(node_id=result[name]) for name, kind in NEIGHBOURS.items() if result.get(name)}
    text = TextNode(
        id_=result["id"],
        text=result["text"],
        metadata=result["metadata"],
        start_char_idx=result["chars"]["start"],
        end_char_idx=result["chars"]["end"],
        relationships=around,
    )
    return NodeWithScore(node=text, score=result["score"])


if __name__ == "__main__":
    for found in WellspringRetriever().retrieve("can magnesium help me sleep"):
        print(f"{found.score:.2f}  {found.node.metadata['title']}\n      {found.text[:200]}")
