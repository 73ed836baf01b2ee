import random

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Block, BlockKind, Span
from corpus.duplicates import alike, bands, signature

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "rt", "sk", "ll", "m")]


def story(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def edited(words: list[str], share: float) -> list[str]:
    """The words with a share of them replaced, in runs as an editor would."""
    rng = random.Random(7)
    result = list(words)
    while sum(a != b for a, b in zip(result, words, strict=True)) < share * len(words):
        at = rng.randrange(len(words) - 8)
        result[at : at + 8] = rng.choices(WORDS, k=8)
    return result


def signed(words: list[str]) -> bytes:
    text = " ".join(words)
    signature_of = signature(text, [Block(BlockKind.BODY, Span(0, len(text)))])
    assert signature_of is not None
    return signature_of


def found(one: list[str], other: list[str]) -> bool:
    first, second = signed(one), signed(other)
    return bool(set(bands(first)) & set(bands(second))) and alike(first, second)


def test_copies_with_a_fifth_of_the_words_edited_are_found():
    assert sum(found(story(seed), edited(story(seed), 0.2)) for seed in range(100)) >= 99


def test_different_stories_are_no_copies():
    assert sum(found(story(seed), story(seed + 1000)) for seed in range(100)) == 0


def test_furniture_around_the_body_does_not_count():
    text = " ".join(story(1))
    page = text + "\nALSO READ " + " ".join(story(2, 600))
    blocks = [Block(BlockKind.BODY, Span(0, len(text))), Block(BlockKind.RELATED, Span(len(text), len(page)))]
    assert signature(page, blocks) == signed(story(1))


def test_case_and_punctuation_do_not_count():
    assert signed(["The", "quay,", "is", "shut:", "no", "boats", "may", "land"]) == signed(
        "the quay is shut no boats may land".split()
    )


def test_a_line_is_too_short_to_be_told_apart():
    assert signature("Story to follow.", [Block(BlockKind.BODY, Span(0, 16))]) is None


@given(st.text())
def test_any_text_can_be_signed(text):
    blocks = [Block(BlockKind.BODY, Span(0, len(text)))] if text else []
    hashes = signature(text, blocks)
    assert hashes is None or (len(hashes), len(bands(hashes))) == (504, 42)
