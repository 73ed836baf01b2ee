from hypothesis import given
from hypothesis import strategies as st

from corpus.tagging.minilm import CLS, SEP
from corpus.tagging.windows import AT_ONCE, NARROW, WINDOW, Read, Stretch, in_rows, windows


def paragraph(words: list[str], pieces_each: int = 1) -> Read:
    return Read(words, [[7] * pieces_each for _ in words], [0] * len(words))


PARAGRAPHS = st.lists(
    st.builds(paragraph, st.lists(st.sampled_from(["word", "."]), max_size=500), st.integers(1, 6)), max_size=8
)


@given(PARAGRAPHS, st.integers(0, WINDOW))
def test_every_word_is_read_once_and_in_order(paragraphs: list[Read], packed: int) -> None:
    read = [
        (stretch.paragraph, word)
        for window in windows(paragraphs, packed)
        for stretch in window.stretches
        for word in range(stretch.start, stretch.end)
    ]
    assert read == [(i, word) for i, each in enumerate(paragraphs) for word in range(len(each.words))]


@given(PARAGRAPHS, st.integers(0, WINDOW))
def test_a_window_is_never_too_long(paragraphs: list[Read], packed: int) -> None:
    for window in windows(paragraphs, packed):
        assert len(window.pieces) == len(window.shapes) <= WINDOW
        assert window.pieces[0] == CLS
        assert window.pieces[-1] == SEP


def test_each_paragraph_is_read_alone_unless_they_are_packed() -> None:
    short = [paragraph(["word"] * 20), paragraph(["word"] * 30)]
    stretches = [Stretch(0, 0, 20, True), Stretch(1, 0, 30, True)]
    assert [window.stretches for window in windows(short)] == [[each] for each in stretches]
    assert [window.stretches for window in windows(short, 64)] == [stretches]


def test_a_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    sentence = [*["word"] * 29, "."]
    first, second = windows([paragraph(sentence * 8)])
    assert first.stretches == [Stretch(0, 0, 150, False)]
    assert second.stretches == [Stretch(0, 150, 240, True)]


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
