from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from corpus.article import Span
from corpus.tagging.tags import OUTSIDE, may_follow
from corpus.training.augmentation import Article, datelined, recased, renamed, reparagraphed, requoted, spans, varied
from corpus.training.examples import attributions, examples, invented_articles, read_articles

TEXT = '“It will rain,” said Ada Osei.\nShe said the "old" bridge’s deck was safe.'
PARTS = [{"source": [[21, 29]], "cue": [[16, 20]], "content": [[0, 15]]}]
NAMES = [(0, Span(21, 29))]


@pytest.fixture
def article() -> Article:
    return examples(TEXT, attributions(PARTS), NAMES)


def test_each_word_has_the_label_of_the_span_it_stands_in(article: Article) -> None:
    first = article[0]
    assert first.words.texts == ["“", "It", "will", "rain", ",", "”", "said", "Ada", "Osei", "."]
    assert first.parts == [5, 6, 6, 6, 6, 6, 3, 1, 2, 0]
    assert first.names == [0, 0, 0, 0, 0, 0, 0, 1, 2, 0]


def test_of_two_attributions_that_collide_the_wider_is_learnt() -> None:
    narrow, wide = ({"source": [], "cue": [], "content": [span]} for span in ([3, 10], [0, 15]))
    (first, _) = examples(TEXT, attributions([narrow, wide]), [])
    assert list(spans(first.parts)) == [(0, 6)]


def test_a_span_that_crosses_a_border_begins_anew() -> None:
    first, second = examples(TEXT, [[(2, Span(21, 34))]], [])
    assert [*spans(first.parts), *spans(second.parts)] == [(7, 10), (0, 1)]


@pytest.mark.parametrize("change", [requoted, renamed, datelined, recased, reparagraphed, varied])
def test_every_variant_keeps_a_valid_label_for_each_word(
    article: Article, change: Callable[[Article, Random], Article]
) -> None:
    for seed in range(40):
        for example in change(article * 3, Random(seed)):
            assert len(example.words.texts) == len(example.words.glued) == len(example.parts) == len(example.names)
            for labels in (example.parts, example.names):
                assert all(may_follow(one, other) for one, other in zip([OUTSIDE, *labels], labels, strict=False))


def test_variants_keep_the_number_of_attributions(article: Article) -> None:
    for seed in range(20):
        versions = (article, varied(article, Random(seed)))
        before, after = (sum(len([*spans(example.parts)]) for example in version) for version in versions)
        assert before == after


def test_the_same_seed_gives_the_same_text(article: Article) -> None:
    assert varied(article, Random(3)) == varied(article, Random(3))
    assert [*invented_articles(Random(3))] == [*invented_articles(Random(3))]


def test_the_invented_articles_have_all_parts_and_names() -> None:
    articles = [*invented_articles(Random(1))]
    labels = {label for article in articles for example in article for label in (*example.parts, *example.names)}
    assert len(articles) > 70
    assert labels == set(range(7))


def test_names_of_other_articles_are_refused(tmp_path: Path) -> None:
    annotated, named = tmp_path / "train.jsonl", tmp_path / "names_train.jsonl"
    annotated.write_text('{"id": "one", "text": "Rain.", "statements": []}\n', encoding="utf8")
    named.write_text('{"id": "two", "names": []}\n', encoding="utf8")
    with pytest.raises(ValueError, match="'two' for 'one'"):
        list(read_articles(annotated, named))
