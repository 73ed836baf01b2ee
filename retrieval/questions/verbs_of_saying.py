"""Verbs by which questions ask for what was said."""

import re

REGULAR = (
    "add announce claim warn state argue explain insist stress emphasise emphasize note promise vow respond reply "
    "answer react comment ask suggest believe want hope expect tweet post declare admit acknowledge deny confirm "
    "reveal call describe demand urge propose predict testify mention talk accuse criticise criticize praise "
    "condemn blame complain pledge threaten recommend remark discuss defend support oppose advise refuse agree "
    "disagree conclude maintain assert allege estimate joke quote cite assure inform compare liken slam blast "
    "label"
).split()
SAY = r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|sp(?:eak|eaks|oke|oken|eaking)"
IRREGULAR = (
    r"ma(?:ke|kes|de|king)(?: it)? clear|point(?:s|ed|ing)? out|wr(?:ite|ites|ote|itten|iting)|"
    r"th(?:ink|inks|ought|inking)|feels?|felt|means?|meant"
)


def _forms(verb: str) -> str:
    """A pattern of the forms of a regular verb; a few that no one writes ("opposeed") do no harm."""
    if verb.endswith("e"):
        return rf"{verb[:-1]}(?:e|es|ed|ing)"
    if verb in ("deny", "reply", "testify"):
        return rf"{verb[:-1]}(?:y|ies|ied|ying)"
    return rf"{verb}(?:s|es|ed|ned|ling|led|ting|ted|ning|ing)?"


SAYING = rf"(?:{SAY}|{IRREGULAR}|{'|'.join(map(_forms, REGULAR))})"
VERB = re.compile(rf"\b(?P<verb>{SAYING})\b", re.IGNORECASE)
"""Any verb of saying; many of them have other uses, too, and some are nouns."""

CORE_VERB = re.compile(
    rf"(?:{SAY}|think|thinks|thought|believes?|claim(?:s|ed)?|comment(?:s|ed)?|mention(?:s|ed)?)$", re.IGNORECASE
)
"""Verbs that can hardly ask for anything else, and that say nothing of what it is about."""

NEUTRAL_VERB = re.compile(
    r"(?:add|claim|state|argu|explain|insist|stress|emphasi[sz]|not(?:e|ed|es|ing)|remark|declar|conclud|maintain|assert|"
    r"suggest|announc|respond|repl)\w*$|point\w* out$|ma(?:ke|kes|de|king)(?: it)? clear$",
    re.IGNORECASE,
)
"""Verbs of saying that say nothing of what it is about either, but can ask for other things."""

TO_SOMEBODY = re.compile(
    r"(?:t(?:ell|ells|old|elling)|(?:ask|warn|inform|urge|assure|promise|advise|answer)\w*)$", re.IGNORECASE
)
"""Verbs after which the addressee comes without 'to'."""

DOING = re.compile(
    r"(?:wr(?:ite|ites|ote|itten|iting)|support|oppos|defend|post|answer|discuss|agree|disagree|estimat|quot(?!ed))\w*$",
    re.IGNORECASE,
)
"""Verbs that ask for who did something rather than for who said it: "who wrote the song?"."""

REPLYING = re.compile(r"(?:answer|repl|respond|react|counter)", re.IGNORECASE)
"""Verbs that ask for a reply to what was talked about before."""
