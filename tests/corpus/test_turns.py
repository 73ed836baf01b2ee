"""Speech that is told by its place on the page."""

import time

import pytest
from marked_text import NOTHING, body, contents, names, speakers

from corpus.attribution.layout import lay_out
from corpus.attribution.statements import find_statements
from corpus.attribution.turns import read_turns
from corpus.pages.blocks import find_blocks

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
        "<p>Ada Quill</p> dives. We met her at sea.\n\nAre you cold?\n\nI am not.\n\nOr lost?\n\nWe never are.",
        "<p>Ada Quill</p>, 40, dives. We asked her.\n\nIs it cold?\n\nVery cold.\n\nAnd dark?\n\nYou get used to it.",
    ],
)
def test_who_is_introduced_gives_the_answers(text: str) -> None:
    assert speakers(text) == [("Ada Quill",), ("Ada Quill",)]


@pytest.mark.parametrize(
    "long",
    [
        'On your site you write "the harbour is everybody\'s". What follows from that?',
        f"The council voted {'again and ' * 25}again. Did that surprise you?",
        "Some call it “a wreck with a roof”. Would you?",
    ],
)
def test_a_question_that_is_long_or_quotes_is_not_the_answer(long: str) -> None:
    text = (
        f"An interview with diver <p>Ada Quill</p>.\n\nHow deep?\n\nForty metres.\n\n{long}\n\nWhy dive?\n\nI like it."
    )
    assert contents(text) == [("Forty metres.",), ("I like it.",)]


def test_a_column_with_questions_of_its_own_is_no_interview() -> None:
    assert (
        speakers("<p>Ada Quill</p> lost.\n\nWhy did she lose?\n\nNobody knows.\n\nWill she return?\n\nPerhaps.") == []
    )


@pytest.mark.parametrize(
    "label", ["{name} (on camera)", "{name}, OYSTER FARMER (via Zoom)", "{name}, DIVER", "{name} (ph)"]
)
def test_a_label_says_who_speaks_and_how_and_is_no_dateline(label: str) -> None:
    turns = (
        "BO AMES, ANCHOR: A barge leaked.",
        f"{label.format(name='ADA QUILL')}: One litre is enough.",
        "Is it safe to eat?",
        "QUILL: I would not serve it.",
    )
    text = "\n\n".join(["SPILL IN THE BAY", *turns])
    found = find_statements(text, find_blocks(text), NOTHING)
    assert [names(text, each.speakers) for each in found] == [("BO AMES",), ("ADA QUILL",), ("ADA QUILL",)]


@pytest.mark.parametrize("question", ["Gazette", "Q", "HARBOUR NEWS"])
def test_labelled_answers_need_no_full_stop(question: str) -> None:
    asked, told = (f"{question}: Why so deep?", f"{question}: And cold?"), ("The light is better", "It is never cold")
    turns = (asked[0], f"Ada Quill: {told[0]}", asked[1], f"Ada Quill: {told[1]}")
    text = "\n".join(["Five questions\n", *turns])
    found = find_statements(text, find_blocks(text), NOTHING)
    assert [names(text, each.speakers) for each in found] == [("Ada Quill",), ("Ada Quill",)]


def test_a_signed_post_between_paragraphs_is_no_headline() -> None:
    post = "“We saw it from the hill. It was beautiful.” — Ada Quill (@adaquill)"
    text = f"The pier burned on Monday.\n\n{post}\n\nNobody was hurt."
    (found,) = find_statements(text, find_blocks(text), NOTHING)
    assert names(text, found.speakers) == ("Ada Quill",)


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


@pytest.mark.parametrize(("ours", "theirs"), [("A.Q.", "O.P."), ("AQ", "OP"), ("A. Q.", "O. P.")])
def test_labels_of_initials_are_the_names_before(ours: str, theirs: str) -> None:
    text = "<p>Ada Quill</p> spoke to <p>Otto Pike</p>.\n\n{0}: Is it deep?\n\n{1}: Forty metres, I think."
    text += "\n\n{0}: And cold?\n\n{1}: Very."
    assert set(speakers(text.format(theirs, ours))) == {("Ada Quill",)}


@pytest.mark.parametrize(
    "sentence",
    ["His granddaughter <p>Ada Quill</p> leans in.", "<p>Ada Quill</p> shrugs.", "Outside, <p>Ada Quill</p> waits."],
)
def test_a_quotation_after_a_sentence_about_another_does_not_go_on(sentence: str) -> None:
    text = f'<s><p>Otto Pike</p></s> <c>said</c>: <t>"Come in."</t>\n\n{sentence} <t>"He says that to all."</t>'
    assert speakers(text) == [("Otto Pike",), ("Ada Quill",)]


def test_a_statement_in_full_ends_with_its_first_person() -> None:
    text = "<p>Ada Quill</p>'s statement in full:\n\nI came by sea. I leave by land.\n\nThe pier was built in 1901."
    assert contents(text) == [("I came by sea. I leave by land.",)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("MARK: Nobody Came that night.", "ROSS: I know, for Nobody Came."),
        ("M.K.: Nobody Came that night.", "R. T.: I know, for Nobody Came."),
        ("My statement in full:", "I came and Nobody Came after me."),
        ("How deep is it?", "Forty metres, I think."),
    ],
)
def test_turns_without_end_are_read_in_linear_time(paragraphs: tuple[str, ...]) -> None:
    seconds = []
    for times in (1000, 4000):
        text = "Mark Ross spoke to Ada Quill.\n\n" + "\n\n".join(paragraphs * times)
        layout = lay_out(text, body(text))
        started = time.process_time()
        assert read_turns(layout).paragraphs
        seconds.append(time.process_time() - started)
    assert seconds[1] < 7 * seconds[0] + 0.5
