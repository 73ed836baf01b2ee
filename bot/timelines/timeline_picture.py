"""A timeline as a picture: a row for each outlet, a dot for each day, with a number where more was said.

The only file that imports matplotlib, and only when a picture is drawn: answers must not wait for it.
"""
# ruff: noqa: PLC0415

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from textwrap import wrap
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import NoPictures
from bot.timelines.timeline import Timeline, most_active
from bot.wording import phrases
from bot.wording.markup import ELLIPSIS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER, INK, FAINT, DOT = "#f6f4ee", "#20242c", "#5d6470", "#1d62a8"
"""Its own ground, so that it reads the same in light and dark chats; the platform flattens what is transparent."""

ROWS = 8
PLACES = 18
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
    axes.axhline(level - 0.18, color="#cfccc2", linewidth=1.2, zorder=1)
    axes.text(
        0, level + 0.22, _drawable(_cut(outlet, 40)), transform=axes.get_yaxis_transform(), fontsize=13.5, color=INK,
        va="center", parse_math=False,
    )  # fmt: skip
    sizes = [120 + 130 * min(count - 1, 3) for count in dots.values()]
    axes.scatter([*dots], [level - 0.18] * len(dots), s=sizes, color=DOT, linewidth=1, edgecolor=PAPER, zorder=2)
    for at, count in dots.items():
        if count > 1:
            axes.text(
                at, level - 0.19, f"{count}", fontsize=10.5, color="white", ha="center", va="center", weight="bold",
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
