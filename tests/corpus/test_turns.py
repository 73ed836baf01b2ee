"""Speech that is told by its place on the page."""

import pytest
from marked_text import contents, speakers

BRIEFING = """Transcript of the harbour briefing.

MAYOR {ada} QUILL: The pier opens on Friday. We have tested every plank.

REPORTER: Who pays for it?

{quill}: The city does. We always have.

MAJOR OTTO PIKE, COAST GUARD (ph): Our boats are ready."""


def test_a_transcript_is_told_by_its_labels_and_reporters_say_nothing() -> None:
    found = speakers(BRIEFING.format(ada="ADA", quill="QUILL"))
    assert found == [("ADA QUILL",), ("ADA QUILL",), ("OTTO PIKE",)]


def test_answers_over_several_paragraphs_are_one_turn() -> None:
    text = (
        "LAU: It was late.\n\nWe waited an hour.\n\nVOS: I was asleep the whole time.\n\nLAU: Nobody came to help us."
    )
    assert contents(text)[0] == ("It was late.", "We waited an hour.")


@pytest.mark.parametrize(
    "text",
    [
        "<p>Ada Quill</p> answers readers.\n\nQ. Is it safe?\n\nA. It is safe.\n\nQ. And cheap?\n\nA. Not at all, no.",
        "An interview with diver <p>Ada Quill</p>.\n\nHow deep?\n\nForty metres.\n\nWhy dive?\n\nI like it.",
        "<p>Ada Quill</p>, 40, dives. We asked her.\n\nIs it cold?\n\nVery cold.\n\nAnd dark?\n\nYou get used to it.",
    ],
)
def test_who_is_introduced_gives_the_answers(text: str) -> None:
    assert speakers(text) == [("Ada Quill",), ("Ada Quill",)]


def test_a_column_with_questions_of_its_own_is_no_interview() -> None:
    assert (
        speakers("<p>Ada Quill</p> lost.\n\nWhy did she lose?\n\nNobody knows.\n\nWill she return?\n\nPerhaps.") == []
    )


@pytest.mark.parametrize("dash", ["— ", "– ", "- ", "-- "])
def test_a_name_after_a_dash_signs_the_quotation_above(dash: str) -> None:
    assert speakers(f'Voices.\n\n"A fine day for the pier."\n{dash}Ada Quill, harbour master') == [("Ada Quill",)]
    assert speakers(f'Voices.\n\n"A fine day for the pier."\n\n{dash}Ada Quill') == [("Ada Quill",)]


def test_a_statement_in_full_is_that_of_the_one_named() -> None:
    text = "<p>Ada Quill</p>'s statement in full:\n\nI came by sea. I leave by land.\n\nThank you all, my friends."
    assert speakers(text) == [("Ada Quill",), ("Ada Quill",)]


@pytest.mark.parametrize(
    "before",
    [
        "<s>Diver <p>Ada Quill</p></s> <c>said</c> <t>the pier was unsafe</t>.",
        "Diver <p>Ada Quill</p> apologised in a post.",
        "Diver <p>Ada Quill</p> learned of it on Monday.",
        "From Commissioner <p>Ada Quill</p>:",
    ],
)
def test_a_quotation_in_a_paragraph_of_its_own_is_that_of_the_one_before(before: str) -> None:
    assert speakers(f'{before}\n\n"It will not last the winter."')[-1] == ("Ada Quill",)


def test_a_quotation_after_two_people_is_nobodys() -> None:
    assert speakers('<p>Ada Quill</p> met <p>Otto Pike</p>.\n\n"It will not last the winter."') == [()]


@pytest.mark.parametrize(
    "paragraph",
    [
        'Cook <p>Ada Quill</p> nods. <t>"Bread is patience."</t>',
        'At the door, <p>Ada Quill</p> shrugs. <t>"Somebody has to do it."</t>',
        '<t>"Mostly butter, I should think."</t> <p>Ada Quill</p> wipes her hands.',
    ],
)
def test_who_acts_beside_a_quotation_speaks_it(paragraph: str) -> None:
    assert speakers(f"It was late.\n\n{paragraph}") == [("Ada Quill",)]
