"""Nothing is lost and nothing is answered twice, whatever happens to the network, the process or the chat."""

import json
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable

import pytest
from fake_telegram.judge import Refused
from fake_telegram.server import TOKEN, FakeTelegram
from fake_telegram.world import PATIENCE
from kill_under_load import GROUPS, kill_under_load
from running_bot import RunningBot

QUESTION = "What did Sullivan say?"
Start = Callable[..., RunningBot]
FLOODED = Refused(429, "Too Many Requests: retry after 2", retry_after=2)


def test_a_flooded_chat_delays_no_other_and_is_answered_later(telegram: FakeTelegram, start_bot: Start) -> None:
    start_bot()
    flooded, other = telegram.private(1), telegram.private(2)
    telegram.fail("sendMessage", FLOODED, chat=flooded)
    telegram.say(flooded, 1, QUESTION)
    telegram.say(other, 2, QUESTION)
    telegram.said(other)
    assert flooded.from_bot() == []
    assert len(telegram.said(flooded)) == 1
    tried = [call.ok for call in telegram.called("sendMessage") if call.params["chat_id"] == flooded.id]
    assert tried == [False, True]  # nothing more was sent to it while it was to be waited for


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_that_fails_is_tried_again(telegram: FakeTelegram, start_bot: Start, status: int) -> None:
    start_bot()
    chat = telegram.private(1)
    telegram.fail("sendMessage", Refused(status, "Internal Server Error"), times=2)
    telegram.fail("getUpdates", Refused(status, "Internal Server Error"), times=1)
    telegram.say(chat, 1, QUESTION)
    assert len(telegram.said(chat)) == 1


def test_a_connection_that_breaks_is_tried_again(telegram: FakeTelegram, start_bot: Start) -> None:
    start_bot()
    chat = telegram.private(1)
    telegram.fail("sendMessage", None, times=2)
    telegram.say(chat, 1, QUESTION)
    assert len(telegram.said(chat)) == 1


def test_markup_that_is_refused_is_sent_once_without(telegram: FakeTelegram, start_bot: Start) -> None:
    start_bot()
    chat = telegram.private(1)
    telegram.fail("sendMessage", Refused(400, "Bad Request: can't parse entities: whatever"))
    telegram.say(chat, 1, QUESTION)
    assert "<b>" not in telegram.said(chat)[0]["html"]
    assert "nine years" in chat.from_bot()[0]["text"]


def test_a_chat_that_blocked_the_bot_is_forgotten_and_others_go_on(telegram: FakeTelegram, start_bot: Start) -> None:
    start_bot()
    blocked, other = telegram.private(1), telegram.private(2)
    blocked.has_bot = False
    telegram.say(blocked, 1, QUESTION)
    telegram.say(other, 2, QUESTION)
    telegram.said(other)
    telegram.wait(lambda: [call for call in telegram.called("sendMessage") if not call.ok])
    telegram.wait(telegram.all_fetched)


def test_the_same_update_twice_is_answered_once(telegram: FakeTelegram, start_bot: Start) -> None:
    start_bot()
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    update = telegram.updates[0] if telegram.updates else None
    telegram.said(chat)
    message = {key: value for key, value in chat.messages[1].items() if key != "html"}
    telegram.push_again(update or {"update_id": 1, "message": message})
    telegram.say(chat, 1, "What did the mayor say?")
    assert "mayor" in telegram.said(chat, 2)[1]["text"]


def test_it_starts_while_the_network_is_down_and_recovers(telegram: FakeTelegram, start_bot: Start) -> None:
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        telegram.fail(method, None, times=1)
    start_bot()
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    assert len(telegram.said(chat)) == 1


def test_it_starts_while_nothing_listens_and_recovers(telegram: FakeTelegram, start_bot: Start) -> None:
    telegram.stop()
    bot = start_bot()
    while "Telegram can't be reached" not in bot.log():
        telegram.wait_a_moment()
    back = FakeTelegram().start(telegram.port)
    chat = back.private(1)
    back.say(chat, 1, QUESTION)
    assert len(back.said(chat)) == 1
    assert bot.stop() == 0
    back.stop()


def test_a_server_without_command_lists_is_no_reason_not_to_start(telegram: FakeTelegram, start_bot: Start) -> None:
    telegram.commands_exist = False
    start_bot()
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    assert len(telegram.said(chat)) == 1


def test_a_wrong_token_is_an_error_that_does_not_show_it(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot(telegram_token="4242:not-the-right-one", log_level="DEBUG")
    assert bot.ended() == 1
    assert "Telegram refuses the token" in bot.log()
    assert "not-the-right-one" not in bot.log()


def test_the_token_stands_in_no_log_even_at_the_finest_level(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot(log_level="DEBUG")
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    telegram.said(chat)
    assert bot.stop() == 0
    assert TOKEN not in bot.log()
    assert "Sullivan" not in bot.log()


def test_a_second_instance_on_the_same_data_says_so_and_stops(telegram: FakeTelegram, start_bot: Start) -> None:
    start_bot()
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    telegram.said(chat)
    second = start_bot()
    assert second.ended() == 1
    assert "another instance of this bot is running" in second.log()
    telegram.say(chat, 1, QUESTION)
    assert len(telegram.said(chat, 2)) == 2


def test_a_stopped_bot_answers_what_it_has_accepted(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot()
    chats = [telegram.private(number) for number in range(1, 11)]
    for chat in chats:
        telegram.say(chat, chat.id, QUESTION)
    telegram.wait(telegram.all_fetched)
    assert bot.stop() == 0
    assert [len(chat.from_bot()) for chat in chats] == [1] * 10


def test_a_killed_bot_answers_after_its_next_start_what_it_had_accepted(
    telegram: FakeTelegram, start_bot: Start
) -> None:
    bot = start_bot()
    chats = [telegram.private(number) for number in range(1, 11)]
    for chat in chats:
        telegram.say(chat, chat.id, QUESTION + " laboriously")
    telegram.wait(telegram.all_fetched)
    bot.kill()
    bot.release()
    bot.start()
    assert [len(telegram.said(chat)) for chat in chats] == [1] * 10
    assert bot.stop() == 0
    assert [len(chat.from_bot()) for chat in chats] == [1] * 10


def test_hard_work_for_some_chats_keeps_others_from_nothing_but_the_newsroom(
    telegram: FakeTelegram, start_bot: Start
) -> None:
    bot = start_bot()
    busy, other = telegram.private(1), telegram.private(2)
    telegram.say(busy, 1, QUESTION + " laboriously")
    telegram.wait(lambda: any(call.params["chat_id"] == 1 for call in telegram.called("sendChatAction")))
    for words in ("What did the mayor say?", "/privacy", "/speakers"):
        telegram.say(other, 2, words)
    assert len(telegram.said(other, 3)) == 3
    assert busy.from_bot() == []
    bot.release()
    assert len(telegram.said(busy)) == 1


def test_a_question_that_ends_the_process_is_given_up_in_the_end(telegram: FakeTelegram, start_bot: Start) -> None:
    chat = telegram.private(1)
    telegram.say(chat, 1, "this makes it crash")
    bot = start_bot()
    for _ in range(3):
        assert bot.ended() == 9
        bot.start()
    assert "Something went wrong" in telegram.said(chat)[0]["text"]


@pytest.mark.timeout(600)  # twenty starts of a process, on whatever machine
def test_a_process_killed_at_any_moment_answers_every_question_and_none_more_than_twice(
    telegram: FakeTelegram, start_bot: Start
) -> None:
    """A sample; 300 kills are a command: python tests/bot/kill_under_load.py --kills 300."""
    toll = kill_under_load(telegram, start_bot(), kills=20, seed=20)
    print(toll)
    assert toll.questions > 20 * GROUPS
    assert toll.is_as_promised(), toll


def test_a_webhook_takes_posts_with_the_secret_only(telegram: FakeTelegram, start_bot: Start) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    url = f"http://{listen}/hook"
    start_bot(webhook_url=url, webhook_secret="open-sesame", webhook_listen=listen)
    telegram.wait(lambda: telegram.webhook.get("url"))
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    telegram.said(chat)
    body = json.dumps({"update_id": 99, "message": chat.messages[1]}).encode()
    for secret in ({"X-Telegram-Bot-Api-Secret-Token": "wrong"}, {}):
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"} | secret)
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request, timeout=PATIENCE)
        assert refusal.value.code == 403
        refusal.value.close()
    assert b" 403 " in first_line(listen, url, "wrong", length=50_000_000)  # before any of the body was sent
    assert b" 400 " in first_line(listen, url, "open-sesame", length=50_000_000)
    assert len(chat.from_bot()) == 1


def first_line(listen: str, url: str, secret: str, length: int) -> bytes:
    """The status line that a post gets whose body never comes."""
    head = (
        f"POST {urllib.parse.urlsplit(url).path} HTTP/1.1\r\nHost: {listen}\r\nContent-Length: {length}\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n\r\n"
    )
    host, _, port = listen.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(head.encode())
        return connection.makefile("rb").readline()


def test_a_webhook_without_a_secret_is_refused(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot(webhook_url="http://127.0.0.1:1/hook")
    assert bot.ended() == 1
    assert "ONTHERECORD_WEBHOOK_SECRET is missing" in bot.log()


def test_no_token_says_where_to_get_one(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot(telegram_token="")
    assert bot.ended() == 1
    assert "@BotFather" in bot.log()


def test_of_two_instances_with_data_of_their_own_one_says_so_and_stops(
    telegram: FakeTelegram, start_bot: Start
) -> None:
    bots = [start_bot("one"), start_bot("two")]
    while all(bot.process.poll() is None for bot in bots):
        telegram.wait_a_moment()
    stopped, staying = sorted(bots, key=lambda bot: bot.process.poll() is None)
    assert stopped.ended() == 1
    assert "another instance of this bot is running (it fetches updates with the same token" in stopped.log()
    chat = telegram.private(1)
    telegram.say(chat, 1, QUESTION)
    assert len(telegram.said(chat)) == 1
    assert staying.stop() == 0
