import pytest
from marked_text import names, statements_of

BODY = "<p>Vera Orlova</p> met <p>Omar Haddad</p>. "


def on_record(marked: str) -> set[tuple[str, str | None, str]]:
    """Speaker, via, and first content of each statement."""
    text, found = statements_of(BODY + marked)
    return {
        (names(text, each.speakers)[0], each.via.name.of(text) if each.via else None, each.content[0].of(text))
        for each in found
        if each.speakers
    }


@pytest.mark.parametrize(
    ("marked", "inner"),
    [
        (
            "<s>Adviser <p>Jake Roe</p></s> <c>added</c> "
            "<t>that <p>Orlova</p> said the ministry would “pay for it”</t>.",
            ("Vera Orlova", "Jake Roe", "the ministry would “pay for it”"),
        ),
        (
            '<t><p>Orlova</p> "told <p>Haddad</p> directly that it would rain,"</t> '
            "<s>adviser <p>Jake Roe</p></s> <c>said</c>.",
            ("Vera Orlova", "Jake Roe", 'that it would rain,"'),
        ),
        (
            "<p>Orlova</p> disagreed, <c>according to</c> <s>her lawyer <p>Jake Roe</p></s>, "
            '<t>telling him that "it rained"</t>.',
            ("Vera Orlova", "Jake Roe", '"it rained"'),
        ),
        (
            "<s>Adviser <p>Jake Roe</p></s> <c>quoted</c> <t><p>Orlova</p></t> <c>as saying</c> <t>that it rained</t>.",
            ("Vera Orlova", "Jake Roe", "that it rained"),
        ),
        (
            "<p>Orlova</p> disagreed, according to <s>her lawyer <p>Jake Roe</p></s>, "
            '<c>telling</c> him <t>that "it rained"</t>.',
            ("Vera Orlova", "Jake Roe", 'that "it rained"'),
        ),
        (
            "According to <p>Jake Roe</p>, <s><p>Orlova</p></s> <c>told</c> him <t>that it rained</t>.",
            ("Vera Orlova", "Jake Roe", "that it rained"),
        ),
        (
            "<s><p>Jake Roe</p></s> <c>quoted</c> <p>Vera Orlova</p> as saying <t>that it rained</t>.",
            ("Vera Orlova", "Jake Roe", "it rained"),
        ),
        (
            "<s><p>Jake Roe</p></s>, quoting <p>Vera Orlova</p>, <c>said</c> <t>it rained</t>.",
            ("Vera Orlova", "Jake Roe", "it rained"),
        ),
    ],
)
def test_words_that_are_passed_on_are_on_record_too(marked: str, inner: tuple[str, str, str]) -> None:
    assert inner in on_record(marked)


def test_who_passes_words_on_stays_on_record() -> None:
    marked = "<s>Adviser <p>Jake Roe</p></s> <c>said</c> <t>that <p>Orlova</p> told him that it rained</t>."
    assert {(speaker, via) for speaker, via, _ in on_record(marked)} == {
        ("Jake Roe", None),
        ("Vera Orlova", "Jake Roe"),
    }


@pytest.mark.parametrize(
    "marked",
    [
        "<s><p>Vera Orlova</p></s> <c>said</c> <t>that she told him that it rained</t>.",
        "<s><p>Jake Roe</p></s> <c>said</c> <t>that <p>Orlova</p> had left</t>.",
        "<t>“I was told, ‘It will rain,’”</t> <s><p>Jake Roe</p></s> <c>said</c>.",
        "<s><p>Jake Roe</p></s> <c>said</c> <t>somebody said that it rained</t>.",
    ],
)
def test_nobody_passes_on_their_own_or_nobodys_words(marked: str) -> None:
    assert [via for _, via, _ in on_record(marked) if via] == []
