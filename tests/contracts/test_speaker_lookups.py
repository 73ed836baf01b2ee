"""Looking speakers up by names and roles: every store tells what reading all its speakers would."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from invented_news import article, entry, report, said
from known_speakers import KnownSpeakers
from plain_names import PlainNames

from corpus import postgres_store
from corpus.adding import copy_articles
from corpus.english.words import initials, name_words
from corpus.errors import UnknownSpeaker
from corpus.sqlite_store import open_store
from corpus.statement import SpeakerKind
from corpus.store import ArticleStore, Entry
from retrieval.questions.name_parts import beginnings, role_stems
from retrieval.questions.names import Names

BODY, GROUP, PERSON = SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.PERSON
REPORTED = (
    ("Jake Sullivan", "National Security Adviser", PERSON),
    ("Sullivan", "adviser", PERSON),
    ("Ed Sullivan", "coach of the Oarness rowers", PERSON),
    ("President Elena Varga", "Kestrian President", PERSON),
    ("Elena Orsk", "Kestria's health minister", PERSON),
    ("José Almárez", "former president of Kestria", PERSON),
    ("Lech Wałecki", "leader of the miners", PERSON),
    ("Moon Jae-rin", "French ambassador", PERSON),
    ("Bo Lund Jr", "flying instructor", PERSON),
    ("Jonathan O’Dell", "deputy mayor", PERSON),
    ("Johnathan Odell", "mayor", PERSON),
    ("Ada Quill", "harbour master", PERSON),
    ("Ada Quilt", "", PERSON),
    ("the World Harbour Organisation", "", BODY),
    ("WHO", "", BODY),
    ("Harbour Board", "", BODY),
    ("Harbour Board officials", "", GROUP),
    ("United States officials", "", GROUP),
    ("U.S. Navy", "", BODY),
    ("Tide & Sons", "", BODY),
)
ODD = ("", "the", "…", "'s", "%_", "\0", "cut \ud83d", "x" * 5000, "john " * 300, " ".join(map(str, range(400))))


def mixed_news() -> list[Entry]:
    """Everybody above, the first ones far more often."""
    return [
        report(name, role, 100 * rank + number, kind)
        for rank, (name, role, kind) in enumerate(REPORTED)
        for number in range(1 + 6 // (1 + rank))
    ]


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ArticleStore]:
    """A store in which some of the names were corrected or taken down since."""
    if request.param == "sqlite":
        opened = open_store(tmp_path / "corpus.sqlite3")
    else:
        opened = postgres_store.open_store(request.getfixturevalue("postgres_url"))
    with opened:
        opened.add_all(mixed_news())
        for name, once in (("Tom Reid", "Tom Read"), ("Reed", "President Ann Reed"), ("Rosa Lind", "Rosa Lindt")):
            for each in (once, name):
                text = f"{each} said so."
                opened.add_all([entry(article(text, f"https://n.example/{name}"), said(text, each))])
        gone = report("Vera Vanish", "vanisher", 9999)
        opened.add_all([gone])
        opened.remove(gone.article.id)
        yield opened


def possible_phrases() -> Iterator[str]:
    """Names, their parts and letters, slips, roles and parts of them."""
    random = Random(4)
    for name, role, _ in (*REPORTED, ("Ann Reed", "vanisher", PERSON), ("Tom Read", "", PERSON)):
        parts = name.split()
        yield from (name, *parts, f"{parts[0][0]}. {parts[-1]}", f"President {parts[-1]}", initials(name_words(name)))
        for word in (name, *parts):
            at = random.randrange(len(word))
            yield from (word[:at] + word[at + 1 :], word[:at] + "e" + word[at:], word + "s")
        yield from (role, *role.split(), " ".join(role.split()[-2:]), f"{role} of Kestria", f"the {role} {name}")


def phrases() -> list[str]:
    """A hundred of them, always the same, and what is none."""
    return [*Random(7).sample(list(possible_phrases()), 100), *ODD]


def test_every_look_up_tells_what_reading_all_speakers_would(store: ArticleStore) -> None:
    plain = KnownSpeakers(store.speakers())
    words = sorted({word for phrase in phrases() for word in name_words(phrase)})[:100]
    assert store.known_among(words) == plain.known_among(words)
    assert store.bearers_of_any(words) == plain.bearers_of_any(words)
    assert store.speakers(3) == plain.speakers(3)
    for phrase in phrases():
        asked = name_words(phrase)
        assert set(plain.bearers(asked)) <= set(store.bearers(asked)), phrase
        stems = [beginnings(each) for each in role_stems(phrase)]
        told, expected = store.in_roles(stems), plain.in_roles(stems)
        assert sorted(told) == sorted(expected), phrase
        assert [each for each, _ in told] == [each for each, _ in expected], phrase
        for word in asked[:5]:
            assert set(plain.words_like(word[:1], 3, 8)) <= set(store.words_like(word[:1], 3, 8)), word
            assert store.bodies(word) == plain.bodies(word), word


def test_names_are_found_as_if_every_speaker_were_looked_at(store: ArticleStore) -> None:
    names, plain = Names(store), PlainNames(store.speakers())
    for phrase in phrases():
        assert [each.id for each in names.named(phrase).speakers] == plain.named(phrase), phrase
        assert [each.id for each in names.belonging_to(phrase, 99)] == plain.belonging_to(phrase), phrase
        assert [each.id for each in names.misspelt(phrase).speakers] == plain.misspelt(phrase), phrase
        assert {each.id for each in names.near(phrase, 99)} == plain.near(phrase), phrase
        for word in name_words(phrase)[:5]:
            assert names.knows(word) == plain.knows(word), word
    assert names.most_quoted() == plain.speakers[0]
    assert names.those([each.id for each in plain.speakers]) == plain.speakers


@pytest.mark.parametrize("typed", ["Lukasz Odegard", "ŁUKASZ ØDEGÅRD", "Odegard", "Ødegård"])
def test_strokes_and_accents_may_be_left_out(store: ArticleStore, typed: str) -> None:
    store.add_all([report("Łukasz Ødegård", "", 8001)])
    assert [each.name for each in Names(store).named(typed).speakers] == ["Łukasz Ødegård"]
    assert store.namings(typed, 5)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Anne-Marie Delcourt", "Anne Marie Delcourt"),
        ("Anne Marie Delcourt", "Anne-Marie Delcourt"),
        ("Salma Al-Rashidi", "Al Rashidi"),
        ("Salma Al Rashidi", "al-Rashidi"),
        ("Joss Smith-Jones", "smith jones"),
    ],
)
def test_hyphens_may_be_left_out_or_put_in(store: ArticleStore, printed: str, typed: str) -> None:
    store.add_all([report(printed, "", 8002)])
    assert [each.name for each in Names(store).named(typed).speakers] == [printed]
    assert store.namings(typed, 5)


def test_who_is_no_longer_on_record_is_not_found(store: ArticleStore) -> None:
    names = Names(store)
    for phrase in ("Vera Vanish", "Tom Read", "Vanish"):
        assert names.named(phrase).speakers == ()
    assert names.in_role("vanisher").speakers == ()
    assert 999_999 not in names
    with pytest.raises(UnknownSpeaker, match="no speaker 999999 is on record"):
        names[999_999]


def test_a_store_without_speakers_knows_nobody(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.sqlite3") as store:
        names = Names(store)
        assert names.most_quoted() is None
        assert not any(names.named(phrase).speakers or names.near(phrase, 3) for phrase in ("Sullivan", *ODD))


def test_names_move_with_their_articles(store: ArticleStore, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.sqlite3") as there:
        copy_articles(store, there, lambda done: None)
        for phrase in ("Sullivan", "WHO", "harbour master", "Elena"):
            before, after = (
                {each.name for each in (*names.named(phrase).speakers, *names.in_role(phrase).speakers)}
                for names in (Names(store), Names(there))
            )
            assert before == after != set()


def test_a_role_that_is_read_anew_is_found_anew(store: ArticleStore) -> None:
    first = report("Nell Buoy", "pilot", 7777)
    store.add_all([first])
    assert [each.name for each in Names(store).in_role("the pilot").speakers] == ["Nell Buoy"]
    store.replace(first.article.id, replace(first, statements=[said(first.article.text, "Nell Buoy")]))
    assert Names(store).in_role("the pilot").speakers == ()
