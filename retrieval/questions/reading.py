"""Reading a question: from its words to the record of what is asked."""

import re
from dataclasses import replace
from datetime import date

from retrieval.questions.forms import Forms
from retrieval.questions.people import People
from retrieval.questions.question import Context, Kind, Order, Question, told_in_words
from retrieval.questions.sources import Sources
from retrieval.questions.when import take_period
from retrieval.questions.wording import ABOUT, MORE, NEWEST, POLITE, PREPOSED, REPORTED_BY

LONGEST_READ = 500  # characters: beyond that a message is a text, and its beginning says what it is about
TYPED_SHORT = {
    "wat": "what",
    "wht": "what",
    "wot": "what",
    "abt": "about",
    "bout": "about",
    "sez": "says",
    "wats": "what's",
}
SHORT = re.compile(rf"\b(?:{'|'.join(TYPED_SHORT)})\b", re.IGNORECASE)
CLAIMED = re.compile(
    rf"(?:who|which \w+) (?:has |had |also |ever )*(?:said|says|claimed|told)"
    rf"(?! (?:{ABOUT}|any\w+|some\w+|nothing|things?|what|so|this|it)\b) (?:that )?\S+ \S+",
    re.IGNORECASE,
)
MOST_POLITE = 3  # "hi, can you please tell me"


class Reader:
    """Reads questions; "last week" is counted from `today`."""

    def __init__(self, people: People, sources: Sources, today: date, context: Context) -> None:
        self._forms = Forms(people, context)
        self._sources = sources
        self._today = today

    def read(self, text: str) -> Question:
        """The question, understood. Whatever the text is, a record comes back: NO_QUESTION where it asks nothing."""
        plain = tidy(text)
        if MORE.fullmatch(plain):
            return Question(text, Kind.MORE)
        if not re.search(r"[^\W_]", plain):
            return Question(text, Kind.NO_QUESTION)
        sourced = self._sources.take(plain)
        timed = take_period(sourced.rest, self._today)
        order = Order.NEWEST if NEWEST.search(timed.rest) else Order.RELEVANT
        question = self._put(unprefixed(" ".join(NEWEST.sub(" ", timed.rest).split())))
        question = replace(
            question,
            text=text,
            period=timed.period or question.period,
            source=sourced.source or question.source,
            order=order if order is Order.NEWEST else question.order,
        )
        question = self._of_outlet(question)
        names_year = question.period is not None and question.period.names_year and question.kind is not Kind.SAID
        in_text = names_year or (question.kind is Kind.WHO_SAID and CLAIMED.match(timed.rest) is not None)
        return told_in_words(question) if in_text else question

    def _put(self, plain: str) -> Question:
        """The question in a line; 'what does the Herald report on ...?' asks what an outlet printed."""
        reported = REPORTED_BY.match(plain)
        outlet = self._sources.named(reported["outlet"]) if reported else None
        if reported and outlet:
            return Question("", Kind.FACT, topic=reported["rest"], source=outlet)
        return self._forms.read(plain)

    def _of_outlet(self, question: Question) -> Question:
        """'What does the Herald say about ...?' asks for what an outlet printed, where no speaker has its name."""
        if len(question.speakers) != 1 or question.speakers[0].fits or not question.topic:
            return question
        outlet = self._sources.named(question.speakers[0].words)
        return replace(question, kind=Kind.FACT, speakers=(), source=outlet) if outlet else question


def tidy(text: str) -> str:
    """The beginning of a text on one line, typographic apostrophes plain, without the marks around it."""
    plain = " ".join(text[: 4 * LONGEST_READ].replace("’", "'").replace("`", "'").split())
    plain = SHORT.sub(lambda found: TYPED_SHORT[found[0].lower()], plain)
    return plain[:LONGEST_READ].strip(" ?.!,;:¿¡…\"“”'")


def unprefixed(plain: str) -> str:
    """A question without what politeness puts before it."""
    for _ in range(MOST_POLITE):
        plain = POLITE.sub("", plain, count=1)
    return PREPOSED.sub("", plain).strip(" ?.!,")
