from harbour_news import STRIKE, WINTER, newsroom

from retrieval.asking import trec_lines


def test_a_run_line_names_the_article_and_the_span() -> None:
    room = newsroom(STRIKE, WINTER)
    findings = room.rank("what did Maren say about tolls?", 3)
    first = findings[0]
    place = f"{first.citation.article_id}#{first.span.start}-{first.span.end}"
    assert next(trec_lines("q7", findings)) == f"q7 Q0 {place} 1 1.000000 ontherecord"


def test_scores_fall_and_no_finding_lies_over_another() -> None:
    findings = newsroom(STRIKE, WINTER).rank("what did Maren say?", 50)
    scores = [finding.score for finding in findings]
    assert scores == sorted(set(scores), reverse=True)
    for number, one in enumerate(findings):
        for other in findings[number + 1 :]:
            apart = one.citation.article_id != other.citation.article_id
            assert apart or not one.span.touches(other.span)


def test_a_run_ranks_even_what_an_answer_would_refuse() -> None:
    assert newsroom(STRIKE).rank("how do I cook pasta with harbour officials?", 5)
