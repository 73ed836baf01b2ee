import socket
from collections.abc import Iterator

import pytest
from site_forms import FORMS, STORY, Form

from corpus.article import Article, BlockKind
from corpus.readers import reading
from corpus.readers.html import read_html

TAKEN = [form for form in FORMS if not form.refused]
REFUSED = [form for form in FORMS if form.refused]


@pytest.fixture(autouse=True)
def _no_sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a parser opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


def bodies(article: Article) -> str:
    return "\n".join(span.of(article.text) for span in article.spans(BlockKind.BODY))


def test_there_are_fifty_forms_of_sites() -> None:
    assert len(FORMS) >= 50


@pytest.mark.parametrize("form", TAKEN, ids=lambda form: form.name)
def test_the_story_of_a_saved_page_is_body_and_its_furniture_is_not(form: Form) -> None:
    article = read_html(form.page, "page.html", charset=form.charset)
    assert [line for line in STORY if line not in bodies(article)] == []
    assert [line for line in form.furniture if line in bodies(article)] == []


@pytest.mark.parametrize("form", TAKEN, ids=lambda form: form.name)
def test_what_a_saved_page_says_of_itself_is_found(form: Form) -> None:
    article = read_html(form.page, "page.html", charset=form.charset)
    published = article.published.moment if article.published else None
    found = {"headline": article.headline, "byline": article.byline, "published": published, "outlet": article.outlet}
    wanted = {name: getattr(form, name) for name in found if getattr(form, name) is not None}
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("form", REFUSED, ids=lambda form: form.name)
def test_a_saved_page_without_an_article_is_refused_with_the_reason(form: Form) -> None:
    with pytest.raises(getattr(reading, form.refused)):
        read_html(form.page, "page.html", charset=form.charset)


def test_letters_survive_every_charset() -> None:
    for form in FORMS:
        if "charset" in form.name or "Windows" in form.name or "UTF" in form.name:
            assert "Zoë Müller" in bodies(read_html(form.page, "page.html", charset=form.charset)), form.name


def test_a_short_page_of_questions_and_answers_keeps_its_paragraphs() -> None:
    lines = [
        "Ada Quill keeps the lock. She answered our questions.",
        "Q. Why lorries?",
        "A. They do the damage.",
        "Q. Cars?",
    ]
    page = f"<h1>The toll</h1><p>By Otto Pike</p>{''.join(f'<p>{line}</p>' for line in lines)}"
    article = read_html(f"<html><body><main><article>{page}</article></main></body></html>".encode(), "page.html")
    assert [span.of(article.text).strip() for span in article.spans(BlockKind.BODY)] == lines
