"""Jobs: what is to be added, how far they are shown, and the work itself on a real archive."""

from pathlib import Path
from threading import Event

import pytest
from fake_telegram.judge import judged_text

from bot.admin.admin_commands import Addresses, Text, Uploads, file_name, is_known_kind, material
from bot.admin.jobs import Add, Added, Failed, JobOutcome, Rebuild, Report, Step, Stopped
from bot.admin.worker import work
from bot.archive import open_archive
from bot.chat import ChatKind, Command, Replied, Spoken, Upload
from bot.settings import Settings
from bot.wording import admin_messages
from retrieval.index.engine import Rebuilt, Scope

STORY = (
    "GARROW HILL (Northern Wire) - Rescuers on Sunday reached the last of the miners, two days later.\n\n"
    '"All of them asked for tea," rescue chief Bongani Okonjo-Reyes said on Monday. He added that nobody was hurt.\n\n'
    "The tunnel will stay closed until its walls have been tested from one end to the other.\n"
)
ME = 4242
FILE = Upload("1", "story.html", 10)


def spoken(upload: Upload | None = None, replied: Replied | None = None) -> Spoken:
    return Spoken(7, ChatKind.PRIVATE, 1, 7, "/add", upload=upload, replied=replied)


def given(words: str) -> Command:
    return Command("add", "", words)


def test_addresses_alone_are_addresses_and_anything_else_is_a_text() -> None:
    assert material(spoken(), given(" https://a.example\n HTTP://b.example "), ME) == Addresses(
        ("https://a.example", "HTTP://b.example")
    )
    assert material(spoken(), given("see https://a.example"), ME) == Text("see https://a.example")
    assert material(spoken(), given("file:///etc/passwd"), ME) == Text("file:///etc/passwd")
    assert material(spoken(), given(""), ME) is None


def test_the_orders_own_words_go_before_its_file_and_that_before_what_is_replied_to() -> None:
    other = Upload("2", "other.txt", 5)
    replied = Replied(5, 7, "Words.", other)
    assert material(spoken(FILE, replied), given("A story."), ME) == Text("A story.")
    assert material(spoken(FILE, replied), given(""), ME) == FILE
    assert material(spoken(None, replied), given(""), ME) == other
    assert material(spoken(None, Replied(5, 7, "Words.")), given(""), ME) == Text("Words.")


def test_what_the_bot_itself_said_is_no_article() -> None:
    assert material(spoken(None, Replied(5, ME, "Words.")), given(""), ME) is None


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.txt", "a.txt\0", "C:\\x.html", "x" * 5000 + ".gz", "\u202etxt.exe"]
)
def test_a_file_keeps_nothing_of_the_name_it_came_with_but_its_end(name: str) -> None:
    ours = file_name(name, b"content")
    assert ours.rpartition(".")[0] == file_name("a.txt", b"content").rpartition(".")[0]
    assert ours.isascii()
    assert len(ours) < 30
    assert is_known_kind(Upload("1", ours, 1))


def test_a_file_is_removed_unless_another_errand_reads_it(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    job = Add(files=(uploads.keep("a.txt", b"a"), uploads.keep("b.txt", b"b")))
    uploads.remove(job, None)
    uploads.remove(job, None)
    uploads.remove(Rebuild(Scope.MISSING), None)
    assert not any(Path(path).exists() for path in job.files)


@pytest.mark.parametrize(
    "outcome",
    [
        Added(1, 2, 3, 900, (("<b>&", "because <i>" * 900),) * 5, Rebuilt("g", 1, 1, 0, 0, 100.0)),
        Failed("<script>" * 2000),
        Failed("\ud800\x00"),
        Stopped(),
        Rebuilt("g", 10**9, 10**9, 0, 0, 1e6),
    ],
)
def test_how_an_errand_ended_is_a_message_that_the_platform_takes(outcome: JobOutcome) -> None:
    judged_text(admin_messages.ended(outcome, admin_messages.removed([("<x>" * 500, n) for n in range(20)])).html, 4096)


@pytest.mark.parametrize("step", [Step("passages", 0, 0), Step("articles", 7), Step("passages", 5, 10, 0.1, 1e9)])
def test_how_far_an_errand_is_is_a_message_that_the_platform_takes(step: Step) -> None:
    judged_text(admin_messages.under_way(Rebuild(Scope.MISSING), step, "").html, 4096)


def test_which_articles_can_be_named_is_a_message_that_the_platform_takes() -> None:
    judged_text(admin_messages.which_article([("<id>" * 100, "<headline>" * 100)] * 60).html, 4096)


class Pipe:
    """Notes what is reported; may be closed on the other side."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.reports: list[Report] = []
        self._is_open = is_open

    def send(self, report: Report) -> None:
        if not self._is_open:
            raise BrokenPipeError
        self.reports.append(report)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture(autouse=True)
def _no_lower_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own process is to stay as it is."""
    monkeypatch.setattr("bot.admin.worker.lower_priority", lambda: None)


def outcome(settings: Settings, job: Add | Rebuild, stop: Event | None = None) -> Report:
    pipe = Pipe()
    work(settings, job, pipe, stop or Event())  # type: ignore[arg-type]
    return pipe.reports[-1]


def test_a_text_that_is_sent_can_be_asked_about(settings: Settings) -> None:
    path = Uploads(settings.data_dir).keep("message.txt", STORY.encode())
    added = outcome(settings, Add(files=(path,)))
    assert isinstance(added, Added)
    assert (added.added, added.rejected) == (1, 0)
    assert added.index is not None
    with open_archive(settings) as archive:
        answer, _ = archive.newsroom().ask("what did Okonjo-Reyes say?")
        assert answer.findings[0].text.startswith('"All of them asked for tea,"')
    again = outcome(settings, Add(files=(path,)))
    assert isinstance(again, Added)
    assert (again.added, again.duplicate, again.index) == (0, 1, None)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/x"]
)
def test_an_address_within_the_house_is_not_fetched(settings: Settings, url: str) -> None:
    refused = outcome(settings, Add(urls=(url,)))
    assert isinstance(refused, Added)
    assert refused.rejected == 1
    assert "not on the public internet" in refused.rejections[0][1]


def test_what_can_not_be_read_is_not_taken_and_says_why(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\x89PNG\0\0\0")
    refused = outcome(settings, Add(files=(str(path),)))
    assert isinstance(refused, Added)
    assert (refused.rejections[0][0], refused.rejected) == ("x.txt", 1)


def test_an_errand_that_is_stopped_says_so(settings: Settings, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    path = tmp_path / "x.txt"
    path.write_text(STORY)
    assert outcome(settings, Add(files=(str(path),)), stop) == Stopped()
    with open_archive(settings) as archive:
        assert archive.is_new()


def test_an_outage_is_told_in_words_and_a_broken_program_without_its_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr("bot.admin.worker.open_archive", broken)
    failed = outcome(settings, Rebuild(Scope.MISSING))
    assert isinstance(failed, Failed)
    assert "KeyError" in failed.why
    assert "secret" not in failed.why


def test_an_errand_whose_bot_is_gone_ends_quietly(settings: Settings) -> None:
    work(settings, Rebuild(Scope.MISSING), Pipe(is_open=False), Event())  # type: ignore[arg-type]
