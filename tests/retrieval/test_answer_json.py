import json

from harbour_news import PUMPS, STRIKE, TIDE, newsroom

from bot.wording.reasons import reason_text
from retrieval.answer import as_object

CITATION = {"article_id", "outlet", "agency", "headline", "byline", "place", "published", "url", "also_in"}
FINDING = {"type", "answer", "text", "span", "kind", "speaker", "role", "via", "quotes", "citation", "score"}


def asked(question: str) -> dict:
    answer, _ = newsroom(STRIKE).ask(question)
    return json.loads(json.dumps(as_object(answer, reason_text(answer.reasons))))


def test_the_object_has_exactly_the_promised_keys() -> None:
    printed = asked("what did Rehn say?")
    assert set(printed) == {"question", "outcome", "reason", "choices", "findings", "match", "verdict"}
    assert set(printed["findings"][0]) == FINDING
    assert set(printed["findings"][0]["citation"]) == CITATION


def test_a_finding_says_who_in_what_role_and_what_is_quoted() -> None:
    (finding,) = asked("what did Rehn say?")["findings"]
    start, _ = finding["span"]
    quoted = [TIDE[first - start : last - start] for first, last in finding["quotes"]]
    assert (finding["speaker"], finding["role"], finding["kind"]) == ("Tomas Rehn", "harbour pilot", "direct")
    assert quoted == ["The tide will not wait for a committee,"]


def test_second_hand_words_name_who_passed_them_on() -> None:
    (finding,) = asked("what did Orsk say?")["findings"]
    assert (finding["text"], finding["speaker"], finding["via"]) == (PUMPS, "Pavel Orsk", "Rosa Lind")


def test_nothing_found_has_its_reason_and_no_findings() -> None:
    printed = asked("how do I cook pasta?")
    assert (printed["outcome"], printed["findings"]) == ("nothing_found", [])
    assert printed["reason"]
