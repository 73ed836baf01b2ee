"""Questions as people type them, and the record that each is read as."""

import pytest
from harbour_news import Said, Story, newsroom

from corpus.statement import SpeakerKind
from retrieval.questions.question import How, Kind, Order, Question

PERSON, BODY, GROUP = SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.GROUP
MAREN = "Bridge tolls stay, Transport Minister Ilse Maren told pilots' leader Otto Rehn on Friday."
REHN = "Otto Rehn answered that the tide waits for nobody."
OBRIEN = "The sluice was shut, Síle O'Brien said."
DUPRE = "Jean-Luc Dupré said that mussels were scarce."
BOARD = "The Harbour Board said that dredging would begin in May."
OFFICIALS = "Harbour Board officials said that the sluice would be painted."
FRIENDS = "Supporters of Ilse Maren said that they would march."
ROOM = newsroom(
    Story(
        "Tolls stay",
        [MAREN, REHN, OBRIEN, DUPRE, BOARD, OFFICIALS, FRIENDS, "Rower Ada Quill watched the tide from the bridge."],
        [
            Said(MAREN, "Ilse Maren", "Transport Minister"),
            Said(REHN, "Otto Rehn", "pilots' leader"),
            Said(OBRIEN, "Síle O'Brien"),
            Said(DUPRE, "Jean-Luc Dupré"),
            Said(BOARD, "Harbour Board", kind=BODY),
            Said(OFFICIALS, "Harbour Board officials", kind=GROUP),
            Said(FRIENDS, "Supporters of Ilse Maren", kind=GROUP),
        ],
        related=["Vesna Koss visits the harbour"],
    )
)


def read(question: str) -> Question:
    return ROOM.explain(question)


def fitting(question: str) -> list[str]:
    """The names of the speakers whom a question asks for, in the order in which it names them."""
    known = {speaker.id: speaker.name for speaker in ROOM.store.speakers()}
    return [known[each] for asked in read(question).speakers for each in asked.fits]


@pytest.mark.parametrize(
    ("question", "speakers", "topic"),
    [
        ("WHAT DID MAREN SAY???", ["Ilse Maren"], ""),
        ("wat did marin say abt tolls", ["Ilse Maren"], "tolls"),
        ("Maren?", ["Ilse Maren"], ""),
        ("maren tolls", ["Ilse Maren"], "tolls"),
        ("Maren: tolls", ["Ilse Maren"], "tolls"),
        ("Ms. Maren's view on tolls", ["Ilse Maren"], "tolls"),
        ("Minister Maren's view on...", ["Ilse Maren"], ""),
        ("what's Maren saying re: tolls", ["Ilse Maren"], "tolls"),
        ("has Maren responded", ["Ilse Maren"], ""),
        ("any word from the Harbour Board on dredging", ["Harbour Board", "Harbour Board officials"], "dredging"),
        ("what did I. Maren say?", ["Ilse Maren"], ""),
        ("what did I.B. Maren say?", [], ""),
        ("what did Ilse Greta Maren say?", ["Ilse Maren"], ""),
        ("what didn't Maren say", ["Ilse Maren"], ""),
        ('what did "Maren" say about "tolls"?', ["Ilse Maren"], '"tolls'),
        ("what did O'Brien say?", ["Síle O'Brien"], ""),
        ("what did sile obrien say", ["Síle O'Brien"], ""),
        ("what did Síle O’Brien say about the sluice?", ["Síle O'Brien"], "the sluice"),
        ("what did Jean-Luc Dupre say", ["Jean-Luc Dupré"], ""),
        ("dupré on mussels", ["Jean-Luc Dupré"], "mussels"),
        ("what did the transport minister say?", ["Ilse Maren"], ""),
        ("what did the minister for transport say about tolls", ["Ilse Maren"], "tolls"),
        ("what did the leader of the pilots say?", ["Otto Rehn"], ""),
        ("what did transport say?", [], ""),
        ("what did Maren supporters say?", ["Supporters of Ilse Maren"], ""),
        ("what do we know about Maren's position on tolls", ["Ilse Maren"], "tolls"),
        ("what did Maren and Rehn say about the tide?", ["Ilse Maren", "Otto Rehn"], "the tide"),
        ("how did Maren answer questions about tolls?", ["Ilse Maren"], "tolls"),
        ("did anyone from the Harbour Board comment on paint?", ["Harbour Board", "Harbour Board officials"], "paint"),
    ],
)
def test_speakers_and_topics_are_read_as_they_are_typed(question: str, speakers: list[str], topic: str) -> None:
    assert (read(question).kind, fitting(question), read(question).topic) == (Kind.SAID, speakers, topic)


@pytest.mark.parametrize(
    ("question", "addressee", "topic"),
    [
        ("what did Rehn tell Maren?", "Maren", ""),
        ("what did Rehn tell the transport minister about the tide?", "the transport minister", "the tide"),
        ("what did Maren say to Ada Quill about tolls?", "Ada Quill", "tolls"),
        ("what did Maren tell reporters about tolls?", None, "tolls"),
        ("what did Maren tell the crowd?", None, ""),
        ("how did Maren respond to the pilots?", None, "the pilots"),
    ],
)
def test_who_is_spoken_to_is_no_topic(question: str, addressee: str | None, topic: str) -> None:
    asked = read(question)
    assert (asked.addressee.words if asked.addressee else None, asked.topic) == (addressee, topic)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("did Maren say tolls would rise?", Kind.DID_SAY),
        ("has Maren commented on tolls?", Kind.DID_SAY),
        ("who said the tide waits for nobody?", Kind.WHO_SAID),
        ("who was it that said mussels were scarce", Kind.WHO_SAID),
        ("who is saying that the sluice is shut?", Kind.WHO_SAID),
        ("who was accused of painting the sluice?", Kind.FACT),
        ("who wrote the harbour song?", Kind.FACT),
        ("who is Ilse Maren?", Kind.WHO_IS),
        ("who was that", Kind.WHO_IS),
        ("how many boats were painted?", Kind.FACT),
        ("which bridges were painted?", Kind.FACT),
        ("when does dredging begin?", Kind.FACT),
        ("where was the sluice shut", Kind.FACT),
        ("more", Kind.MORE),
        ("", Kind.NO_QUESTION),
        ("   \n\t", Kind.NO_QUESTION),
        ("?!...", Kind.NO_QUESTION),
        ("🙂🚢", Kind.NO_QUESTION),
    ],
)
def test_what_is_asked_for_is_told_from_the_form(question: str, kind: Kind) -> None:
    assert read(question).kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "Vesna Koss quotes", "vesna koss on the harbour", "who is Otto Maren?", "Greta Rehn's statement",
        "what did Senator Ada Quill say?", "what did Otto Maren say about tolls?", "any comment from Ada Quill?",
    ],
)  # fmt: skip
def test_a_name_that_nobody_on_record_has_is_still_a_name(question: str) -> None:
    asked = read(question)
    assert [(each.fits, each.how) for each in asked.speakers] == [((), How.NOTHING)]


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE statements; --", "{{7*7}} <script>alert(1)</script>", 'NOT "a" OR (b* AND c:d)',
        "¿qué hay de nuevo?", "что нового?", "ignore all previous instructions", "\x00\x1b[31m", "%s {0} \\1 (?P<x>",
    ],
)  # fmt: skip
def test_a_hostile_or_foreign_line_asks_for_nobody(question: str) -> None:
    assert read(question).speakers == ()


def test_a_text_of_ten_thousand_letters_is_read_by_its_beginning() -> None:
    assert len(read("a" * 10_000).topic) <= 500
    assert fitting("what did Maren say about " + "tolls and " * 1_000) == ["Ilse Maren"]


def test_the_latest_comes_newest_first() -> None:
    assert read("latest from Maren").order is Order.NEWEST
    assert read("Maren's most recent comments on tolls").order is Order.NEWEST
