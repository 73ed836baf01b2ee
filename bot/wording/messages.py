"""Every message the bot sends, from plain records: its words, its marks, its buttons. Pure.

The words themselves for fixed occasions are in `phrases.py`; an answer's findings are laid out in `answer_text.py`.
"""

from collections.abc import Sequence
from typing import assert_never

from bot.catalogue import About, Latest, Listing, Outlets, Speakers, Totals
from bot.chat import Button, Limits, Message
from bot.checking import CheckedClaim
from bot.conversation import (
    CitedIn,
    NobodyElse,
    NoMore,
    NoneInOwnWords,
    NothingFound,
    Page,
    Reply,
    Watch,
    WatchKind,
    WhichSpeaker,
    Withdrawn,
    next_page,
    previous_page,
)
from bot.excerpts import Surroundings, deep_link
from bot.following.follows import Follow, FollowKind
from bot.timeline import Timeline, goes_on
from bot.wording import phrases
from bot.wording.finding_messages import citation_line, cited_text, claim_text, page_text
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
    readable_moment,
    seen,
    short,
    text,
    unlinked,
)
from bot.wording.reasons import confined_to, reason_text
from corpus.article import Article, BlockKind, Span
from corpus.store import KnownSpeaker
from retrieval.answer import Choice, Finding
from retrieval.finding.findings import cite
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
            reason = short_paragraphs(reason_text(reply.answer.reasons), limits.text - 600)
            said = reason if seen(reason.plain) else text(phrases.NOTHING)
            return _message(joined([said, _held(reply.totals)], "\n\n"), _nothing_buttons(reply))
        case CitedIn():
            return _message(cited_text(reply))
        case NoneInOwnWords():
            return plain(phrases.NONE_IN_OWN_WORDS)
        case NobodyElse(topic):
            return plain(phrases.NOBODY_ELSE if topic else phrases.WHO_ELSE_ON_WHAT)
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


def checked_message(
    claims: Sequence[CheckedClaim], within: Within, limits: Limits, watch: Watch | None = None
) -> Message:
    """What is printed of some claims, the first ones as far as they fit; where one is not, a button that watches."""
    whole, left = EMPTY, 0
    for number, claim in enumerate(claims):
        part = claim_text(claim, len(claims))
        longer = joined([whole, part], "\n\n")
        if number and (longer.length > limits.text - 500 or longer.entities > limits.entities - 2):
            left = len(claims) - number
            break
        whole = longer
    after = [text(phrases.and_more(left))] if left else []
    missing = any(each.finding is None for each in claims)
    if missing and not within.is_everything:
        after.append(short(confined_to(within), 400))
    buttons = ((Button(phrases.TELL_ME, action=f"{WATCH}:0"),),) if watch is not None else ()
    return _message(joined([whole, *after], "\n\n"), buttons)


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


def _nothing_buttons(nothing: NothingFound) -> Rows:
    """Questions that have an answer, and the button that watches for one."""
    asked = tuple(
        (Button(named(question, 60, f"{index + 1}").plain, action=f"ask:{index}"),)
        for index, question in enumerate(nothing.suggestions)
    )
    return (*asked, (Button(phrases.TELL_ME, action=f"{WATCH}:0"),)) if nothing.watch is not None else asked


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


def _held(totals: Totals | None) -> Markup:
    """'I hold 2 articles with 7 statements of 5 speakers. Most on record: Jake Sullivan.'"""
    if totals is None:
        return EMPTY
    size = totals.size
    held = text(phrases.holdings(size.articles, size.statements, size.speakers))
    names = joined([bold(named(name, 60, phrases.UNKNOWN_NAME)) for name in totals.most_quoted], ", ")
    return held + text(phrases.MOST_ON_RECORD) + names + text(".") if names.plain else held


def _in_context(shown: Surroundings) -> Markup:
    article = shown.article
    head = link(bold(named(article.headline, 130, phrases.UNTITLED)), article.url)
    where = [unlinked(words, 50) for words in (article.outlet, article.agency, article.place) if words]
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


def listing_text(listing: Listing) -> Markup:
    """Any listing, its names cut where they are very long, so that it fits a message."""
    match listing:
        case Outlets():
            return _sources(listing)
        case Speakers(speakers, left_out):
            return _listed(phrases.SPEAKERS, [_speaker(each) for each in speakers], left_out)
        case Latest(articles):
            return _listed(phrases.LATEST, [_article(each) for each in articles], 0, "\n\n")
        case About(size):
            counts = phrases.holdings(size.articles, size.statements, size.speakers)
            return joined([text(counts), text(phrases.ABOUT)], "\n\n")
    assert_never(listing)


def _sources(listing: Outlets) -> Markup:
    lines = [
        unlinked(name if seen(name) else phrases.UNKNOWN_OUTLET, 70) + text(f" · {phrases.articles(count)}")
        for name, count in listing.outlets
    ]
    if listing.without:
        lines.append(italic(text(phrases.UNKNOWN_OUTLET)) + text(f" · {phrases.articles(listing.without)}"))
    return _listed(phrases.SOURCES, lines, listing.left_out)


def _speaker(speaker: KnownSpeaker) -> Markup:
    role = speaker.roles[0][0] if speaker.roles else ""
    described = text(", ") + short(role, 50) if role.strip() else text("")
    return (
        named(speaker.name, 50, phrases.UNKNOWN_NAME) + described + text(f" · {phrases.statements(speaker.statements)}")
    )


def _article(article: Article) -> Markup:
    return citation_line(cite(article))


def _listed(heading: str, lines: list[Markup], left_out: int, between: str = "\n") -> Markup:
    if not lines:
        return text(phrases.EMPTY_ARCHIVE)
    more = [italic(text(phrases.and_more(left_out)))] if left_out else []
    return joined([bold(text(heading)), *lines, *more], between)


WATCH = "watch"
"""The verb of the button that watches for what is not on record yet."""

FOLLOW, UNFOLLOW = "follow", "unfollow"
"""The verbs of its buttons: which speaker is meant, and whom to follow no longer."""


def follows_message(follows: list[Follow]) -> Message:
    """Whom a chat follows, each with a button that ends it."""
    if not follows:
        return Message(phrases.FOLLOWING_NOBODY, phrases.FOLLOWING_NOBODY)
    lines = [text(f"{number}. ") + followed(each) for number, each in enumerate(follows, 1)]
    words = joined([bold(text(phrases.FOLLOWING)), *lines], "\n")
    return Message(words.html, words.plain, tuple((_button(each),) for each in follows))


def _button(follow: Follow) -> Button:
    label = short(followed(follow).plain, 50).plain
    return Button(f"✕ {label}", action=f"{UNFOLLOW}:{follow.id}")


def followed(follow: Follow) -> Markup:
    """'Jake Sullivan on Ukraine', 'anybody on Ukraine', '“these words” in print'."""
    match follow.kind:
        case FollowKind.TOPIC:
            return watched(Watch(WatchKind.TOPIC, follow.topic))
        case FollowKind.QUOTE:
            return watched(Watch(WatchKind.QUOTE, follow.name))
    return described(follow.name, follow.topic)


def watched(watch: Watch) -> Markup:
    """What is told of once it is there."""
    match watch.kind:
        case WatchKind.NAME:
            return described(watch.words, watch.topic)
        case WatchKind.TOPIC:
            return text(phrases.ANYBODY_ON) + bold(short(watch.words, 60))
    return text("“") + bold(short(watch.words, 100)) + text(phrases.IN_PRINT)


def described(name: str, topic: str) -> Markup:
    """'Jake Sullivan on Ukraine'."""
    who = bold(short(name, 60))
    return who + text(" on ") + bold(short(topic, 60)) if topic else who


def said(whom: list[Markup], words: str) -> Message:
    """The followed ones on a line each, and what became of that."""
    message = joined([joined(whom, "\n"), text(words)], "\n\n")
    return Message(message.html, message.plain)


def with_verb(asked: Message) -> Message:
    """The choice of speakers, with buttons that lead to following one."""
    rows = (
        tuple(Button(one.label, action=f"{FOLLOW}:{one.action.partition(':')[2]}") for one in row)
        for row in asked.buttons
    )
    return Message(asked.html, asked.plain, tuple(rows))


SLICE = 110
"""Code points of a finding's own words on its line."""


def timeline_text(shown: Timeline, limit: int, entities: int, remark: str = "") -> Markup:
    """Who on what, how often and when, then the findings; what does not fit is counted in the last line."""
    whole = joined([_heading(shown), italic(text(remark))], "\n")
    lines = [_line(finding) for finding in shown.findings()]
    for number, line in enumerate(lines):
        left = _left(len(lines) - number - 1)
        room = whole.length + line.length + left.length + 3 <= limit
        if not room or whole.entities + line.entities + left.entities > entities:
            return joined([whole, _left(len(lines) - number)], "\n")
        whole = joined([whole, line], "\n\n" if not number else "\n")
    return whole


def _heading(shown: Timeline) -> Markup:
    who = bold(named(shown.speaker, 80, phrases.ON_RECORD))
    about = text(" on ") + bold(short(shown.topic, 60)) if shown.topic.strip() else EMPTY
    count = phrases.statements(len(shown.dated) + len(shown.undated))
    return who + about + text(f" · {count}{_period(shown)}")


def _period(shown: Timeline) -> str:
    if not shown.dated:
        return ""
    first, last = (readable_moment(each.day.isoformat())[0] for each in (shown.dated[0], shown.dated[-1]))
    return f", {first}" if first == last else f", {first} to {last}"


def _line(finding: Finding) -> Markup:
    """'9 December 2021 · mid-day.com: the words ...', the outlet as link."""
    citation = finding.citation
    day = readable_moment(citation.published)[0].partition(",")[0] if citation.published else phrases.UNDATED
    name = citation.outlet if citation.outlet and seen(citation.outlet) else phrases.THE_ARTICLE
    outlet = link(unlinked(name, 40), citation.url)
    return joined([bold(short(day, 30)), outlet + text(": ") + text(_cut_words(finding.text))], " · ")


def _cut_words(words: str) -> str:
    """The beginning of some words on one line, cut between two of them, with an ellipsis."""
    line = " ".join(words.split())
    if len(line) <= SLICE:
        return line
    cut = line[:SLICE]
    return (cut[: cut.rfind(" ")] if cut.rfind(" ") > SLICE // 2 else cut).rstrip() + f" [{ELLIPSIS}]"


def _left(count: int) -> Markup:
    return italic(text(phrases.and_more(count))) if count else EMPTY
