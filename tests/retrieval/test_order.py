"""Which findings come first, and that nothing is said twice."""

from dataclasses import replace

import pytest
from fakes import MemoryIndex, MemoryStore
from harbour_news import TODAY, Said, Story, newsroom, put

from corpus.statement import StatementKind
from retrieval.asking import Newsroom


def shown(room: Newsroom, question: str) -> list[str]:
    answer, _ = room.ask(question)
    return [finding.text for finding in answer.findings]


def test_a_speakers_own_words_come_before_second_hand_ones() -> None:
    passed_on = "Ada Brook told us of the flood barrier, her aide Nils Holt said."
    own = "Ada Brook told us of the flood barrier on Monday."
    said = [Said(passed_on, "Ada Brook", via="Nils Holt"), Said(own, "Ada Brook")]
    room = newsroom(Story("Barrier", [passed_on, own], said))
    assert shown(room, "what did Ada Brook say about the flood barrier?") == [own, passed_on]


def test_direct_words_come_before_indirect_ones_of_equal_relevance() -> None:
    indirect = "Ada Brook said the flood barrier holds."
    direct = "Ada Brook said “the flood barrier holds”."
    said = [Said(indirect, "Ada Brook"), Said(direct, "Ada Brook", words=StatementKind.DIRECT)]
    room = newsroom(Story("Barrier", [indirect, direct], said))
    assert shown(room, "what did Ada Brook say about the flood barrier?")[0] == direct


def test_without_a_topic_an_articles_order_is_kept_and_the_newest_article_comes_first() -> None:
    lines = ["Eels are back, Ada Brook said.", "Ada Brook said that bream were not.", "Carp sleep, Ada Brook said."]
    older = Story("Old", ["Ada Brook said nets were torn."], [Said("Ada Brook said nets were torn.", "Ada Brook")])
    newer = Story("New", lines, [Said(line, "Ada Brook") for line in lines], published="2024-03-19")
    assert shown(newsroom(older, newer), "what did Ada Brook say?") == [*lines, "Ada Brook said nets were torn."]


@pytest.mark.parametrize("copied", ["“Eels are back,” Ada Brook said.", '"Eels  are back", Ada Brook said.'])
def test_a_copy_in_other_marks_takes_no_second_place(copied: str) -> None:
    first = "“Eels are back,” Ada Brook said."
    filler = "The harbour was quiet for the rest of that long and windless week in spring."
    room = newsroom(
        Story("Eels", [first, filler], [Said(first, "Ada Brook")]),
        Story("Eels", [copied, filler], [Said(copied, "Ada Brook")], outlet="Coast Courier", published="2024-03-15"),
    )
    answer, _ = room.ask("what did Ada Brook say?")
    assert [finding.citation.also_in for finding in answer.findings] == [("Harbour Herald",)]


def test_a_copy_is_named_only_where_it_prints_the_passage_under_the_same_speaker() -> None:
    filler = "The harbour was quiet for the rest of that long and windless week in spring."
    confession = "“I cut the mooring line,” Ada Brook said."
    denial = "“I cut the mooring line,” Tom Reed said."
    whole = Story("Line", [filler, confession, "Crews wait."], [Said(confession, "Ada Brook")])
    cut = Story("Line", [filler, "Crews wait."], outlet="Coast Courier")
    other = Story("Line", [filler, denial, "Crews wait."], [Said(denial, "Tom Reed")], outlet="Tide Times")
    same = Story("Line", [filler, confession, "Crews wait."], [Said(confession, "Ada Brook")], outlet="Northern Post")
    store = MemoryStore()
    ids = [put(store, each).id for each in (whole, cut, other, same)]
    store.copies = lambda name: [each for each in ids if each != name]  # type: ignore[method-assign]
    room = Newsroom(store, lambda: MemoryIndex(store), lambda: TODAY)
    (finding,) = room.ask("what did Ada Brook say?")[0].findings
    assert {finding.citation.outlet, *finding.citation.also_in} == {"Northern Post", "Harbour Herald"}


def test_more_findings_than_fit_are_kept_behind_more() -> None:
    lines = [f"Ada Brook said that eel number {number} was back." for number in range(12)]
    answer, _ = newsroom(Story("Eels", lines, [Said(line, "Ada Brook") for line in lines])).ask("Ada Brook?")
    assert (answer.shown, len(answer.findings)) == (5, 12)


def test_a_sentence_that_a_longer_statement_holds_is_not_said_twice() -> None:
    first, second = "“Eels are back,” Ada Brook said.", "“And hungry.”"
    room = newsroom(
        Story("Eels", [f"{first} {second}"], [Said(first, "Ada Brook"), Said(f"{first} {second}", "Ada Brook")])
    )
    assert shown(room, "what did Ada Brook say?") == [f"{first} {second}"]


def test_what_follows_words_to_somebody_at_once_is_said_to_them_too() -> None:
    told, more, later = (
        "Ada Brook told Nils Holt that eels were back.",
        "“They are hungry,” she said.",
        "Ada Brook left.",
    )
    holt = "Nils Holt said that he was glad."
    story = Story("Eels", [f"{told} {more}", later, holt], [Said(each, "Ada Brook") for each in (told, more, later)])
    room = newsroom(replace(story, said=[*story.said, Said(holt, "Nils Holt")]))
    assert shown(room, "what did Ada Brook tell Nils Holt?") == [told, more]


@pytest.mark.parametrize(
    ("printed", "shown_as"),
    [
        ("ADA BROOK", "Ada Brook"),
        ("BROOK", "BROOK"),
        ("ADA VAN DER BROOK", "Ada van der Brook"),
        ("Ada Brook", "Ada Brook"),
    ],
)
def test_a_full_name_in_a_labels_capitals_is_shown_as_names_are_written(printed: str, shown_as: str) -> None:
    turn = f"{printed}: The eels are back in the harbour."
    answer, _ = newsroom(Story("Eels", [turn], [Said(turn, printed)])).ask("what did Brook say?")
    assert [finding.speaker for finding in answer.findings] == [shown_as]
