from harbour_news import Said, Story, newsroom

from bot.wording.reasons import reason_text
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.answer import Match, Outcome
from retrieval.asking import Newsroom
from retrieval.finding.answering import choices, choose

DRILL = "Finn Adler said that the drill went well."
PRICE = "Bread will cost more by May, Vera Adler said."
GRAIN = "Vera Adler said that grain was short."
BAKERS = Story("Bread gets dearer", [PRICE, GRAIN], [Said(PRICE, "Vera Adler"), Said(GRAIN, "Vera Adler")])
FIRE = Story("Fire drill", [DRILL], [Said(DRILL, "Finn Adler")], published="2024-02-01")


def news() -> Newsroom:
    return newsroom(BAKERS, FIRE)


def test_a_surname_that_fits_two_people_is_asked_back() -> None:
    answer, _ = news().ask("what did Adler say?")
    assert answer.outcome is Outcome.WHICH_SPEAKER
    assert [(choice.name, choice.statements) for choice in answer.choices] == [("Vera Adler", 2), ("Finn Adler", 1)]


def test_the_choice_answers_the_question_that_was_asked() -> None:
    room = news()
    asked, context = room.ask("what did Adler say?")
    finn = next(choice.speaker_id for choice in asked.choices if choice.name == "Finn Adler")
    answer, _ = room.ask_speaker(asked.question, finn, context)
    assert [finding.text for finding in answer.findings] == [DRILL]


def test_the_topic_decides_between_two_people_and_the_answer_says_who_was_taken() -> None:
    answer, _ = news().ask("what did Adler say about grain?")
    assert (answer.taken, [finding.text for finding in answer.findings]) == ("Vera Adler", [GRAIN])


def test_who_was_talked_about_before_is_meant() -> None:
    room = news()
    _, context = room.ask("what did Finn Adler say?")
    answer, _ = room.ask("what did Adler say?", context)
    assert answer.taken == "Finn Adler"


def test_one_who_is_far_more_on_record_is_meant() -> None:
    lines = [f"Vera Adler said that loaf number {number} was sold." for number in range(6)]
    many = Story("Loaves", lines, [Said(line, "Vera Adler") for line in lines])
    answer, _ = newsroom(many, FIRE).ask("what did Adler say?")
    assert answer.taken == "Vera Adler"


def on_record(number: int, name: str, role: str, statements: int) -> KnownSpeaker:
    return KnownSpeaker(number, name, SpeakerKind.PERSON, ((role, "2024-01-01"),), (name,), statements)


VERA, FINN = on_record(1, "Vera Adler", "President", 60), on_record(2, "Finn Adler", "former president", 3)


def test_a_surname_in_the_same_role_counts_with_whoever_is_far_more_on_record_in_it() -> None:
    bare = on_record(3, "Adler", "PRESIDENT", 80)
    chosen = choose([bare, VERA, FINN], (), lambda _: 1.0)
    assert chosen is not None
    assert ([each.id for each in chosen.speakers], chosen.taken) == ([1, 3], "Vera Adler")


def test_a_surname_in_another_role_is_a_choice_of_its_own() -> None:
    bare = on_record(3, "Adler", "goalkeeper", 80)
    assert choose([bare, VERA, FINN], (), lambda _: 1.0) is None
    assert [choice.speaker_id for choice in choices([bare, VERA, FINN])] == [3, 1, 2]


def test_a_surname_in_a_role_that_two_share_evenly_is_a_choice_of_its_own() -> None:
    bare, rival = on_record(3, "Adler", "president", 80), on_record(2, "Finn Adler", "president", 50)
    assert choose([bare, VERA, rival], (), lambda _: 1.0) is None


def test_of_bearers_of_a_name_who_all_spoke_of_other_things_the_nearest_is_taken_and_the_others_offered() -> None:
    answer, _ = news().ask("what did Adler say about penguins?")
    taken, others = answer.taken, [choice.name for choice in answer.choices]
    assert answer.match is Match.NEAREST
    assert sorted([str(taken), *others]) == ["Finn Adler", "Vera Adler"]


def test_a_time_in_which_none_of_them_spoke_is_said_with_the_latest_day() -> None:
    answer, _ = news().ask("what did Adler say in 2019?")
    assert answer.match is Match.NEAREST
    assert "on record here for “in 2019”. The latest is from 2024-" in reason_text(answer.reasons)
