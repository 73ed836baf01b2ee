"""Reasons in words: what is said beside findings, or where there are none. Made of names, counts and dates only."""

from collections.abc import Callable, Iterable, Sequence

from corpus.article import BlockKind
from retrieval.answer import Reason, ReasonKind
from retrieval.questions.question import UNKNOWN, Within

PLACES = {
    BlockKind.RELATED: "a list of related headlines",
    BlockKind.CAPTION: "a photo caption",
    BlockKind.NOTICE: "a notice",
    BlockKind.HEADLINE: "a headline",
    BlockKind.BYLINE: "a byline",
    BlockKind.DATELINE: "a dateline",
}
NO_LANGUAGE = "in a language that is not given"
LONGEST_ECHO = 80  # characters of a question that a reason repeats


def reason_text(reasons: Iterable[Reason]) -> str:
    """All the reasons, one sentence after the other; "" for none."""
    return " ".join(WORDED[each.kind](each) for each in reasons)


def confined_to(within: Within) -> str:
    """What answers are confined to, so that nobody takes it for all there is."""
    languages = [NO_LANGUAGE if each == UNKNOWN else f"in “{each}”" for each in within.languages]
    parts = [f"of {joined(within.outlets)}" if within.outlets else "", " or ".join(languages)]
    return f"Answers here are confined to articles {' '.join(filter(None, parts))}."


def _no_question(reason: Reason) -> str:
    example = f" Try: what did {reason.name} say?" if reason.name else ""
    return f"That asks nothing that news could answer.{example}"


def _unknown(reason: Reason) -> str:
    offered = f" Names like it on record: {joined(reason.names)}." if reason.names else ""
    return f"No article here names {echo(reason.name)}.{offered}"


def _never_quoted(reason: Reason) -> str:
    elsewhere = [place for kind, place in PLACES.items() if kind in reason.places]
    if reason.count or not elsewhere:
        where = f"{reason.count} articles" if reason.count > 1 else "an article"
        return f"{reason.name} is named in {where} here, but nobody here quotes {reason.name}."
    return f"{reason.name} is named only in {joined(elsewhere)}; nobody here quotes {reason.name}."


def _not_on_topic(reason: Reason) -> str:
    return f"{_on_record(reason)}, but I found nothing near “{echo(reason.words)}”. {_offer(reason)}"


def _not_to(reason: Reason) -> str:
    about = f" on “{echo(reason.words)}”" if reason.words else ""
    return f"{_on_record(reason)}, but with nothing to {echo(reason.to)}{about}. {_offer(reason)}"


def _not_then(reason: Reason) -> str:
    newest = f" The latest is from {reason.day}." if reason.day else ""
    return f"Nothing of {reason.name} is on record here for “{echo(reason.words)}”.{newest}"


def _told_otherwise(reason: Reason) -> str:
    if reason.words and reason.to:
        return f"Asked for: “{echo(reason.words)}”; printed: “{echo(reason.to)}”."
    return f"Printed with “{echo(reason.to)}”." if reason.to else f"Printed without “{echo(reason.words)}”."


def _no_article(reason: Reason) -> str:
    return f"There is no article by {reason.name} here." if reason.name else "There is no such article here."


def _looked_through(reason: Reason) -> str:
    if not reason.count:
        return "There are no articles here yet."
    articles = {1: "the only article", 2: "both articles"}.get(reason.count, f"all {reason.count} articles")
    unread = f" {reason.unread} of them, not in English, are not read for who said what." if reason.unread else ""
    return f"I looked through {articles} here.{unread}"


WORDED: dict[ReasonKind, Callable[[Reason], str]] = {
    ReasonKind.NO_QUESTION: _no_question,
    ReasonKind.WHO_IS_MEANT: lambda given: f"It is not clear who “{echo(given.words)}” is: please ask with the name.",
    ReasonKind.UNKNOWN_NAME: _unknown,
    ReasonKind.NEVER_QUOTED: _never_quoted,
    ReasonKind.NOT_ON_TOPIC: _not_on_topic,
    ReasonKind.NOT_TO: _not_to,
    ReasonKind.NOT_THEN: _not_then,
    ReasonKind.NOT_THERE: lambda given: f"{_on_record(given)}, but not in what {given.words} published.",
    ReasonKind.NOT_WITHIN: lambda given: (
        f"{given.name} is on record, but not in the articles that I may answer from here."
    ),
    ReasonKind.CONFINED_TO: lambda given: confined_to(given.within),
    ReasonKind.NOBODY_SAID: lambda given: f"Nobody here is on record with “{echo(given.words)}”.",
    ReasonKind.NOT_COVERED: lambda given: f"No article here surely answers that: nothing covers “{echo(given.words)}”.",
    ReasonKind.NO_ARTICLE: _no_article,
    ReasonKind.TIME_SET_ASIDE: lambda given: f"No article here is from “{echo(given.words)}”, so I looked at any time.",
    ReasonKind.TOLD_OTHERWISE: _told_otherwise,
    ReasonKind.SAID_BY_ANOTHER: lambda given: f"Not {given.name}, but {joined(given.names)} said that.",
    ReasonKind.LOOKED_THROUGH: _looked_through,
    ReasonKind.NO_MORE: lambda _: "That is all there is.",
    ReasonKind.NOTHING_BEFORE: lambda _: "There is no answer before this to show more of.",
}


def _on_record(reason: Reason) -> str:
    times = {1: "once", 2: "twice"}.get(reason.count, f"{reason.count} times")
    return f"{reason.name} is on record here {times}"


def _offer(reason: Reason) -> str:
    return f"Ask “what did {reason.name} say?” to see it all."


def echo(words: str) -> str:
    """The asker's own words, cut with an ellipsis where they are long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_ECHO else flat[: LONGEST_ECHO - 1].rstrip() + "…"


def joined(parts: Sequence[str]) -> str:
    """'a, b and c'."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
