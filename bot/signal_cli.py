"""`./quietline signal ...`: the account of this service on Signal, step by step."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.app import Setup, set_up
from bot.channels.base import ChannelError

if TYPE_CHECKING:
    from bot.channels.signal import RestTransport, RpcTransport

T = TypeVar("T")

app = typer.Typer(
    help="This service's account on Signal: register it or link it, name it, lift a limit.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_TELLING = re.compile(
    r"traffic|victim|surviv|rescue|abus|violen|shelter|safe|crisis|hotline|help|exploit|secret|"
    r"escape|police|support|hope|freedom",
    re.IGNORECASE,
)
"""What must not stand in a name that a person's phone shows to whoever holds it."""
_LONGEST_NAME = 26
_LONGEST_ABOUT = 140
_CAPTCHA = re.compile(r"signalcaptcha://\S{10,}")
_USERNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,31}(\.[0-9]{2,9})?")
REGISTRATION_CAPTCHA = "https://signalcaptchas.org/registration/generate.html"
CHALLENGE_CAPTCHA = "https://signalcaptchas.org/challenge/generate.html"


@app.command()
def link(
    name: Annotated[str, typer.Option(help="What the phone calls this device.")] = "desktop",
) -> None:
    """Show a QR code that links this service to a phone that has the account already.

    On the phone: Signal, Settings, Linked devices, Link new device; then point it at the code. Mind
    that the phone then keeps a copy of every conversation. For a real service use `register`.
    """
    import qrcode

    uri = _asked(lambda signal: signal.link(name))
    if not uri.startswith("sgnl://"):
        raise _fail("signal-cli gave no code. Is it running? Try: ./quietline doctor")
    code = qrcode.QRCode(border=2)
    code.add_data(uri)
    code.print_ascii(out=sys.stdout, invert=True)
    _say("Scan this within a minute. The phone keeps a copy of every conversation from then on.")


@app.command()
def register(
    captcha: Annotated[str, typer.Option(help="What the captcha page gave you.")] = "",
    voice: Annotated[bool, typer.Option("--voice", help="Be called, not texted.")] = False,
) -> None:
    """Ask Signal to send a code to the number in `signal_number`. Then run `verify`.

    Signal nearly always wants a captcha: open the page that is named below, solve it, copy the link
    of the button "Open Signal", and give it with --captcha. The number must not be in use on Signal
    by anybody else: they would lose it.
    """
    if not _CAPTCHA.fullmatch(captcha) and captcha:
        raise _fail("A captcha begins with signalcaptcha:// . Copy the link of the button.")
    try:
        _asked(lambda signal: signal.register(captcha or None, voice=voice))
    except typer.Exit:
        _say(f"Signal may want a captcha: {REGISTRATION_CAPTCHA}")
        raise
    _say("A code is on its way. Next: ./quietline signal verify 123-456")


@app.command()
def verify(
    code: Annotated[str, typer.Argument(help="The six digits that came.")],
    pin_file: Annotated[
        Path | None, typer.Option(help="File with the registration PIN, if one was set.")
    ] = None,
) -> None:
    """Finish `register` with the code that came, and hide the number from everybody."""
    digits = re.sub(r"\D", "", code)
    if len(digits) != 6:
        raise _fail("The code has six digits, as 123-456.")
    pin = _pin(pin_file) if pin_file else None
    _asked(lambda signal: signal.verify(f"{digits[:3]}-{digits[3:]}", pin))
    _asked(lambda signal: signal.hide_number())
    _say("The account is there, and its number is hidden. Keep the SIM card.")
    _say("Next: ./quietline signal profile NAME, then ./quietline signal username NAME")


@app.command()
def captcha(
    answer: Annotated[str, typer.Argument(help="signalcaptcha://... from the page.")] = "",
) -> None:
    """Lift a limit that Signal has put on this service: a person solves a captcha.

    Run it without an answer first: it names the page. Solve it in a browser, copy the link of the
    button "Open Signal", and run it again with that. Replies go on by themselves.
    """
    from bot.channels.signal.health import CHALLENGE

    setup = set_up()
    folder = setup.state_folder()
    path = folder / CHALLENGE if folder else None
    if path is None or not path.is_file():
        raise _fail("Signal has asked for nothing. If replies do not go out: ./quietline doctor")
    if not answer:
        _say(f"Open this page, solve it, copy the link of the button:\n  {CHALLENGE_CAPTCHA}")
        _say("Then: ./quietline signal captcha 'signalcaptcha://...'")
        return
    if not _CAPTCHA.fullmatch(answer):
        raise _fail("It begins with signalcaptcha:// . Copy the link of the button.")
    token = path.read_text(encoding="utf-8")
    _asked(lambda signal: signal.challenge(token, answer), setup)
    path.unlink(missing_ok=True)
    _say("Accepted. Replies go on within a few minutes.")


@app.command()
def profile(
    name: Annotated[str, typer.Argument(help="As it stands in a person's list of chats.")],
    about: Annotated[str, typer.Option(help="A line below the name; may stay empty.")] = "",
) -> None:
    """Give the account a name that tells nobody anything, such as 'Corner Books'."""
    wrong = problem(name, about)
    if wrong:
        raise _fail(wrong)
    _asked(lambda signal: signal.profile(name, about))
    _say("Set. The server says so even when it fails: look at it with a phone of your own.")


@app.command()
def username(
    name: Annotated[str, typer.Argument(help="As corner_books; Signal adds two digits.")],
) -> None:
    """Take a username, so that people can write without having a number, and get its link."""
    if not _USERNAME.fullmatch(name):
        raise _fail("3 to 32 letters, digits or _, not beginning with a digit.")
    wrong = problem(name, "")
    if wrong:
        raise _fail(wrong)
    taken, where = _asked(lambda signal: signal.username(name))
    _say(f"Username: {taken}\nLink: {where}\nPut it in the settings: signal_name = {taken!r}")


def problem(name: str, about: str) -> str | None:
    """What is wrong with a name and a line for a profile; None if nothing is."""
    if not name.strip() or len(name) > _LONGEST_NAME:
        return f"A name has 1 to {_LONGEST_NAME} characters."
    if len(about) > _LONGEST_ABOUT:
        return f"The line below it has {_LONGEST_ABOUT} characters at most."
    found = _TELLING.search(name) or _TELLING.search(about)
    if found:
        return (
            f"{found[0]!r} would tell whoever holds the phone what this is. Choose a name that "
            "could be a shop, a club or a friend."
        )
    if not (name + about).isprintable():
        return "Plain characters only."
    return None


def _pin(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise _fail(f"{path}: cannot be read ({error.strerror}).") from None


def _asked(ask: Callable[[RestTransport | RpcTransport], T], setup: Setup | None = None) -> T:
    """Ask the server that is set; one clear line where it will not."""
    from bot.alarms import Alarms

    signal = (setup or set_up()).signal_transport(Alarms())
    try:
        return ask(signal)
    except ChannelError as error:
        raise _fail(_reason(error)) from None
    finally:
        signal.close()


def _reason(error: ChannelError) -> str:
    from bot.channels.base import Refused, Unknown
    from bot.channels.signal.transport import RateLimited

    if isinstance(error, RateLimited):
        return "Signal wants a pause. Wait an hour, or: ./quietline signal captcha"
    if isinstance(error, Unknown):
        return "No answer came: nobody can tell whether it was done. Wait, look, and try again."
    if isinstance(error, Refused):
        return "Signal says no. Look at what you gave, and at the log of signal-cli."
    return "signal-cli cannot be reached, or Signal said no to it. Try: ./quietline doctor"


def _fail(text: str) -> typer.Exit:
    print(text, file=sys.stderr)  # noqa: T201 - the command line's own voice
    return typer.Exit(2)


def _say(text: str) -> None:
    print(text)  # noqa: T201
