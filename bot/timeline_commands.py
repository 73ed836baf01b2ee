"""/timeline and its buttons: a picture of what somebody said over time, with its list.

matplotlib is imported only when a picture is drawn: answers must not wait for it.
"""
# ruff: noqa: PLC0415

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from textwrap import wrap
from threading import Lock
from typing import TYPE_CHECKING

from bot.answerer import Answerer
from bot.chat import Button, ChatKind, Command, Limits, Message, Place, Pressed, Spoken
from bot.chat_settings import ChatSettings, SettingsOfChats
from bot.conversation import KEPT_FINDINGS, Conversation, NothingFound, Thread, WhichSpeaker, Withdrawn
from bot.dispatch.sender import Sender, place_of
from bot.errors import NoPictures
from bot.excerpts import standing
from bot.state.inbox import Accepted
from bot.state.threads import KeptAnswer, Threads
from bot.timeline import Timeline, most_active, spoken_by, timeline
from bot.wording import phrases
from bot.wording.markup import ELLIPSIS, Markup
from bot.wording.messages import plain, reply_message, timeline_text
from retrieval.answer import Answer, Outcome
from retrieval.questions.question import EVERYTHING, Context, Within

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


PAPER, INK, FAINT, LINES, DOT = "#37404d", "#f4f6f8", "#bcc5d1", "#5b6675", "#8cc0ff"
"""A slate ground that reads the same in light and dark chats; the platform flattens what is transparent."""

ROWS = 8
PLACES = 12
"""Dots that stand side by side in a row without covering each other."""
WIDTH, DOTS_PER_INCH = 5.4, 200
"""1080 pixels: a phone shows a third of them, so 14 points are read as 13 there."""
HEAD, LINE, ROW, FOOT = 0.56, 0.31, 0.72, 0.6
"""Inches around the title, of each of its lines, of one outlet, and of the dates."""

_one_at_a_time = Lock()


def draw(shown: Timeline) -> bytes:
    """The picture as PNG. Raises NoPictures where matplotlib is not installed; ValueError where nothing has a date."""
    if not shown.dated:
        raise ValueError("a timeline without a dated finding has no picture")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NoPictures from error
    rows = _rows(shown)
    title = _title(shown)
    height = HEAD + LINE * len(title) + ROW * len(rows) + FOOT
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=PAPER)
    with _one_at_a_time:  # fonts are cached in places that threads share
        axes = figure.add_axes((0.06, FOOT / height, 0.88, ROW * len(rows) / height))
        _frame(axes, shown, len(rows))
        for at, (outlet, spoken) in enumerate(rows):
            _row(axes, len(rows) - 1 - at, outlet, spoken)
        _head(figure, title, shown, height)
        return _png(figure)


def _rows(shown: Timeline) -> list[tuple[str, Counter[float]]]:
    """Each outlet with how much was said when, most first; the smallest share a row."""
    outlets = [each.finding.citation.outlet or phrases.UNKNOWN_OUTLET for each in shown.dated]
    named = most_active(outlets, ROWS)
    rows: dict[str, Counter[float]] = {name: Counter() for name in named}
    first, last = _number(shown.dated[0].day), _number(shown.dated[-1].day)
    for outlet, each in zip(outlets, shown.dated, strict=True):
        row = rows.setdefault(outlet if outlet in named else phrases.OTHER_OUTLETS, Counter())
        row[_place(_number(each.day), first, last)] += 1
    return list(rows.items())


def _place(day: float, first: float, last: float) -> float:
    """Where a day's dot stands: days that are too close to be told apart share one."""
    width = max(1.0, (last - first) / PLACES)
    return first + round((day - first) / width) * width


def _frame(axes: "Axes", shown: Timeline, rows: int) -> None:
    first, last = _number(shown.dated[0].day), _number(shown.dated[-1].day)
    margin = max(1.0, (last - first) * 0.1)
    axes.set_xlim(first - margin, last + margin)
    axes.set_ylim(-0.5, rows - 0.5)
    axes.set_facecolor(PAPER)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.get_yaxis().set_visible(False)
    ticks = sorted({first, (first + last) // 2, last} if last - first > 1 else {first, last})
    axes.set_xticks(ticks, [_short_day(date.fromordinal(int(tick))) for tick in ticks])
    axes.tick_params(axis="x", colors=INK, labelsize=13, length=5, width=1)


def _row(axes: "Axes", level: int, outlet: str, dots: "Counter[float]") -> None:
    axes.axhline(level - 0.18, color=LINES, linewidth=1.2, zorder=1)
    axes.text(
        0, level + 0.22, _drawable(_cut(outlet, 40)), transform=axes.get_yaxis_transform(), fontsize=13.5, color=INK,
        va="center", parse_math=False,
    )  # fmt: skip
    sizes = [120 + 130 * min(count - 1, 3) for count in dots.values()]
    axes.scatter([*dots], [level - 0.18] * len(dots), s=sizes, color=DOT, linewidth=1, edgecolor=PAPER, zorder=2)
    for at, count in dots.items():
        if count > 1:
            axes.text(
                at, level - 0.19, f"{count}", fontsize=10.5, color=PAPER, ha="center", va="center", weight="bold",
                zorder=3,
            )  # fmt: skip


def _title(shown: Timeline) -> list[str]:
    """Who on what, on two lines at most."""
    about = f" on {shown.topic}" if shown.topic.strip() else ""
    return wrap(_cut((shown.speaker or phrases.ON_RECORD) + about, 62), 32)[:2] or [phrases.ON_RECORD]


def _head(figure: "Figure", title: list[str], shown: Timeline, height: float) -> None:
    top = 1 - 0.3 / height
    for number, line in enumerate(title):
        figure.text(
            0.06, top - LINE * number / height, _drawable(line), fontsize=17, weight="bold", color=INK, va="center",
            parse_math=False,
        )  # fmt: skip
    below = f"{phrases.statements(len(shown.dated))}, by date and outlet"
    figure.text(0.06, top - LINE * len(title) / height, below, fontsize=13, color=FAINT, va="center")


def _png(figure: "Figure") -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    written = BytesIO()
    figure.savefig(written, format="png", facecolor=PAPER)
    return written.getvalue()


def _cut(words: str, limit: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def _drawable(words: str) -> str:
    """The words, with a box for what the picture's font has no sign for."""
    return "".join(_signs(words))


def _signs(words: str) -> Iterator[str]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties()))
    for letter in words:
        yield letter if font.get_char_index(ord(letter)) else "\N{WHITE SQUARE}"


def _number(day: date) -> float:
    return float(day.toordinal())


def _short_day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


TIMELINE, WHO, LIST = "timeline", "timeline-who", "timeline-list"
"""The verbs of buttons: a timeline of an answer, which speaker is meant, and all statements in full."""


class Timelines:
    """Raises what the answerer raises where search is down."""

    def __init__(self, answerer: Answerer, limits: Limits, within: Within = EVERYTHING) -> None:
        self._answerer, self._limits, self._within = answerer, limits, within

    def confined(self, within: Within) -> "Timelines":
        """Timelines of articles within alone."""
        return Timelines(self._answerer, self._limits, within)

    def of(self, words: str, before: Thread) -> tuple[Thread, Message]:
        """The timeline of a speaker, perhaps on a topic; without words that of the last answer."""
        if not words:
            return self.again(before)
        answer, context = self._answerer.ask(words, before.context, self._within)
        return self._shown(answer, context)

    def again(self, thread: Thread) -> tuple[Thread, Message]:
        """The timeline of whom the thread's answer is about."""
        if thread.answer is None or thread.context is None or not thread.context.speakers:
            return thread, plain(phrases.TIMELINE_OF_WHOM)
        return self._of_speaker(thread, thread.context.speakers[0])

    def chosen(self, thread: Thread, index: int) -> tuple[Thread, Message]:
        """The timeline of one of the speakers whom the name fits."""
        if thread.answer is None or index >= len(thread.answer.choices):
            return thread, plain(phrases.WITHDRAWN)
        return self._of_speaker(thread, thread.answer.choices[index].speaker_id)

    def _of_speaker(self, thread: Thread, speaker: int) -> tuple[Thread, Message]:
        question = thread.answer.question if thread.answer is not None else ""
        answer, context = self._answerer.ask_speaker(question, speaker, thread.context, self._within)
        return self._shown(answer, context)

    def _shown(self, answer: Answer, context: Context) -> tuple[Thread, Message]:
        if answer.outcome is Outcome.WHICH_SPEAKER:
            asked = reply_message(WhichSpeaker(answer), 1, self._limits)
            return Thread(context, answer), _with_verb(asked)
        if answer.outcome is Outcome.NOTHING_FOUND:
            return Thread(context, answer), reply_message(NothingFound(answer), 1, self._limits)
        spoken = [finding for finding in answer.findings if finding.speaker]
        if not spoken:
            return Thread(), plain(phrases.TIMELINE_OF_WHOM)
        findings = standing(self._answerer.store, spoken)
        if not findings:
            return Thread(), reply_message(Withdrawn(), 1, self._limits)
        question = context.question
        by_one = question is None or bool(question.speakers)
        shown = timeline(findings, spoken_by(findings) if by_one else "", question.topic if question else "")
        kept = shown.findings()[:KEPT_FINDINGS]
        return Thread(context, replace(answer, findings=kept, shown=len(kept))), self._message(shown)

    def _message(self, shown: Timeline) -> Message:
        listed = Button(phrases.all_statements(min(len(shown.findings()), KEPT_FINDINGS)), action=f"{LIST}:0")
        if not shown.dated:
            return _with_list(self._list(shown, phrases.NO_DATES), listed)
        try:
            picture = draw(shown)
        except NoPictures:
            return _with_list(self._list(shown, phrases.NO_PICTURE), listed)
        caption = timeline_text(shown, self._limits.caption, self._limits.entities)
        return replace(_with_list(caption, listed), picture=picture)

    def _list(self, shown: Timeline, remark: str) -> Markup:
        return timeline_text(shown, self._limits.text, self._limits.entities, remark)


def _with_list(words: Markup, listed: Button) -> Message:
    return Message(words.html, words.plain, ((listed,),))


def _with_verb(asked: Message) -> Message:
    """The choice of speakers with buttons that lead to a timeline."""
    rows = ((replace(one, action=f"{WHO}:{one.action.partition(':')[2]}") for one in row) for row in asked.buttons)
    return replace(asked, buttons=tuple(tuple(row) for row in rows))


class TimelineOrders:
    """All methods run on the event loop; timelines are made in the executor."""

    def __init__(
        self, sender: Sender, conversation: Conversation, timelines: Timelines, threads: Threads,
        chats: SettingsOfChats, limits: Limits,
    ) -> None:  # fmt: skip
        self._sender, self._conversation, self._timelines = sender, conversation, timelines
        self._threads, self._chats, self._limits = threads, chats, limits

    async def ordered(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/timeline Sullivan Ukraine."""
        before = self._threads.thread(spoken.chat_id, spoken.asker, spoken.topic)
        work = partial(self._timelines.confined(self._chats.of(spoken.chat_id).within).of, given.words, before)
        thread, message = await self._sender.prepared(spoken, work)
        accepted.survived()
        sent = await self._sender.say(place_of(spoken), message, accepted)
        if accepted.done() and sent is not None and thread is not before:
            self._threads.keep_thread(spoken.chat_id, spoken.asker, thread, spoken.topic)
            self._threads.keep_answer(KeptAnswer(spoken.chat_id, sent, spoken.message_id, spoken.asker, thread))

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """A button below an answer, a choice of speakers or a timeline."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        if kept is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        await self._sender.chat.toast(pressed.press_id, "")
        work = partial(self._pressed, kept.thread, pressed.action, self._chats.of(pressed.chat_id))
        thread, message = await self._sender.prepared(pressed, work)
        sent = await self._sender.say(_place_of(pressed), message, accepted)
        if accepted.done() and sent is not None:
            self._threads.keep_answer(KeptAnswer(pressed.chat_id, sent, 0, pressed.asker, thread))

    def _pressed(self, thread: Thread, action: str, settings: ChatSettings) -> tuple[Thread, Message]:
        timelines = self._timelines.confined(settings.within)
        verb, _, number = action.partition(":")
        if verb == WHO:
            return timelines.chosen(thread, int(number) if number.isdecimal() else len(action))
        if verb == LIST:
            thread, reply = self._conversation.confined(settings.within).press(thread, "page:0", settings.page_size)
            return thread, reply_message(reply, settings.page_size, self._limits)
        return timelines.again(thread)


def _place_of(pressed: Pressed) -> Place:
    """Below the message with the button, in the same topic."""
    reply_to = None if pressed.kind is ChatKind.PRIVATE else pressed.message_id
    return Place(pressed.chat_id, pressed.topic, reply_to)
