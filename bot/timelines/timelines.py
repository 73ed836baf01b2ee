"""Makes timelines of what somebody said: a picture with its list. Sync, and safe for several threads."""

from dataclasses import replace

from bot.chat import Button, Limits, Message
from bot.conversation import KEPT_FINDINGS, Newsroom, NothingFound, Thread, WhichSpeaker, Withdrawn
from bot.errors import NoPictures
from bot.timelines.timeline import Timeline, spoken_by, timeline
from bot.timelines.timeline_picture import draw
from bot.timelines.timeline_text import timeline_text
from bot.verbatim import standing
from bot.wording import phrases
from bot.wording.markup import Markup
from bot.wording.messages import plain, reply_message
from retrieval.answer import Answer, Outcome
from retrieval.questions.question import EVERYTHING, Context, Within

TIMELINE, WHO, LIST = "timeline", "timeline-who", "timeline-list"
"""The verbs of buttons: a timeline of an answer, which speaker is meant, and all statements in full."""


class Timelines:
    """Raises what the newsroom raises where search is down."""

    def __init__(self, newsroom: Newsroom, limits: Limits, within: Within = EVERYTHING) -> None:
        self._newsroom, self._limits, self._within = newsroom, limits, within

    def confined(self, within: Within) -> "Timelines":
        """Timelines of articles within alone."""
        return Timelines(self._newsroom, self._limits, within)

    def of(self, words: str, before: Thread) -> tuple[Thread, Message]:
        """The timeline of a speaker, perhaps on a topic; without words that of the last answer."""
        if not words:
            return self.again(before)
        answer, context = self._newsroom.ask(words, before.context, self._within)
        return self._shown(answer, context)

    def again(self, thread: Thread) -> tuple[Thread, Message]:
        """The timeline of whom the thread's answer is about."""
        if thread.answer is None or thread.context is None or not thread.context.speakers:
            return thread, plain(phrases.TIMELINE_OF_WHOM)
        return self._of_speaker(thread, thread.context.speakers[0])

    def chosen(self, thread: Thread, index: int) -> tuple[Thread, Message]:
        """The timeline of one of the speakers whom the name fits."""
        if thread.answer is None or index >= len(thread.answer.choices):
            return thread, plain(phrases.WITHDRAWN)
        return self._of_speaker(thread, thread.answer.choices[index].speaker_id)

    def _of_speaker(self, thread: Thread, speaker: int) -> tuple[Thread, Message]:
        question = thread.answer.question if thread.answer is not None else ""
        answer, context = self._newsroom.ask_speaker(question, speaker, thread.context, self._within)
        return self._shown(answer, context)

    def _shown(self, answer: Answer, context: Context) -> tuple[Thread, Message]:
        if answer.outcome is Outcome.WHICH_SPEAKER:
            asked = reply_message(WhichSpeaker(answer), 1, self._limits)
            return Thread(context, answer), _with_verb(asked)
        if answer.outcome is Outcome.NOTHING_FOUND:
            return Thread(context, answer), reply_message(NothingFound(answer), 1, self._limits)
        spoken = [finding for finding in answer.findings if finding.speaker]
        if not spoken:
            return Thread(), plain(phrases.TIMELINE_OF_WHOM)
        findings = standing(self._newsroom.store, spoken)
        if not findings:
            return Thread(), reply_message(Withdrawn(), 1, self._limits)
        question = context.question
        by_one = question is None or bool(question.speakers)
        shown = timeline(findings, spoken_by(findings) if by_one else "", question.topic if question else "")
        kept = shown.findings()[:KEPT_FINDINGS]
        return Thread(context, replace(answer, findings=kept, shown=len(kept))), self._message(shown)

    def _message(self, shown: Timeline) -> Message:
        listed = Button(phrases.all_statements(min(len(shown.findings()), KEPT_FINDINGS)), action=f"{LIST}:0")
        if not shown.dated:
            return _with_list(self._list(shown, phrases.NO_DATES), listed)
        try:
            picture = draw(shown)
        except NoPictures:
            return _with_list(self._list(shown, phrases.NO_PICTURE), listed)
        caption = timeline_text(shown, self._limits.caption, self._limits.entities)
        return replace(_with_list(caption, listed), picture=picture)

    def _list(self, shown: Timeline, remark: str) -> Markup:
        return timeline_text(shown, self._limits.text, self._limits.entities, remark)


def _with_list(words: Markup, listed: Button) -> Message:
    return Message(words.html, words.plain, ((listed,),))


def _with_verb(asked: Message) -> Message:
    """The choice of speakers with buttons that lead to a timeline."""
    rows = ((replace(one, action=f"{WHO}:{one.action.partition(':')[2]}") for one in row) for row in asked.buttons)
    return replace(asked, buttons=tuple(tuple(row) for row in rows))
