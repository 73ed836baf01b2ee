"""Times in questions: which days of publication are asked for."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
NUMBERS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten".split())}
NUMBERS |= {"a": 1, "an": 1, "the": 1, "couple of": 2, "few": 3, "": 1}

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
NAMED_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(word for word in NUMBERS if word)})"


@dataclass(frozen=True, slots=True)
class Period:
    """Days of publication, both ends included; None is an open end. `words` are those of the question."""

    since: date | None
    until: date | None
    words: str

    @property
    def names_year(self) -> bool:
        """Whether it was given with its year: such a time may be what a text tells of, not when it was published."""
        return re.search(r"\d{4}", self.words) is not None

    @property
    def names_date(self) -> bool:
        """Whether it was given with its month or year, so that a text may tell of it in these words."""
        return self.names_year or NAMED_MONTH.search(self.words) is not None


@dataclass(frozen=True, slots=True)
class Timed:
    """A question without its words of time, and the period that they meant."""

    rest: str
    period: Period | None


Days = tuple[date | None, date | None]


def take_period(question: str, today: date) -> Timed:
    """Split the words of time off a question. Relative ones are counted from `today`; impossible dates stay words."""
    for pattern, days_of in FORMS:
        for found in pattern.finditer(question):
            try:
                since, until = days_of(found, today)
            except (ValueError, OverflowError):
                continue
            rest = f"{question[: found.start()].rstrip()} {question[found.end() :].lstrip()}".strip(" ,")
            return Timed(rest, Period(since, until, found[0].strip(" ,?.!")))
    return Timed(question, None)


def _day(found: re.Match[str], today: date) -> date:
    """The day of the match; without a year the last one that has come."""
    month, day = MONTHS[found["month"].lower()], int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _month(found: re.Match[str], today: date) -> tuple[date, date]:
    month = MONTHS[found["month"].lower()]
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _weekday(found: re.Match[str], today: date) -> date:
    """The last such day before today, or today itself."""
    return today - timedelta(days=(today.weekday() - WEEKDAYS[found["weekday"].lower()]) % 7)


def _ago(found: re.Match[str], today: date) -> date:
    count = found["count"].lower() if found["count"] else ""
    number = int(count) if count.isdigit() else NUMBERS[count]
    return today - timedelta(days=number * {"day": 1, "week": 7, "month": 30, "year": 365}[found["unit"].lower()])


def _this(found: re.Match[str], today: date) -> tuple[date, date]:
    unit = found["unit"].lower()
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return today.replace(day=1), today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return date(today.year, 1, 1), date(today.year, 12, 31)


def _last(found: re.Match[str], today: date) -> tuple[date, date]:
    """The calendar week, month or year before this one, and on to today: who says 'last week' is seldom strict."""
    since, _ = _this(found, today)
    return _this(found, since - timedelta(days=1))[0], today


def _between(found: re.Match[str], _: date) -> Days:
    return date(int(found["first"]), 1, 1), date(int(found["second"]), 12, 31)


def _one_day(day: Callable[[re.Match[str], date], date]) -> Callable[[re.Match[str], date], Days]:
    """The day itself and the next: what is said on Monday evening is in Tuesday's papers."""
    return lambda found, today: (day(found, today), day(found, today) + timedelta(days=1))


def _from_day(day: Callable[[re.Match[str], date], date]) -> Callable[[re.Match[str], date], Days]:
    return lambda found, today: (day(found, today), None)


def _to_day(day: Callable[[re.Match[str], date], date]) -> Callable[[re.Match[str], date], Days]:
    return lambda found, today: (None, day(found, today) - timedelta(days=1))


def _form(pattern: str, days_of: Callable[[re.Match[str], date], Days]) -> tuple[re.Pattern[str], Callable[..., Days]]:
    return re.compile(rf"(?:^|(?<=[\s,(])){pattern}(?=$|[\s,?.!)])", re.IGNORECASE), days_of


MONTH_DAY = rf"{MONTH} {DAY}(?:,? {YEAR})?"
DAY_MONTH = rf"(?:the )?{DAY} (?:of )?{MONTH}(?:,? {YEAR})?"
ISO_DAY = r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)"
SINCE = r"(?:since|after|from|starting)\s+(?:last\s+|the\s+)?"
BEFORE = r"(?:before|until|till|up to|prior to)\s+(?:last\s+)?"
ON = r"(?:on\s+|of\s+|from\s+|dated\s+)?(?:last\s+|this\s+)?"
IN = r"(?:back )?(?:in|during|throughout|of|from|for)\s+(?:the month of\s+|early\s+|late\s+|mid[- ]|the year\s+)?"
UNIT = "(?P<unit>day|week|month|year)"


def _iso(found: re.Match[str], _: date) -> date:
    return date.fromisoformat(found["iso"])


def _year_start(found: re.Match[str], _: date) -> date:
    return date(int(found["year"]), 1, 1)


DAYS = [
    form
    for day, of_day in ((MONTH_DAY, _day), (DAY_MONTH, _day), (ISO_DAY, _iso))
    for form in (
        _form(SINCE + day, _from_day(of_day)),
        _form(BEFORE + day, _to_day(of_day)),
        _form(ON + day, _one_day(of_day)),
    )
]
FORMS = (
    *DAYS,
    _form(r"between (?P<first>(?:19|20)\d\d) and (?P<second>(?:19|20)\d\d)", _between),
    _form(rf"{SINCE}{MONTH}(?:,? (?:of )?{YEAR})?", _from_day(lambda found, today: _month(found, today)[0])),
    _form(rf"{BEFORE}{MONTH}(?:,? (?:of )?{YEAR})?", _to_day(lambda found, today: _month(found, today)[0])),
    _form(rf"{IN}{MONTH}(?:,? (?:of )?{YEAR})?", _month),
    _form(rf"(?:last|this)\s+{MONTH}(?P<year>)", _month),
    _form(rf"{MONTH},? {YEAR}", _month),
    _form(rf"{SINCE}{YEAR}", _from_day(_year_start)),
    _form(rf"{BEFORE}{YEAR}", _to_day(_year_start)),
    _form(rf"{IN}{YEAR}", lambda found, _: (date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31))),
    _form(rf"{SINCE}{WEEKDAY}", _from_day(_weekday)),
    _form(rf"(?:on last|on|last|this)\s+{WEEKDAY}(?: night| morning| evening| afternoon)?", _one_day(_weekday)),
    _form(r"since yesterday", lambda _, today: (today - timedelta(days=1), None)),
    _form(r"the day before yesterday", _one_day(lambda _, today: today - timedelta(days=2))),
    _form(r"(?:yesterday(?:'s)?|last night)", _one_day(lambda _, today: today - timedelta(days=1))),
    _form(r"(?:today|tonight|this (?:morning|afternoon|evening))(?=[\s?.!]*$)", lambda _, today: (today, today)),
    _form(
        rf"(?:in|over|during|within|from) the (?:past|last|previous) (?:{COUNT} )?{UNIT}s?",
        lambda found, today: (_ago(found, today), today),
    ),
    _form(rf"(?:the )?(?:past|last|previous) {COUNT} {UNIT}s", lambda found, today: (_ago(found, today), today)),
    _form(rf"since {COUNT} {UNIT}s? ago", lambda found, today: (_ago(found, today), None)),
    _form(rf"{COUNT} {UNIT}s? ago", _one_day(_ago)),
    _form(rf"since last {UNIT}", lambda found, today: (_last(found, today)[0], None)),
    _form(rf"(?:in |from |during )?(?:last|past|previous) {UNIT}", _last),
    _form(rf"(?:earlier |later )?(?:in |from |during )?this {UNIT}", _this),
    _form(
        r"(?:over |during |at )?(?:the |last |this )weekend",
        lambda _, today: (today - timedelta(days=(today.weekday() - 5) % 7), today),
    ),
)
