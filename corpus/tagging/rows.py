"""Rows of one length, several windows in each: what the encoder reads at once."""

from collections.abc import Iterator, Sequence

from corpus.tagging.windows import WINDOW

NARROW = 128  # wordpieces: most windows fit, several side by side; attention costs more in wider rows
AT_ONCE = (8, 4, 2, 1)  # rows: the runtime prepares itself for each number of them and each width, a tenth of a second


def in_rows(lengths: Sequence[int]) -> Iterator[tuple[int, list[list[int]]]]:
    """How wide some rows are, and the numbers of the windows in each, until all windows stand in one.

    `lengths` are those of the windows in wordpieces. The longest windows come first, each into the first row with
    room. Rows are of two widths only, and the wide ones, which are few, come one by one.
    """
    rows: list[list[int]] = []
    room: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda each: -lengths[each]):
        row = next((row for row, left in enumerate(room) if left >= lengths[number]), len(rows))
        if row == len(rows):
            rows.append([])
            room.append(_width(lengths[number]))
        rows[row].append(number)
        room[row] -= lengths[number]
    wide = sum(_width(lengths[numbers[0]]) > NARROW for numbers in rows)
    yield from ((WINDOW, [row]) for row in rows[:wide])
    start = wide
    for count in AT_ONCE:
        while start + count <= len(rows):
            yield NARROW, rows[start : start + count]
            start += count


def _width(longest: int) -> int:
    return NARROW if longest <= NARROW else WINDOW
