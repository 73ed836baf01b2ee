"""Hostile texts as article, as name and as question, in every kind of message; Telegram's own parser judges each.

    python tests/bot/hostile.py --texts 100000

Exit status 1, with the text that did it, where a message is refused, is over a limit, or shows other words than meant.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2])]

from hostile_archive import judge_archive
from hostile_texts import hostile_text
from message_judge import judge
from telegram import Update

from bot.catalogue import Latest, Outlets, Speakers, Totals
from bot.chat import Card, Me, Message, Place, Spoken
from bot.checking import CheckedClaim, ClaimVerdict, Contrast
from bot.conversation import NothingFound, Page, Watch, WatchKind, WhichSpeaker, pages
from bot.dispatch.addressed import request
from bot.excerpts import links_to, surroundings
from bot.following.follows import Follow
from bot.inline import card
from bot.telegram_chat.api import LIMITS
from bot.telegram_chat.updates import incoming
from bot.timeline import timeline
from bot.wording.markup import Markup
from bot.wording.messages import checked_message, follows_message, listing_message, reply_message, timeline_text
from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker, Size
from retrieval.answer import Answer, Choice, Finding, FindingKind, Outcome, Reason, ReasonKind
from retrieval.claims import DifferenceKind
from retrieval.finding.findings import cite
from retrieval.finding.quote_check import quoted_words
from retrieval.questions.question import EVERYTHING

ME = Me(4242, "recordbot", hears_all=True)
LINKED = replace(LIMITS, link=links_to(ME.username))
MOMENTS = ("2024-03-04T09:30:00+01:00", "2024-03-04", "yesterday")


def messages_with(text: str, chance: random.Random) -> Iterator[tuple[str, Message | Card]]:
    """Every kind of message that can hold words of an article, a name or a question, with this text as each of them."""
    article = article_of(text, chance)
    found = [finding_of(article, text, chance) for _ in range(chance.randrange(1, 4))]
    yield from _answers(text, article, found, chance)
    yield from _listings(text, article, chance)
    words = quoted_words(text) or chance.choice((text, found[0].text[3:-3].replace("a", "o", 1)))
    yield (
        "quotation",
        checked_message(claims_of(words, found[0]), EVERYTHING, LIMITS, Watch(WatchKind.QUOTE, words)),
    )
    yield "timeline", _of(timeline_text(timeline(found, text, text), LIMITS.caption, LIMITS.entities), b"a picture")
    offered = card(found[0], LINKED)
    if offered is not None:
        yield "card", offered


def claims_of(words: str, finding: Finding) -> tuple[CheckedClaim, ...]:
    contrasts = tuple(Contrast(kind, words, finding.span) for kind in DifferenceKind)
    return (
        CheckedClaim(words, ClaimVerdict.OTHERWISE, finding, finding.span, contrasts),
        CheckedClaim(words, ClaimVerdict.NOT_FOUND),
    )


def _of(words: Markup, picture: bytes) -> Message:
    return Message(words.html, words.plain, picture=picture)


def _answers(
    text: str, article: Article, found: list[Finding], chance: random.Random
) -> Iterator[tuple[str, Message | Card]]:
    answer = Answer(text, Outcome.ANSWERED, tuple(found), chance.randrange(1, len(found) + 1), text)
    for first, count in pages(answer, 3):
        yield "answer", reply_message(Page(answer, first, count), 3, LIMITS)
    start = chance.randrange(len(article.text))
    end = min(len(article.text), start + chance.randrange(1, 3000))
    yield "surroundings", reply_message(surroundings(article, start, end), 3, LINKED)
    choices = tuple(Choice(number, text, text, number) for number in range(chance.randrange(1, 14)))
    yield "choice", reply_message(WhichSpeaker(Answer(text, Outcome.WHICH_SPEAKER, choices=choices)), 3, LIMITS)
    nothing = Answer(text, Outcome.NOTHING_FOUND, reasons=(Reason(ReasonKind.NOBODY_SAID, words=text),))
    stock = Totals(Size(1, 0, 1, 1, 1), (text,) * 3)
    yield (
        "nothing found",
        reply_message(NothingFound(nothing, stock, (text,) * 2, Watch(WatchKind.QUOTE, text)), 3, LIMITS),
    )
    yield "followed", follows_message([Follow(number, Place(1), 1, text, text) for number in range(20)])


def _listings(text: str, article: Article, chance: random.Random) -> Iterator[tuple[str, Message | Card]]:
    speaker = KnownSpeaker(1, text, SpeakerKind.PERSON, ((text, text),), (text,), 3)
    yield "listing", listing_message(Latest((article,) * 10))
    yield "listing", listing_message(Outlets(((text, 3),) * 30, 7, 2))
    yield "listing", listing_message(Speakers((speaker,) * 25, chance.randrange(3)))


def article_of(text: str, chance: random.Random) -> Article:
    """An article of this text, with the text in every other field too; its blocks begin and end anywhere."""
    whole = text or "x"
    cuts = sorted({0, len(whole), *(chance.randrange(len(whole)) for _ in range(chance.randrange(5)))})
    blocks = tuple(Block(BlockKind.BODY, Span(start, end)) for start, end in pairwise(cuts) if start < end)
    url = chance.choice((text, "https://x.example/" + text[:300], "https://x.example/?a=<b>&c='\"", None))
    moment = Published(chance.choice(MOMENTS), text)
    return Article(article_id("o", whole), "o", whole, blocks, text, text, text, text, text, moment, url, "en")


def finding_of(article: Article, name: str, chance: random.Random) -> Finding:
    """A finding anywhere in the article, with quotations and a pronoun anywhere in it."""
    end = len(article.text)
    start = chance.randrange(end) if chance.random() < 0.5 else 0
    cuts = sorted(chance.randrange(start, end + 1) for _ in range(2 * chance.randrange(40)))
    quotes = tuple(Span(one, two) for one, two in zip(cuts[::2], cuts[1::2], strict=True) if one < two)
    return Finding(
        article.text[start:], Span(start, end), chance.choice(list(FindingKind)), name, name, name, quotes,
        cite(article), 1.0, Span(start, min(end, start + 2)), 1,
    )  # fmt: skip


def read(text: str, chance: random.Random) -> Spoken | None:
    """The text as somebody's message, with entities anywhere, as the bot reads it; must raise nothing."""
    carried = text.encode("utf-16-le", "replace").decode("utf-16-le")[:4096] or "x"
    units = len(carried.encode("utf-16-le")) // 2
    starts = [chance.choice((0, units // 2)) for _ in range(3)]
    kinds = chance.choices(("bot_command", "mention", "bold"), k=3)
    entities = [{"type": kind, "offset": at, "length": units - at} for kind, at in zip(kinds, starts, strict=True)]
    person = {"id": 7, "is_bot": False, "first_name": carried[:64]}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": person}
    update = {"update_id": 1, "message": message | {"text": carried, "entities": entities}}
    said = incoming(Update.de_json(update, None))
    assert isinstance(said, Spoken)
    request(said, ME)
    return said


def judge_all(texts: int, seed: int) -> Counter[str]:
    """How many messages of each kind passed. Raises with the text that did it where one does not."""
    chance, passed = random.Random(seed), Counter[str]()
    for _ in range(texts):
        text = hostile_text(chance)
        try:
            for kind, message in messages_with(text, chance):
                judge(message)
                passed[kind] += 1
            read(text, chance)
            passed["read as a question"] += 1
        except Exception as fault:
            raise AssertionError(f"{fault!r} with the text {text[:500]!r}") from fault
    return passed


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=int, default=100_000)
    options.add_argument("--articles", type=int, default=200, help="so many go the whole way, through an archive")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    passed = judge_all(given.texts, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        passed += judge_archive(given.articles, given.seed, Path(folder))
    print(f"{given.texts} texts and {given.articles} articles, {sum(passed.values())} messages, none refused:")
    print(", ".join(f"{count} {kind}" for kind, count in passed.most_common()))


if __name__ == "__main__":
    main()
