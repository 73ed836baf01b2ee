"""Whether the store, the words and the vectors agree, and mending what does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.errors import StoreUnavailable
from corpus.store import ArticleStore, DamagedPart
from retrieval.embedder import Ids, Vectors
from retrieval.embedding.embedding_model import MODELS
from retrieval.embedding.load_embedder import load_embedder
from retrieval.embedding.model_export import damaged_exports
from retrieval.errors import NoIndex, RetrievalError
from retrieval.index.engine import Checkup, Fault, Remedy, Scope
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.generation import INDEXES, Generation, damaged_files, open_generation
from retrieval.index.rebuild import corpus_digest
from retrieval.index.tantivy_words import TantivyWords

REMEDIES = {
    DamagedPart.FILE: Remedy.REPAIR,
    DamagedPart.ARTICLE: Remedy.REMOVE,
    DamagedPart.FINDINGS: Remedy.REPAIR,
    DamagedPart.DERIVED: Remedy.REPAIR,
}
SAMPLE = 50  # passages that are embedded again
ALIKE = 0.999  # cosine of a stored vector and a new one: 16-bit floats and another processor cost less than this


@dataclass(frozen=True, slots=True)
class Contents:
    """A generation as any engine has it: its passages, how many have words, and the faults that were seen so far.

    `vectors` looks up the stored vectors of passages.
    """

    generation: str
    revision: int
    ids: Ids
    words: int
    vectors: Callable[[Ids], Vectors]
    faults: tuple[Fault, ...]


def examine(store: ArticleStore, data: Path, model: str) -> Checkup:
    """Look at everything: every file's digest, all ids, and a sample of the passages embedded again."""
    return examine_found(lambda: _in_files(data), store, data, model)


def examine_found(find: Callable[[], Contents], store: ArticleStore, data: Path, model: str) -> Checkup:
    """Examine the store, its models, and the index that is found. `find` raises where there is none to be read."""
    damages = [Fault(each.what, REMEDIES[each.part]) for each in store.examine()]
    damages += [Fault(f"{each} is not what was converted", Remedy.REPAIR) for each in damaged_exports(data / MODELS)]
    try:
        checkup = _compared(find, store, data, model, is_sound=not damages)
    except StoreUnavailable as error:
        checkup = _unread(None, 0, () if damages else (Fault(str(error), Remedy.REPAIR),))
    return replace(checkup, faults=(*damages, *checkup.faults))


def _compared(find: Callable[[], Contents], store: ArticleStore, data: Path, model: str, *, is_sound: bool) -> Checkup:
    """Compare the index with its store; where that or the model is damaged, no passage is embedded again."""
    stored: Ids = np.array(store.passage_ids(), np.int64)
    try:
        found = find()
    except NoIndex as error:
        behind = (Fault(str(error), Remedy.REBUILD),) if len(stored) else ()
        return _unread(None, len(stored), behind)
    except Damaged as damage:
        return _unread(damage.generation, len(stored), damage.faults)
    except StoreUnavailable:
        raise
    except Exception as error:  # whatever a library says of a file that was truncated or zeroed
        return _unread(None, len(stored), (Fault(str(error), Remedy.REBUILD_FULL),))
    faults = [*found.faults, *_behind(found, store, stored)]
    sample = np.intersect1d(found.ids, stored)
    sample = sample[:: max(1, len(sample) // SAMPLE)]
    least = _least_cosine(store, data, model, found, sample) if is_sound else None
    if least is not None and least < ALIKE:
        what = f"a stored vector and the same passage embedded by {model} now have a cosine of {least:.4f}"
        faults.append(Fault(what, Remedy.REBUILD_FULL))
    return Checkup(found.generation, len(stored), len(found.ids), found.words, len(sample), least, tuple(faults))


def mend(examine: Callable[[], Checkup], repair: Callable[[], object], rebuild: Callable[[Scope], object]) -> Checkup:
    """Examine, repair the store, rebuild as much of the index as the faults ask for, and examine again."""
    checkup = examine()
    if any(fault.remedy in (Remedy.REPAIR, Remedy.REMOVE) for fault in checkup.faults):
        repair()
        checkup = examine()
    wanted = {fault.remedy for fault in checkup.faults} & {Remedy.REBUILD, Remedy.REBUILD_FULL}
    if wanted:
        rebuild(Scope.EVERYTHING if Remedy.REBUILD_FULL in wanted else Scope.MISSING)
        checkup = examine()
    return checkup


class Damaged(RetrievalError):
    """A generation whose files must not be read any further."""

    def __init__(self, generation: str, faults: tuple[Fault, ...]) -> None:
        self.generation, self.faults = generation, faults
        super().__init__("; ".join(fault.what for fault in faults))


def _in_files(data: Path) -> Contents:
    published = open_generation(data / INDEXES)
    if damaged := damaged_files(published):
        what = "{} is not what was written"
        found = [Fault(what.format(published.folder / name), Remedy.REBUILD_FULL) for name in damaged]
        raise Damaged(published.name, tuple(found))
    vectors, words = FaissIndex(published.vectors), TantivyWords(published.words)
    faults = tuple(_disagreeing(published, vectors, words))
    revision = published.manifest.revision
    return Contents(published.name, revision, vectors.ids(), len(words), vectors.vectors, faults)


def _unread(generation: str | None, stored: int, faults: tuple[Fault, ...]) -> Checkup:
    return Checkup(generation, stored, 0, 0, 0, None, faults)


def _disagreeing(published: Generation, vectors: FaissIndex, words: TantivyWords) -> Iterator[Fault]:
    if words.ids() != vectors.ids().tolist():
        what = f"the words are of {len(words)} passages and the vectors of {len(vectors)}, not of the same ones"
        yield Fault(what, Remedy.REBUILD_FULL)
    if corpus_digest(vectors.ids()) != published.manifest.corpus or len(vectors) != published.manifest.count:
        yield Fault("the vectors are not of the passages that the manifest names", Remedy.REBUILD_FULL)


def _behind(found: Contents, store: ArticleStore, stored: Ids) -> Iterator[Fault]:
    missing, gone = len(np.setdiff1d(stored, found.ids)), len(np.setdiff1d(found.ids, stored))
    if missing or gone:
        yield Fault(f"the index lacks {missing} passages of the store and has {gone} that are gone", Remedy.REBUILD)
    elif found.revision > store.revision():
        yield Fault("the index was made from a later state of the store than it is in now", Remedy.REBUILD_FULL)


def _least_cosine(store: ArticleStore, data: Path, model: str, found: Contents, sample: Ids) -> float | None:
    passages = store.passages(sample.tolist())
    if not passages:
        return None
    texts = [passage.span.of(store.article(passage.article_id).text) for passage in passages]
    stored = found.vectors(np.array([passage.id for passage in passages], np.int64))
    again = load_embedder(model, data).embed(texts)
    if again.shape != stored.shape:
        return 0.0
    return float(np.min(np.sum(again * stored, axis=1)))
