"""A thread as JSON and back, so that buttons and follow-ups outlive a restart.

An answer's question is only kept where a choice is open: the chosen speaker is then asked about with it.
"""

from dataclasses import replace

from bot.conversation import Thread
from bot.records_json import from_json, to_json
from retrieval.answer import Outcome


def packed(thread: Thread) -> str:
    """The thread as one JSON object."""
    answer = thread.answer
    if answer is not None and answer.outcome is not Outcome.WHICH_SPEAKER:
        thread = replace(thread, answer=replace(answer, question=""))
    return to_json(thread)


def unpacked(line: str) -> Thread:
    """The thread again; what an earlier version kept in another form is an empty thread."""
    try:
        return from_json(Thread, line)
    except (KeyError, TypeError, ValueError):
        return Thread()
