from hypothesis import given
from hypothesis import strategies as st

from corpus.tagging.rows import AT_ONCE, NARROW, in_rows
from corpus.tagging.windows import WINDOW

LENGTHS = st.lists(st.integers(2, WINDOW), max_size=80)


@given(LENGTHS)
def test_every_window_stands_in_one_row_with_room_for_it(lengths: list[int]) -> None:
    seated = [(width, numbers) for width, rows in in_rows(lengths) for numbers in rows]
    assert sorted(number for _, numbers in seated for number in numbers) == list(range(len(lengths)))
    assert all(sum(lengths[number] for number in numbers) <= width for width, numbers in seated)


@given(LENGTHS)
def test_what_the_runtime_must_be_prepared_for_is_of_few_kinds(lengths: list[int]) -> None:
    kinds = {(width, len(rows)) for width, rows in in_rows(lengths)}
    assert kinds <= {(WINDOW, 1), *((NARROW, count) for count in AT_ONCE)}


def test_short_windows_fill_up_the_rows_of_long_ones() -> None:
    assert [*in_rows([60, 30, 130, 60])] == [(WINDOW, [[2, 0]]), (NARROW, [[3, 1]])]
