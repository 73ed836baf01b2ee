"""Claims compared with print: what is the same, what is turned, and where."""

import pytest

from retrieval.claims import Comparison, DifferenceKind, Relation, compare

TOLD_OTHERWISE = [
    ("the ferry would sail on Monday", "The ferry will sail on Monday"),
    ("he is proud of the crews", "I'm proud of the crews"),
    ("bridge tolls would not rise", "bridge tolls won't rise before summer"),
    ("he supports the tram line", "I do not oppose the tram line"),
    ("he opposes the tram line", "I don't support the tram line"),
    ("two hundred boats were lost", "200 boats were lost that night"),
    ("the council would leave the pact by March 3", "we are getting the council out of the pact by March 3rd"),
    ("300 families moved", "more than 300 families moved"),
    ("the harbour was attacked by pirates", "pirates attacked the harbour"),
    ("he thinks the tide will turn", "I think the tide will turn"),
    ("the pumps are safe", "the new pumps are safe, whatever the engineers say"),
]


@pytest.mark.parametrize(("claim", "printed"), TOLD_OTHERWISE)
def test_the_same_told_otherwise_is_the_same(claim: str, printed: str) -> None:
    assert compare(claim, printed).relation is Relation.SAME


TURNED = [
    ("the ferry will not sail", "The ferry will sail", DifferenceKind.NEGATION),
    ("the ferry will sail", "The ferry won't sail", DifferenceKind.NEGATION),
    ("the pumps are broken", "it is a lie that the pumps are broken", DifferenceKind.NEGATION),
    ("the council will pay", "we refuse to let the council pay", DifferenceKind.NEGATION),
    ("the time for talks is not over", "the time for talks is over", DifferenceKind.NEGATION),
    ("tolls will rise", "Tolls will fall", DifferenceKind.OPPOSITE),
    ("he opposes the tram line", "I support the tram line", DifferenceKind.OPPOSITE),
    ("foreign ships make the strait safer", "foreign ships are dangerous for the strait", DifferenceKind.OPPOSITE),
    ("the mines shut before Easter", "the mines shut after Easter", DifferenceKind.OPPOSITE),
    ("50 boats were lost", "at least 40 boats were lost", DifferenceKind.NUMBER),
    ("three crews resigned", "Two crews resigned", DifferenceKind.NUMBER),
    ("5 billion will be spent on pumps", "5 million will be spent on pumps", DifferenceKind.NUMBER),
    ("less than 300 families moved", "more than 300 families moved", DifferenceKind.NUMBER),
    ("half of the budget, 30%, went to Orsk Bay", "half of the budget, 20%, went to Orsk Bay", DifferenceKind.NUMBER),
    ("he would visit Marstow in May", "I will visit Kestria in May", DifferenceKind.NAME),
    ("Kestria attacked Marstow", "Marstow attacked Kestria", DifferenceKind.ORDER),
    ("tolls will rise", "tolls may rise", DifferenceKind.CERTAINTY),
    ("he might close the mine", "I will close the mine", DifferenceKind.CERTAINTY),
    ("all of the crews were paid late", "some of the crews were paid late", DifferenceKind.QUANTITY),
    (
        "a probe into the people circumstances is due",
        "a probe into the surrounding circumstances is due",
        DifferenceKind.WORDING,
    ),
    ("talks begin on Monday", "Talks begin on Tuesday", DifferenceKind.TIME),
    ("it takes three weeks to dry the hall", "it takes three months to dry the hall", DifferenceKind.TIME),
    ("he would sign the pact", "I will sign the pact if the tolls go", DifferenceKind.CONDITION),
]


@pytest.mark.parametrize(("claim", "printed", "kind"), TURNED)
def test_what_is_turned_is_contrary_and_says_in_what(claim: str, printed: str, kind: DifferenceKind) -> None:
    found = compare(claim, printed)
    assert found.relation is Relation.CONTRARY
    assert kind in {each.kind for each in found.differences}


@pytest.mark.parametrize(
    ("claim", "printed"),
    [
        ("the mine is under control", "the mine is burning"),
        ("schools stay open", "ferries will sail again on Monday"),
        ("she will resign", "they asked her to resign from her post"),
        ("the tide is beaten", "those who think the tide is beaten will soon see"),
        ("", "Schools stay open"),
        ("so it is", "so it is"),
    ],
)
def test_other_words_neither_say_nor_contradict_it(claim: str, printed: str) -> None:
    assert compare(claim, printed).relation is Relation.OTHER


def test_a_denial_turns_what_is_denied() -> None:
    assert compare("he took the money", "taking the money", denied=True).relation is Relation.CONTRARY
    assert compare("he did not take the money", "taking the money", denied=True).relation is Relation.SAME


def test_what_stands_around_the_words_says_what_they_are_about() -> None:
    claim, printed = "the attacks on Marstow would expand", "the attacks will keep expanding"
    assert compare(claim, printed).relation is Relation.OTHER
    assert compare(claim, printed, around="Boats burn off Marstow").relation is Relation.SAME


def test_differences_are_spans_of_both_sides() -> None:
    claim, printed = "talks begin on Monday in Kestria", "It rained. Talks begin on Tuesday in Kestria, he said."
    (difference,) = differences(compare(claim, printed), DifferenceKind.TIME)
    assert difference.claimed is not None
    assert difference.printed is not None
    assert (difference.claimed.of(claim), difference.printed.of(printed)) == ("Monday", "Tuesday")


def differences(found: Comparison, kind: DifferenceKind) -> list:
    """The differences of one kind, each pair of spans once."""
    return list(dict.fromkeys(each for each in found.differences if each.kind is kind))
