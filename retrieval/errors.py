"""What can go wrong between a question and its answer; each message says what to do next."""

from pathlib import Path

REBUILD = "`ontherecord rebuild`"
REBUILD_FULL = "`ontherecord rebuild --full`"


class RetrievalError(Exception):
    """Any failure of the derived index or of the embedding model."""


class NoIndex(RetrievalError):
    """There is no index in the data directory, or the database, yet."""

    def __init__(self, place: Path | str) -> None:
        super().__init__(f"there is no index in {place} yet: {REBUILD} makes one")


class BrokenIndex(RetrievalError):
    """The published index is damaged or incomplete."""

    def __init__(self, directory: Path, why: str) -> None:
        super().__init__(f"the index in {directory} can't be used ({why}): {REBUILD_FULL} makes it anew")


class WrongIndex(RetrievalError):
    """The published index was built in another way than the settings say."""

    def __init__(self, what: str, built: str, wanted: str) -> None:
        super().__init__(f"the index was built with {what} {built}, not {wanted}: {REBUILD_FULL} builds it anew")


class NoSuchModel(RetrievalError):
    """The embedding model can't be found or read."""

    def __init__(self, model: str, why: str) -> None:
        super().__init__(
            f"the embedding model {model!r} can't be loaded ({why}): set ONTHERECORD_EMBEDDING_MODEL to a folder, "
            "a name on the Hugging Face hub, or leave it out for the bundled one"
        )


class RebuildRunning(RetrievalError):
    """Another process is rebuilding already."""

    def __init__(self, lock: Path) -> None:
        super().__init__(f"another rebuild is running (it holds {lock}): wait for it, or stop it first")


class RebuildFailed(RetrievalError):
    """The new index could not be written; the old one still answers."""

    def __init__(self, directory: Path, why: OSError) -> None:
        super().__init__(
            f"the new index could not be written in {directory} ({why.strerror or why}); the old one still answers: "
            f"free some space or mend the permissions there, then run {REBUILD} again; it goes on where it stopped"
        )


class RebuildCancelled(RetrievalError):
    """The rebuild was stopped on request; what was embedded is kept."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"stopped after {done} of {total} passages: {REBUILD} goes on from there")


class NotInArticle(RetrievalError):
    """A span points beyond the article that it is said to be in."""

    def __init__(self, article_id: str, start: int, end: int) -> None:
        super().__init__(
            f"article {article_id} has no characters [{start}, {end}): store and statements disagree; "
            "`ontherecord doctor` says what else does"
        )
