"""The table of rules itself: each pattern matches its example, and does not match its counterexample."""

import re
from importlib.resources import files

import pytest

from corpus.english.lexicon import Rule, compiled, matcher, rules
from corpus.tagging.tags import Tags
from corpus.training.rules_gain import Annotated, measure

EXAMPLE = re.compile(r"([^\[\]]*)\[([^\[\]]*)\]([^\[\]]*)")
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in (files("corpus") / "attribution").iterdir() if path.suffix == ".py"
)
USED = set(re.findall(r'matcher\("([^"]+)"\)', CODE))


def name_of(rule: Rule) -> str:
    return f"{rule.form}: {rule.example}"


@pytest.mark.parametrize("rule", rules(), ids=name_of)
def test_a_rule_matches_what_its_example_marks(rule: Rule) -> None:
    parts = EXAMPLE.fullmatch(rule.example)
    assert parts is not None
    found = compiled(rule).search("".join(parts.groups()))
    assert found is not None
    assert (found.start(), found[0]) == (len(parts[1]), parts[2])


@pytest.mark.parametrize("rule", rules(), ids=name_of)
def test_a_rule_does_not_match_its_counterexample(rule: Rule) -> None:
    matches_anywhere = compiled(rule).search("") is not None
    assert matches_anywhere or (rule.counterexample and not compiled(rule).search(rule.counterexample))


def test_the_code_uses_each_form_and_no_other() -> None:
    assert {rule.form for rule in rules()} == USED


def test_the_ways_of_a_form_stand_together_each_once() -> None:
    forms = [rule.form for rule in rules()]
    assert [form for place, form in enumerate(forms) if form in forms[:place] and forms[place - 1] != form] == []
    assert len({rule.pattern for rule in rules()}) == len(rules())


def test_a_form_is_matched_in_any_of_its_ways() -> None:
    assert matcher("in the words of").search("as Ada Quill put it")
    assert matcher("in the words of").search("in the words of Ada Quill,")


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KeyError):
        matcher("no such form")


def test_a_rule_that_is_left_out_finds_nothing_more() -> None:
    text = "“It rained all day,” Ada Quill said."
    said = frozenset((str(found.start()),) for found in re.finditer(r"\w+", text[:19]))
    spoken = frozenset(("quill", *place) for place in said)
    article = Annotated(text, (said, spoken), frozenset(["quill"]), Tags((), ()))
    with_all, found = measure([article], rules())
    without, left = measure([article], [rule for rule in rules() if rule.form != "said"])
    assert (len(found[0]), with_all[0] > 0, left[0], without) == (1, True, [], (0, 0))
