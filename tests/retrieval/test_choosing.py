from harbour_news import Said, Story, newsroom

from retrieval.answer import Outcome
from retrieval.asking import Newsroom

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


def test_a_topic_that_none_of_the_bearers_of_a_name_spoke_on_is_refused() -> None:
    answer, _ = news().ask("what did Adler say about penguins?")
    assert answer.outcome is Outcome.NOTHING_FOUND
    assert answer.reason == "Several people whom “Adler” fits are on record here, but none of them on “penguins”."


def test_a_time_in_which_none_of_them_spoke_is_refused() -> None:
    answer, _ = news().ask("what did Adler say in 2019?")
    assert "none of them for “in 2019”" in answer.reason
