"""Telegram as a channel. It can read bot chats, so nothing private is said there.

    raw update -> updates.read -> inbox -> dispatcher -> outbox -> channel.send -> calls
       polling or webhook, confirmed only when it is handled       pace, screens

The package is named like the library that it stands on; imports are absolute everywhere.
"""

from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.token import Token, TokenError, read_token
from bot.channels.telegram.webhook import Webhook

__all__ = ["Telegram", "Token", "TokenError", "Webhook", "read_token"]
