import pytest
from fakes import MemoryStore
from harbour_news import CREWS, FERRY, PUMPS, SNOW, STRIKE, TIDE, TOLLS, WINTER, Said, Story, newsroom

from bot.wording.reasons import reason_text
from corpus.article import Article
from corpus.statement import StatementType
from retrieval.answer import Match, Outcome, ReasonKind, Verdict
from retrieval.asking import Newsroom
from retrieval.questions.question import Context

LOOKED = " I looked through both articles here."


def news() -> Newsroom:
    return newsroom(STRIKE, WINTER)


def shown(room: Newsroom, question: str, context: Context | None = None) -> list[str]:
    answer, _ = room.ask(question, context)
    return [finding.text for finding in answer.findings[: answer.shown]]


def test_all_that_somebody_said_is_shown_newest_article_first_in_its_order() -> None:
    assert shown(news(), "what did Maren say?") == [FERRY, TOLLS, SNOW]


def test_every_finding_is_a_slice_of_its_article_at_its_span() -> None:
    room = news()
    for question in ("what did Maren say?", "what did officials say?", "how many kilometres did ploughs clear?"):
        answer, _ = room.ask(question)
        assert answer.findings
        for finding in answer.findings:
            assert finding.span.of(room.store.article(finding.citation.article_id).text) == finding.text


def test_the_topic_decides_which_statement_comes_first() -> None:
    assert shown(news(), "what did Maren say about bridge tolls?")[0] == TOLLS
    assert shown(news(), "did maren say schools stay open")[0] == SNOW


def test_a_mention_is_not_a_statement() -> None:
    answer, _ = news().ask("what did Lena Sand say?")
    assert answer.outcome is Outcome.NOTHING_FOUND
    assert (
        reason_text(answer.reasons)
        == "Lena Sand is named in an article here, but nobody here quotes Lena Sand." + LOOKED
    )


REOPEN = "Councillor Edda Falk hopes to reopen the lido in June."
SUN = "Warden Jory Pell hopes for sun."
UNSAID = "Bursar Mina Holt has not said what the lido costs."
LIDO = Story(
    "Lido waits for summer",
    [REOPEN, SUN, UNSAID],
    [
        Said(REOPEN, "Edda Falk", content="to reopen the lido in June", type=StatementType.ATTITUDE),
        Said(SUN, "Jory Pell", content="for sun", type=StatementType.ATTITUDE),
        Said(UNSAID, "Mina Holt", actual=False),
    ],
)


def test_what_somebody_means_to_do_is_shown_unless_their_words_are_asked_for() -> None:
    room = newsroom(LIDO)
    assert shown(room, "what did Edda Falk say?") == []
    assert shown(room, "what does Edda Falk plan?") == [REOPEN]
    assert shown(room, "what did Edda Falk say about the lido?") == [REOPEN]
    assert shown(room, "what did Jory Pell say?") == [SUN]


@pytest.mark.parametrize("name", ["Edda Falk", "Mina Holt"])
def test_who_is_on_record_with_nothing_said_is_told_to_be_quoted_nowhere(name: str) -> None:
    answer, _ = newsroom(LIDO).ask(f"what did {name} say?")
    assert answer.outcome is Outcome.NOTHING_FOUND
    told = f"{name} is named in an article here, but nobody here quotes {name}. I looked through the only article here."
    assert reason_text(answer.reasons) == told


def test_who_is_named_in_related_headlines_only_is_said_to_be() -> None:
    answer, _ = news().ask("what did nora quist say about trams?")
    assert (
        reason_text(answer.reasons)
        == "Nora Quist is named only in a list of related headlines; nobody here quotes Nora Quist." + LOOKED
    )


def test_an_unknown_person_is_said_to_be_unknown() -> None:
    answer, _ = news().ask("What did Jasper Vole say?")
    assert (answer.outcome, reason_text(answer.reasons)) == (
        Outcome.NOTHING_FOUND,
        "No article here names Jasper Vole." + LOOKED,
    )


def test_another_given_name_is_another_person() -> None:
    answer, _ = news().ask("what did Otto Maren say?")
    assert answer.outcome is Outcome.NOTHING_FOUND


def test_off_topic_the_speakers_nearest_words_are_shown_as_such() -> None:
    answer, _ = news().ask("what did Maren say about penguin colonies?")
    assert answer.match is Match.NEAREST
    assert {each.speaker for each in answer.findings} == {"Ilse Maren"}
    assert reason_text(answer.reasons) == (
        "Ilse Maren is on record here 3 times, but I found nothing near “penguin colonies”. "
        "Ask “what did Ilse Maren say?” to see it all."
    )


def test_a_typo_in_a_name_is_forgiven() -> None:
    assert shown(news(), "what did marren say about tolls") == [TOLLS]


def test_a_role_finds_who_has_it() -> None:
    assert shown(news(), "what did the transport minister say about tolls?") == [TOLLS]


def test_who_passed_words_on_is_on_record_with_them_too() -> None:
    room = news()
    for_governor, _ = room.ask("what did Orsk say?")
    for_aide, _ = room.ask("what did Rosa Lind say?")
    assert [(each.text, each.speaker, each.via) for each in for_governor.findings] == [
        (PUMPS, "Pavel Orsk", "Rosa Lind")
    ]
    assert [(each.text, each.speaker, each.via) for each in for_aide.findings] == [(PUMPS, "Rosa Lind", None)]


def test_the_addressee_is_not_the_speaker() -> None:
    assert shown(news(), "what did Rehn tell Maren?") == [TIDE]
    answer, _ = news().ask("what did Orsk tell Rehn?")
    assert reason_text(answer.reasons) == (
        "Pavel Orsk is on record here once, but with nothing to Rehn. Ask “what did Pavel Orsk say?” to see it all."
    )


def test_groups_answer_to_a_part_of_their_name() -> None:
    assert shown(news(), "what did officials say?") == [CREWS]


def test_whoever_said_it_is_found_by_what_was_said() -> None:
    answer, _ = news().ask("who said the tide will not wait for a committee?")
    assert (answer.findings[0].text, answer.findings[0].speaker) == (TIDE, "Tomas Rehn")


def test_a_time_confines_the_answer_to_what_was_published_then() -> None:
    assert shown(news(), "what did Maren say in January 2024?") == [SNOW]
    answer, _ = news().ask("what did Maren say in February 2024?")
    assert answer.match is Match.NEAREST
    assert (
        reason_text(answer.reasons)
        == "Nothing of Ilse Maren is on record here for “in February 2024”. The latest is from 2024-03-14."
    )


def test_a_time_that_fits_no_article_is_set_aside_and_said_to_be() -> None:
    answer, _ = news().ask("what did Orsk say this week?")
    assert (answer.match, [each.text for each in answer.findings]) == (Match.FULL, [PUMPS])
    assert reason_text(answer.reasons) == "No article here is from “this week”, so I looked at any time."


def test_an_outlet_confines_the_answer_to_what_it_published() -> None:
    assert shown(news(), "what did Maren say according to the Northern Courier?") == [SNOW]


def test_the_latest_comes_first_when_it_is_asked_for() -> None:
    assert shown(news(), "latest statements by Maren")[0] == FERRY


def test_what_happened_is_answered_by_passages() -> None:
    answer, _ = news().ask("how many kilometres of road did ploughs clear?")
    assert answer.findings[0].text.startswith("Ploughs cleared 40 kilometres")
    assert answer.findings[0].kind == "passage"


def test_related_headlines_are_never_shown() -> None:
    room = news()
    for question in ("who is delighted with the new tram line?", "who is Nora Quist?", "tram line"):
        answer, _ = room.ask(question)
        assert not any("tram" in finding.text for finding in answer.findings)


def test_a_question_from_another_world_is_refused() -> None:
    answer, _ = news().ask("how do I cook pasta?")
    assert reason_text(answer.reasons) == "No article here surely answers that: nothing covers “cook pasta”." + LOOKED


def test_a_copy_takes_no_second_place() -> None:
    waiting = "Pilots wait for the tide, Ada Brook said."
    story = Story("Pilots wait", [waiting], [Said(waiting, "Ada Brook")])
    copy = Story(story.headline, story.paragraphs, story.said, outlet="Northern Courier")
    answer, _ = newsroom(story, copy).ask("what did Ada Brook say?")
    assert [finding.citation.also_in for finding in answer.findings] == [("Northern Courier",)]


def test_two_speakers_are_compared_in_turns() -> None:
    answer, _ = news().ask("compare Maren and Rehn")
    assert [finding.speaker for finding in answer.findings[:2]] == ["Ilse Maren", "Tomas Rehn"]


def test_what_is_no_question_is_answered_with_an_example() -> None:
    for text in ("", "?", "🙂🙂", " \n\t ", "…"):
        answer, _ = news().ask(text)
        assert reason_text(answer.reasons) == "That asks nothing that news could answer. Try: what did Ilse Maren say?"


def test_no_text_whatever_breaks_asking() -> None:
    room = news()
    for text in (
        "who " * 1000,
        "что сказал Марен?",
        "((((",
        "' OR 1=1; --",
        "<b>what</b>",
        "\ud800",
        "a'" * 400,
        "\x00",
    ):
        answer, _ = room.ask(text)
        assert answer.outcome in Outcome


def test_an_empty_corpus_answers_that_nothing_is_known() -> None:
    answer, _ = newsroom().ask("what did Maren say?")
    assert reason_text(answer.reasons) == "No article here names Maren. There are no articles here yet."


def test_an_article_taken_down_while_it_is_read_is_no_failure() -> None:
    room = news()
    store = room.store
    assert isinstance(store, MemoryStore)
    read, winter = store.article, store.article_ids()[1]

    def taken_down_at_first_sight(article_id: str) -> Article:
        if article_id == winter:
            store.remove(winter)
        return read(article_id)

    store.article = taken_down_at_first_sight  # type: ignore[method-assign]
    assert shown(room, "what did Maren say?") == [FERRY, TOLLS]


def test_of_a_speaker_with_very_many_statements_an_old_one_on_the_topic_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("retrieval.finding.statements.MOST_READ", 1)
    room = news()
    assert shown(room, "what did Maren say?") == [FERRY]
    assert shown(room, "what did Maren say about schools?") == [SNOW]
    assert shown(room, "what did Maren say in January 2024?") == [SNOW]


@pytest.mark.parametrize(
    ("question", "verdict", "first"),
    [
        ("did Maren say ferries would sail on Monday?", Verdict.SAID, FERRY),
        ("did Maren say ferries would not sail on Monday?", Verdict.CONTRARY, FERRY),
        ("did Maren say that schools stay closed in spite of the snow?", Verdict.CONTRARY, SNOW),
        ("did Maren say the tide will not wait for a committee?", Verdict.NOT_FOUND, TIDE),
    ],
)
def test_whether_somebody_said_it_has_a_verdict(question: str, verdict: Verdict, first: str) -> None:
    answer, _ = news().ask(question)
    assert (answer.verdict, answer.findings[0].text) == (verdict, first)


def test_a_verdict_names_what_differs_and_who_else_said_it() -> None:
    answer, _ = news().ask("did Maren say that schools stay closed in spite of the snow?")
    assert [(each.words, each.to) for each in answer.reasons] == [("closed", "open")]
    answer, _ = news().ask("did Maren say the tide will not wait for a committee?")
    assert [(each.kind, each.names) for each in answer.reasons] == [(ReasonKind.SAID_BY_ANOTHER, ("Tomas Rehn",))]


def test_words_printed_in_several_articles_are_one_finding_with_its_printings() -> None:
    quoted = "“The lock gates will stay shut until the very last ferry is home,” said Ada Brook."
    again = "Ada Brook said: “The lock gates will stay shut until the very last ferry is home.”"
    one = Story("Gates shut", [quoted], [Said(quoted, "Ada Brook")], outlet="Harbour Herald", published="2024-05-02")
    two = Story("Gates stay shut", [again], [Said(again, "Ada Brook")], outlet="The Lamp", published="2024-05-01")
    answer, _ = newsroom(one, two).ask("what did Ada Brook say about the lock gates?")
    (finding,) = answer.findings
    assert {finding.citation.outlet, *finding.citation.also_in} in (
        {"Harbour Herald", "The Lamp, 2024-05-01"},
        {"The Lamp", "Harbour Herald, 2024-05-02"},
    )


def test_a_question_of_several_parts_is_answered_part_by_part() -> None:
    answer, _ = news().ask("What did Rehn say about the tide, and what did Orsk say about pumps?")
    assert [finding.text for finding in answer.findings] == [TIDE, PUMPS]


def test_who_disagrees_is_somebody_else_than_whom_they_disagree_with() -> None:
    against = "“Tolls would ruin every shop on the quay,” said Ada Brook."
    tolls = "Bridge tolls will rise in June, Hugo Falk said."
    story = Story("Bridge tolls to rise", [tolls, against], [Said(tolls, "Hugo Falk"), Said(against, "Ada Brook")])
    answer, _ = newsroom(story).ask("who disagreed with Hugo Falk on bridge tolls?")
    assert [finding.speaker for finding in answer.findings] == ["Ada Brook"]
