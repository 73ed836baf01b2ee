"""An answer as the JSON object that `ask --json` prints."""

from retrieval.answer import Answer, Choice, Citation, Finding

Object = dict[str, object]


def as_object(answer: Answer) -> Object:
    """The answer as plain values: all findings, best first, spans as pairs of character offsets."""
    return {
        "question": answer.question,
        "outcome": answer.outcome.value,
        "reason": answer.reason,
        "choices": [_choice(choice) for choice in answer.choices],
        "findings": [_finding(finding) for finding in answer.findings],
        "match": answer.match.value,
        "verdict": answer.verdict and answer.verdict.value,
    }


def _choice(choice: Choice) -> Object:
    return {"name": choice.name, "role": choice.role, "statements": choice.statements}


def _finding(finding: Finding) -> Object:
    return {
        "text": finding.text,
        "span": [finding.span.start, finding.span.end],
        "kind": finding.kind.value,
        "speaker": finding.speaker,
        "role": finding.role,
        "via": finding.via,
        "quotes": [[quote.start, quote.end] for quote in finding.quotes],
        "citation": _citation(finding.citation),
        "type": finding.type and finding.type.value,
        "answer": finding.answer and [finding.answer.start, finding.answer.end],
        "score": round(finding.score, 4),
    }


def _citation(citation: Citation) -> Object:
    return {
        "article_id": citation.article_id,
        "outlet": citation.outlet,
        "agency": citation.agency,
        "headline": citation.headline,
        "byline": citation.byline,
        "place": citation.place,
        "published": citation.published,
        "url": citation.url,
        "also_in": list(citation.also_in),
    }
