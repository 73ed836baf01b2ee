from datetime import date

import pytest
from harbour_news import STRIKE, WINTER, newsroom

from retrieval.questions.question import Kind, Order

ROOM = newsroom(STRIKE, WINTER)


@pytest.mark.parametrize(
    ("question", "names", "topic"),
    [
        ("what did Maren say?", ["Maren"], ""),
        ("What has Ilse Maren said about bridge tolls?", ["Ilse Maren"], "bridge tolls"),
        ("can you tell me what maren said regarding tolls", ["maren"], "tolls"),
        ("maren on bridge tolls", ["maren"], "bridge tolls"),
        ("Maren's comments on the strike", ["Maren"], "the strike"),
        ("what was maren's reaction to the strike?", ["maren"], "the strike"),
        ("any statement from Maren about tolls?", ["Maren"], "tolls"),
        ("how did Maren respond to the pilots?", ["Maren"], "the pilots"),
        ("maren bridge tolls", ["maren"], "bridge tolls"),
        ("what was said by Maren about tolls?", ["Maren"], "tolls"),
        ("what did Transport Minister Maren announce?", ["Transport Minister Maren"], ""),
        ("what did Maren and Rehn say about tolls?", ["Maren", "Rehn"], "tolls"),
        ("Maren vs Rehn on tolls", ["Maren", "Rehn"], "tolls"),
        ("difference between Maren and Rehn on tolls", ["Maren", "Rehn"], "tolls"),
    ],
)
def test_who_and_what_about_are_read_from_many_wordings(question: str, names: list[str], topic: str) -> None:
    read = ROOM.explain(question)
    assert read.kind is Kind.SAID
    assert [asked.words for asked in read.speakers] == names
    assert all(asked.fits for asked in read.speakers)
    assert read.topic == topic


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("did Maren say tolls would rise?", Kind.DID_SAY),
        ("has Maren commented on tolls?", Kind.DID_SAY),
        ("who said the tide will not wait?", Kind.WHO_SAID),
        ("which minister said tolls would stay?", Kind.WHO_SAID),
        ("what are people saying about tolls?", Kind.WHO_SAID),
        ("who is Ilse Maren?", Kind.WHO_IS),
        ("who's the transport minister", Kind.WHO_IS),
        ("when will ferries sail again?", Kind.FACT),
        ("how many kilometres were cleared?", Kind.FACT),
        ("where did the snow fall", Kind.FACT),
        ("more", Kind.MORE),
        ("go on", Kind.MORE),
        ("🙂", Kind.NO_QUESTION),
    ],
)
def test_what_is_asked_for_is_read_from_the_form(question: str, kind: Kind) -> None:
    assert ROOM.explain(question).kind is kind


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("who said that tolls would rise in June?", "tolls would rise in June"),
        ("which minister said tolls end tonight?", "tolls end tonight"),
    ],
)
def test_a_time_within_what_is_said_to_have_been_said_is_no_time_of_printing(question: str, topic: str) -> None:
    read = ROOM.explain(question)
    assert (read.topic, read.period) == (topic, None)


def test_a_time_beside_a_topic_is_one_of_printing() -> None:
    assert ROOM.explain("who said anything about tolls in June?").period


def test_an_addressee_is_read_apart_from_the_speaker() -> None:
    read = ROOM.explain("what did Rehn tell Maren about the tide?")
    assert read.addressee is not None
    assert ([each.words for each in read.speakers], read.addressee.words, read.topic) == (["Rehn"], "Maren", "the tide")


def test_a_noun_that_looks_like_a_verb_of_saying_names_nobody() -> None:
    assert ROOM.explain("what did the state claim?").speakers[0].words == "the state"


def test_time_outlet_and_order_are_read_apart_from_the_topic() -> None:
    read = ROOM.explain("latest from Maren about tolls in March 2024 according to the Harbour Herald")
    assert (read.topic, read.source, read.order) == ("tolls", "Harbour Herald", Order.NEWEST)
    assert read.period is not None
    assert read.period.since == date(2024, 3, 1)


def test_a_long_text_is_read_by_its_beginning_in_bounded_time() -> None:
    assert ROOM.explain("what did Maren say about tolls? " + "and tolls " * 400).speakers[0].fits
    assert ROOM.explain("of by from about " * 250).kind
