"""What must be true of content before anyone meets it. Each rule is a function that names mistakes.

The runtime that shows words is silent about most of these; a person who is frightened is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows import check_shape as shape
from flows import check_words as words
from flows.check_words import PREVIEW, revealing
from flows.lines import LINES
from flows.load import Content, Issue

__all__ = ["LINES", "PREVIEW", "RULES", "check", "revealing"]

Rule = Callable[[Content], Iterator[Issue]]

RULES: tuple[Rule, ...] = (
    shape.needed_flows,
    shape.every_target_exists,
    shape.every_answer_exists,
    shape.every_node_reachable,
    shape.something_ends,
    shape.no_circle_without_waiting,
    shape.options_fit_a_phone,
    shape.roles_are_kept,
    shape.words_that_open,
    words.words_for_every_node,
    words.no_words_left_over,
    words.known_variables,
    words.variables_of_its_own,
    words.short_enough,
    words.harmless_on_a_lock_screen,
    words.easy_to_read,
    words.labels_are_distinct,
    words.never_claims_too_much,
)


def check(content: Content) -> tuple[Issue, ...]:
    """Every issue of the content, in order; empty when it may be used."""
    return tuple(sorted(issue for rule in RULES for issue in rule(content)))
