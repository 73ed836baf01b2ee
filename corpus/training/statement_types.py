"""Learning what kind of statement an attribution is.

    python -m corpus.training.statement_types --articles wikinews.jsonl.gz --verbs polnear/train.jsonl

--articles holds the texts (JSON Lines, {"id", "text"}) whose attributions labels.tsv labels; it has spans and a digest
of each text, but no texts. Each attribution was read twice, by two readers that did not know of each other, and a third
settled where they differed. Labels are S (said), T (thought or wanted) and, where nobody said or thought anything, Na
(an act), Np (an impersonal passive), Ne (evidence), Nn (a noun) and No (others); "-" marks what did not happen.
Attitudes are also learnt from --verbs, articles without such labels, by the class of the cue's verb.

Trained weights go into the model's folder; --held-out trains on odd articles and measures on even ones instead.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from corpus import bundled
from corpus.article import Span
from corpus.attribution.judging import BIAS, SURE, clues
from corpus.attribution.layout import lay_out
from corpus.attribution.statements import attributed
from corpus.english.lexicon import classes
from corpus.pages.blocks import find_blocks
from corpus.statement import Statement, StatementKind
from corpus.tagging.encoder import HIDDEN
from corpus.tagging.tagger import MODEL, Tagger, load_tagger

LABELS_FILE = Path(__file__).with_name("labels.tsv")
CLUE_WEIGHT = 8.0  # of a clue, beside a number of the encoder; swept 2 to 16
NOTHING_COST, ATTITUDE_COST = 0.004, 0.003  # inverse strength of the penalty on large weights; swept .001 to .01
VERB_ARTICLES = 120  # of the file of those, from its beginning
VERB_WEIGHT = 0.1  # of a label by verb, beside one by reading
ENOUGH = 0.5  # Jaccard of characters from which a labelled content is that of a statement
SEEN = 3  # times a clue must be seen to get a weight

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An attribution that was read: its spans in the article, and what the readers made of it.

    `found` is false of a statement that the tagger does not find.
    """

    cue: Span | None
    content: tuple[Span, ...]
    label: str
    actual: bool
    speaker: str
    found: bool


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """One attribution as it is learnt from; `states` are the encoder's of its cue and of its content."""

    article: str
    statement: Statement
    label: str
    clues: dict[str, float]
    states: Vectors


def read_labels(articles: Path) -> Iterator[tuple[str, str, list[Labelled]]]:
    """Id, text and labels of each article; ValueError where a text is not the one that was read."""
    labels = _labels_by_article()
    for row in _rows(articles):
        digest, found = labels.get(row["id"], ("", []))
        if found and hashlib.sha256(row["text"].encode()).hexdigest()[:16] != digest:
            raise ValueError(f"{row['id']} of {articles} is not the text that was labelled")
        yield row["id"], row["text"], found


def _rows(articles: Path) -> Iterator[dict[str, str]]:
    packed = articles.read_bytes()
    text = gzip.decompress(packed) if articles.suffix == ".gz" else packed
    yield from map(json.loads, text.decode().splitlines())


def _labels_by_article() -> dict[str, tuple[str, list[Labelled]]]:
    labels: dict[str, tuple[str, list[Labelled]]] = {}
    for line in LABELS_FILE.read_text(encoding="utf-8").splitlines()[1:]:
        article, digest, cue, content, label, actual, speaker, found = line.split("\t")
        spans = tuple(map(_span, content.split(",")))
        row = Labelled(_span(cue) if cue else None, spans, label, actual == "+", speaker, found == "yes")
        labels.setdefault(article, (digest, []))[1].append(row)
    return labels


def _span(written: str) -> Span:
    start, end = map(int, written.split("-"))
    return Span(start, end)


def matching(labelled: Labelled, statements: Iterable[Statement]) -> Statement | None:
    """The statement whose content is most nearly the labelled one."""
    best = max(statements, key=lambda each: _alike(labelled.content, each.content), default=None)
    return best if best and _alike(labelled.content, best.content) >= ENOUGH else None


def _alike(one: Sequence[Span], other: Sequence[Span]) -> float:
    ours, theirs = ({c for span in spans for c in range(span.start, span.end)} for spans in (one, other))
    return len(ours & theirs) / len(ours | theirs)


def learning_tagger() -> Tagger:
    """The tagger, with all that its encoder holds of each word as signs."""
    return load_tagger(np.eye(HIDDEN, dtype=np.float32))


def read_examples(articles: Path, tagger: Tagger) -> list[LabelledStatement]:
    """The labelled attributions that are found today."""
    examples = []
    for article, text, labels in read_labels(articles):
        found = _examples(article, text, tagger) if labels else []
        for labelled in labels:
            statement = matching(labelled, (each.statement for each in found))
            example = next((each for each in found if each.statement is statement), None)
            if example and labelled.found:
                examples.append(replace(example, label=labelled.label))
    return examples


def read_by_verb(articles: Path, tagger: Tagger) -> list[LabelledStatement]:
    """Attributions of other articles, S or T by the class of their verb; those of other classes are left out."""
    examples = []
    for row in islice(_rows(articles), VERB_ARTICLES):
        for example in _examples(row["id"], row["text"], tagger):
            verb = next((clue[5:] for clue in example.clues if clue.startswith("verb ")), "")
            label = {"speech": "S", "thought": "T"}.get(classes().get(verb, ""))
            quoted = example.statement.kind is not StatementKind.INDIRECT
            if label and example.statement.source and "passive" not in example.clues and not quoted:
                examples.append(replace(example, label=label))
    return examples


def _examples(article: str, text: str, tagger: Tagger) -> list[LabelledStatement]:
    layout = lay_out(text, find_blocks(text))
    (tags,) = tagger.tag([(layout.text, layout.paragraphs)])
    signs = tags.signs
    if signs is None:
        raise ValueError("a tagger without signs")
    return [
        LabelledStatement(
            article,
            each,
            "",
            clues(text, each),
            np.concatenate([signs.of([each.cue] if each.cue else []), signs.of(each.content)]),
        )
        for each in attributed(layout, tags)
    ]


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained regression: weights of the states of cue and content, of the clues, and the bias."""

    states: Vectors
    clues: dict[str, float]
    bias: float

    def log_odds(self, example: LabelledStatement) -> float:
        """How surely an example is of the kind that was learnt."""
        told = sum(strength * self.clues.get(clue, 0.0) for clue, strength in example.clues.items())
        return float(example.states @ self.states) + told + self.bias


def learn(
    examples: Sequence[LabelledStatement],
    weights: Sequence[float],
    is_kind: Callable[[LabelledStatement], bool],
    cost: float,
) -> Judge:
    """A regression that tells examples of a kind from the others."""
    states = np.array([each.states for each in examples])
    mean, spread = states.mean(0), states.std(0) + 1e-3
    vectorizer = DictVectorizer(dtype=np.float32)
    told = vectorizer.fit_transform([each.clues for each in examples]).toarray()
    often = (told > 0).sum(0) >= SEEN
    inputs = np.hstack([(states - mean) / spread, CLUE_WEIGHT * told[:, often]])
    model = LogisticRegression(C=cost, max_iter=500, tol=1e-3)
    model.fit(inputs, [is_kind(each) for each in examples], sample_weight=weights)
    of_states, of_clues = np.split(model.coef_[0], [len(mean)])
    names = vectorizer.get_feature_names_out()[often]
    scaled = (of_states / spread).astype(np.float32)
    return Judge(
        scaled,
        dict(zip(names, (CLUE_WEIGHT * of_clues).tolist(), strict=True)),
        float(model.intercept_[0] - mean @ (of_states / spread)),
    )


def learn_both(read: Sequence[LabelledStatement], by_verb: Sequence[LabelledStatement]) -> tuple[Judge, Judge]:
    """The judge of nothing, and the judge of attitudes among the rest."""
    said = [each for each in read if each.label[0] != "N"]
    weights = [1.0] * len(said) + [VERB_WEIGHT] * len(by_verb)
    return (
        learn(read, [1.0] * len(read), lambda each: each.label[0] == "N", NOTHING_COST),
        learn([*said, *by_verb], weights, lambda each: each.label[0] == "T", ATTITUDE_COST),
    )


def write(nothing: Judge, attitude: Judge, model: Path) -> None:
    """Puts the weights of states into the tagger's file, those of clues into a table beside it."""
    signs = np.concatenate([nothing.states.reshape(2, -1), attitude.states.reshape(2, -1)])
    network = onnx.load(model)
    for held in (network.graph.initializer, network.graph.output):
        for old in [each for each in held if each.name == "signs"]:
            held.remove(old)
    network.graph.initializer.append(numpy_helper.from_array(signs, "signs"))
    network.graph.output.append(onnx.helper.make_tensor_value_info("signs", onnx.TensorProto.FLOAT, signs.shape))
    onnx.checker.check_model(network)
    onnx.save(network, model)
    both = {BIAS: (nothing.bias, attitude.bias)}
    for clue in sorted({*nothing.clues, *attitude.clues}):
        both[clue] = nothing.clues.get(clue, 0.0), attitude.clues.get(clue, 0.0)
    lines = [f"{clue}\t{one:.4f}\t{other:.4f}\n" for clue, (one, other) in both.items()]
    (model.parent / "judging.tsv").write_text("".join(lines), encoding="utf-8")


def is_learnt_from(example: LabelledStatement) -> bool:
    """Whether an article is learnt from where others are held out: those with odd numbers are."""
    return int(example.article[-3:]) % 2 == 1


def held_out(
    examples: Sequence[LabelledStatement], by_verb: Sequence[LabelledStatement]
) -> list[tuple[LabelledStatement, float, float]]:
    """The examples of the articles held out with both log-odds, judged by what the others teach."""
    nothing, attitude = learn_both([*filter(is_learnt_from, examples)], by_verb)
    return [(each, nothing.log_odds(each), attitude.log_odds(each)) for each in examples if not is_learnt_from(each)]


def crossed(
    examples: Sequence[LabelledStatement], by_verb: Sequence[LabelledStatement], folds: int
) -> list[tuple[LabelledStatement, float, float]]:
    """All examples with both log-odds, each judged by what the articles of the other folds teach."""
    fold = {article: number % folds for number, article in enumerate(sorted({each.article for each in examples}))}
    judged = []
    for number in range(folds):
        nothing, attitude = learn_both([each for each in examples if fold[each.article] != number], by_verb)
        held = [each for each in examples if fold[each.article] == number]
        judged += [(each, nothing.log_odds(each), attitude.log_odds(each)) for each in held]
    return judged


def report(judged: Sequence[tuple[LabelledStatement, float, float]]) -> Iterator[str]:
    """What is kept of the said, and how much of what is shown is nothing, at several thresholds."""
    for threshold in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 99.0):
        shown = [
            each.label[0] != "N" for each, nothing, _ in judged if nothing < threshold and SURE.isdisjoint(each.clues)
        ]
        said = sum(each.label[0] != "N" for each, _, _ in judged)
        yield f"nothing from {threshold:4}: kept {sum(shown) / said:.1%}, nothing among shown {1 - np.mean(shown):.1%}"
    for threshold in (-1.0, -0.5, 0.0, 0.5):
        pairs = [(attitude >= threshold, each.label[0] == "T") for each, _, attitude in judged if each.label[0] != "N"]
        right = sum(told and true for told, true in pairs)
        yield f"attitude from {threshold:4}: {right} right of {sum(t for t, _ in pairs)}, of {sum(t for _, t in pairs)}"


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--verbs", type=Path)
    parser.add_argument("--held-out", action="store_true")
    chosen = parser.parse_args()
    tagger = learning_tagger()
    examples = read_examples(chosen.articles, tagger)
    by_verb = read_by_verb(chosen.verbs, tagger) if chosen.verbs else []
    print(len(examples), "by reading,", len(by_verb), "by verb")
    if chosen.held_out:
        learnt = crossed([*filter(is_learnt_from, examples)], by_verb, 6)
        print("odd articles, each judged by others:", *report(learnt), sep="\n")
        print("even articles, judged by odd ones:", *report(held_out(examples, by_verb)), sep="\n")
        print("all, each judged by others:", *report(crossed(examples, by_verb, 6)), sep="\n")
    else:
        write(*learn_both(examples, by_verb), bundled.FOLDER / MODEL)
        bundled.write_sums()


if __name__ == "__main__":
    main()
