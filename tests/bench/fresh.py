"""What a process of its own holds that opens an index and asks: searching.py starts it, for it has built what is asked.

Prints megabytes: of the index once it was asked, and of the whole process once it has answered whole questions.
"""

import sys
from pathlib import Path

import numpy as np
from measuring import own_memory
from searching import ASKED, TEXTED, question

from retrieval.embedding.embedding_model import BUNDLED
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.tantivy_words import TantivyWords


def main(folder: Path, size: str) -> None:
    asked, texted = np.load(folder / ASKED), (folder / TEXTED).read_text(encoding="utf8").splitlines()
    before = own_memory()
    index = FaissIndex(folder / size)
    for query in asked:
        index.search(query, 10, None)
    print(own_memory() - before)
    embedder, words = load_embedder(BUNDLED, folder), TantivyWords(folder / f"words {size}")
    for text, query in zip(texted, asked, strict=True):
        question(embedder, index, words, text, query)
    print(own_memory())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
