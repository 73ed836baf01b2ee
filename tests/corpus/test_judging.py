"""What was said, what was thought, and what nobody said."""

import pytest

from corpus.article import Block, BlockKind, Span
from corpus.attribution.statements import find_statements
from corpus.english.lexicon import classes, lemma
from corpus.statement import Statement, StatementType
from corpus.tagging.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def found(text: str, tagger: Tagger) -> list[Statement]:
    return find_statements(text, (Block(BlockKind.BODY, Span(0, len(text))),), tagger)


@pytest.mark.parametrize(
    "text",
    [
        "The court sentenced Lena Brandt to four years in prison.",
        "Goran Petrov signed a lease for the old bakery on Mill Street.",
        "The council approved a plan to close the swimming pool.",
        "Hanna Lind is expected to win the mayoral race.",
        "The cashier was suspected of taking the money.",
        "The bridge is considered unsafe.",
        "The X-ray showed that the bone was broken in two places.",
        "Footage from the harbour showed a man climbing over the fence.",
        "Blood tests revealed that the horses had been poisoned.",
        "Fears of a second flood grew on Tuesday.",
        "The council appointed Hanna Lind as harbour master.",
        "The governor declared a state of emergency on Monday.",
        "Parliament abolished the old salt tax in June.",
    ],
)
def test_acts_passives_evidence_and_nouns_are_no_statements(text: str, tagger: Tagger) -> None:
    assert found(text, tagger) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Hanna Lind believes that the bridge will hold.",
        "Farmers want the river to be dammed.",
        "Coach Petr Novak hopes that the striker will return in May.",
        "The doctors do not believe that the water caused the illness.",
    ],
)
def test_what_is_thought_or_wanted_is_an_attitude(text: str, tagger: Tagger) -> None:
    assert [(each.type, each.actual) for each in found(text, tagger)] == [(StatementType.ATTITUDE, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Miriam Adeyemi said that the ferry would leave at noon.",
        "The harbour master, Ada Osei, warned that the ice was too thin.",
        "“We will not sell the mill,” Greta Holm told reporters.",
    ],
)
def test_what_is_said_is_an_assertion(text: str, tagger: Tagger) -> None:
    assert [(each.type, each.actual) for each in found(text, tagger)] == [(StatementType.ASSERTION, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody heard Miriam Adeyemi say that the ferry was safe.",
        "Goran Petrov has not said whether he will run.",
        "Miriam Adeyemi never promised that the fares would fall.",
        "The minister refused to say who paid for the trip.",
        "Goran Petrov could not say when the bakery would open.",
        "Greta Holm is due to announce on Friday that the mill will close.",
        "Hanna Lind may say tomorrow that the bridge is safe.",
        "If Ada Osei says that the ice is safe, the race will start.",
        "Had Ada Osei said that the ice was safe, the race would have started.",
        "It is unclear whether Petr Novak said that the match was fixed.",
    ],
)
def test_speech_that_did_not_happen_is_not_actual(text: str, tagger: Tagger) -> None:
    assert [each.actual for each in found(text, tagger)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        'Minister Ada Osei will tell the congress on Friday: "The harbour belongs to all of us."',
        'Mayor Hanna Lind will say today that the toll is "a tax on the poor".',
        'In the recording, coach Petr Novak can be heard saying: "Nobody leaves before the whistle."',
        'On the video the pilot, Greta Holm, can clearly be heard shouting: "Close the hatch!"',
    ],
)
def test_quoted_words_handed_out_in_advance_or_heard_on_a_recording_are_actual(text: str, tagger: Tagger) -> None:
    assert [each.actual for each in found(text, tagger)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Hanna Lind will say today that the toll will rise.",
        'Ada Osei will not say whether the bridge is "safe".',
        'If Ada Osei will say that the ice is "safe", the race will start.',
        'Petr Novak cannot be heard saying: "Nobody leaves before the whistle."',
    ],
)
def test_a_speech_to_come_without_its_words_is_not_actual(text: str, tagger: Tagger) -> None:
    assert not any(each.actual for each in found(text, tagger))


def test_each_verb_stands_once_and_its_forms_lead_to_it() -> None:
    assert all(len(verb) > 1 and verb.islower() for verb in classes())
    forms = {"denied": "deny", "begging": "beg", "urges": "urge", "thought": "think", "showing": "show", "said": "say"}
    assert {form: lemma(form) for form in forms} == forms
    assert lemma("harbour") == "harbour"
