"""Passives: the agent speaks, whoever is told does not."""

import pytest
from marked_text import names, speakers, statements_of


@pytest.mark.parametrize(
    "cue", ["was told", "was warned", "was informed in May", "has been assured", "was reminded", "was promised"]
)
def test_who_is_told_says_nothing(cue: str) -> None:
    assert speakers(f"<s>Driver <p>Ada Quill</p></s> <c>{cue}</c> <t>that it rained</t>.") == [()]


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Tenants</s> <c>were told</c> by the caretaker, <p>Owen Marsh</p>, <t>that the lift was out</t>.",
        "<s>Passengers</s> <c>were warned</c> by steward <p>Owen Marsh</p> <t>not to smoke</t>.",
        '<s><p>Ada Quill</p></s> <c>was accused by</c> <p>Owen Marsh</p> of <t>"hiding"</t>.',
        '<s><p>Ada Quill</p></s> <c>was called</c> <t>"a fine captain"</t> by her coach <p>Owen Marsh</p>.',
    ],
)
def test_the_agent_of_a_passive_speaks(marked: str) -> None:
    assert speakers(marked) == [("Owen Marsh",)]


@pytest.mark.parametrize(
    "quoted", ["A pier that sways is called a bridge", "We were told nothing", "He was asked to go"]
)
def test_a_passive_within_the_quotation_leaves_it_to_whoever_says_it(quoted: str) -> None:
    assert speakers(f'<t>"{quoted},"</t> <c>said</c> <s><p>Ada Quill</p>, who runs it</s>.') == [("Ada Quill",)]


def test_by_easter_is_nobody() -> None:
    assert speakers("<s><p>Ada Quill</p></s> <c>was told</c> <t>it would open by Easter</t>.") == [()]


@pytest.mark.parametrize("noun", ["a letter", "an unsigned note", "a text message"])
def test_who_receives_a_letter_does_not_say_what_is_in_it(noun: str) -> None:
    (found,) = speakers(f"<s><p>Ada Quill</p></s> received {noun} <c>saying</c> <t>that it rained</t>.")
    assert found != ("Ada Quill",)


@pytest.mark.parametrize(
    ("marked", "via"),
    [
        ("The pier will close, <p>Ada Quill</p> was quoted by state radio as saying.", ("state radio",)),
        ('"It is closed," <o>Harbour News</o> quoted <p>Ada Quill</p> as saying.', ("Harbour News",)),
        ("<p>Ada Quill</p> was cited by the agency as saying that the pier would close.", ("agency",)),
        ('"It is closed," <p>Ada Quill</p> was quoted by state radio as telling the crew.', ("state radio",)),
        ("<p>Ada Quill</p> was quoted by the agency as adding that the pier would close.", ("agency",)),
        ('"It is closed," <o>Harbour News</o> quoted <p>Ada Quill</p> as warning.', ("Harbour News",)),
        ('On the tape, <p>Ada Quill</p> was heard saying "it is closed".', ()),
        ('In the words of diver <p>Ada Quill</p>, it is "a fine pier".', ()),
        ('It is, as <p>Ada Quill</p> put it, "a fine pier".', ()),
        ('In diver <p>Ada Quill</p>\'s view, it is "a fine pier".', ()),
    ],
)
def test_whoever_is_quoted_speaks_and_the_outlet_passes_it_on(marked: str, via: tuple[str, ...]) -> None:
    text, found = statements_of(marked)
    assert [names(text, each.speakers) for each in found] == [("Ada Quill",)]
    assert names(text, [each.via for each in found if each.via]) == via
