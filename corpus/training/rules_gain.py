"""Prints what each rule of rules.tsv wins: python -m corpus.training.rules_gain polnear/dev.jsonl gum/news_dev.jsonl

Files hold annotated articles, a JSON object a line: {"id", "text", "statements": [{"content": [[start, end], ...],
"speaker": a name, names or null}]}. Each rule is left out in turn. Beside it stand how many statements that changes,
and how many points of F1 the rule wins: of words that are part of a statement, and of words with their speaker's
surname. The first line has both figures with all rules.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import corpus.attribution
from corpus.article import Span
from corpus.attribution.layout import lay_out
from corpus.english import lexicon
from corpus.pages.blocks import find_blocks
from corpus.statement import Statement
from corpus.tagging.tagger import Tagger, load_tagger
from corpus.tagging.tags import Tags
from corpus.tagging.windows import WORD

RULED = "corpus.attribution"  # the package whose modules take rules when they are imported

Facts = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, what is said in it by whom as annotated, and its tags."""

    text: str
    gold: tuple[Facts, Facts]
    surnames: frozenset[str]
    tags: Tags


def main() -> None:
    """Reads the command line and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    tagger = load_tagger()
    articles = [each for file in parser.parse_args().files for each in _read(file, tagger)]
    every = lexicon.rules()
    best, found = measure(articles, every)
    print(f"{'changed':>8} {'words':>7} {'speakers':>9}  rule\n{'':8} {best[0]:7.2f} {best[1]:9.2f}  all of them")
    for rule in every:
        without, other = measure(articles, [each for each in every if each is not rule])
        changed = sum(len({*map(repr, one)} ^ {*map(repr, two)}) for one, two in zip(found, other, strict=True))
        gains = [before - after for before, after in zip(best, without, strict=True)]
        print(f"{changed:8} {gains[0]:+7.2f} {gains[1]:+9.2f}  {rule.form}: {rule.example}", flush=True)


def measure(
    articles: Sequence[Annotated], rules: Sequence[lexicon.Rule]
) -> tuple[tuple[float, float], list[list[Statement]]]:
    """F1 in per cent of words and of words with their speakers, and the statements of each article, by these rules."""
    find = _finder(rules)
    statements = [find(each) for each in articles]
    counts: Counter[tuple[int, str]] = Counter()
    for article, found in zip(articles, statements, strict=True):
        for place, (gold, own) in enumerate(zip(article.gold, _facts_found(article, found), strict=True)):
            counts[place, "both"] += len(gold & own)
            counts[place, "either"] += len(gold) + len(own)
    words, speakers = (200 * counts[place, "both"] / max(1, counts[place, "either"]) for place in (0, 1))
    return (words, speakers), statements


def _finder(rules: Sequence[lexicon.Rule]) -> Callable[[Annotated], list[Statement]]:
    """A way to find statements by these rules alone, with modules of its own, for they take their rules on import."""
    before = {name: sys.modules.pop(name) for name in [*sys.modules] if name.startswith(RULED)}
    whole, lexicon.rules = lexicon.rules, _kept(rules, lexicon.rules())  # type: ignore[assignment]
    try:
        layout, statements, judging = (import_module(f"{RULED}.{name}") for name in ("layout", "statements", "judging"))
    finally:
        lexicon.rules = whole
        for name in [each for each in sys.modules if each.startswith(RULED)]:
            del sys.modules[name]
        sys.modules.update(before)
        corpus.attribution = before.get(RULED, corpus.attribution)

    def find(article: Annotated) -> list[Statement]:
        laid_out = layout.lay_out(article.text, find_blocks(article.text))
        found = statements.attributed(laid_out, article.tags)
        return list(judging.judged(article.text, found, article.tags.signs))

    return find


def _kept(rules: Sequence[lexicon.Rule], every: Iterable[lexicon.Rule]) -> Callable[[], tuple[lexicon.Rule, ...]]:
    """The rules as the lexicon gives them; a form that has none left matches nothing."""
    forms = {rule.form for rule in rules}
    never = (lexicon.Rule(form, "(?!)", "", "") for form in {rule.form for rule in every} - forms)
    table = (*rules, *never)
    return lambda: table


def _read(file: Path, tagger: Tagger) -> Iterator[Annotated]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text: str = row["text"]
        laid_out = lay_out(text, find_blocks(text))
        (tags,) = tagger.tag([(laid_out.text, laid_out.paragraphs)])
        said = [([Span(*span) for span in each["content"]], _surnames(each["speaker"])) for each in row["statements"]]
        gold = _facts(text, said)
        yield Annotated(text, gold, frozenset(name for _, names in said for name in names), tags)


def _surnames(speaker: Any) -> list[str]:
    names = speaker if isinstance(speaker, list) else [speaker] if speaker else []
    return [name.split()[-1].lower() for name in names if name.split()]


def _facts_found(article: Annotated, found: Iterable[Statement]) -> tuple[Facts, Facts]:
    """The same of statements; who has no annotated statement in the article is not counted."""
    said = []
    for each in found:
        speakers = [*each.speakers, *([each.via] if each.via else [])]
        names = {name for speaker in speakers for name in _surnames(speaker.full_name(article.text))}
        said.append((list(each.content), sorted(names & article.surnames)))
    return _facts(article.text, said)


def _facts(text: str, said: Iterable[tuple[list[Span], list[str]]]) -> tuple[Facts, Facts]:
    """The words that are part of a statement, and the same with the surname of each of its speakers."""
    words, spoken = set(), set()
    for content, names in said:
        for span in content:
            for word in WORD.finditer(text, span.start, span.end):
                words.add((str(word.start()),))
                spoken |= {(name, str(word.start())) for name in names}
    return frozenset(words), frozenset(spoken)


if __name__ == "__main__":
    main()
