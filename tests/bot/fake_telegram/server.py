"""A Bot API server on loopback, for a bot that runs as its own process. Strict where Telegram is."""

import asyncio
import itertools
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import ClientSession, web
from fake_telegram.chats import ANONYMOUS, BOT, FakeChat, entities, person
from fake_telegram.judge import Refused, judge_card, judge_keyboard, judged_text

JSON = dict[str, Any]
T = TypeVar("T")

TOKEN = "4242:a-token-that-nobody-may-see"
PATIENCE = 20.0
WORDS = {"text", "caption", "callback_query_id", "inline_query_id", "file_id", "url", "next_offset", "secret_token"}


@dataclass
class Call:
    """One request of the bot, and what it was answered."""

    method: str
    params: JSON
    ok: bool
    description: str = ""


@dataclass
class Fault:
    """What is done to the next requests that fit: an error, or a connection that breaks before or after the work."""

    method: str
    chat_id: int | None
    refusal: Refused | None
    times: int
    done_first: bool = False


class FakeTelegram:
    """Runs in a thread of its own; tests speak as people and look at what the bot said."""

    def __init__(self, *, hears_all: bool = False) -> None:
        self.hears_all = hears_all
        self.mentions_arrive = True
        self.chats: dict[int, FakeChat] = {}
        self.calls: list[Call] = []
        self.cards: dict[str, JSON] = {}
        self.toasts: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.faults: list[Fault] = []
        self.updates: list[JSON] = []
        self.webhook: JSON = {}
        self.posted: list[int] = []
        self.commands_exist = True
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._update_numbers = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._poll: asyncio.Future[None] | None = None
        self._news = asyncio.Event()
        self._ready = threading.Event()
        self.port = 0

    # The server's life

    def start(self, port: int = 0) -> "FakeTelegram":
        self._thread = threading.Thread(target=self._run, args=(port,), daemon=True)
        self._thread.start()
        self._ready.wait()
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self, port: int) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._request)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01, handler_cancellation=True)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", port)
        self._loop.run_until_complete(site.start())
        self.port = runner.addresses[0][1]
        self._session = self._loop.run_until_complete(_session())
        self._ready.set()
        self._loop.run_forever()
        pending = asyncio.all_tasks(self._loop)
        for task in pending:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        self._loop.run_until_complete(self._session.close())
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    # What tests look at

    def wait(self, look: Callable[[], T], patience: float = PATIENCE) -> T:
        """What `look` finds as soon as it finds something; an error where nothing comes for too long."""
        with self._changed:
            if not self._changed.wait_for(lambda: bool(look()), patience):
                raise AssertionError(f"nothing came within {patience} s; the last calls: {self.calls[-6:]}")
            return look()

    def wait_a_moment(self) -> None:
        """Wait for the next call, or a tenth of a second: for what shows outside of Telegram."""
        with self._changed:
            self._changed.wait(0.1)

    def said(self, chat: FakeChat, count: int = 1) -> list[JSON]:
        """The bot's messages in a chat, as soon as there are so many."""
        return self.wait(lambda: found if len(found := chat.from_bot()) >= count else [])

    def called(self, method: str) -> list[Call]:
        with self._changed:
            return [call for call in self.calls if call.method == method]

    def said_in_all(self) -> int:
        """How many messages of the bot there are, in all chats."""
        return sum(len(chat.from_bot()) for chat in self.chats.values())

    def is_busy_or_beyond(self, messages: int) -> bool:
        """Whether the bot has taken all that was asked, or sent so many messages."""
        return self.all_fetched() or self.said_in_all() >= messages

    def all_fetched(self) -> bool:
        """Whether the bot has confirmed every update."""
        return not self.updates

    # What people do

    def private(self, number: int) -> FakeChat:
        return self._chat(FakeChat(number, "private"))

    def group(self, number: int, kind: str = "supergroup", **more: Any) -> FakeChat:
        return self._chat(FakeChat(number, kind, **more))

    def say(self, chat: FakeChat, author: int, text: str, **more: Any) -> int:
        """A person writes; the message's id. Whether the bot hears of it is up to its privacy mode."""
        message = self._written(chat, person(author), text, more)
        self._deliver({"message": message}, chat, message)
        return int(message["message_id"])

    def say_as_chat(self, chat: FakeChat, text: str) -> int:
        """An anonymous admin writes."""
        message = self._written(chat, ANONYMOUS, text, {"sender_chat": chat.described()})
        self._deliver({"message": message}, chat, message)
        return int(message["message_id"])

    def edit(self, chat: FakeChat, message_id: int, text: str) -> None:
        message = chat.messages[message_id] | {"text": text, "entities": entities(text), "edit_date": 1}
        with self._changed:
            chat.messages[message_id] = message
        self._deliver({"edited_message": message}, chat, message)

    def press(self, chat: FakeChat, presser: int, message_id: int, label: str) -> str:
        """Press the button whose label begins so; the press's id."""
        message = chat.messages[message_id]
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"].startswith(label))
        return self.press_data(chat, presser, message_id, data)

    def press_data(self, chat: FakeChat, presser: int, message_id: int, data: str) -> str:
        press = f"press{next(self._numbers)}"
        query = {"id": press, "from": person(presser), "message": chat.messages[message_id], "chat_instance": "1"}
        self.push({"callback_query": query | {"data": data}})
        return press

    def type_inline(self, author: int, query: str, offset: str = "") -> str:
        number = f"inline{next(self._numbers)}"
        self.push({"inline_query": {"id": number, "from": person(author), "query": query, "offset": offset}})
        return number

    def membership(self, chat: FakeChat, before: str, after: str, by: int = 1) -> None:
        chat.has_bot = after not in ("left", "kicked")
        change = {"chat": chat.described(), "from": person(by), "date": 1}
        members = {"old_chat_member": _member(BOT, before), "new_chat_member": _member(BOT, after)}
        self.push({"my_chat_member": change | members})

    def migrate(self, chat: FakeChat, new_id: int) -> FakeChat:
        """A group becomes a supergroup; both chats hear of it."""
        new = self.group(new_id, admins=chat.admins)
        chat.migrated_to = new_id
        service = {"message_id": next(self._numbers), "date": 1, "chat": chat.described(), "from": person(1)}
        self.push({"message": service | {"migrate_to_chat_id": new_id}})
        return new

    def push(self, update: JSON) -> int:
        """Put an update into the queue, whatever it is."""
        with self._changed:
            number = next(self._update_numbers)
            self.updates.append({"update_id": number} | update)
        self._loop.call_soon_threadsafe(self._announce)
        return number

    def push_again(self, update: JSON) -> None:
        with self._changed:
            self.updates.append(update)
        self._loop.call_soon_threadsafe(self._announce)

    def fail(self, method: str, refusal: Refused | None, *, chat: FakeChat | None = None, times: int = 1) -> None:
        """Let the next requests fail; without a refusal the connection breaks before anything is done."""
        self.faults.append(Fault(method, chat.id if chat else None, refusal, times))

    def break_after(self, method: str) -> None:
        """Let the next request be done, and the connection break before it is answered."""
        self.faults.append(Fault(method, None, None, 1, done_first=True))

    def _chat(self, chat: FakeChat) -> FakeChat:
        self.chats[chat.id] = chat
        return chat

    def _written(self, chat: FakeChat, author: JSON, text: str, more: JSON) -> JSON:
        message = {"message_id": next(self._numbers), "date": 1, "chat": chat.described(), "from": author}
        message |= {"text": text, "entities": entities(text)}
        reply_to = more.pop("reply_to", None)
        if reply_to is not None:
            message["reply_to_message"] = chat.messages[reply_to]
        topic = more.pop("topic", None)
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        with self._changed:
            chat.messages[message["message_id"]] = message | more
        return message | more

    def _deliver(self, update: JSON, chat: FakeChat, message: JSON) -> None:
        if chat.type == "private" or self.hears_all or self._spoken_to(message):
            self.push(update)

    def _spoken_to(self, message: JSON) -> bool:
        text = message["text"]
        if text.startswith("/"):
            return "@" not in text.split()[0] or text.split()[0].endswith("@" + BOT["username"])
        if message.get("reply_to_message", {}).get("from", {}).get("id") == BOT["id"]:
            return True
        return self.mentions_arrive and "@" + BOT["username"] in text.lower()

    # The server

    def _announce(self) -> None:
        self._news.set()
        if self.webhook.get("url"):
            self._loop.create_task(self._post())

    async def _post(self) -> None:
        with self._changed:
            updates, self.updates = self.updates, []
        for update in updates:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
            while True:
                try:
                    async with self._session.post(self.webhook["url"], json=update, headers=headers) as answer:
                        if answer.status == 200:
                            break
                except OSError:
                    pass
                await asyncio.sleep(0.05)
            with self._changed:
                self.posted.append(update["update_id"])
                self._changed.notify_all()

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["path"]])

    async def _request(self, request: web.Request) -> web.Response:
        method, params = request.match_info["method"], await _params(request)
        if request.match_info["token"] != TOKEN:
            return _refusal(Refused(401, "Unauthorized"))
        fault = self._fault(method, params)
        try:
            if fault and fault.refusal:
                raise fault.refusal
            if fault and not fault.done_first:
                return self._broken(request)
            result = await self._done(method, params)
        except Refused as refused:
            self._note(Call(method, params, ok=False, description=refused.description))
            return _refusal(refused)
        self._note(Call(method, params, ok=True))
        return self._broken(request) if fault else web.json_response({"ok": True, "result": result})

    def _broken(self, request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _fault(self, method: str, params: JSON) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == method and fault.chat_id in (None, params.get("chat_id")):
                fault.times -= 1
                return fault
        return None

    def _note(self, call: Call) -> None:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    async def _done(self, method: str, params: JSON) -> Any:
        if method == "getUpdates":
            return await self._polled(params)
        work = getattr(self, f"_do_{method}", None)
        if work is None or (method == "setMyCommands" and not self.commands_exist):
            raise Refused(404, "Not Found")
        with self._changed:
            return work(params)

    async def _polled(self, params: JSON) -> list[JSON]:
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        mine = self._poll = self._loop.create_future()
        offset = params.get("offset", 0)
        with self._changed:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
            self._changed.notify_all()
        end = self._loop.time() + params.get("timeout", 0)
        while not self.updates and self._loop.time() < end:
            self._news.clear()
            waiting = self._loop.create_task(self._news.wait())
            await asyncio.wait((waiting, mine), timeout=end - self._loop.time(), return_when="FIRST_COMPLETED")
            waiting.cancel()
            if mine.done():
                raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
        return self.updates[: params.get("limit", 100)]

    def _do_getMe(self, _: JSON) -> JSON:  # noqa: N802
        return BOT | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.hears_all,
            "supports_inline_queries": True,
        }

    def _do_deleteWebhook(self, _: JSON) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    def _do_setWebhook(self, params: JSON) -> bool:  # noqa: N802
        self.webhook = params
        self._loop.call_soon(self._announce)
        return True

    def _do_setMyCommands(self, params: JSON) -> bool:  # noqa: N802
        if any(not 1 <= len(command["description"]) <= 256 for command in params["commands"]):
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def _do_sendMessage(self, params: JSON) -> JSON:  # noqa: N802
        return self._sent(params, judged_text(params["text"], 4096))

    def _do_sendPhoto(self, params: JSON) -> JSON:  # noqa: N802
        if not params["photo"].startswith(b"\x89PNG"):
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return self._sent(params, judged_text(params["caption"], 1024)) | {"photo": []}

    def _sent(self, params: JSON, text: JSON) -> JSON:
        chat = self._known(params["chat_id"])
        chat.judge_sending(params)
        judge_keyboard(params.get("reply_markup"))
        message = {"message_id": next(self._numbers), "date": 1, "chat": chat.described(), "from": BOT}
        message |= {"text": text["text"], "html": params.get("text", params.get("caption"))}
        message["reply_markup"] = params.get("reply_markup") or {"inline_keyboard": []}
        message["replied_to"] = (params.get("reply_parameters") or {}).get("message_id")
        if params.get("message_thread_id") is not None:
            message |= {"message_thread_id": params["message_thread_id"], "is_topic_message": True}
        chat.messages[message["message_id"]] = message
        return message

    def _do_editMessageText(self, params: JSON) -> JSON:  # noqa: N802
        chat = self._known(params["chat_id"])
        text, before = judged_text(params["text"], 4096), chat.messages.get(params["message_id"])
        judge_keyboard(params.get("reply_markup"))
        if not chat.has_bot:
            raise Refused(403, "Forbidden: bot was kicked from the group chat")
        if before is None:
            raise Refused(400, "Bad Request: message to edit not found")
        if before["from"]["id"] != BOT["id"]:
            raise Refused(400, "Bad Request: message can't be edited")
        keyboard = params.get("reply_markup") or {"inline_keyboard": []}
        if before["html"] == params["text"] and before["reply_markup"] == keyboard:
            raise Refused(400, "Bad Request: message is not modified")
        chat.messages[params["message_id"]] = before | {
            "text": text["text"],
            "html": params["text"],
            "reply_markup": keyboard,
        }
        return chat.messages[params["message_id"]]

    def _do_deleteMessage(self, params: JSON) -> bool:  # noqa: N802
        self._known(params["chat_id"]).messages.pop(params["message_id"], None)
        return True

    def _do_sendChatAction(self, params: JSON) -> bool:  # noqa: N802
        return bool(self._known(params["chat_id"]))

    def _do_answerCallbackQuery(self, params: JSON) -> bool:  # noqa: N802
        if len(params.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self.toasts[params["callback_query_id"]] = params.get("text", "")
        return True

    def _do_answerInlineQuery(self, params: JSON) -> bool:  # noqa: N802
        if len(params["results"]) > 50 or len(params.get("next_offset", "").encode()) > 64:
            raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
        for card in params["results"]:
            judge_card(card)
        self.cards[params["inline_query_id"]] = params
        return True

    def _do_getChatMember(self, params: JSON) -> JSON:  # noqa: N802
        chat = self._known(params["chat_id"])
        return _member(person(params["user_id"]), "administrator" if params["user_id"] in chat.admins else "member")

    def _do_leaveChat(self, params: JSON) -> bool:  # noqa: N802
        self._known(params["chat_id"]).has_bot = False
        return True

    def _do_getFile(self, params: JSON) -> JSON:  # noqa: N802
        number = params["file_id"]
        return {"file_id": number, "file_unique_id": number, "file_path": number, "file_size": len(self.files[number])}

    def _known(self, chat_id: int) -> FakeChat:
        if chat_id not in self.chats:
            raise Refused(400, "Bad Request: chat not found")
        return self.chats[chat_id]


async def _session() -> ClientSession:
    return ClientSession()


def _member(user: JSON, status: str) -> JSON:
    rights = (
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
        "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
    )
    more = dict.fromkeys(rights.split(), False) if status == "administrator" else {}
    return {"user": user, "status": status} | more | ({"until_date": 0} if status == "kicked" else {})


def _refusal(refused: Refused) -> web.Response:
    body: JSON = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.status)


async def _params(request: web.Request) -> JSON:
    """The parameters, however they were sent; numbers and objects come as JSON in forms."""
    if request.content_type == "application/json":
        return dict(await request.json())
    found: JSON = {}
    for key, value in (await request.post()).items():
        found[key] = value.file.read() if isinstance(value, web.FileField) else _value(key, str(value))
    return found


def _value(key: str, value: str) -> Any:
    if key in WORDS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
