"""/settings: everybody in a chat may see them, its admins may change them."""

from bot.catalogue import Catalogue, Holdings
from bot.chat import Command, Pressed, Spoken
from bot.chat_settings.menu import menu
from bot.chat_settings.record import ChatSettings, SettingsOfChats
from bot.chat_settings.wishes import Refusal, Wished, after_press, wished
from bot.desk.voice import Voice, place_of
from bot.keeping.accepted import Accepted
from bot.wording import phrases
from bot.wording.messages import plain

VERB = "set"


class Changing:
    """Shows and changes the settings of chats. Who is an admin is asked of the platform each time."""

    def __init__(self, voice: Voice, chats: SettingsOfChats, catalogue: Catalogue) -> None:
        self._voice, self._chats, self._catalogue = voice, chats, catalogue

    async def commanded(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/settings alone shows them, with words changes them."""
        holdings = await self._holdings()
        settings = self._chats.of(spoken.chat_id)
        message = menu(settings, holdings)
        if given.words:
            result: Wished = Refusal(phrases.ADMINS_ONLY)
            if await self._voice.may_decide(spoken):
                result = wished(settings, given.words, holdings)
            message = plain(result.words) if isinstance(result, Refusal) else menu(result, holdings)
            self._keep(spoken.chat_id, result)
        await self._voice.say(place_of(spoken), message, accepted)

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """A button below them. Turning to another page of buttons changes nothing, but is an admin's too."""
        if not await self._voice.may_decide(pressed):
            await self._voice.chat.toast(pressed.press_id, phrases.ADMINS_ONLY)
            return
        holdings = await self._holdings()
        settings = self._chats.of(pressed.chat_id)
        verb, _, value = pressed.action.removeprefix(f"{VERB}:").partition(":")
        result: Wished = settings if verb == "page" else after_press(settings, f"{verb}:{value}", holdings)
        await self._voice.chat.toast(pressed.press_id, result.words if isinstance(result, Refusal) else "")
        if isinstance(result, ChatSettings):
            self._keep(pressed.chat_id, result)
            page = {"outlet": "outlets", "language": "languages", "page": value}.get(verb, "")
            await self._voice.change(pressed.chat_id, pressed.message_id, menu(result, holdings, page))

    def _keep(self, chat_id: int, result: Wished) -> None:
        if isinstance(result, ChatSettings):
            self._chats.keep(chat_id, result)

    async def _holdings(self) -> Holdings:
        return await self._voice.off_the_loop(self._catalogue.holdings)
