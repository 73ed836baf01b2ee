"""`ontherecord mcp`: four read-only tools for assistants over the Model Context Protocol, on stdin and stdout.

What they return is verbatim, with offsets into the article that it is from: an assistant can quote and recheck it.
"""

from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from bot.archive import Archive, open_archive
from bot.commands.ask import make_ready
from bot.commands.inspect import speaker_in_full
from bot.settings import Settings
from bot.wording.reasons import reason_text
from corpus.errors import UnknownArticle
from corpus.exporting import digest
from retrieval.answer import as_object

Object = dict[str, Any]

INSTRUCTIONS = (
    "Who said what, from stored news articles. Quote `text` exactly as given; `span` is [start, end) in code points of "
    "the article's text, to be rechecked with the tool `article`. An answer with the outcome `nothing_found`, or with "
    "the match `nearest`, does not say what was asked: do not present it as if it did."
)

FINDINGS_AT_MOST, SPEAKERS_AT_MOST, CHARACTERS_AT_MOST = 50, 50, 20_000


class ArchiveTools:
    """The tools over one open archive."""

    def __init__(self, archive: Archive) -> None:
        self._store = archive.store
        self._newsroom = archive.newsroom()

    def ask(self, question: str, limit: int = 10) -> Object:
        """Answer a question such as "what did Sullivan say about Ukraine?", "who said ...?" or "where was it signed?".

        Returns what `ontherecord ask --json` prints, with at most `limit` findings: each a verbatim slice with its
        speaker, role, who passed it on, and the citation.
        """
        answer, _ = self._newsroom.ask(question)
        told = as_object(answer, reason_text(answer.reasons))
        return {**told, "findings": _first(told["findings"], limit)}

    def check(self, speaker: str, claim: str, limit: int = 5) -> Object:
        """Check whether a speaker is on record with a claim, such as "the bridge will be closed in May".

        `verdict` is said; contrary (the opposite, or another number, name or time, is on record); or not_found. The
        findings are the words as printed that the verdict rests on, or the nearest there is.
        """
        return self.ask(f"Did {speaker.strip()} say that {claim.strip().rstrip('.?!')}?", limit)

    def speakers(self, name: str = "", limit: int = 20) -> Object:
        """List who is on record, most statements first; with a name, those whose name or alias has its words.

        Each with roles as reported, aliases and why they are taken for one speaker.
        """
        many = min(max(limit, 1), SPEAKERS_AT_MOST)
        known = self._store.names_like(name, many) if name.strip() else self._store.speakers(many)
        return {"speakers": [speaker_in_full(self._store, each) for each in known]}

    def article(self, article_id: str, start: int = 0, end: int | None = None) -> Object:
        """Return the text [start, end) of an article, with its citation and the SHA-256 of its whole text.

        At most 20,000 code points at once; `length` is that of the whole text.
        """
        try:
            article = self._store.article(article_id)
        except UnknownArticle as unknown:
            raise ToolError(str(unknown)) from unknown
        length = len(article.text)
        last = min(length if end is None else end, start + CHARACTERS_AT_MOST, length)
        if not 0 <= start < last:
            raise ToolError(f"[{start}, {end}) is no part of the {length} characters of article {article_id}")
        printed = {name: getattr(article, name) for name in ("outlet", "agency", "headline", "byline", "place", "url")}
        return {
            "article_id": article.id,
            **printed,
            "published": article.published.moment if article.published else None,
            "sha256": digest(article.text),
            "length": length,
            "span": [start, last],
            "text": article.text[start:last],
        }


def _first(findings: object, limit: int) -> list[object]:
    assert isinstance(findings, list)
    return findings[: min(max(limit, 1), FINDINGS_AT_MOST)]


def server_of(archive: Archive) -> MCPServer[Any]:
    """A server with the four tools, all marked as only reading."""
    server: MCPServer[Any] = MCPServer("ontherecord", instructions=INSTRUCTIONS, log_level="WARNING")
    tools = ArchiveTools(archive)
    reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in (tools.ask, tools.check, tools.speakers, tools.article):
        server.tool(annotations=reading)(tool)
    return server


def serve(settings: Settings) -> None:
    """Serve on stdin and stdout until stdin ends."""
    with open_archive(settings) as archive:
        make_ready(archive)
        server_of(archive).run("stdio")
