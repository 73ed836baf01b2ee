"""Invented pages in the forms that real ones have, each with questions and what a right answer holds.

A page is a dateline, a story of paragraphs, and an interruption (related headlines, an advertisement, a newsletter
line) at one place of it. Stories name the sentences that answer; interruptions name what must never be shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what its answer must hold; no sentences: nothing may be found."""

    question: str
    sentences: tuple[str, ...] = ()
    speaker: str | None = None
    role: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The paragraphs of a story and the questions that it answers."""

    name: str
    paragraphs: tuple[str, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a page around its story: `at` says before which paragraph the interruption stands."""

    name: str
    head: tuple[str, ...]
    lead: str
    interruption: tuple[str, ...]
    at: int
    tail: tuple[str, ...]
    curly: bool = False
    gap: str = "\n"


DAM = Story(
    "dam",
    (
        "Tanzil Province and its neighbour Orsk were no nearer to an agreement on the Lower Bend dam on Monday "
        "after a third day of talks.",
        'The dam "will not hold back one litre that was promised to Orsk," Water Minister Leila Haddadi said.',
        "She added that engineers from both sides would read the gauges together every evening.",
        "Orsk's governor had his own reading of the figures, according to his adviser Pavel Dorin, who put it "
        "less politely.",
        "The Orsk Farmers' Union said in a statement that its members had lost a third of the harvest.",
        "But Haddadi warned that the spring flood could still be missed if the gates stay open.",
    ),
    (
        Asked(
            "what did Haddadi say?",
            (
                'The dam "will not hold back one litre that was promised to Orsk," Water Minister Leila Haddadi said.',
                "She added that engineers from both sides would read the gauges together every evening.",
                "But Haddadi warned that the spring flood could still be missed if the gates stay open.",
            ),
            "Leila Haddadi",
            "Water Minister",
        ),
        Asked(
            "what did the farmers' union say?",
            ("The Orsk Farmers' Union said in a statement that its members had lost a third of the harvest.",),
        ),
        Asked("what did Ruth Calloway say?"),
        Asked("what did Calloway say about bridges?"),
    ),
)

CLINIC = Story(
    "clinic",
    (
        "The city's only night clinic will stay open until June, the health board decided on Thursday.",
        "Dr Nkechi Obi, the board's chairwoman, told reporters: \"We have found the money for six months. "
        "We have not found it for seven.",
        '"I would rather say so today than in June."',
        'Nurses\' representative Tom Farley called the decision "a plaster on a broken leg".',
        "He said that four of his colleagues had already left for other towns.",
        "Obi said she hoped that the ministry would answer her letter before Easter.",
    ),
    (
        Asked(
            "what did Obi say?",
            (
                "We have not found it for seven.",
                "I would rather say so today than in June.",
                "Obi said she hoped that the ministry would answer her letter before Easter.",
            ),
            "Nkechi Obi",
        ),
        Asked(
            "What did Tom Farley say about colleagues?",
            ("He said that four of his colleagues had already left for other towns.",),
            "Tom Farley",
        ),
        Asked("what did Ruth Calloway say?"),
    ),
)

REFINERY = Story(
    "refinery",
    (
        "Meridian Oil on Wednesday shut the older of its two refineries at Port Castell after a fire in a pump house.",
        '"Nobody was hurt and nothing reached the river," company spokesman Rajat Bhandari said.',
        "Bhandari said that the refinery would stay closed for at least nine days.",
        "The fire service said that it had needed four hours to put out the flames.",
        "He told local radio that the cause was not yet known.",
        "Mayor Consuelo Ibarra, quoting the plant's manager, said the alarm had worked as it should.",
    ),
    (
        Asked(
            "what did Bhandari say?",
            (
                '"Nobody was hurt and nothing reached the river," company spokesman Rajat Bhandari said.',
                "Bhandari said that the refinery would stay closed for at least nine days.",
            ),
            "Rajat Bhandari",
        ),
        Asked(
            "what did the fire service say?",
            ("The fire service said that it had needed four hours to put out the flames.",),
        ),
        Asked(
            "what did Ibarra say?",
            ("Mayor Consuelo Ibarra, quoting the plant's manager, said the alarm had worked as it should.",),
            "Consuelo Ibarra",
        ),
        Asked("what did Ruth Calloway say?"),
    ),
)

STORIES = (DAM, CLINIC, REFINERY)

HEADLINES = (
    "Calloway opens third bridge in a year, promises a fourth",
    "We will not be silent: Ruth Calloway on the bus strike",
    "Seven things to know before you cross the new brid",
    "Ruth Calloway says she's 'done with excuses' over potholes",
)

FORMS = (
    Form(
        "also read",
        ("04 March,2023 09:20 PM IST | Port Castell | Agencies",),
        "",
        ("ALSO READ", *HEADLINES),
        2,
        (
            "This story has been sourced from a third party syndicated feed, agencies. Evening Lamp accepts no "
            "responsibility or liability for its dependability. Evening Lamp management/evening-lamp.in reserves the "
            "sole right to alter, delete or remove (without notice) the content in its absolute discretion",
        ),
    ),
    Form(
        "pti",
        ("Talks, figures and a closed gate",),
        "NEW DELHI, Dec 9 (PTI) ",
        ("READ MORE", *HEADLINES[:3]),
        2,
        ("(This story has not been edited by Evening Lamp staff and is auto-generated from a syndicated feed.)",),
    ),
    Form(
        "reuters",
        (),
        "WASHINGTON (Reuters) - ",
        ("Advertisement · Scroll to continue",),
        2,
        ("(Reporting by Ana Pereira; Editing by Hugh Stone)",),
        gap="\n\n",
    ),
    Form(
        "inline also read",
        ("A day of figures", "By Maren Vogt", "Updated: 4 March 2023, 9:20 pm IST"),
        "",
        ("Also Read: Ruth Calloway says she's 'done with excuses' over potholes",),
        2,
        ("(With inputs from agencies)",),
    ),
    Form(
        "related stories first",
        (),
        "PORT CASTELL, March 4 — ",
        ("Related Stories", *HEADLINES[:2]),
        1,
        (),
        curly=True,
        gap="\n\n",
    ),
    Form(
        "newsletter",
        ("March 4, 2023 at 9:20 p.m. EST",),
        "",
        ("Sign up for our Morning Lamp newsletter and never miss a story",),
        5,
        ("© 2023 Evening Lamp",),
        curly=True,
    ),
    Form(
        "recommended after",
        ("Published: Saturday, 4 March 2023 at 9:20 p.m.",),
        "",
        ("Recommended for you", *HEADLINES),
        6,
        ("For more such stories visit evening-lamp.in",),
    ),
    Form(
        "top stories with blank lines",
        (),
        "PORT CASTELL, March 4. /LAMP/. ",
        ("Top Stories Right Now", *HEADLINES[:3]),
        4,
        (),
        gap="\n\n",
    ),
)


def page(story: Story, form: Form) -> str:
    """The text of one story in one form."""
    paragraphs = [form.lead + story.paragraphs[0], *story.paragraphs[1:]]
    lines = [*form.head, *paragraphs[: form.at], *form.interruption, *paragraphs[form.at :], *form.tail]
    text = form.gap.join(lines) + "\n"
    return curled(text) if form.curly else text


def curled(text: str) -> str:
    """The same text with curly quotation marks and apostrophes."""
    out = []
    for before, character in zip(" " + text, text, strict=False):
        opens = before.isspace() or before in "(“"
        out.append({'"': "“" if opens else "”", "'": "‘" if opens else "’"}.get(character, character))
    return "".join(out)
