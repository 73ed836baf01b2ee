"""The form of what is asked for: 'how many' wants a number, 'when' a day, 'where' a place."""

import re

NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|dozens?|hundreds?|thousands?|"
    r"millions?|half|third|quarter)\b",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:19|20)\d\d\b|\blast (?:week|month|year)|yesterday|today|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Tt]o|[Nn]ear) (?:the )?[A-Z]")
FORMS = (
    (r"how (?:many|much|big|far|long|old|high|large)|what (?:share|percent|number)", NUMBER),
    (r"when|what (?:day|date|year|month|time)", DAY),
    (r"where|which (?:city|country|place)", PLACE),
)


def has_form(question: str, text: str) -> bool:
    """Whether a text has what a question of this form asks for; False where the form asks for nothing in particular."""
    wanted = next((form for asks, form in FORMS if re.match(asks, question, re.IGNORECASE)), None)
    return wanted is not None and wanted.search(text) is not None
