"""The forms of words that stores keep names and roles in."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from corpus.identity.people import Reported
from corpus.identity.word_forms import initials, name_words, role_words, words
from corpus.sql.lookup import keys
from corpus.sql.upgrading import FORMAT
from corpus.statement import SpeakerKind

KEPT = (
    Reported("President José Almárez-Łukasz Jr.", "former U.S. head of the French people’s union", SpeakerKind.PERSON),
    Reported("the United Nations’ World Health Organization", "", SpeakerKind.ORGANISATION),
    Reported("O'Dell & Sons", "", SpeakerKind.GROUP),
    Reported("vice-president Moon Jae-in", "Minister for the Interior and Justice", SpeakerKind.PERSON),
)


def test_words_are_folded_and_lose_possessive_endings_and_full_stops() -> None:
    assert words("The U.S. José García's Jae-in") == ["the", "us", "jose", "garcia", "jae-in"]
    assert words("United States") == ["us"]
    assert name_words("our friend the Mayor") == ["friend", "mayor"]
    assert role_words("Minister for the Interior and Justice") == ["minister", "interior", "justice"]
    assert (initials(["world", "health", "organization"]), initials(["bank"])) == ("who", "")


def test_what_stores_keep_changes_with_their_format_only() -> None:
    """Where this fails, stores written before would no longer find these: raise FORMAT, and fill them anew."""
    kept = repr([sorted(keys(each)) for each in KEPT])
    assert (FORMAT, sha256(kept.encode()).hexdigest()[:16]) == (2, "7871d9e46fec5d85")


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_a_name(text: str) -> None:
    assert all(word for _, word in keys(Reported(text, text, SpeakerKind.GROUP)))
