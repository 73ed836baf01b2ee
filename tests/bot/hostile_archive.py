"""Hostile texts through everything: read, stored, indexed, asked about, and answered with."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hostile_texts import hostile_text
from message_judge import judge

from bot.archive import open_archive
from bot.catalogue import Catalogue
from bot.chat import Message
from bot.conversation import Conversation, Thread
from bot.settings import Settings
from bot.telegram_chat.api import LIMITS
from bot.wording.messages import checked_message, listing_message, reply_message
from corpus.readers.sources import read_source
from corpus.web.fetching import Fetcher
from retrieval.index.engine import Scope
from retrieval.questions.question import EVERYTHING

PROSE = (
    "The harbour of Port Ellis will be dredged next spring, the city said on Monday.\n"
    "Harbour master Jake Sullivan, {}, said on Tuesday: “We have waited nine years for {}”\n"
    "He added that {} would take four months.\n"
)


def judge_archive(texts: int, seed: int, folder: Path) -> Counter[str]:
    """Texts within articles that are stored and indexed, and as questions; how many messages of the answers passed."""
    chance, passed = random.Random(seed), Counter[str]()
    lines = [json.dumps(_article(chance)) for _ in range(texts)]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf8")
    with open_archive(Settings(data_dir=folder / "data")) as archive:
        added = archive.add(read_source(str(folder / "articles.jsonl"), Fetcher()), lambda news: None)
        archive.rebuild(Scope.MISSING, lambda progress: None)
        assert added.added >= texts // 2, added.rejections[:3]  # some are rightly taken for no article
        conversation, catalogue = Conversation(archive.newsroom()), Catalogue(archive.store)
        for _ in range(texts):
            words = chance.choice((hostile_text(chance), "What did Sullivan say about " + hostile_text(chance)))[:4096]
            for message in _answered(conversation, words):
                judge(message)
                passed["answer of the archive"] += 1
        for listing in (catalogue.sources(), catalogue.speakers(), catalogue.latest(), catalogue.about()):
            judge(listing_message(listing))
    return passed


def _answered(conversation: Conversation, words: str) -> Iterator[Message]:
    thread, reply = conversation.say(Thread(), words, 3)
    yield reply_message(reply, 3, LIMITS)
    yield checked_message(conversation.check(words), EVERYTHING, LIMITS)
    for action in ("page:3", "context:0", "who:0"):
        yield reply_message(conversation.press(thread, action, 3)[1], 3, LIMITS)


def _article(chance: random.Random) -> dict[str, str]:
    text = "".join(part + hostile_text(chance) for part in PROSE.split("{}"))
    return {"text": text} | {key: hostile_text(chance) for key in ("headline", "outlet", "agency", "byline", "place")}
