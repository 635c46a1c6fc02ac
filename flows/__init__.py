"""The conversations: their shape, their words, and the pure functions that take one turn of them.

Nothing here does I/O once the content is loaded. One message is one line:
`understand` (words to meaning), `advance` (meaning to the next state), `render` (state to words).
"""

from flows.check import check
from flows.engine import advance, current, told
from flows.load import Content, ContentError, Issue, load
from flows.render import Reply, render
from flows.session import Session
from flows.turn import Line, Scene, Turn
from flows.understand import Answer, leaves, understand

__all__ = [
    "Answer",
    "Content",
    "ContentError",
    "Issue",
    "Line",
    "Reply",
    "Scene",
    "Session",
    "Turn",
    "advance",
    "check",
    "current",
    "leaves",
    "load",
    "render",
    "told",
    "understand",
]
