"""Retrieve with LangChain, without code of your own: pip install langchain-community"""

import os

from langchain_community.retrievers import RemoteLangChainRetriever

SERVER = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
retriever = RemoteLangChainRetriever(
    url=f"{SERVER}/v1/retrieve",
    input_key="query",
    response_key="results",
    page_content_key="text",
    metadata_key="metadata",
)

if __name__ == "__main__":
    for document in retriever.invoke("can magnesium help me sleep"):
        print(f"{document.metadata['score']:.2f}  {document.metadata['title']}\n      {document.page_content[:200]}")
