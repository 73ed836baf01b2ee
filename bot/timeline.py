"""A timeline: findings by day and outlet. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.answer import Finding


@dataclass(frozen=True, slots=True)
class Dated:
    """One finding and the day on which it was published, in the article's own zone."""

    day: date
    finding: Finding


@dataclass(frozen=True, slots=True)
class Timeline:
    """`dated` is oldest first; `undated` are findings of articles that give no date."""

    speaker: str
    topic: str
    dated: tuple[Dated, ...]
    undated: tuple[Finding, ...]

    def findings(self) -> tuple[Finding, ...]:
        """All of them, newest day first and each day's in the order in which they were found; undated ones last."""
        newest_first = sorted(self.dated, key=lambda each: each.day, reverse=True)
        return (*(each.finding for each in newest_first), *self.undated)


def timeline(findings: Sequence[Finding], speaker: str, topic: str) -> Timeline:
    """The timeline of what was found of a speaker ('': of several) on a topic ('': on anything)."""
    dated = [Dated(day, finding) for finding in findings if (day := published_on(finding)) is not None]
    undated = tuple(finding for finding in findings if published_on(finding) is None)
    return Timeline(speaker, topic, tuple(sorted(dated, key=lambda each: each.day)), undated)


def spoken_by(findings: Iterable[Finding]) -> str:
    """The name under which most of the findings were printed, the fullest where several are."""
    names = Counter(finding.speaker for finding in findings if finding.speaker)
    return max(names, key=lambda name: (names[name], len(name)), default="")


def goes_on(findings: Sequence[Finding]) -> bool:
    """Whether the speaker of the first finding is on record on more than one day."""
    spoken = [finding for finding in findings if finding.speaker and finding.speaker.split()]
    return len(days(each for each in spoken if _surname(each) == _surname(spoken[0]))) > 1


def published_on(finding: Finding) -> date | None:
    """The day on which a finding was published; None where that is not known."""
    try:
        return date.fromisoformat((finding.citation.published or "")[:10])
    except ValueError:
        return None


def days(findings: Iterable[Finding]) -> set[date]:
    """The days on which the findings were published."""
    return {day for finding in findings if (day := published_on(finding)) is not None}


def _surname(finding: Finding) -> str:
    return (finding.speaker or "").split()[-1].casefold()


def most_active(outlets: Sequence[str], at_most: int) -> list[str]:
    """The outlets with most entries, most first; where they are more than `at_most`, room for the others is left."""
    counted = [name for name, _ in Counter(outlets).most_common()]
    return counted if len(counted) <= at_most else counted[: at_most - 1]
