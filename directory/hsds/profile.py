"""Our small profile of HSDS: what the standard lacks, as attributes of a service.

An attribute counts when its term's taxonomy, or its link_type, is `quietline`: its term's code says
which fact, its value "yes" or "no". What is not said is unknown, never no. A location whose
`location_type` is "redacted", or an attribute `confidential` = yes, hides every address;
`workers_only` = yes hides the telephone as well from everybody but verified workers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directory.model import Fact

TAXONOMY = "quietline"
FACTS = (
    "barrier_free", "trafficking_experience", "interpreter_on_request", "takes_children",
    "takes_pets", "takes_women", "takes_men", "takes_trans", "id_required",
    "police_report_required", "sobriety_required", "status_required", "reports_to_police",
    "indigenous_led", "confidential", "workers_only", "able", "sensitive", "culture_food",
)  # fmt: skip
"""Every fact that an attribute can state; the codes of taxonomy terms."""
QUESTIONS = {
    "able": "able", "knows_trafficking": "trafficking_experience", "sensitive": "sensitive",
    "culture_food": "culture_food", "interpretation": "interpreter_on_request",
    "takes_children": "takes_children", "takes_pets": "takes_pets", "id_required": "id_required",
}  # fmt: skip
"""What a worker asks an agency before sending anybody there, to the fact that the answer is: the
five questions of the course "Connecting Trafficked Persons with Services" come first."""
_CAREFUL = frozenset({"confidential", "workers_only"})
_YES = frozenset({"yes", "true", "1", "y", "oui", "si", "specialised", "trained", "some"})
_NO = frozenset({"no", "false", "0", "n", "non", "none"})

# What a restriction sounds like to who reads it before calling.
_ASKS = {
    ("takes_children", Fact.NO): "Takes no children.",
    ("takes_pets", Fact.NO): "Takes no pets.",
    ("takes_women", Fact.NO): "Not for women.",
    ("takes_men", Fact.NO): "Not for men.",
    ("takes_trans", Fact.NO): "Says it does not take trans people.",
    ("id_required", Fact.YES): "Asks for identity papers.",
    ("police_report_required", Fact.YES): "Asks for a police report first.",
    ("sobriety_required", Fact.YES): "Asks that you do not drink or use drugs there.",
    ("status_required", Fact.YES): "Asks about immigration status.",
    ("reports_to_police", Fact.YES): "Says it may tell the police.",
}


def facts(attributes: Iterable[Mapping[str, Any]]) -> dict[str, Fact]:
    """The facts that the attributes state; of two that disagree, the more careful one."""
    said: dict[str, Fact] = {}
    for code, value in _stated(attributes):
        fact = Fact.YES if value in _YES else Fact.NO if value in _NO else Fact.UNKNOWN
        if code in FACTS and fact is not Fact.UNKNOWN and said.setdefault(code, fact) is not fact:
            said[code] = Fact.YES if code in _CAREFUL else Fact.UNKNOWN
    return {code: fact for code, fact in said.items() if fact is not Fact.UNKNOWN}


def topics(attributes: Iterable[Mapping[str, Any]], known: frozenset[str]) -> set[str]:
    """The needs that the attributes name by our own codes."""
    return {code for code, value in _stated(attributes) if code in known and value not in _NO}


def asked_of(codes: Iterable[str]) -> frozenset[str]:
    """Every sentence that `asks` can say of these facts."""
    return frozenset(words for (code, _), words in _ASKS.items() if code in set(codes))


def asks(said: Mapping[str, Fact]) -> Iterator[str]:
    """What a service will ask or refuse, in words."""
    return (words for (code, fact), words in _ASKS.items() if said.get(code) is fact)


def _stated(attributes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for attribute in attributes:
        term = attribute.get("taxonomy_term")
        term = term if isinstance(term, Mapping) else {}
        ours = TAXONOMY in (term.get("taxonomy"), attribute.get("link_type"))
        code = term.get("code") or attribute.get("label")
        if ours and isinstance(code, str):
            value = attribute.get("value")
            yield code, "yes" if value is None else str(value).strip().casefold()
