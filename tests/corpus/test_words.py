"""The forms of words that stores keep names and roles in."""

import re
import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.english.words import fold, initials, name_words, places, role_words, words
from corpus.identity import Reported
from corpus.sql.database import FORMAT
from corpus.sql.known_speakers import keys
from corpus.statement import SpeakerKind

KEPT = (
    Reported("President José Almárez-Łukasz Jr.", "former U.S. head of the French people’s union", SpeakerKind.PERSON),
    Reported("the United Nations’ World Health Organization", "", SpeakerKind.ORGANISATION),
    Reported("O'Dell & Sons", "", SpeakerKind.GROUP),
    Reported("vice-president Moon Jae-in", "Minister for the Interior and Justice", SpeakerKind.PERSON),
)


def test_words_are_folded_and_lose_possessive_endings_and_full_stops() -> None:
    assert words("The U.S. José García's Jae-in") == ["the", "us", "jose", "garcia", "jae", "in"]
    assert words("United States") == ["us"]
    assert name_words("our friend the Mayor") == ["friend", "mayor"]
    assert role_words("Minister for the Interior and Justice") == ["minister", "interior", "justice"]
    assert (initials(["world", "health", "organization"]), initials(["bank"])) == ("who", "")


def test_what_stores_keep_changes_with_their_format_only() -> None:
    """Where this fails, stores written before would no longer find these: raise FORMAT, and fill them anew."""
    kept = repr([sorted(keys(each)) for each in KEPT])
    assert (FORMAT, sha256(kept.encode()).hexdigest()[:16]) == (3, "862f5ea24923a9ef")


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Łukasz Ødegård", "Lukasz Odegard"),
        ("İlham Əliyev", "Ilham Aliyev"),
        ("Işık Çağlı", "Isik Cagli"),
        ("Đỗ Thị Mỹ", "Do Thi My"),
        ("Ðorđe Ħalil", "Dorde Halil"),
        ("Þór Sæmundsson", "Thor Saemundsson"),
        ("Friða Strauß", "Frida Strauss"),
        ("Cœur Ŋara", "Coeur Ngara"),
        ("Ɓala Ɗanjuma Ƙofi Ɔkyere", "Bala Danjuma Kofi Okyere"),
        ("Anne-Marie Delcourt", "Anne Marie Delcourt"),
        ("Anne‑Marie Delcourt", "anne–marie delcourt"),
        ("Salma Al-Rashidi", "Salma al Rashidi"),
        ("Siún O’Dell", "Siun O'Dell"),
        ("Siún O’Dell", "Siun ODell"),
    ],
)  # fmt: skip
def test_a_name_is_the_same_words_however_it_is_typed(printed: str, typed: str) -> None:
    assert name_words(printed) == name_words(typed) == name_words(printed.upper())
    text = f"It was {printed} who came."
    assert [span.of(text) for span in places(typed, text)] == ([printed] if "ODell" not in typed else [])


def test_every_latin_letter_with_a_stroke_a_hook_or_an_accent_folds_to_plain_letters() -> None:
    letters = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]
    named = [each for each in letters if re.search("STROKE|HOOK|LIGATURE|ACUTE|OGONEK|DOTLESS", unicodedata.name(each))]
    assert [each for each in named if not fold(each).isascii()] == []


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_a_name(text: str) -> None:
    assert all(word for _, word in keys(Reported(text, text, SpeakerKind.GROUP)))
