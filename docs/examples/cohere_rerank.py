"""Rank your own texts with Cohere's client: pip install cohere"""

import os

import cohere

SERVER = os.environ.get("WELLSPRING_URL", "http://127.0.0.1:7878")
client = cohere.ClientV2(api_key="any", base_url=SERVER)


def rerank(query, texts, **options):
    return client.rerank(model="lexical", query=query, documents=texts, **options).results


if __name__ == "__main__":
    texts = ["Biotin is for nails.", "Magnesium may help people who sleep badly.", "Sleep well."]
    for result in rerank("does magnesium help with sleep", texts):
        print(f"{result.relevance_score:.2f}  {texts[result.index]}")
