"""Others as installed from PyPI, each in a process of its own: from its start to six answers on one article.

Run by a Python that has them: `pip install txtai langchain-community langchain-huggingface faiss-cpu` in a venv.
Usage: python tests/bench/peers.py txtai|langchain MODEL ARTICLE
"""

import sys
from pathlib import Path

QUESTIONS = (
    "what did Sullivan say?",
    "what did Varga say about the strait?",
    "who said pilots will be on call?",
    "what did the prime minister say?",
    "how long will insurance costs rise?",
    "what did Petra Holm say?",
)


def txtai(model: str, text: str) -> int:
    from txtai import Embeddings

    embeddings = Embeddings(path=model, content=True)
    embeddings.index(each for each in text.split("\n") if each.strip())
    return sum(bool(embeddings.search(question, 3)) for question in QUESTIONS)


def langchain(model: str, text: str) -> int:
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    pieces = RecursiveCharacterTextSplitter(chunk_size=300, chunk_overlap=0).split_text(text)
    index = FAISS.from_texts(pieces, HuggingFaceEmbeddings(model_name=model))
    return sum(bool(index.similarity_search(question, k=3)) for question in QUESTIONS)


if __name__ == "__main__":
    answered = {"txtai": txtai, "langchain": langchain}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]).read_text("utf-8"))
    sys.exit(answered != len(QUESTIONS))
