"""What an answer of a server means for us: done, again later, or never.

Error texts hold numbers and ACIs, so they are matched here and go no further. The texts are those
of signal-cli-rest-api 0.100 and of its later head, and of signal-cli 0.14 (tests/recorded).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.channels.base import ChannelError, Closed, Refused, Unknown, Unreachable
from bot.channels.signal.transport import AccountLost, RateLimited, Untrusted

_UNTRUSTED = ("untrusted identities", "untrusted recipient keys", "untrusted identity")
_LOST = ("account does not exist", "not registered yet", "authorization fail")
_GONE = ("is not registered",)
_NEVER = ("invalid request", "please provide", "can only be set", "url is missing")


def body(raw: bytes) -> Any:
    """An answer as JSON, whatever type it claims to be; None if it is not."""
    try:
        return json.loads(raw) if raw else None
    except (ValueError, RecursionError):
        return None


def of_status(status: int, raw: bytes) -> ChannelError | None:
    """What an HTTP answer says has gone wrong; None if nothing has."""
    if 200 <= status < 300:
        return None
    found = body(raw)
    table = found if isinstance(found, dict) else {}
    if status == 429:
        return RateLimited(_token(table))
    if status >= 500:
        return Unreachable(f"status {status}")  # signal-cli is gone: nothing was passed on
    if status in (401, 403):
        return Unreachable(f"status {status}")  # a gateway's token, which an operator can mend
    if status != 400:
        return Refused(f"status {status}")
    text = table.get("error")
    return _of_text(text) if isinstance(text, str) else Unreachable("status 400")


def _of_text(text: str) -> ChannelError:
    lower = text.lower()
    if any(part in lower for part in _UNTRUSTED):
        return Untrusted("untrusted")
    if any(part in lower for part in _LOST):
        return AccountLost("account")
    if any(part in lower for part in _GONE):
        return Closed("gone")
    if any(part in lower for part in _NEVER):
        return Refused("refused")
    if "timeout" in lower or "timed out" in lower:
        return Unknown("the server timed out")
    # "Failed to send message", "IO err", Java's own words: nobody got it.
    return Unreachable("not sent")


def _token(table: Mapping[str, Any]) -> str | None:
    """A challenge token. Signal's plain 413 comes as a list with one empty text in it."""
    tokens = table.get("challenge_tokens")
    listed = tokens if isinstance(tokens, list) else []
    return next((token for token in listed if isinstance(token, str) and token), None)


_REASONS: Mapping[str, type[ChannelError]] = {
    "NETWORK_FAILURE": Unreachable,
    "UNREGISTERED_FAILURE": Closed,
    "IDENTITY_FAILURE": Untrusted,
    "RATE_LIMIT_FAILURE": RateLimited,
    "INVALID_PRE_KEY_FAILURE": Unreachable,
}
"""signal-cli's word for why one recipient got nothing."""


def sent(found: object) -> str | None:
    """The timestamp in an answer to a send: an object up to 0.100, an array since.

    Raises ChannelError where the one recipient got nothing; None where it was not told.
    """
    first = found[0] if isinstance(found, list) and found else found
    table = first if isinstance(first, dict) else {}
    errors = table.get("errors")
    failed = errors.get("recipients") if isinstance(errors, dict) else None
    if isinstance(failed, list) and failed:
        raise _reason(failed[0])
    return timestamp(table)


def timestamp(table: Mapping[str, Any]) -> str | None:
    stamp = str(table.get("timestamp", ""))
    return stamp if stamp.isascii() and stamp.isdecimal() and len(stamp) < 20 else None


def _reason(entry: object) -> ChannelError:
    name = entry.get("reason") or entry.get("type") if isinstance(entry, dict) else None
    return _REASONS.get(str(name), Unreachable)()


def of_rpc(error: object) -> ChannelError:
    """What an error of signal-cli's JSON-RPC means; the codes are in its ErrorResponse."""
    table = error if isinstance(error, dict) else {}
    code, text = table.get("code"), table.get("message")
    results = _results(table)
    if code == -5 or any(one.get("type") == "RATE_LIMIT_FAILURE" for one in results):
        token = next((one["token"] for one in results if one.get("token")), None)
        waits = [one["retryAfterSeconds"] for one in results if _number(one, "retryAfterSeconds")]
        return RateLimited(token, float(max(waits)) if waits else None)
    if code == -4:
        return Untrusted("untrusted")
    if code == -6:
        return Refused("captcha rejected")
    if code in (-32600, -32601, -32700):
        return Refused(f"code {code}")
    if results:
        return _reason(results[0])
    return _of_text(text) if isinstance(text, str) else Unreachable(f"code {code}")


def rpc_sent(result: object) -> str | None:
    """The timestamp in the result of a send; raises ChannelError where nobody got it."""
    table = result if isinstance(result, dict) else {}
    listed = table.get("results")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and one.get("type") in _REASONS:
            raise of_rpc({"data": {"response": table}})
    return timestamp(table)


def _results(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = table.get("data")
    response = data.get("response") if isinstance(data, dict) else None
    results = response.get("results") if isinstance(response, dict) else None
    return [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []


def _number(table: Mapping[str, Any], name: str) -> bool:
    return isinstance(table.get(name), (int, float)) and not isinstance(table.get(name), bool)
