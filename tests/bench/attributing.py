"""What finding statements costs, beside a dependency parse with rules on it, in one interleaved run.

Usage: python tests/bench/attributing.py [--spacy PYTHON] [--articles FILE] [--rounds 3]

PYTHON is one that has spaCy and its small English model; FILE is JSON Lines with "text" (invented articles without it).
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from invented_text import articles
from measuring import BENCH, Row, process

FEW, MANY = 20, 80  # articles; what starting takes, and preparing for rows of each number, is left out
LONG = 600  # words


def rows(file: Path | None, spacy: str | None, rounds: int) -> Iterator[Row]:
    """CPU seconds for 600 words, and words a CPU second."""
    with tempfile.TemporaryDirectory() as place:
        few, many = Path(place) / "few.jsonl", Path(place) / "many.jsonl"
        texts = read(file)
        words = sum(len(text.split()) for text in texts[FEW:MANY])
        for target, count in ((few, FEW), (many, MANY)):
            lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts[:count]))
            target.write_text("\n".join(lines), encoding="utf8")
        took: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, (by, *command) in commands(spacy).items():
                costs = [process(*command, by=by, reading=each).cpu for each in (few, many)]
                took.setdefault(name, []).append(costs[1] - costs[0])
    cost = {name: LONG / words * median(each) for name, each in took.items()}
    spread = {name: LONG / words * (max(each) - min(each)) / 2 for name, each in took.items()}
    others = tuple((name, each) for name, each in cost.items() if name != "ours")
    yield Row("statements of 600 words", "CPU s", cost["ours"], spread["ours"], others)
    yield Row("  words in a CPU second", "words", LONG / cost["ours"])


def commands(spacy: str | None) -> dict[str, tuple[str, ...]]:
    ours = {"ours": (sys.executable, "-m", "bot", "attribute")}
    return ours | {"spaCy sm + rules": (spacy, str(BENCH / "spacy_quotes.py"))} if spacy else ours


def read(file: Path | None) -> list[str]:
    if file is None:
        return list(islice(articles(1), MANY))
    with file.open(encoding="utf8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, MANY)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spacy")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    for row in rows(chosen.articles, chosen.spacy, chosen.rounds):
        print(row)


if __name__ == "__main__":
    main()
