"""A digest: what is new of those whom a place follows, as one answer that is turned page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.chat import Limits, Message
from bot.chat_settings.record import ChatSettings
from bot.conversation import KEPT_FINDINGS, Page, Thread
from bot.following.news import Heard
from bot.paging import page_at
from bot.timelines.timeline import timeline
from bot.wording import phrases
from bot.wording.markup import Markup, bold, joined, named, text
from bot.wording.messages import reply_message
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore
from retrieval.answer import Answer, Finding, Outcome
from retrieval.finding.findings import Citations, Shown
from retrieval.questions.question import Within

NAMED = 3
"""Speakers that the heading names."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The message, and the thread behind its buttons."""

    message: Message
    thread: Thread


def digest(
    store: ArticleStore, heard: Iterable[Heard], names: Mapping[int, str], settings: ChatSettings, limits: Limits
) -> Digest | None:
    """The digest of what was heard, still stands and is in what the chat is confined to; None where nothing is.

    `names` are those under which speakers are followed, by id.
    """
    shown, page_size = Shown(store, Citations(store)), settings.page_size
    found = ((_finding(store, shown, each, settings.within), each.speaker) for each in heard)
    standing = {finding: speaker for finding, speaker in found if finding is not None}
    if not standing:
        return None
    findings = timeline([*standing], "", "").findings()
    kept = findings[:KEPT_FINDINGS]
    answer = Answer("", Outcome.ANSWERED, kept, len(kept))
    page = reply_message(Page(answer, *page_at(answer, 0, page_size)), page_size, limits)
    heading = _heading([names.get(standing[one], one.speaker or "") for one in findings])
    return Digest(_headed(heading, page, limits), Thread(None, answer))


def _finding(store: ArticleStore, shown: Shown, heard: Heard, within: Within) -> Finding | None:
    """The statement as it stands now; None where it is gone, or its article is none of those within."""
    try:
        article = shown.article(heard.article_id)
        if not within.holds((article.outlet, article.agency), article.language):
            return None
        stored = [each for each in store.statements_in(heard.article_id) if each.statement.extent == heard.span]
        own_first = sorted(stored, key=lambda each: heard.speaker not in each.speaker_ids)
        return shown.statement(own_first[0], heard.speaker, 1.0) if own_first else None
    except UnknownArticle:
        return None


def _heading(names: Iterable[str]) -> Markup:
    """'New on record: Jake Sullivan, Ilse Brandt and 2 more'."""
    each = list(dict.fromkeys(named(name, 50, phrases.UNKNOWN_NAME).plain for name in names))
    more = [text(phrases.and_more(len(each) - NAMED))] if len(each) > NAMED else []
    listed = joined([bold(text(name)) for name in each[:NAMED]], ", ")
    return text(phrases.NEWS) + joined([listed, *more], " ")


def _headed(heading: Markup, page: Message, limits: Limits) -> Message:
    """The page below its heading, or alone where it leaves no room for one."""
    if len(page.plain) + heading.length + 2 > limits.text:
        return page
    return replace(page, html=f"{heading.html}\n\n{page.html}", plain=f"{heading.plain}\n\n{page.plain}")
