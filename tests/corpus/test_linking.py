import re
import time

import pytest
from marked_text import KnowingTagger, body, contents, names, read_marked, statements_of

from corpus.article import Block, BlockKind, Span
from corpus.attribution.statements import find_statements
from corpus.statement import Statement
from corpus.tagging.tags import NameKind, Part, Tags


def test_both_halves_of_a_quotation_are_one_statement() -> None:
    marked = "<t>“We lost,”</t> <s><p>Anna Brandt</p></s> <c>said</c>. <t>“We will win.”</t>"
    assert contents(marked) == [("“We lost,”", "“We will win.”")]


def test_a_source_may_serve_two_statements() -> None:
    text, found = statements_of(
        "<s><p>Anna Brandt</p></s> <c>said</c> <t>that it rained</t> and <c>added</c> <t>that it was late</t>."
    )
    assert [names(text, each.speakers) for each in found] == [("Anna Brandt",)] * 2


def test_a_quotation_goes_on_over_paragraphs_that_open_with_a_mark() -> None:
    marked = (
        "<t>“It was cold,”</t> <s><p>Anna Brandt</p></s> <c>said</c>. <t>“And dark.</t>\n"
        "<t>“Nobody came.</t>\n<t>“So I left.”</t>\n"
    )
    assert contents(marked) == [("“It was cold,”", "“And dark.", "“Nobody came.", "“So I left.”")]


def test_a_colon_at_the_end_of_a_paragraph_brings_in_the_next() -> None:
    marked = "<s><p>Anna Brandt</p></s> <c>added:</c>\n<t>“Nobody came.”</t>"
    text, (statement,) = statements_of(marked)
    assert names(text, statement.speakers) == ("Anna Brandt",)


def across_a_related_headline(first: str, second: str) -> list[Statement]:
    text, tags = read_marked(f"<s><p>Anna Brandt</p></s> <c>said</c>: <t>{first}</t>\nSee also\n<t>{second}</t>")
    cut, again = text.index("See"), text.index(second)
    blocks = [
        Block(BlockKind.BODY, Span(0, cut)),
        Block(BlockKind.RELATED, Span(cut, again)),
        Block(BlockKind.BODY, Span(again, len(text))),
    ]
    return find_statements(text, blocks, KnowingTagger(tags))


def test_no_statement_has_contents_on_both_sides_of_a_related_headline() -> None:
    first, second = across_a_related_headline("“It was cold.", "“Sold out.”")
    assert (len(first.content), len(second.content)) == (1, 1)


def test_a_quotation_left_open_before_a_related_headline_goes_on_after_it() -> None:
    first, second = across_a_related_headline("“It was cold.", "“Then it rained.”")
    assert second.speakers == first.speakers != ()


def test_a_closed_quotation_does_not_lend_its_speaker_to_the_next() -> None:
    _, second = across_a_related_headline("“It was cold.”", "“Sold out.”")
    assert second.speakers == ()


def test_no_content_crosses_the_end_of_its_paragraph() -> None:
    marked = "<s><p>Anna Brandt</p></s> <c>said</c> <t>it was cold.\nRain fell</t> later."
    assert [part for statement in contents(marked) for part in statement if "\n" in part] == []


def test_who_is_asked_does_not_ask() -> None:
    marked = "<c>Asked</c> <t>whether it rained</t>, <s><p>Anna Brandt</p></s> <c>said</c>: <t>“No.”</t>"
    text, (asked, answered) = statements_of(marked)
    assert (asked.speakers, names(text, answered.speakers)) == ((), ("Anna Brandt",))


def test_the_marks_around_a_quotation_belong_to_its_content() -> None:
    marked = "“<t>We lost,</t>” <s><p>Anna Brandt</p></s> <c>said</c>."
    assert contents(marked) == [("“We lost,”",)]


def test_a_clause_about_the_source_is_no_source() -> None:
    marked = "<s>A dog walker</s>, <s>who gave no name,</s> <c>told</c> the paper <t>it had rained</t>."
    text, (statement,) = statements_of(marked)
    assert statement.source is not None
    assert statement.source.of(text) == "A dog walker"


def test_who_is_quoted_is_not_who_quotes() -> None:
    marked = "<s><p>Anna Brandt</p></s>, <c>quoting</c> <s>a neighbour,</s> <c>said</c> <t>it had rained</t>."
    text, (statement, *_) = statements_of(marked)
    assert names(text, statement.speakers) == ("Anna Brandt",)


def test_whoever_asked_not_to_be_named_said_no_more_than_that() -> None:
    marked = (
        "<s>A guard</s>, <s>who</s> <c>asked</c> <t>not</t> to be named, <c>told</c> the paper <t>it had rained</t>."
    )
    text, (statement,) = statements_of(marked)
    assert statement.source is not None
    assert (statement.source.of(text), statement.content[0].of(text)) == ("A guard", "it had rained")


@pytest.mark.parametrize(
    ("sentence", "sources", "cues", "contents", "people"),
    [
        ("“It is shut,” Ann Lee said. ", "Ann Lee", "said", "“It is shut,”", "Ann Lee"),
        ("Asked why, Ann Lee said it is shut. ", "Ann Lee", "Asked|said", "why|it is shut", "Ann Lee"),
        ("Ann Lee, who asked not to be named, said it is shut. ", "Ann Lee", "asked|said", "it is shut", "Ann Lee"),
        ("Lee & Poe said it is shut. ", "Lee & Poe", "said", "it is shut", "Lee|Poe"),
        ("Ann Lee said it is shut. They said it rained. ", "Ann Lee|They", "said", "it is shut|it rained", "Ann Lee"),
    ],
)
def test_a_paragraph_without_end_is_linked_in_linear_time(
    sentence: str, sources: str, cues: str, contents: str, people: str
) -> None:
    seconds = []
    for times in (1000, 4000):
        text = sentence * times
        forms = (sources, Part.SOURCE), (cues, Part.CUE), (contents, Part.CONTENT)
        parts = [(part, Span(*found.span())) for form, part in forms for found in re.finditer(form, text)]
        names = [(NameKind.PERSON, Span(*found.span())) for found in re.finditer(people, text)]
        tags = Tags(tuple(sorted(parts, key=lambda each: each[1])), tuple(names))
        started = time.process_time()
        assert len(find_statements(text, body(text), KnowingTagger(tags))) >= times
        seconds.append(time.process_time() - started)
    assert seconds[1] < 7 * seconds[0] + 0.5
