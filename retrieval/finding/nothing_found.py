"""Nobody is on record: the reasons, made of names, counts and dates that the store has, and of nothing else."""

from collections import Counter
from collections.abc import Sequence

from corpus.article import BlockKind
from corpus.store import KnownSpeaker, Naming
from retrieval.questions.question import UNKNOWN, Question, Within
from retrieval.questions.when import Period

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


def no_question(most_quoted: KnownSpeaker | None) -> str:
    """Nothing was asked."""
    example = f" Try: what did {most_quoted.name} say?" if most_quoted else ""
    return f"That asks nothing that news could answer.{example}"


def nobody_meant(pronoun: str) -> str:
    """'He' without anybody before."""
    return f"It is not clear who “{echo(pronoun)}” is: please ask with the name."


def unknown(name: str, near: Sequence[KnownSpeaker]) -> str:
    """No article has the name; offers speakers whose names look like it."""
    offered = f" Names like it on record: {joined([speaker.name for speaker in near])}." if near else ""
    return f"No article here names {echo(name)}.{offered}"


def never_quoted(name: str, namings: Sequence[Naming]) -> str:
    """The name is printed, but its bearer is the source of nothing; says in what kind of block it stands."""
    kinds = Counter(naming.kind for naming in namings)
    elsewhere = [place for kind, place in PLACES.items() if kinds[kind]]
    if BlockKind.BODY in kinds or not elsewhere:
        articles = len({naming.article_id for naming in namings if naming.kind is BlockKind.BODY})
        where = "an article" if articles == 1 else f"{articles} articles"
        return f"{name} is named in {where} here, but nobody here quotes {name}."
    return f"{name} is named only in {joined(elsewhere)}; nobody here quotes {name}."


def not_on_topic(speaker: KnownSpeaker, topic: str) -> str:
    """On record, but with nothing on this; offers what there is."""
    return f"{on_record(speaker)}, but not on “{echo(topic)}”. {offer(speaker)}"


def none_of_them(name: str, question: Question) -> str:
    """A name that several people on record have, none of whom answers."""
    asked = question.topic or (question.period.words if question.period else "")
    on = f" on “{echo(asked)}”" if question.topic else f" for “{echo(asked)}”" if asked else " there"
    return f"Several people whom “{echo(name)}” fits are on record here, but none of them{on}."


def not_to(speaker: KnownSpeaker, addressee: str, topic: str) -> str:
    """On record, but with nothing said to that person, or nothing on this topic."""
    about = f" on “{echo(topic)}”" if topic else ""
    return f"{on_record(speaker)}, but with nothing to {echo(addressee)}{about}. {offer(speaker)}"


def not_then(speaker: KnownSpeaker, period: Period, latest: str | None) -> str:
    """On record, but not in that time."""
    newest = f" The latest is from {latest[:10]}." if latest else ""
    return f"Nothing of {speaker.name} is on record here for “{echo(period.words)}”.{newest}"


def not_there(speaker: KnownSpeaker, source: str) -> str:
    """On record, but not in that outlet or by that agency."""
    return f"{on_record(speaker)}, but not in what {source} published."


def not_within(speaker: KnownSpeaker) -> str:
    """On record, but not where answers are confined to."""
    return f"{speaker.name} is on record, but not in the articles that I may answer from here."


def confined_to(within: Within) -> str:
    """What answers are confined to, so that nobody takes it for all there is."""
    languages = [NO_LANGUAGE if each == UNKNOWN else f"in “{each}”" for each in within.languages]
    parts = [f"of {joined(within.outlets)}" if within.outlets else "", " or ".join(languages)]
    return f"Answers here are confined to articles {' '.join(filter(None, parts))}."


def nobody_said(topic: str) -> str:
    """A who-said question that no statement answers."""
    return f"Nobody here is on record with “{echo(topic)}”."


def not_covered(topic: str) -> str:
    """A question beyond the corpus."""
    return f"No article here answers that: nothing covers “{echo(topic)}”."


def no_article(source: str | None) -> str:
    """No article at all from that outlet, or from those that answers are confined to."""
    return f"There is no article by {source} here." if source else "There is no such article here."


def that_is_all() -> str:
    """'More' where there is nothing more."""
    return "That is all there is."


def nothing_before() -> str:
    """'More' without an answer before."""
    return "There is no answer before this to show more of."


def on_record(speaker: KnownSpeaker) -> str:
    """That somebody is on record, and how often."""
    return f"{speaker.name} is on record here {times(speaker.statements)}"


def offer(speaker: KnownSpeaker) -> str:
    """The question that shows what there is."""
    return f"Ask “what did {speaker.name} say?” to see it."


def times(count: int) -> str:
    """A count in words of times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def echo(words: str) -> str:
    """The asker's own words, cut with an ellipsis where they are long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_ECHO else flat[: LONGEST_ECHO - 1].rstrip() + "…"


def joined(parts: Sequence[str]) -> str:
    """'a, b and c'."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
