from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.english.lexicon import words
from corpus.english.names import read_person_name
from corpus.identity import Reported, family, identities
from corpus.statement import SpeakerKind

PERSON, ORGANISATION, GROUP = SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.GROUP


def who(*reported: str, kind: SpeakerKind = PERSON) -> list[list[str]]:
    """The groups of 'name/role' that are one speaker each."""
    read = [Reported(*(f"{each}/".split("/")[:2]), kind) for each in reported]
    assert len({family(each) for each in read}) == 1, "only names of one family are compared"
    orders = {str(identities(order)) for order in list(permutations(read))[:24]}
    assert len(orders) == 1, "the order must not matter"
    return sorted(
        sorted(f"{one.name}/{one.role}".rstrip("/") for one, _ in group.members) for group in identities(read)
    )


def one(*reported: str, kind: SpeakerKind = PERSON) -> bool:
    return len(who(*reported, kind=kind)) == 1


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("ADA QUILL", "Ada Quill"),
        ("SEÁN McDOWD", "SEÁN McDOWD"),
        ("FIONA MCDOWD-O'HARE", "Fiona McDowd-O'Hare"),
        ("ELKE VON DER AUE", "Elke von der Aue"),
        ("OTTO PIKE III", "Otto Pike III"),
        ("QUILL", "Quill"),
        ("JFK", "JFK"),
        ("Ada Quill", "Ada Quill"),
    ],
)
def test_a_name_set_in_capitals_is_shown_as_names_are_written(printed: str, shown: str) -> None:
    (found,) = identities([Reported(printed, "", PERSON)])
    assert found.name == shown


@pytest.mark.parametrize(
    "names",
    [
        (
            "Jake Sullivan",
            "Mr Sullivan",
            "national security adviser Sullivan",
            "National Security Adviser Jake Sullivan",
        ),
        ("José García", "Jose Garcia", "GARCIA"),
        ("Joe Biden", "President Biden", "Joseph R. Biden"),
        ("Donald Trump", "Donald J. Trump", "Trump"),
        ("Ursula von der Leyen", "von der Leyen", "Mrs. von der Leyen"),
        ("Andrés Manuel López Obrador", "López Obrador", "Mr López Obrador"),
        ("Xi Jinping", "Xi", "President Xi"),
        ("Moon Jae-in", "Mr. Moon"),
        ("Bashar al-Assad", "Assad", "President Bashar Assad"),
        ("Conor O'Brien", "O’Brien"),
        ("Łukasz Król", "Lukasz Krol"),
        ("Jake Sullivan", "J. Sullivan"),
        ("Steve Mnuchin", "Steven Mnuchin"),
        ("Anne-Marie Delcourt", "Anne Marie Delcourt", "Delcourt"),
        ("Salma Al-Rashidi", "Salma Al Rashidi", "Al-Rashidi", "Rashidi"),
        ("Ann Smith-Jones", "Ann Smith Jones", "Smith-Jones"),
    ],
)
def test_one_person_under_several_names(names):
    assert one(*names), who(*names)


@pytest.mark.parametrize(
    "names",
    [
        ("Jake Sullivan", "Ed Sullivan"),
        ("Donald Trump/president", "Donald Trump Jr/businessman"),
        ("George W. Bush", "George H. W. Bush"),
        ("Jake Sullivan", "E. Sullivan"),
        ("Jake Sullivan/national security adviser", "Sullivan/football coach"),
        ("Vladimir Putin/president", "Lyudmila Putin/teacher"),
        ("Ann Smith-Jones", "Jones"),
    ],
)
def test_two_persons_of_one_surname(names):
    assert len(who(*names)) == 2


def test_a_surname_that_two_persons_have_stays_its_own():
    assert ["Sullivan"] in who("Jake Sullivan", "Ed Sullivan", "Sullivan")


def test_a_role_decides_whose_surname_it_is():
    assert who("Jake Sullivan/national security adviser", "Ed Sullivan/coach", "Sullivan/adviser") == [
        ["Ed Sullivan/coach"],
        ["Jake Sullivan/national security adviser", "Sullivan/adviser"],
    ]


def test_an_initial_that_fits_two_stays_its_own():
    assert ["J. Sullivan"] in who("Jake Sullivan", "John Sullivan", "J. Sullivan")


def test_roles_change_and_the_person_stays():
    assert one("Donald Trump/candidate", "Donald Trump/president", "Trump/businessman")


def test_father_and_son_are_one_only_where_the_same_role_is_reported_of_both():
    assert one("Joe Biden/President", "Joseph Biden Jr./President")
    assert not one("Robert Kennedy/senator", "Robert Kennedy Jr/lawyer")


def test_surnames_without_a_full_name_are_told_apart_by_role():
    assert who("Smith/coach", "Smith/senator") == [["Smith/coach"], ["Smith/senator"]]
    assert one("Smith/coach", "Mr Smith")


def test_organisations_are_one_by_their_folded_name():
    assert one("the White House", "White House", "THE WHITE HOUSE", kind=ORGANISATION)
    assert family(Reported("U.S.", "", ORGANISATION)) == family(Reported("US", "", GROUP))
    assert family(Reported("White House officials", "", GROUP)) != family(Reported("White House", "", ORGANISATION))


def test_an_organisation_that_was_once_taken_for_a_person_is_that_organisation():
    (kremlin,) = identities([Reported("Kremlin", "", PERSON), Reported("the Kremlin", "", ORGANISATION)])
    assert (kremlin.kind, kremlin.name) == (ORGANISATION, "Kremlin")


def test_the_fullest_name_stands_for_the_person_without_title():
    (person,) = identities(
        Reported(name, "", PERSON) for name in ("Sullivan", "Adviser Jake Sullivan", "Jake Sullivan")
    )
    assert person.name == "Jake Sullivan"


def test_every_merge_says_why():
    (person,) = identities([Reported("Jake Sullivan", "", PERSON), Reported("Sullivan", "adviser", PERSON)])
    assert (
        dict(person.members)[Reported("Sullivan", "adviser", PERSON)]
        == "the only full name with the surname 'sullivan'"
    )


def test_a_title_alone_is_still_a_name():
    assert read_person_name("Pope").surname == "pope"
    assert read_person_name("Chancellor King").surname == "king"


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20), st.sampled_from(SpeakerKind)), max_size=8))
def test_any_names_are_grouped_and_none_is_lost(drawn):
    reported = {Reported(*each) for each in drawn}
    for each in reported:
        family(each)
    grouped = [member for identity in identities(reported) for member, _ in identity.members]
    assert sorted(grouped) == sorted(reported)


@pytest.mark.parametrize("title", sorted(words("ranks") | words("honorifics")))
def test_a_title_of_the_table_is_no_part_of_the_name(title: str) -> None:
    name = read_person_name(f"{title.title()} Ada Holm")
    assert (name.words, name.surname, name.printed) == (("ada", "holm"), "holm", "Ada Holm")


def test_a_title_that_is_a_given_name_is_one_before_a_surname_alone() -> None:
    assert read_person_name("Dean Holm").given == "dean"
    assert read_person_name("King Holm").words == ("holm",)
