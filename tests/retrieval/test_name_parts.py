from hypothesis import given
from hypothesis import strategies as st

from corpus.english.lexicon import base_forms
from retrieval.questions.name_parts import COUNTRIES, beginnings, role_stems

ENDINGS = "s es ed ing er or ist ion ational ably ability iveness fulness ization ier ies ied y ly ian ency".split()
ROOTS = st.text("abcdeilmnoprstuvwy", min_size=1, max_size=6)


def may_be_found(word: str) -> bool:
    return all(word.startswith(beginnings(stem)) for stem in role_stems(word))


@given(ROOTS, st.sampled_from(["", *ENDINGS]))
def test_a_word_begins_as_its_stem_says(root: str, ending: str) -> None:
    assert may_be_found(root + ending)


def test_words_of_quite_other_stems_are_found_too() -> None:
    words = [
        *base_forms(),
        *COUNTRIES,
        "dying",
        "lying",
        "skies",
        "skis",
        "flies",
        "spy",
        "deputies",
        "news",
        "early",
        "only",
    ]
    assert [word for word in words if not may_be_found(word)] == []
