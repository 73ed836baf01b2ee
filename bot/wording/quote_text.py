"""What a quotation was found to be, as marked text: the printed words, who said them, and where they differ."""

from dataclasses import replace

from bot.wording import phrases
from bot.wording.answer_text import LONGEST, citation_line, heading
from bot.wording.markup import Markup, italic, joined, quotation, short, text
from bot.wording.passage_markup import marked
from retrieval.answer import Finding
from retrieval.finding.quote_check import Checked, Difference, Match

DIFFERENCES_SHOWN = 8


def checked_text(checked: Checked) -> Markup:
    """The verdict, the passage with the words in question in bold, its citation, and each difference on a line."""
    finding = checked.finding
    if finding is None:
        return text(phrases.NOT_PRINTED)
    verdict = text(phrases.PRINTED_SO if checked.match is Match.EXACT else phrases.PRINTED_NEARLY)
    shown = quotation(marked(_pointing_out(checked, finding), LONGEST - 900))
    passage = joined([heading(finding), shown, citation_line(finding.citation)], "\n")
    return joined([verdict, passage, _differences(checked, finding)], "\n\n")


def _pointing_out(checked: Checked, finding: Finding) -> Finding:
    """The finding with those words set in bold that were checked, or where some differ, those that differ."""
    differing = tuple(each.printed for each in checked.differences if each.printed is not None)
    whole = (checked.span,) if checked.span is not None and not checked.differences else ()
    return replace(finding, quotes=differing or whole)


def _differences(checked: Checked, finding: Finding) -> Markup:
    lines = [_difference(each, finding) for each in checked.differences[:DIFFERENCES_SHOWN]]
    left = len(checked.differences) - len(lines)
    return joined([*lines, italic(text(phrases.and_more(left)))] if left else lines, "\n")


def _difference(difference: Difference, finding: Finding) -> Markup:
    printed = difference.printed
    start = finding.span.start
    words = finding.text[printed.start - start : printed.end - start] if printed is not None else ""
    return joined([_side(phrases.PRINTED, words), _side(phrases.QUOTED, difference.quoted)], " · ")


def _side(label: str, words: str) -> Markup:
    return italic(text(label)) + (short(words, 60) if words.strip() else italic(text(phrases.NOTHING_THERE)))
