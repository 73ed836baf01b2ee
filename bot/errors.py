"""What can go wrong in the conversation, and what to do about it."""


class OnTheRecordError(Exception):
    """Anything of this package that a person can mend; its text says how."""


class UnknownSetting(OnTheRecordError):
    """A key with our prefix that no setting has."""

    def __init__(self, key: str, where: str, near: str | None) -> None:
        hint = f"did you mean {near}?" if near else "the README lists all of them"
        super().__init__(f"{where}: there is no setting {key}; {hint}")


class WrongSetting(OnTheRecordError):
    """A setting whose value can't be used."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"setting {key}: {problem}")


class SettingMissing(OnTheRecordError):
    """A setting without which the bot can't run."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"setting {key} is missing: {why}")


class AlreadyRunning(OnTheRecordError):
    """Another instance polls with the same token."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"another instance of this bot is running ({where}); stop it first: two of them would share the "
            "questions between them"
        )


class TokenRefused(OnTheRecordError):
    """Telegram does not know the token. The token itself is never part of the text."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token: check ONTHERECORD_TELEGRAM_TOKEN with @BotFather")


class StateFromTheFuture(OnTheRecordError):
    """The conversation's state file was written by a later version."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(
            f"{path} has format {found}, this version knows {known}: install the later version, or move the file away "
            "(settings of chats and unanswered questions are in it)"
        )


class ChatError(Exception):
    """Why the chat did not take a message."""


class Flooded(ChatError):
    """The platform asks to wait `seconds` before this chat is written to again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the chat takes no message for {seconds:g} s")
        self.seconds = seconds


class Unreachable(ChatError):
    """No answer from the platform: the network or its server is down. Worth trying again."""


class ChatGone(ChatError):
    """The person blocked the bot, or the bot is no longer in the chat."""


class ChatMoved(ChatError):
    """The group became a supergroup, with another id."""

    def __init__(self, new_id: int) -> None:
        super().__init__(f"the chat has the new id {new_id}")
        self.new_id = new_id


class MessageRefused(ChatError):
    """The platform does not accept this message, now or later."""


class UpdateForgotten(MessageRefused):
    """What this answers was forgotten, or another process answers it."""


class MarkupRefused(MessageRefused):
    """The platform can't parse the message's HTML."""


class NotModified(MessageRefused):
    """The message is already what it was to become."""


class QueryDead(MessageRefused):
    """The person who typed or pressed does not wait for an answer any more."""


class Contended(ChatError):
    """Another instance asked for updates with the same token."""


class NoneStored(OnTheRecordError):
    """No article with this id or URL is there to be taken down."""

    def __init__(self, article: str) -> None:
        super().__init__(f"no article {article!r} is stored: give an id as `ontherecord ask --json` shows it, or a URL")


class NothingAdded(OnTheRecordError):
    """All that was named was rejected."""

    def __init__(self, rejected: int) -> None:
        super().__init__(f"nothing was added: all {rejected} were rejected, each for the reason above")


class LinesLeftOut(OnTheRecordError):
    """Some lines of the input held no article."""

    def __init__(self, lines: int) -> None:
        super().__init__(f"{lines} lines were left out, each for the reason above; all others were read")


class QueriesLeftOut(OnTheRecordError):
    """Some lines of a file of queries were none."""

    def __init__(self, lines: int) -> None:
        super().__init__(f"{lines} lines were left out, each for the reason above; the run has all others")


class Disagreement(OnTheRecordError):
    """The store and the index do not agree."""

    def __init__(self, faults: int) -> None:
        super().__init__(f"{faults} faults were found, each as above; `ontherecord doctor --repair` mends them")


class NoPictures(OnTheRecordError):
    """What draws pictures is not installed."""

    def __init__(self) -> None:
        super().__init__("pictures need matplotlib, which is not installed here: pip install 'ontherecord[timeline]'")


class Unhealthy(OnTheRecordError):
    """No bot is alive here, or it can't read its archive."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")


class ToolsMissing(OnTheRecordError):
    """A command needs a package that only an extra installs."""

    def __init__(self, command: str, package: str, extra: str) -> None:
        super().__init__(f"{command} needs {package}, which is not installed: pip install 'ontherecord[{extra}]'")


class BinaryToTerminal(OnTheRecordError):
    """A format that no terminal can show."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is no text for a terminal: send it to a file, as `ontherecord export ... > FILE`")
