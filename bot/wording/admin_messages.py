"""What admins are told. Pure."""

from collections.abc import Sequence
from typing import assert_never

from bot.admin.jobs import Add, Added, Failed, Job, JobOutcome, Step, Stopped
from bot.wording import phrases
from bot.wording.markup import Markup, bold, joined, short, text
from retrieval.index.engine import Rebuilt

NOT_AN_ADMIN = "Only those who run me can order that. Ask me who said what instead: /help shows how."
ADD_WHAT = (
    "What am I to add? Write /add and one or more addresses, send a file (text, HTML, a feed, JSON Lines, WARC) with "
    "the caption /add, or reply with /add to a message with an article, an address or a file."
)
REMOVE_WHAT = "Write /remove and the address of an article or its id, or reply with /remove to an answer of mine."
REBUILD_WHAT = "Write /rebuild, or /rebuild full to embed everything anew."
NOT_RUNNING = "That is over already."
STOPPING = "I am stopping it. To end it at once, press again."
CANCEL = "Cancel"
NO_FILE = "Telegram does not give me that file any more. Please send it again."

COMMANDS = (
    ("add", "Add articles: addresses, a file, a text"),
    ("remove", "Take an article down"),
    ("rebuild", "Index what was added"),
    ("status", "What is there and how I am"),
)


def wrong_kind(name: str) -> str:
    """That files of this kind hold no articles."""
    return f"I can't read “{name[:60]}”: I take text, HTML, feeds, JSON Lines and WARC, also packed as .gz."


def too_large(limit: int) -> str:
    """That a file is larger than the platform hands on."""
    return (
        f"That file is larger than the {limit // 1_000_000} MB that Telegram hands on to me. Split it, or add it on "
        "the machine that I run on: ontherecord add FILE"
    )


def too_many_urls(limit: int) -> str:
    """That these are too many addresses at once."""
    return f"I take at most {limit} addresses at once. Put them into a file, or add a feed."


def busy(job: Job) -> str:
    """That another job is running."""
    return f"I am {_doing(job)} already, and I do one thing at a time. Cancel it, or wait until it is done."


def removed(articles: Sequence[tuple[str, int]]) -> str:
    """Which articles are taken down, each with how many texts that were; none: there is no such article."""
    return "\n".join(_removed(*each) for each in articles)


def _removed(article: str, texts: int) -> str:
    name = article[:150]
    if not texts:
        return f"I hold no article “{name}”. Give its address or id, or reply with /remove to an answer of mine."
    what = "1 text" if texts == 1 else f"{texts} texts"
    return f"Taken down: {name} ({what}). It is in no answer any more."


def which_article(articles: list[tuple[str, str]]) -> Markup:
    """The articles of an answer, of which one is to be named."""
    lines = [
        text("/remove ") + short(name, 60) + text(" · ") + short(headline, 100) for name, headline in articles[:20]
    ]
    return joined([text("That answer is from several articles. Which one?"), *lines], "\n")


def started(job: Job, before: str) -> Markup:
    """That a job has begun, below what was done before it."""
    return _below(before, text(f"I am {_doing(job)} …"))


def under_way(job: Job, step: Step, before: str) -> Markup:
    """How far a job is."""
    return _below(before, text(f"I am {_doing(job)} …\n{_far(step)}"))


def ended(outcome: JobOutcome, before: str) -> Markup:
    """How a job ended."""
    return _below(before, _end(outcome))


def digest(lines: list[tuple[str, int]], seconds: float) -> Markup:
    """Errors of late, each with how often it came."""
    counted = [text(f"{count} × ") + short(line, 250) for line, count in lines[:10]]
    if len(lines) > 10:
        counted.append(text(phrases.and_more(len(lines) - 10)))
    head = bold(text(f"Errors in the last {max(1, round(seconds / 60))} min"))
    return joined([head, *counted, text("/status says more, the log says all.")], "\n")


def _below(before: str, words: Markup) -> Markup:
    return joined([text(before[:1500]), words], "\n\n")


def _doing(job: Job) -> str:
    return "adding articles" if isinstance(job, Add) else "rebuilding the index"


def _far(step: Step) -> str:
    if not step.total:
        return f"{step.done:,} {step.what}"
    share = f"{step.done:,} of {step.total:,} {step.what} ({100 * step.done // step.total} %)"
    return f"{share}, {step.rate:,.0f} a second, {_time(step.seconds_left)} left"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _end(outcome: JobOutcome) -> Markup:
    match outcome:
        case Added():
            return _added(outcome)
        case Rebuilt():
            return text(f"Done: {_built(outcome)}")
        case Stopped():
            return text("Stopped, as you wished. What was done until then is kept; /rebuild goes on from there.")
        case Failed(why):
            return text("That did not work: ") + text(why[:1500])
    assert_never(outcome)


def _added(outcome: Added) -> Markup:
    counts = (
        f"Done: {outcome.added} added, {outcome.corrected} corrected, {outcome.duplicate} there already, "
        f"{outcome.rejected} not taken."
    )
    reasons = [text("· ") + short(f"{origin}: {reason}", 400) for origin, reason in outcome.rejections]
    left = outcome.rejected - len(outcome.rejections)
    more = [text(phrases.and_more(left))] if left else []
    index = [text(_built(outcome.index))] if outcome.index is not None else []
    return joined([text(counts), *reasons, *more, *index], "\n")


def _built(rebuilt: Rebuilt) -> str:
    return (
        f"Index {rebuilt.generation}: {rebuilt.passages:,} passages, {rebuilt.embedded:,} of them new, "
        f"{rebuilt.removed:,} taken out, {_time(rebuilt.seconds)}."
    )
