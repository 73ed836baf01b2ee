import pytest
from marked_text import speakers


def last(marked: str) -> tuple[str, ...]:
    return speakers(marked)[-1]


HE = "<s>He</s> <c>added</c> <t>that it was late</t>."
SHE = "<s>She</s> <c>added</c> <t>that it was late</t>."


@pytest.mark.parametrize("given", ["Amina", "Ingrid", "Meenakshi", "Yuko", "Fatima", "Oksana", "Graciela", "Ngozi"])
def test_women_of_all_countries_are_she(given: str) -> None:
    assert last(f"<p>{given} Roe</p> met <p>John Doe</p>. {SHE}") == (f"{given} Roe",)


@pytest.mark.parametrize("given", ["Boubacar", "Hiroshi", "Nilesh", "Tomasz", "Mehmet", "Joaquin", "Gareth", "Chidi"])
def test_men_of_all_countries_are_he(given: str) -> None:
    assert last(f"<p>{given} Roe</p> met <p>Jane Doe</p>. {HE}") == (f"{given} Roe",)


def test_who_spoke_last_speaks_on() -> None:
    story = "<s><p>John Doe</p></s> <c>said</c> <t>that <p>Peter Roe</p> had left</t>. "
    assert last(story + HE) == ("John Doe",)


def test_a_man_who_is_only_quoted_about_is_not_he() -> None:
    story = "<t>“I met <p>Peter Roe</p>,”</t> <s><p>John Doe</p></s> <c>said</c>. "
    assert last(story + HE) == ("John Doe",)


def test_the_owner_of_something_is_not_the_subject() -> None:
    assert last(f"<p>John Doe</p> met <p>Peter Roe</p>'s brother. {HE}") == ("John Doe",)


def test_a_title_says_more_than_a_given_name() -> None:
    story = "<p>Robin Roe</p> met <p>John Doe</p>. Ms. <p>Roe</p> smiled. "
    assert last(story + SHE) == ("Robin Roe",)


def test_a_role_tells_the_sex_of_an_unknown_name() -> None:
    assert last(f"<p>Xq Roe</p>, an actress, met <p>Zv Doe</p>, his father said. {SHE}") == ("Xq Roe",)


def test_nobody_who_agrees_is_nobody() -> None:
    assert last(f"<p>Jane Doe</p> left. {HE}") == ()


def test_a_pronoun_too_far_from_any_name_is_nobody() -> None:
    assert last("<p>John Doe</p> left. " + "Rain fell on the quay. " * 80 + HE) == ()


def test_a_description_keeps_a_person_in_mind() -> None:
    story = "President <p>John Doe</p> met <p>Peter Roe</p>. <p>Roe</p> left. The president stayed. "
    assert last(story + HE) == ("John Doe",)


def test_somebody_without_a_name_is_who_speaks_on() -> None:
    story = "<p>Jane Doe</p> left. <s>A dog walker</s> <c>said</c> <t>that it rained</t>. "
    assert last(story + SHE) == ()
    assert last("<p>Jane Doe</p> left. <s>A spokesman</s> <c>said</c> <t>that it rained</t>. " + SHE) == ("Jane Doe",)


def test_a_report_is_nobody_who_speaks_on() -> None:
    story = "<p>Jane Doe</p> left. <s>A report</s> <c>said</c> <t>that it rained</t>. "
    assert last(story + SHE) == ("Jane Doe",)


def test_who_stands_after_a_preposition_is_no_subject() -> None:
    assert last(f"<p>John Doe</p> won easily. Against <p>Peter Roe</p> he was lucky. {HE}") == ("John Doe",)
