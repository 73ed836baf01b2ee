from hypothesis import given
from hypothesis import strategies as st

from corpus.tagging.windows import WINDOW, Read, Stretch, windows
from corpus.tagging.wordpieces import CLS, SEP


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
