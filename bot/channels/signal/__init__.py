"""Signal, over signal-cli-rest-api or over signal-cli's own socket.

    frames -> envelope.read -> SignalChannel -> Message        (rest.py, rpc.py behind transport.py)
    Reply -> timer guard -> Transport.send

Never run a file of this folder directly: `bot/channels` on the path would hide the standard
library's `signal`.
"""

from bot.channels.signal.channel import SignalChannel
from bot.channels.signal.health import Health
from bot.channels.signal.rest import RestTransport
from bot.channels.signal.rpc import RpcTransport
from bot.channels.signal.transport import Identity, Transport

__all__ = ["Health", "Identity", "RestTransport", "RpcTransport", "SignalChannel", "Transport"]
