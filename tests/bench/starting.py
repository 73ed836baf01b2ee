"""From the start of a process: to a question's vector, to an answer, to six answers on one article."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from measuring import BENCH, ROOT, Cost, Row, process

from retrieval.embedding.embedding_model import BUNDLED, find_model

PEERS = ("txtai", "langchain")
ARTICLE = ROOT / "corpus" / "samples" / "01-strait-talks.txt"

VECTOR = """
import sys
from pathlib import Path
from retrieval.embedding.load_embedder import load_embedder
load_embedder(sys.argv[1], Path(sys.argv[2])).embed(["Who said so?"])
"""
REFERENCE = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1], device="cpu").encode(["Who said so?"])
"""
SIX = """
import sys
from pathlib import Path
from peers import QUESTIONS
from bot.archive import open_archive
from bot.settings import read_settings
from corpus.readers.sources import read_source
from retrieval.index.engine import Scope
with open_archive(read_settings(data_dir=Path(sys.argv[1]))) as archive:
    archive.add(read_source(sys.argv[2]), lambda news: None)
    archive.rebuild(Scope.MISSING, lambda progress: None)
    newsroom = archive.newsroom()
    for question in QUESTIONS:
        newsroom.ask(question)
"""


def starting(data: Path, rounds: int) -> Iterator[Row]:
    """Our starts beside sentence-transformers' own."""
    process("-c", VECTOR, BUNDLED, str(data))  # converts the model
    vector = ("-c", VECTOR, BUNDLED, str(data)), ("-c", REFERENCE, str(find_model(BUNDLED)))
    ours, theirs = ([process(*command) for _ in range(rounds)] for command in vector)
    yield row("process start to a question's vector", ours, {"sentence-transformers": theirs})
    yield memory(ours, {"sentence-transformers": theirs})
    yield row("ontherecord --help", [process("-m", "bot", "--help") for _ in range(rounds)])
    samples = ("--data-dir", str(data / "samples"))
    yield row("ontherecord ask, the very first", [process("-m", "bot", "ask", "what did Sullivan say?", *samples)])
    for question in ("what did Sullivan say?", "how long will insurance costs rise?"):
        asked = [process("-m", "bot", "ask", question, *samples) for _ in range(rounds)]
        yield row(f"ontherecord ask {question!r}"[:44], asked)
        yield memory(asked)


def six_answers(data: Path, python: str | None, rounds: int) -> Iterator[Row]:
    """One article added, indexed and asked six questions, by us and by others where `python` has them."""
    names = PEERS if python else ()
    took: dict[str, list[Cost]] = {name: [] for name in ("ours", *names)}
    for number in range(rounds):
        new = data / f"six {number}"
        new.mkdir()
        (new / "models").symlink_to(data / "models")  # converted once
        took["ours"].append(process("-c", SIX, str(new), str(ARTICLE)))
        for name in names:
            command = (str(BENCH / "peers.py"), name, str(find_model(BUNDLED)), str(ARTICLE))
            took[name].append(process(*command, by=python or ""))
    ours = took.pop("ours")
    yield row("process start to six answers, one article", ours, took)
    yield memory(ours, took)


def row(what: str, ours: list[Cost], others: dict[str, list[Cost]] | None = None) -> Row:
    cpu = [each.cpu for each in ours]
    theirs = tuple((name, median(each.cpu for each in costs)) for name, costs in (others or {}).items())
    return Row(what, "CPU s", median(cpu), (max(cpu) - min(cpu)) / 2, theirs)


def memory(ours: list[Cost], others: dict[str, list[Cost]] | None = None) -> Row:
    theirs = tuple((name, max(each.megabytes for each in costs)) for name, costs in (others or {}).items())
    return Row("  memory of that, at most", "MB", max(each.megabytes for each in ours), 0, theirs)
