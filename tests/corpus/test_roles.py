import pytest
from marked_text import statements_of

SAID = "<c>said</c> <t>that it rained</t>."


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("US National Security Adviser <p>Jake Roe</p>", "US National Security Adviser"),
        ("Norland's Foreign Minister <p>Jake Roe</p>", "Foreign Minister"),
        ("his foreign adviser <p>Jake Roe</p>", "foreign adviser"),
        ("former union leader <p>Jake Roe</p>", "former union leader"),
        ("<p>Jake Roe</p>, the national security adviser,", "national security adviser"),
        (
            "<p>Jake Roe</p>, a marine biologist at the University of Lowen,",
            "marine biologist at the University of Lowen",
        ),
        ("<p>Jake Roe</p>, 52, the club's head coach,", "club's head coach"),
        ("<p>Jake Roe</p>, who is the mayor of Calder,", "mayor of Calder"),
        ("The union's general secretary, <p>Jake Roe</p>,", "union's general secretary"),
        ("Sen. <p>Jake Roe</p>", "Sen."),
        ("US Secretary of State <p>Jake Roe</p>", "US Secretary of State"),
        ("Norland's Minister of Health and Housing <p>Jake Roe</p>", "Minister of Health and Housing"),
        ("Chief investigator <p>Jake Roe</p>", "Chief investigator"),
        ("today President <p>Jake Roe</p>", "President"),
        ("Q Why President <p>Jake Roe</p>", "President"),
    ],
)
def test_the_role_is_as_printed(printed: str, role: str) -> None:
    text, (statement,) = statements_of(f"<s>{printed}</s> {SAID}")
    (speaker,) = statement.speakers
    assert (speaker.name.of(text), speaker.role and speaker.role.of(text)) == ("Jake Roe", role)


@pytest.mark.parametrize(
    "printed", ["<p>Jake Roe</p>", "Dr. <p>Jake Roe</p>", "<p>Jake Roe</p>, 52,", "On Monday <p>Jake Roe</p>"]
)
def test_what_is_no_role_is_none(printed: str) -> None:
    _, (statement,) = statements_of(f"<s>{printed}</s> {SAID}")
    assert [speaker.role for speaker in statement.speakers] == [None]


def test_the_role_is_kept_where_only_the_surname_is_printed() -> None:
    text, found = statements_of(f"Mayor <p>Jake Roe</p> came. <s><p>Roe</p></s> {SAID}")
    assert [speaker.role and speaker.role.of(text) for speaker in found[0].speakers] == ["Mayor"]


def test_what_is_said_after_a_name_is_no_role_of_its_bearer() -> None:
    text, (statement,) = statements_of(
        "Reed's lawyer, <s><p>Clara Roe</p></s>, <c>said</c> <t>her client would appeal</t>."
    )
    assert [speaker.role and speaker.role.of(text) for speaker in statement.speakers] == ["lawyer"]
