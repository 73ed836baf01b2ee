"""A page as plain text, as people save them: what it says and what stands around it, every character kept."""

from dataclasses import replace

from corpus.article import Article, article_id
from corpus.pages.blocks import find_blocks
from corpus.readers import imprint
from corpus.readers.given import NOTHING, Given
from corpus.readers.prose import refuse_without_prose


def read_page(text: str, origin: str, given: Given = NOTHING) -> Article:
    """The article that a text is; `origin` is its URL, or the file or stream that it came in.

    `text` is kept exactly; what was given beside it goes before what is read in it. Raises NoArticle where there is
    too little prose to be one.
    """
    blocks = find_blocks(text)
    refuse_without_prose(text, blocks)
    url = given.url or (origin if origin.startswith(("http://", "https://")) else None)
    given = replace(given, url=url)
    datelines = list(imprint.datelines(text, blocks))
    outlet = imprint.outlet_of(text, blocks, given)
    place = given.place or next((each.place for each in datelines if each.place), None)
    agency = given.agency or next((each.agency for each in datelines if each.agency), None)
    agency = agency or imprint.signature(text, blocks)
    printed = [*given.published, *(each.date for each in datelines if each.date)]
    return Article(
        id=article_id(origin, text),
        origin=origin,
        text=text,
        blocks=blocks,
        outlet=outlet.name if outlet else None,
        agency=agency,
        headline=given.headline or imprint.headline_of(text, blocks),
        byline=given.byline or imprint.byline_of(text, blocks, datelines),
        place=place,
        published=imprint.published_of(printed, imprint.countries(outlet, agency, place, text), url),
        url=url,
        language=given.language,
    )
