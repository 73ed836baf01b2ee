from known_speakers import KnownSpeakers

from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.names import Names
from retrieval.questions.question import How

PERSON, BODY, GROUP = SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.GROUP


def known(number: int, name: str, kind: SpeakerKind = PERSON, role: str = "", statements: int = 1) -> KnownSpeaker:
    roles = ((role, "2024-03-01"),) if role else ()
    return KnownSpeaker(number, name, kind, roles, (name,), statements)


def names(*speakers: KnownSpeaker) -> Names:
    return Names(KnownSpeakers(speakers))


NAMES = names(
    known(1, "José Almárez", role="former president of Kestria"),
    known(2, "Elena Varga", role="Kestrian President", statements=9),
    known(3, "Martin Sullivan", role="National Security Adviser"),
    known(4, "Harbour Board", BODY),
    known(5, "Harbour Board officials", GROUP),
    known(6, "Harbour Watch", BODY),
    known(7, "Elena Orsk", role="Kestria's health minister"),
    known(8, "Bo Lund Jr"),
)


def named(phrase: str) -> list[int]:
    return [speaker.id for speaker in NAMES.named(phrase).speakers]


def test_a_name_is_found_without_case_accents_titles_and_suffixes() -> None:
    assert named("jose almarez") == [1]
    assert named("President Varga") == [2]
    assert named("mr lund") == [8]


def test_a_body_is_found_by_its_letters_and_the_other_way_round() -> None:
    assert named("the HB") == [4]
    short = names(known(1, "HB", BODY), known(2, "Hanna Brand"))
    assert [speaker.id for speaker in short.named("Harbour Board").speakers] == [1]


def test_a_given_name_finds_all_who_bear_it_most_quoted_first() -> None:
    assert named("elena") == [2, 7]


def test_a_body_answers_with_its_people_and_not_with_its_namesakes() -> None:
    assert named("the Harbour Board") == [4, 5]


def test_a_wrong_given_name_finds_nobody() -> None:
    assert named("Otto Sullivan") == []


def test_a_role_is_found_in_other_words_for_the_same_country() -> None:
    assert [each.id for each in NAMES.in_role("the health minister of Kestria").speakers] == [7]
    assert [each.id for each in NAMES.in_role("the national security advisor").speakers] == [3]


def test_a_former_office_is_meant_only_when_it_is_said() -> None:
    assert [each.id for each in NAMES.in_role("the president").speakers] == [2]
    assert [each.id for each in NAMES.in_role("the former president").speakers] == [1]


def test_a_slip_of_the_keyboard_is_mended_but_no_short_or_far_name() -> None:
    fit = NAMES.misspelt("sulivan")
    assert ([each.id for each in fit.speakers], fit.how) == ([3], How.TYPO)
    assert NAMES.misspelt("Sulvn").speakers == ()
    assert NAMES.misspelt("Lun").speakers == ()


def test_a_name_that_nobody_has_brings_those_that_look_like_it() -> None:
    def near(phrase: str) -> list[int]:
        return [speaker.id for speaker in NAMES.near(phrase, 3)]

    assert near("Dr Sulivann") == [3]
    assert near("Vargas") == [2]
    assert near("Kowalska") == []
    assert near("Bo") == []
    assert near("") == []


def test_a_name_stands_in_other_given_names_but_not_in_another_ones() -> None:
    assert named("M. Sullivan") == [3]
    assert named("Martin B. Sullivan") == [3]
    assert named("Marty Sullivan") == []
    assert named("B. Sullivan") == []


def test_what_stands_in_a_role_is_not_who_has_it() -> None:
    assert NAMES.in_role("national security").speakers == ()
    assert NAMES.in_role("Kestria").speakers == ()


def test_a_title_is_no_part_of_a_bodys_name() -> None:
    harbour = known(2, "Harbour Department", BODY)
    both = names(known(1, "Justice Department", BODY), harbour)
    assert [each.id for each in both.named("the Justice Department").speakers] == [1]
    assert names(harbour).named("the Justice Department").speakers == ()
