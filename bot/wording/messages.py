"""Every message the bot sends, from plain records: its words, its marks, its buttons. Pure.

The words themselves for fixed occasions are in `phrases.py`; an answer's findings are laid out in `answer_text.py`.
"""

from collections.abc import Sequence
from typing import assert_never

from bot.catalogue import Listing
from bot.chat import Button, Limits, Message
from bot.conversation import NoMore, NothingFound, Page, Reply, WhichSpeaker, Withdrawn
from bot.deep_links import deep_link
from bot.paging import next_page, previous_page
from bot.stock import Stock
from bot.surroundings import Surroundings
from bot.timelines.timeline import goes_on
from bot.wording import phrases
from bot.wording.answer_text import page_text
from bot.wording.catalogue_text import listing_text
from bot.wording.markup import (
    ELLIPSIS,
    EMPTY,
    Markup,
    bold,
    italic,
    joined,
    link,
    named,
    open_quotation,
    seen,
    short,
    text,
)
from bot.wording.quote_text import checked_text
from corpus.article import BlockKind, Span
from retrieval.answer import Choice, Finding
from retrieval.finding.nothing_found import confined_to
from retrieval.finding.quote_check import Checked
from retrieval.questions.question import EVERYTHING, Within

Rows = tuple[tuple[Button, ...], ...]


def reply_message(reply: Reply, page_size: int, limits: Limits) -> Message:
    """What is said for any reply of the conversation, within the platform's limits."""
    match reply:
        case Page():
            return _message(page_text(reply), _page_buttons(reply, page_size, limits))
        case Surroundings():
            return _message(_in_context(reply), _context_buttons(reply, limits))
        case WhichSpeaker():
            return _message(_which(reply.answer.choices), _choice_buttons(reply.answer.choices))
        case NothingFound():
            reason = short_paragraphs(reply.answer.reason, limits.text - 600)
            said = reason if seen(reason.plain) else text(phrases.NOTHING)
            return _message(joined([said, _stocked(reply.stock)], "\n\n"))
        case NoMore():
            return plain(phrases.NO_MORE)
        case Withdrawn():
            return plain(phrases.WITHDRAWN)
    assert_never(reply)


def listing_message(listing: Listing, within: Within = EVERYTHING) -> Message:
    """What the archive holds of something, and what answers are confined to beside that."""
    if within.is_everything:
        return _message(listing_text(listing))
    return _message(joined([listing_text(listing), italic(short(confined_to(within), 500))], "\n\n"))


def checked_message(checked: Checked, within: Within = EVERYTHING) -> Message:
    """What a quotation was found to be; where it was not found, with what answers are confined to."""
    if checked.finding is None and not within.is_everything:
        return _message(joined([checked_text(checked), short(confined_to(within), 2000)], " "))
    return _message(checked_text(checked))


def plain(words: str) -> Message:
    """A message of words alone."""
    return _message(text(words))


def short_paragraphs(words: str, limit: int) -> Markup:
    """Words with their line breaks, cut with an ellipsis where they are longer than `limit` code points."""
    return text(words if len(words) <= limit else words[:limit].rstrip() + ELLIPSIS)


def _message(words: Markup, buttons: Rows = ()) -> Message:
    return Message(words.html, words.plain, buttons)


def _page_buttons(page: Page, page_size: int, limits: Limits) -> Rows:
    turning = []
    before = previous_page(page.answer, page.first, page_size)
    after = next_page(page.answer, page.first, page_size)
    if before is not None:
        turning.append(Button(phrases.PREVIOUS, action=f"page:{before}"))
    if after is not None:
        turning.append(Button(phrases.MORE, action=f"page:{after}"))
    indexes = range(page.first, page.first + page.count)
    around = [Button(_numbered(phrases.CONTEXT, page, index), action=f"context:{index}") for index in indexes]
    copies = [
        Button(_numbered(phrases.COPY, page, index), copy=words)
        for index in indexes
        if (words := _copied(page.answer.findings[index], limits.copy))
    ]
    over_time = [Button(phrases.TIMELINE, action="timeline:0")] if goes_on(page.answer.findings) else []
    thumbs = (Button(phrases.GOOD, action="rate:good"), Button(phrases.BAD, action="rate:bad"))
    rows = (tuple(turning), tuple(around), tuple(copies), (*over_time, *thumbs))
    return tuple(row for row in rows if row)


def _context_buttons(shown: Surroundings, limits: Limits) -> Rows:
    """Back to the answer, and the address that opens this passage, to be passed on."""
    back = [Button(phrases.BACK, action=f"page:{shown.back}")] if shown.back is not None else []
    url = deep_link(limits.link, shown.article.id, shown.passage)
    row = (*back, *([Button(phrases.COPY_LINK, copy=url)] if url else []))
    return (row,) if row else ()


def _numbered(label: str, page: Page, index: int) -> str:
    return label if page.count == 1 else f"{label} {index - page.first + 1}"


def _copied(finding: Finding, limit: int) -> str:
    """The finding's words where the platform can put them on the clipboard whole, else ''."""
    words = text(finding.text).plain.strip()
    return words if len(words.encode("utf-16-le")) // 2 <= limit else ""


def _which(choices: Sequence[Choice]) -> Markup:
    lines = [bold(short(choice.name, 80)) + _described(choice) for choice in choices[:10]]
    numbered = [text(f"{number}. ") + line for number, line in enumerate(lines, 1)]
    return joined([text(phrases.WHICH), *numbered], "\n")


def _described(choice: Choice) -> Markup:
    role = text(", ") + short(choice.role, 90) if choice.role else text("")
    return role + text(f" ({phrases.statements(choice.statements)})")


def _choice_buttons(choices: Sequence[Choice]) -> Rows:
    return tuple(
        (Button(named(choice.name, 60, f"{index + 1}").plain, action=f"who:{index}"),)
        for index, choice in enumerate(choices[:10])
    )


def _stocked(stock: Stock | None) -> Markup:
    """'I hold 2 articles with 7 statements of 5 speakers. Most on record: Jake Sullivan.'"""
    if stock is None:
        return EMPTY
    size = stock.size
    held = text(phrases.holdings(size.articles, size.statements, size.speakers))
    names = joined([bold(named(name, 60, phrases.UNKNOWN_NAME)) for name in stock.most_quoted], ", ")
    return held + text(phrases.MOST_ON_RECORD) + names + text(".") if names.plain else held


def _in_context(shown: Surroundings) -> Markup:
    article = shown.article
    head = link(bold(named(article.headline, 130, phrases.UNTITLED)), article.url)
    where = [short(words, 50) for words in (article.outlet, article.agency, article.place) if words]
    passage = bold(short_paragraphs(shown.passage.of(article.text), 1600))
    body = (
        _cut_mark(shown.before[:1], {span.start for span in article.spans(BlockKind.BODY)}),
        *(_slice(span, article.text) for span in shown.before),
        passage,
        *(_slice(span, article.text) for span in shown.after),
        _cut_mark(shown.after[-1:], {span.end for span in article.spans(BlockKind.BODY)}),
    )
    return joined([joined([head, joined(where, " · ")], "\n"), open_quotation(joined(body, "\n"))], "\n")


def _slice(span: Span, article: str) -> Markup:
    return text(span.of(article).strip("\n"))


def _cut_mark(outermost: Sequence[Span], borders: set[int]) -> Markup:
    """'[…]' where the outermost slice begins or ends within a paragraph."""
    whole = all(span.start in borders or span.end in borders for span in outermost)
    return EMPTY if whole else italic(text(f"[{ELLIPSIS}]"))
