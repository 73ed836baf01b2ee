"""What is kept of a conversation: what a follow-up needs, and never the question itself."""

import pytest
from harbour_news import STRIKE, WINTER, Said, Story, newsroom

from bot.conversation import Conversation, Page, Reply, Thread
from bot.state.threads import packed, unpacked

ADA = "Boats are fine, Ada Brook said."
TIM = "Tim Brook said that boats are not fine."
BROOKS = Story("Boats", [ADA, TIM], [Said(ADA, "Ada Brook"), Said(TIM, "Tim Brook")])


def after(*words: str) -> tuple[str, Reply]:
    """What is kept after these words of one asker, who meets a restart after each of them, and the last reply."""
    conversation = Conversation(newsroom(STRIKE, WINTER, BROOKS))
    kept, reply = packed(Thread()), None
    for each in words:
        thread, reply = conversation.say(unpacked(kept), each, 3)
        kept = packed(thread)
    assert reply is not None
    return kept, reply


@pytest.mark.parametrize(
    "question", ["What did Maren say about tolls?", "What did Brook say?", "Did Maren say anything about zeppelins?"]
)
def test_no_question_is_kept_as_it_was_put(question: str) -> None:
    kept, _ = after(question)
    assert question not in kept
    assert "did " not in kept.lower()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("What did Maren say about ferries?", "and about bridge tolls?"), "Maren added that bridge tolls"),
        (("What did Maren say about tolls?", "what did she say about snow?"), "Schools stay open"),
        (("What did Brook say?", "Tim"), TIM),
        (("What did Brook say?", "2", "and about fine boats?"), TIM),
    ],
)
def test_follow_ups_work_without_it(words: tuple[str, ...], found: str) -> None:
    _, reply = after(*words)
    assert isinstance(reply, Page)
    assert reply.answer.findings[0].text.startswith(found)
