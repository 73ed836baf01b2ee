"""`ontherecord mcp`, asked by the client of the `mcp` package over stdio."""

import asyncio
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from running_bot import ROOT

Calls = list[tuple[str, dict[str, Any]]]
Results = list[dict[str, Any] | str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples."""
    folder = tmp_path_factory.mktemp("mcp") / "data"
    command = [sys.executable, "-m", "bot", "--data-dir", str(folder), "ask", "what did Sullivan say?"]
    subprocess.run(command, env=environment(), check=True, capture_output=True)
    return folder


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ONTHERECORD_")}
    return kept | {"PYTHONPATH": str(ROOT)}


def call(data: Path, calls: Calls) -> Results:
    """What each tool returns, in one session; the words of an error where it refuses."""

    async def talk() -> Results:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "bot", "mcp", "--data-dir", str(data)], env=environment()
        )
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            await session.initialize()
            done = [await session.call_tool(name, given) for name, given in calls]
        return [each.content[0].text if each.is_error else each.structured_content for each in done]

    return asyncio.run(talk())


def test_there_are_four_tools_that_only_read(data: Path) -> None:
    async def listed() -> list[Any]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "bot", "mcp", "--data-dir", str(data)], env=environment()
        )
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            await session.initialize()
            return (await session.list_tools()).tools

    tools = asyncio.run(listed())
    assert {tool.name for tool in tools} == {"ask", "check", "speakers", "article"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_an_answer_is_verbatim_and_its_offsets_lead_to_it(data: Path) -> None:
    (answer,) = call(data, [("ask", {"question": "what did Sullivan say?", "limit": 3})])
    assert answer["outcome"] == "answered"
    assert 1 <= len(answer["findings"]) <= 3
    asked = [
        ("article", {"article_id": each["citation"]["article_id"], "start": each["span"][0], "end": each["span"][1]})
        for each in answer["findings"]
    ]
    slices = call(data, [*asked, ("article", {"article_id": answer["findings"][0]["citation"]["article_id"]})])
    assert [each["text"] for each in slices[:-1]] == [each["text"] for each in answer["findings"]]
    whole = slices[-1]
    assert (whole["length"], whole["span"]) == (len(whole["text"]), [0, len(whole["text"])])
    assert whole["sha256"] == sha256(whole["text"].encode()).hexdigest()


def test_a_claim_is_checked_and_its_contrary_told(data: Path) -> None:
    said, invented = call(
        data,
        [
            ("check", {"speaker": "Elena Varga", "claim": "close the strait to merchant ships and lose access to every "
                       "Kestrian port."}),
            ("check", {"speaker": "Elena Varga", "claim": "the dairy prize went to a goat"}),
        ],
    )  # fmt: skip
    assert said["verdict"] == "said"
    assert any("lose access to every Kestrian port" in each["text"] for each in said["findings"])
    assert invented["verdict"] == "not_found"


def test_speakers_are_listed_with_roles(data: Path) -> None:
    listed, named, nobody = call(
        data, [("speakers", {"limit": 2}), ("speakers", {"name": "sullivan"}), ("speakers", {"name": "Qwertzuiop"})]
    )
    assert len(listed["speakers"]) == 2
    assert any("Sullivan" in each["name"] and each["roles"] for each in named["speakers"])
    assert nobody == {"speakers": []}


def test_what_is_not_there_is_refused_in_words(data: Path) -> None:
    unknown, beyond = call(
        data,
        [("article", {"article_id": "nowhere"}), ("article", {"article_id": "nowhere", "start": -1})],
    )
    assert "nowhere" in unknown
    assert "nowhere" in beyond
