"""A thread as JSON and back, so that buttons and follow-ups outlive a restart.

Of a question only what was understood is kept (whom it named, its topic), never its text; nor are reasons, which
repeat its words. A question without text is the one of the context, so that a choice of speakers still works.
"""

from dataclasses import replace

from bot.conversation import Thread
from bot.keeping.records_json import from_json, to_json


def packed(thread: Thread) -> str:
    """The thread as one JSON object."""
    answer, context = thread.answer, thread.context
    if answer is not None:
        answer = replace(answer, question="", reason="")
    if context is not None and context.question is not None:
        context = replace(context, question=replace(context.question, text=""))
    return to_json(replace(thread, answer=answer, context=context))


def unpacked(line: str) -> Thread:
    """The thread again; what an earlier version kept in another form is an empty thread."""
    try:
        return from_json(Thread, line)
    except (KeyError, TypeError, ValueError):
        return Thread()
