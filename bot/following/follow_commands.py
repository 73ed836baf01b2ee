"""/follow, /following and /unfollow: who is to be told of whom. In a group its admins decide."""

from collections.abc import Iterable
from functools import partial

from bot.answerer import Answerer
from bot.chat import Command, Limits, Message, Place, Pressed, Spoken
from bot.conversation import Watch, WatchKind, WhichSpeaker
from bot.dispatch.sender import Sender, place_of
from bot.following.follows import AT_MOST, NOBODY, Follow, FollowKind, Follows, PendingNews, ReadUpTo
from bot.following.new_statements import FollowTargets, here, named, topic_of, wanted
from bot.state.inbox import Accepted
from bot.state.threads import KeptAnswer, Threads
from bot.wording import phrases
from bot.wording.messages import described, followed, follows_message, plain, reply_message, said, watched, with_verb

EVERYBODY = "all"


class Following:
    """All methods run on the event loop; names are looked up in the executor."""

    def __init__(
        self, sender: Sender, answerer: Answerer, follows: Follows, news: PendingNews, threads: Threads, limits: Limits
    ) -> None:
        self._sender, self._answerer, self._limits = sender, answerer, limits
        self._follows, self._news, self._threads = follows, news, threads

    async def follow(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/follow Sullivan Ukraine."""
        refusal = await self._refusal(spoken, given)
        if refusal:
            await self._sender.say(place_of(spoken), plain(refusal), accepted)
            return
        work = partial(wanted, self._answerer, given.words)
        found = await self._sender.prepared(spoken, work)
        accepted.survived()
        message = self._begun(Place(spoken.chat_id, spoken.topic), found)
        sent = await self._sender.say(place_of(spoken), message, accepted)
        if accepted.done() and sent is not None and not found.speakers:
            self._threads.keep_answer(KeptAnswer(spoken.chat_id, sent, spoken.message_id, spoken.asker, found.choice))

    async def chosen(self, pressed: Pressed, accepted: Accepted) -> None:
        """Which speaker is meant."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        index = pressed.action.partition(":")[2]
        choices = kept.thread.answer.choices if kept is not None and kept.thread.answer is not None else ()
        if not index.isdecimal() or int(index) >= len(choices) or kept is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
        elif await self._may_press(pressed):
            await self._sender.chat.toast(pressed.press_id, "")
            speaker, topic = choices[int(index)].speaker_id, topic_of(kept.thread.context)
            found = await self._sender.off_the_loop(partial(named, self._answerer.store, (speaker,), topic))
            message = self._begun(Place(pressed.chat_id, pressed.topic), found)
            await self._sender.change(pressed.chat_id, pressed.message_id, message)

    async def following(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/following: whom this chat follows."""
        await self._sender.say(place_of(spoken), follows_message(self._follows.of_chat(spoken.chat_id)), accepted)

    async def unfollow(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/unfollow Sullivan, /unfollow 2, /unfollow all; without words it lists whom."""
        if not await self._sender.may_decide(spoken):
            message = plain(phrases.ADMINS_FOLLOW)
        elif not given.words:
            message = follows_message(self._follows.of_chat(spoken.chat_id))
        else:
            message = self._ended(_meant(self._follows.of_chat(spoken.chat_id), given.words))
        await self._sender.say(place_of(spoken), message, accepted)

    async def end(self, pressed: Pressed, accepted: Accepted) -> None:
        """The button that ends one."""
        if not await self._may_press(pressed):
            return
        number = pressed.action.partition(":")[2]
        for follow in self._follows.of_chat(pressed.chat_id):
            if f"{follow.id}" == number:
                self._follows.end(follow)
        await self._sender.chat.toast(pressed.press_id, phrases.ENDED)
        await self._sender.change(
            pressed.chat_id, pressed.message_id, follows_message(self._follows.of_chat(pressed.chat_id))
        )

    async def _refusal(self, spoken: Spoken, given: Command) -> str:
        """Why nobody can be followed; '' where somebody can."""
        if not given.words:
            return phrases.FOLLOW_WHOM
        if not await self._sender.may_decide(spoken):
            return phrases.ADMINS_FOLLOW
        return phrases.FOLLOWS_FULL if len(self._follows.of_chat(spoken.chat_id)) >= AT_MOST else ""

    async def _may_press(self, pressed: Pressed) -> bool:
        """Whether this person decides for the chat; who does not is told so."""
        if await self._sender.may_decide(pressed):
            return True
        await self._sender.chat.toast(pressed.press_id, phrases.ADMINS_FOLLOW)
        return False

    def _begun(self, place: Place, found: FollowTargets) -> Message:
        """Follow those who were found, as many as there is room for; what is said about it."""
        if found.choice.answer is not None:
            return with_verb(reply_message(WhichSpeaker(found.choice.answer), 1, self._limits))
        if found.watch is not None:
            self._watch(place, found.watch, found.up_to, once=0)
            return said([watched(found.watch)], phrases.FOLLOW_PACE)
        if not found.speakers:
            return plain(phrases.FOLLOW_UNKNOWN)
        if self._news.read_up_to() is None:
            self._news.read(found.up_to)
        room = AT_MOST - len(self._follows.of_chat(place.chat_id))
        for one in found.speakers[: max(0, room)]:
            if not self._follows.follows_speaker(one.speaker):
                self._news.know(one.known)
            self._follows.add(place, one.speaker, one.name, found.topic)
        return said([described(one.name, found.topic) for one in found.speakers], phrases.FOLLOW_PACE)

    async def watch(self, pressed: Pressed, accepted: Accepted) -> None:
        """The button below an answer that found nothing: tell once, when there is something."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        wanted = kept.thread.watch if kept is not None else None
        if wanted is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
        elif await self._may_press(pressed):
            if len(self._follows.of_chat(pressed.chat_id)) >= AT_MOST:
                await self._sender.chat.toast(pressed.press_id, phrases.FOLLOWS_FULL)
                return
            up_to = await self._sender.off_the_loop(partial(here, self._answerer.store))
            self._watch(Place(pressed.chat_id, pressed.topic), wanted, up_to, once=1)
            await self._sender.chat.toast(pressed.press_id, phrases.WATCHING)

    def _watch(self, place: Place, watch: Watch, up_to: ReadUpTo, once: int) -> None:
        if self._news.read_up_to() is None:
            self._news.read(up_to)
        match watch.kind:
            case WatchKind.NAME:
                self._follows.add(place, NOBODY, watch.words, watch.topic, FollowKind.SPEAKER, once)
            case WatchKind.TOPIC:
                self._follows.add(place, NOBODY, "", watch.words, FollowKind.TOPIC, once)
            case WatchKind.QUOTE:
                self._follows.add(place, NOBODY, watch.words, "", FollowKind.QUOTE, once)

    def _ended(self, meant: Iterable[Follow]) -> Message:
        ended = list(meant)
        for follow in ended:
            self._follows.end(follow)
        if not ended:
            return plain(phrases.NOT_FOLLOWED)
        return said([followed(follow) for follow in ended], phrases.ENDED)


def _meant(follows: list[Follow], words: str) -> list[Follow]:
    """Those that a number in the list, a name with or without a topic, or 'all' means."""
    wish = words.casefold().split()
    if wish == [EVERYBODY]:
        return follows
    if words.isdecimal() and len(words) < 4:
        return follows[int(words) - 1 : int(words)] if int(words) else []
    return [follow for follow in follows if set(wish) <= set(f"{follow.name} {follow.topic}".casefold().split())]
