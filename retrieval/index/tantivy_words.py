"""The word index in tantivy: BM25 over stems, of what a passage says and of what is printed about it."""

import errno
from collections.abc import Collection, Iterable
from pathlib import Path

import tantivy

from retrieval.index.generation import share
from retrieval.index.passage_words import Worded
from retrieval.questions.words import stems
from retrieval.vector_index import Hit

MOST_WORDS = 64  # of a query; who pastes a whole article gets its first words looked up, in bounded time
HEAP = 64_000_000  # bytes of postings that are gathered before they are written
LOCKS = ".tantivy-*.lock"


class TantivyWords:
    """Finds passages by words as `retrieval.questions.words.stems` cuts them, over an immutable index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def ids(self) -> list[int]:
        """All passage ids, ascending."""
        hits = self._searcher.search(tantivy.Query.all_query(), limit=max(1, len(self)), count=False).hits
        return sorted(self._passages([address for _, address in hits]))

    def search(self, query: str, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k best passages by BM25, best first; only of those `among` if given. Any text is a query."""
        wanted = list(dict.fromkeys(stems(query)))[:MOST_WORDS]
        if not wanted or k < 1 or (among is not None and not among):
            return []
        terms = [(tantivy.Occur.Should, self._term("words", each)) for each in wanted]
        found = tantivy.Query.boolean_query(terms)
        if among is not None:
            one_of = tantivy.Query.term_set_query(self._index.schema, "id", [int(each) for each in among])
            unscored = tantivy.Query.const_score_query(one_of, 0.0)
            found = tantivy.Query.boolean_query([(tantivy.Occur.Must, found), (tantivy.Occur.Must, unscored)])
        hits = self._searcher.search(found, limit=k, count=False).hits
        return list(zip(self._passages([at for _, at in hits]), [float(score) for score, _ in hits], strict=True))

    def frequency(self, word: str) -> int:
        """How many passages have this word in their text; 0 where it is no word."""
        found = stems(word)
        return int(self._searcher.doc_freq("text", found[0])) if found else 0

    def _term(self, field: str, stem: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, stem, index_option="freq")

    def _passages(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        return [int(each or 0) for each in self._searcher.fast_field_values("id", addresses)]


def write_words(folder: Path, before: Path | None, gone: Iterable[int], worded: Iterable[Worded]) -> None:
    """Write an index of what was there `before`, without what is `gone`, and of these passages.

    The files of `before` are shared, not copied: they never change, and a copy of a million passages is 300 MB.
    """
    folder.mkdir()
    if before is not None:
        for file in (each for each in before.iterdir() if not each.match(LOCKS)):
            share(file, folder / file.name)
    try:
        _write(tantivy.Index(_schema(), str(folder)), gone, worded)
    except ValueError as error:  # tantivy raises no other: a full disk, a lost permission
        raise OSError(errno.EIO, str(error)) from error
    for lock in folder.glob(LOCKS):
        lock.unlink()


def _write(index: tantivy.Index, gone: Iterable[int], worded: Iterable[Worded]) -> None:
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for passage in gone:
        writer.delete_documents_by_term("id", passage)
    for each in worded:
        said = " ".join(stems(each.text))
        about = " ".join(stems(each.about))
        writer.add_document(tantivy.Document(id=each.passage, text=said, words=f"{said} {about}"))
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
