"""What every article store keeps to."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_news import article, entry, report, said

from corpus import postgres_store
from corpus.adding import copy_articles
from corpus.article import ITEM, Block, BlockKind, Published, Span
from corpus.errors import UnknownArticle
from corpus.sqlite_store import open_store
from corpus.statement import SpeakerKind
from corpus.store import AddOutcome, ArticleStore, Printed

FERRY = "The ferry to Oarness stays in port, harbour master Ada Quill said on Monday, because its engine failed twice."
MENDED = FERRY.replace("twice", "once")
URL = "https://news.example/ferry"


@pytest.fixture(params=["sqlite", "postgres"])
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], ArticleStore]:
    """Opens the same store each time it is called."""
    if request.param == "sqlite":
        return lambda: open_store(tmp_path / "corpus.sqlite3")
    url = request.getfixturevalue("postgres_url")
    return lambda: postgres_store.open_store(url)


@pytest.fixture
def store(open_engine: Callable[[], ArticleStore]) -> Iterator[ArticleStore]:
    with open_engine() as opened:
        yield opened


def names(store: ArticleStore, name: str) -> list[str]:
    return [speaker.name for speaker in store.names_like(name, 10)]


def shown(store: ArticleStore) -> dict[str, list[str]]:
    """Each speaker's aliases, as 'name/role'."""
    return {
        speaker.name: sorted(f"{alias.name}/{alias.role}" for alias in store.aliases(speaker.id))
        for speaker in store.speakers()
    }


def test_an_article_comes_back_as_it_was_added(store):
    blocks = (Block(BlockKind.HEADLINE, Span(0, 9)), Block(BlockKind.BODY, Span(9, len(FERRY))))
    story = replace(
        article(FERRY, URL, "The Oar"),
        blocks=blocks,
        agency="Tidewire",
        headline="The ferry",
        byline="By Lin Marsh",
        place="Oarness",
        published=Published("2024-03-11T08:00:00+05:30", "11 March, 8 AM IST", "outlet"),
        language="en",
    )
    assert store.add(story, [Span(9, 40)], [], b"<html>") is AddOutcome.ADDED
    assert store.article(story.id) == story
    assert store.page(story.id) == b"<html>"
    assert store.article_ids() == [story.id]


@pytest.mark.parametrize(
    "text", ["cut emoji \ud83d here", "nul \0 inside", "\ufeffmark\r\n\u2028line", "e\u0301 \u00e9", "x" * 10**6]
)
def test_text_is_stored_exactly_as_read(store, text):
    story = replace(article(text, "https://news.example/\ud83d\0"), headline="cut \ud83d", place="\0")
    store.add(*_parts(entry(story)))
    assert store.article(story.id) == story


def test_an_article_that_is_not_there_is_an_error_not_an_empty_one(store):
    with pytest.raises(UnknownArticle, match="'nobody'"):
        store.article("nobody")


def test_the_same_article_again_is_a_duplicate(store):
    story = article(FERRY, URL)
    assert [store.add(*_parts(entry(story))) for _ in range(2)] == [AddOutcome.ADDED, AddOutcome.DUPLICATE]
    assert store.foresee(story) is AddOutcome.DUPLICATE


def test_a_duplicate_changes_nothing(store):
    store.add(*_parts(entry(article(FERRY, URL))))
    before = store.revision(), store.size()
    assert store.foresee(article(FERRY)) is AddOutcome.DUPLICATE
    assert (store.revision(), store.size()) == before


def test_the_same_text_without_a_url_is_a_duplicate(store):
    store.add(*_parts(entry(article(FERRY, outlet="The Oar"))))
    assert store.foresee(article(FERRY)) is AddOutcome.DUPLICATE


def test_another_outlets_copy_is_an_article_of_its_own(store):
    copies = [article(FERRY, URL, "The Oar"), article(FERRY, "https://other.example/1", "Tide Post")]
    assert [outcome.value for outcome in store.add_all([entry(copy) for copy in copies])] == ["added", "added"]
    assert store.copies(copies[0].id) == [copies[1].id]
    assert store.copies(copies[1].id) == [copies[0].id]


def test_the_same_text_at_another_address_of_the_same_outlet_is_a_duplicate(store):
    store.add(*_parts(entry(article(FERRY, URL, "The Oar"))))
    assert store.foresee(article(FERRY, URL + "?amp", "THE OAR")) is AddOutcome.DUPLICATE


def test_an_edited_copy_is_found_and_another_story_is_not(store):
    long = " ".join(f"The keel of boat {n} was laid in yard {n * 7} by {n + 3} hands." for n in range(20))
    edited = article(long.replace("hands", "workers", 5), "https://b.example/1", "B")
    stories = [article(long, "https://a.example/1", "A"), edited, article(FERRY, "https://c.example/1", "C")]
    store.add_all([entry(story) for story in stories])
    assert [store.copies(story.id) for story in stories] == [[stories[1].id], [stories[0].id], []]


def test_new_text_at_the_same_url_is_a_correction(store):
    first, second = article(FERRY, URL), article(MENDED, URL)
    store.add(*_parts(entry(first, said(FERRY, "Ada Quill"))))
    assert store.foresee(second) is AddOutcome.CORRECTED
    assert store.add(*_parts(entry(second, said(MENDED, "Ada Quill")))) is AddOutcome.CORRECTED
    assert store.article_ids() == [second.id]
    assert [one.article_id for one in store.statements_of(_ids(store, "Quill"))] == [second.id]
    assert {one.article_id for one, _ in store.passage_texts(0)} == {second.id}
    assert (store.size().articles, store.size().older) == (1, 1)
    with pytest.raises(UnknownArticle):
        store.article(first.id)


def test_a_correction_may_be_taken_back(store):
    first, second = (entry(article(text, URL), said(text, "Ada Quill")) for text in (FERRY, MENDED))
    outcomes = [outcome for each in (first, second, first) for outcome in store.add_all([each])]
    assert outcomes == [AddOutcome.ADDED, AddOutcome.CORRECTED, AddOutcome.CORRECTED]
    assert store.article_ids() == [first.article.id]
    assert store.speakers()[0].statements == 1
    assert store.foresee(first.article) is AddOutcome.DUPLICATE


def test_removing_takes_everything_of_an_article(store):
    store.add_all([entry(article(text, URL), said(text, "Ada Quill")) for text in (FERRY, MENDED)])
    corrected, older = article(MENDED, URL), article(FERRY, URL)
    assert sorted(store.remove(corrected.id)) == sorted([older.id, corrected.id])
    assert (store.article_ids(), store.passage_ids(), store.speakers()) == ([], [], [])
    assert (store.names_like("Quill", 5), store.namings("Quill", 5)) == ([], [])
    assert store.size().older == 0


def test_removing_by_url(store):
    story = article(FERRY, URL)
    store.add(*_parts(entry(story)))
    assert store.remove(URL) == [story.id]
    assert store.remove(URL) == []


def test_what_was_removed_may_be_added_again_and_its_passages_are_new(store):
    store.add(*_parts(entry(article(FERRY, URL))))
    before = store.passage_ids()
    store.remove(URL)
    assert store.add(*_parts(entry(article(FERRY, URL)))) is AddOutcome.ADDED
    assert store.passage_ids()
    assert not set(store.passage_ids()) & set(before)


def test_every_passage_is_a_slice_of_its_article(store):
    store.add_all([entry(article(f"Pier {number} is shut.", f"https://n.example/{number}")) for number in range(1200)])
    found = list(store.passage_texts(0))
    assert [passage.id for passage, _ in found] == store.passage_ids()
    assert all(passage.span.of(store.article(passage.article_id).text) == text for passage, text in found[::50])
    assert [passage.id for passage, _ in store.passage_texts(found[700][0].id)] == store.passage_ids()[701:]


def test_passages_come_in_the_order_asked_for_and_only_current_ones(store):
    store.add_all([report("Ada Quill", number=number) for number in range(3)])
    first, second, third = store.passage_ids()
    store.remove(store.article_ids()[1])
    assert [passage.id for passage in store.passages([third, second, 999, first])] == [third, first]


def test_statements_of_a_speaker_come_newest_article_first(store):
    days = ("2024-03-11", "2024-03-13T01:00:00+05:30", "2024-03-12T21:00:00+00:00")
    for day in days:
        text = f"Ada Quill said in her note {day} that the ferry is due."
        store.add(*_parts(entry(article(text, f"https://n.example/{day}", published=day), said(text, "Ada Quill"))))
    order = [store.article(one.article_id).published.moment for one in store.statements_of(_ids(store, "Quill"))]
    assert order == [days[2], days[1], days[0]]
    assert store.statements_of(_ids(store, "Quill"), 2) == store.statements_of(_ids(store, "Quill"))[:2]


def test_who_passed_words_on_is_on_record_too(store):
    text = "The ferry is safe, Ada Quill thinks, according to her deputy Tom Reed."
    statement = said(text, "Ada Quill", via="Tom Reed")
    store.add(*_parts(entry(article(text, URL), statement)))
    by_speaker, by_via = (store.statements_of(_ids(store, name)) for name in ("Quill", "Reed"))
    assert by_speaker == by_via == store.statements_in(store.article_ids()[0])
    assert by_via[0].statement == statement
    assert (by_via[0].speaker_ids, by_via[0].via_id) == ((*_ids(store, "Quill"),), _ids(store, "Reed")[0])


def test_speakers_come_with_most_statements_first(store):
    store.add_all([report("Ada Quill", number=1), *(report("Tom Reed", number=number) for number in (2, 3))])
    assert [(speaker.name, speaker.statements) for speaker in store.speakers()] == [("Tom Reed", 2), ("Ada Quill", 1)]


def test_names_are_found_without_case_accents_and_titles(store):
    store.add_all([report("José García", "minister", 1), report("the White House", "", 2, SpeakerKind.ORGANISATION)])
    for name in ("garcia", "GARCÍA", "Mr Garcia", "jose garcia"):
        assert names(store, name) == ["José García"]
    assert names(store, "white house") == names(store, "The White House") == ["the White House"]
    assert names(store, "Jose Smith") == names(store, "") == names(store, "%") == []


def test_roles_are_kept_as_reported_then(store):
    for day, role in (("2021-01-05", "candidate"), ("2024-01-05", "mayor")):
        text = f"{role} Ada Quill said in {day} that the pier needs paint."
        store.add(
            *_parts(entry(article(text, f"https://n.example/{role}", published=day), said(text, "Ada Quill", role)))
        )
    assert store.speakers()[0].roles == (("mayor", "2024-01-05"), ("candidate", "2021-01-05"))
    store.remove("https://n.example/mayor")
    assert store.speakers()[0].roles == (("candidate", "2021-01-05"),)


def test_a_surname_joins_the_only_full_name_and_leaves_it_when_there_are_two(store):
    store.add_all([report("Sullivan", "", 1), report("Jake Sullivan", "", 2)])
    assert shown(store) == {"Jake Sullivan": ["Jake Sullivan/", "Sullivan/"]}
    jake = _ids(store, "Jake Sullivan")
    store.add_all([report("Ed Sullivan", "", 3)])
    assert set(shown(store)) == {"Jake Sullivan", "Ed Sullivan", "Sullivan"}
    assert {speaker.statements for speaker in store.speakers()} == {1}
    assert _ids(store, "Jake Sullivan") == jake
    store.remove(store.article_ids()[2])
    assert shown(store) == {"Jake Sullivan": ["Jake Sullivan/", "Sullivan/"]}


def test_a_speaker_who_was_merged_still_leads_to_the_statements(store):
    store.add_all([report("J. Sullivan", "", 1), report("Jake Sullivan", "", 2)])
    store.add_all([report("Abe Sullivan", "", 3), report("A. Sullivan", "", 4)])
    before = {speaker.id for speaker in store.speakers()}
    assert len(before) == 2
    store.add_all([report("Jim Sullivan", "", 5)])
    after = {speaker.id for speaker in store.speakers()}
    assert before < after
    store.remove(store.article_ids()[4])
    gone = after - {speaker.id for speaker in store.speakers()}
    assert all(isinstance(store.statements_of([speaker]), list) for speaker in gone)
    assert {speaker.statements for speaker in store.speakers()} == {2}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(9)))
def test_who_is_who_does_not_depend_on_the_order_of_adding(open_engine, order):
    reports = [
        report("Jake Sullivan", "national security adviser", 1),
        report("Sullivan", "adviser", 2),
        report("Ed Sullivan", "coach", 3),
        report("Sullivan", "", 4),
        report("Sullivan", "coach", 5),
        report("J. Sullivan", "", 6),
        report("Joseph Biden Jr", "President", 7),
        report("Joe Biden", "President", 8),
        report("Biden", "", 9),
    ]
    with open_engine() as store:
        for article_id in store.article_ids():
            store.remove(article_id)
        store.add_all([reports[number] for number in order])
        assert shown(store) == {
            "Jake Sullivan": ["J. Sullivan/", "Jake Sullivan/national security adviser", "Sullivan/adviser"],
            "Ed Sullivan": ["Ed Sullivan/coach", "Sullivan/coach"],
            "Sullivan": ["Sullivan/"],
            "Joseph Biden Jr": ["Biden/", "Joe Biden/President", "Joseph Biden Jr/President"],
        }
        assert {speaker.name: speaker.statements for speaker in store.speakers()} == {
            "Jake Sullivan": 3,
            "Ed Sullivan": 2,
            "Sullivan": 1,
            "Joseph Biden Jr": 3,
        }
        assert store.examine() == []


def test_a_naming_is_found_in_blocks_of_any_kind(store):
    text = "Ferry late\nThe pier was wet.\nKamala Reyes and José García visit; Kamalan Reyes does not\n"
    kinds = ((BlockKind.HEADLINE, 0, 11), (BlockKind.BODY, 11, 29), (BlockKind.RELATED, 29, len(text)))
    story = replace(article(text, URL), blocks=tuple(Block(kind, Span(start, end)) for kind, start, end in kinds))
    store.add(*_parts(entry(story)))
    (naming,) = store.namings("kamala REYES", 5)
    assert (naming.article_id, naming.kind, naming.span.of(text)) == (story.id, BlockKind.RELATED, "Kamala Reyes")
    assert [one.span.of(text) for one in store.namings("jose garcia", 5)] == ["José García"]
    assert store.namings("Kamal", 5) == store.namings("", 5) == store.namings('"', 5) == []
    assert len(store.namings("Reyes", 1)) == 1


def test_reading_anew_keeps_the_ids_of_passages_that_stay(store):
    story = article(f"{FERRY} {MENDED}", URL)
    halves = [Span(0, len(FERRY)), Span(len(FERRY) + 1, len(story.text))]
    store.add(story, halves, [said(story.text, "Ada Quill")], None)
    first, second = store.passages_of(story.id)
    again = replace(entry(story, said(story.text, "Ada Quill", "harbour master")), passages=[halves[0]])
    store.replace(story.id, again)
    assert store.passages_of(story.id) == [first]
    assert store.passages([second.id]) == []
    (quill,) = store.speakers()
    assert (quill.statements, [role for role, _ in quill.roles]) == (1, ["harbour master"])


def test_reading_anew_another_text_replaces_the_article(store):
    story, other = article(FERRY, URL), article(MENDED, URL)
    store.add(*_parts(entry(story, said(FERRY, "Ada Quill"), page=b"<html>")))
    store.replace(story.id, entry(other, said(MENDED, "Ada Quill"), page=b"<html>"))
    assert (store.article_ids(), store.page(other.id)) == ([other.id], b"<html>")
    assert (store.size().older, store.speakers()[0].statements) == (0, 1)
    with pytest.raises(UnknownArticle):
        store.replace(story.id, entry(story))


def test_everything_rebuilds_the_same_corpus(store, tmp_path):
    first, second = (entry(article(text, URL), page=text.encode()) for text in (FERRY, MENDED))
    store.add_all([first, second, report("Ada Quill", number=7), first])
    with open_store(tmp_path / "copy.sqlite3") as copy:
        copy.add_all(list(store.everything()))
        assert sorted(copy.article_ids()) == sorted(store.article_ids())
        assert copy.page(first.article.id) == FERRY.encode()
        assert copy.size().older == 1


def test_a_corpus_moves_to_another_store_with_all_that_was_found(store, tmp_path):
    older, newer = (entry(article(text, URL), said(text, "Ada Quill"), page=text.encode()) for text in (FERRY, MENDED))
    store.add_all([older, newer, *(report("Tom Reed", "pilot", number) for number in range(20))])
    told: list[int] = []
    with open_store(tmp_path / "other.sqlite3") as there:
        assert copy_articles(store, there, told.append) == 22
        copy_articles(store, there, told.append)
        assert there.size() == store.size()
        assert [*there.everything()] == [*store.everything()]
        assert shown(there) == shown(store)
        assert [text for _, text in there.passage_texts(0)] == [text for _, text in store.passage_texts(0)]
    assert told == [16, 22, 16, 22]


def test_a_batch_that_fails_leaves_nothing_behind(store):
    broken = replace(report("Tom Reed", number=2), passages=[None])
    with pytest.raises(AttributeError):
        store.add_all([report("Ada Quill", number=1), broken])
    assert (store.article_ids(), store.revision()) == ([], 0)


def test_the_revision_grows_with_every_change(store):
    revisions = [store.revision()]
    for change in (lambda: store.add_all([report("Ada Quill")]), lambda: store.remove(store.article_ids()[0])):
        change()
        revisions.append(store.revision())
    assert revisions == sorted(set(revisions))


def test_what_was_added_is_there_when_the_store_is_opened_again(open_engine):
    with open_engine() as store:
        store.add_all([report("Ada Quill")])
    with open_engine() as store:
        assert names(store, "Quill") == ["Ada Quill"]


def test_threads_may_read_and_write_at_once(store):
    def work(number: int) -> AddOutcome:
        outcome = store.add_all([report("Ada Quill", number=number)])[0]
        assert store.names_like("Quill", 1)[0].statements >= 1
        return outcome

    with ThreadPoolExecutor(8) as threads:
        assert {*threads.map(work, range(40))} == {AddOutcome.ADDED}
    assert store.speakers()[0].statements == 40


def test_a_reader_is_not_held_up_by_a_writer_and_sees_whole_articles_only(open_engine):
    with open_engine() as writer, open_engine() as reader:
        writer.add_all([report("Ada Quill", number=0)])
        halfway, checked = threading.Event(), threading.Event()

        class Slow(Sequence[Span]):
            def __len__(self) -> int:
                return 0

            def __getitem__(self, at):
                halfway.set()
                checked.wait(240)
                raise IndexError

        waiting = replace(report("Tom Reed", number=2), passages=Slow())
        with ThreadPoolExecutor(1) as threads:
            adding = threads.submit(writer.add_all, [report("Ada Quill", number=1), waiting])
            assert halfway.wait(240)
            assert reader.size().articles == 1
            checked.set()
            adding.result()
        assert reader.size().articles == 3


def _parts(one):
    return one.article, one.passages, one.statements, one.page


def _ids(store: ArticleStore, name: str) -> list[int]:
    return [speaker.id for speaker in store.names_like(name, 10)]


def test_the_same_given_id_with_another_text_is_a_correction(store: ArticleStore) -> None:
    first, second = (
        replace(article(f"{words} was said at the harbour on Monday."), id="desk-17")
        for words in ("One thing", "Another thing")
    )
    assert store.add(first, [], [], None) is AddOutcome.ADDED
    assert store.add(second, [], [], None) is AddOutcome.CORRECTED
    assert store.article("desk-17").text == second.text
    assert store.article_ids() == ["desk-17"]
    assert store.add(first, [], [], None) is AddOutcome.CORRECTED
    assert store.article("desk-17").text == first.text
    assert len(store.remove("desk-17")) == 3


def test_articles_are_found_by_where_and_when_they_were_printed(store: ArticleStore) -> None:
    told = [  # outlet, agency, language, moment
        ("The Oar", None, "en", "2024-03-11T23:50:00-05:00"),
        ("The Oar", "Tidewire", None, "2024-03-13"),
        ("Tide Post\0", "Tidewire", "de", ""),
    ]
    stories = []
    for number, (outlet, agency, language, moment) in enumerate(told):
        dated = Published(moment, moment) if moment else None
        story = article(f"Boat {number} of {number + 3} waits at pier {number}.", f"https://a.example/{number}")
        stories.append(replace(story, outlet=outlet, agency=agency, language=language, published=dated))
    store.add_all([entry(story) for story in stories])
    first, second, third = (story.id for story in stories)

    assert store.article_ids(Printed(sources=("The Oar",))) == [first, second]
    assert store.article_ids(Printed(sources=("Tidewire", "Nobody"))) == [second, third]
    assert store.article_ids(Printed(sources=("Tide Post\0",), languages=("de",))) == [third]
    assert store.article_ids(Printed(languages=("", "en"))) == [first, second]
    assert store.article_ids(Printed(until="2024-03-11")) == [first]
    assert store.article_ids(Printed(since="2024-03-12", until="2024-03-13")) == [second]
    assert store.article_ids(Printed(since="2024-03-14")) == []
    assert store.passage_ids(Printed(sources=("The Oar",))) == store.passage_ids()[:2]
    assert sorted(store.sources()) == ["The Oar", "Tide Post ", "Tidewire"]
    assert sorted(store.languages()) == ["", "de", "en"]
    store.replace(second, replace(entry(stories[1]), article=replace(stories[1], outlet="The Rudder")))
    store.remove(third)
    assert sorted(store.sources()) == ["The Oar", "The Rudder", "Tidewire"]


def test_ids_of_unrelated_dumps_lose_nothing(store: ArticleStore) -> None:
    """Two files that both number their articles 1, 2: neither replaces what the other holds."""
    lines = {
        name: [f"{name} line {number}: harbour crews {verb} the {thing} before dawn." for number, (verb, thing) in each]
        for name, each in {
            "first.jsonl": enumerate([("mended", "pier"), ("painted", "crane")], 1),
            "second.jsonl": enumerate([("sank", "barge"), ("sold", "dredger")], 1),
        }.items()
    }
    given = [
        replace(article(text), id=str(number), origin=f"{name}{ITEM}{number}")
        for name, texts in lines.items()
        for number, text in enumerate(texts, 1)
    ]
    outcomes = [store.add(article, [], [], None) for article in given]
    assert outcomes == [AddOutcome.ADDED, AddOutcome.ADDED, AddOutcome.KEPT_BESIDE, AddOutcome.KEPT_BESIDE]
    kept = {store.article(each).text for each in store.article_ids()}
    assert kept == {article.text for article in given}
    assert [store.add(article, [], [], None) for article in given] == [AddOutcome.DUPLICATE] * 4
    mended = replace(given[0], text=given[0].text.replace("mended", "repaired"))
    assert store.add(mended, [], [], None) is AddOutcome.CORRECTED
    assert store.article("1").text == mended.text
