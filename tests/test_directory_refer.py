"""What a worker is offered for somebody: what fits, the most open first, and nothing twice."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_directory_import import CANARY, attribute, place, run, service
from test_directory_search import contact

from directory import Confirmed, Contact, Directory, DirectoryError, Fact, Phone, Query, refer
from directory.check import check
from directory.hsds.export import services as exported
from directory.hsds.profile import FACTS
from directory.index import Nearby
from directory.load import TOPICS
from directory.model import Place
from flows import referral as shown
from flows import render
from flows.load import read
from flows.turn import Line, Turn
from flows.words import ENGINE

SURREY = Place("g1", "Surrey", "CA-BC", "CA", 49.1, -122.8, 500_000, "town", "BC")
QUERY = Query(country="CA", region="CA-BC", place=SURREY)
CONTENT = read()
DIRECTORY = Directory.load()


def house(id_: str, **values: Any) -> Contact:
    """An imported shelter with a number of its own."""
    number = f"604-588-{sum(map(ord, id_)) % 10_000:04d}"
    own = {"origin": "x.json", "region": "CA-BC", "phones": (Phone(number, "voice", ""),)}
    return contact(id_, **(own | values))


def facts(**said: Fact) -> tuple[tuple[str, Fact], ...]:
    return tuple(sorted(said.items(), key=lambda pair: pair[0]))


def page(
    near: list[tuple[Contact, float | None]], *rules: str, start: int = 0, query: Query = QUERY,
    ours: tuple[Contact, ...] = (), need: str = "shelter",
) -> refer.Referral:  # fmt: skip
    nearby = [Nearby(one, km) for one, km in near]
    return refer.refer(ours, nearby, refer.asked(query, need, rules), need, rules, start)


def ids(referral: refer.Referral) -> list[str]:
    return [match.contact.id for match in referral.matches]


def said(referral: refer.Referral, directory: Directory = DIRECTORY) -> str:
    turn = Turn(None, (Line(ENGINE, "found-many", referral=referral),), "en")
    return "\n".join(reply.text for reply in render(turn, CONTENT, directory))


def test_barrier_free_comes_first_then_unknown_then_restricted() -> None:
    near = [
        (house("barred", barrier_free=Fact.NO), 1.0),
        (house("unknown"), 2.0),
        (house("open", barrier_free=Fact.YES), 3.0),
    ]
    assert ids(page(near)) == ["open", "unknown", "barred"]


def test_what_asks_for_something_comes_after_what_is_known_to_ask_nothing() -> None:
    near = [(house("asks", asks=("Takes no pets.",)), 1.0), (house("plain"), 2.0)]
    assert ids(page(near)) == ["plain", "asks"]


def test_the_nearer_comes_first() -> None:
    near = [(house("far"), 70.0), (house("town"), 20.0), (house("corner"), 2.0)]
    assert ids(page(near)) == ["corner", "town", "far"]


def test_lines_and_imported_services_are_one_list() -> None:
    line = contact("line", barrier_free=Fact.YES)
    near = [(house("near"), 2.0), (house("free", barrier_free=Fact.YES), 9.0)]
    assert ids(page(near, ours=(line,))) == ["free", "line", "near"]


def test_a_rule_met_comes_before_one_to_ask_about() -> None:
    met = house("met", facts=facts(takes_pets=Fact.YES))
    assert ids(page([(house("unknown"), 1.0), (met, 2.0)], "pets")) == ["met", "unknown"]


def test_what_was_confirmed_comes_before_what_is_only_listed() -> None:
    told = (Confirmed("takes_pets", Fact.YES, "North Shore", "2026-11-22"),)
    listed, confirmed = (
        house(id_, facts=facts(takes_pets=Fact.YES), confirmed=c)
        for id_, c in (("listed", ()), ("told", told))
    )
    assert ids(page([(listed, 1.0), (confirmed, 2.0)])) == ["told", "listed"]


RULED = {
    "children": {"takes_children": Fact.NO},
    "pets": {"takes_pets": Fact.NO},
    "no_id": {"id_required": Fact.YES},
    "men": {"takes_men": Fact.NO},
    "women": {"takes_women": Fact.NO},
    "trans": {"takes_trans": Fact.NO},
    "no_police": {"police_report_required": Fact.YES},
    "sober_not_needed": {"sobriety_required": Fact.YES},
    "no_status": {"status_required": Fact.YES},
}


@pytest.mark.parametrize("rule", refer.RULES)
def test_a_service_that_says_no_is_ruled_out_and_one_that_is_silent_is_not(rule: str) -> None:
    refuses = house("refuses", facts=facts(**RULED[rule]))
    near = [(refuses, 1.0), (house("silent"), 2.0)]
    assert ids(page(near, rule)) == ["silent"]
    assert set(ids(page(near))) == {"refuses", "silent"}


def test_who_tells_the_police_is_no_place_without_police() -> None:
    near = [(house("tells", facts=facts(reports_to_police=Fact.YES)), 1.0)]
    assert ids(page(near, "no_police")) == []
    assert ids(page(near)) == ["tells"]


def test_a_house_for_women_is_no_place_for_men() -> None:
    near = [(house("women", groups=frozenset({"women"})), 1.0)]
    assert ids(page(near, "men")) == []
    assert ids(page(near, "women")) == ["women"]


def test_an_answer_that_is_no_rule_rules_nothing_out() -> None:
    assert ids(page([(house("a"), 1.0)], "none")) == ["a"]


PUNJABI = replace(QUERY, language="pa")
SPEAKS = house("speaks", tongues=frozenset({"pa"}), barrier_free=Fact.NO)
INTERPRETS = house("interprets", interpretation=Fact.YES)
SILENT = house("silent", barrier_free=Fact.YES)
ONLY_ENGLISH = house("english", tongues=frozenset({"en"}), interpretation=Fact.NO)


def test_too_few_that_speak_it_bring_those_with_interpreters_and_that_is_said() -> None:
    found = page([(SPEAKS, 1.0), (INTERPRETS, 1.0), (ONLY_ENGLISH, 1.0)], query=PUNJABI)
    assert set(ids(found)) == {"speaks", "interprets"}
    assert found.relaxed == ("interpreter",)
    assert "through an interpreter" in said(found)


def test_enough_that_speak_it_come_before_all_others() -> None:
    speak = [(replace(SPEAKS, id=f"s{n}", phones=house(f"s{n}").phones), 1.0) for n in range(3)]
    first = page([*speak, (INTERPRETS, 1.0), (SILENT, 1.0)], query=PUNJABI)
    assert first.relaxed == ()
    assert ids(first) == ["s0", "s1", "s2"]
    second = page([*speak, (INTERPRETS, 1.0), (SILENT, 1.0)], query=PUNJABI, start=3)
    assert ids(second) == ["interprets", "silent"]
    assert second.relaxed == ("interpreter", "language")


def test_papers_are_relaxed_to_unknown_but_never_to_asked_for() -> None:
    near = [
        (house("asks", facts=facts(id_required=Fact.YES)), 1.0),
        (house("silent"), 1.0),
        (house("none", facts=facts(id_required=Fact.NO)), 9.0),
    ]
    found = page(near, "no_id")
    assert ids(found) == ["none", "silent"]
    assert found.relaxed == ("id",)


def test_what_is_not_close_is_said() -> None:
    line, wide = contact("line"), contact("bc", region="CA-BC")
    assert page([(house("near"), 5.0)]).relaxed == ()
    assert page([(house("far"), 90.0)]).relaxed == ("region",)
    assert page([], ours=(wide,)).relaxed == ("region",)
    assert page([], ours=(line,)).relaxed == ("country",)


def test_without_a_place_nothing_is_far() -> None:
    assert page([], ours=(contact("line"),), query=Query(region="CA-BC")).relaxed == ()


def test_lines_that_may_know_somebody_come_after_all_that_are_for_the_need() -> None:
    line = contact("victims", topics=frozenset({"domestic_violence"}), barrier_free=Fact.YES)
    found = page([(house("barred", barrier_free=Fact.NO), 1.0)], ours=(line,))
    assert ids(found) == ["barred", "victims"]
    assert "need" in found.relaxed


def test_authorities_come_after_everybody_else() -> None:
    police = contact("police", topics=frozenset({"police"}), enforcement=True)
    barred = contact("barred", topics=frozenset({"legal"}), barrier_free=Fact.NO)
    assert ids(page([], ours=(police, barred), need="justice")) == ["barred", "police"]


def test_the_emergency_number_is_no_referral() -> None:
    for need in refer.NEEDS:
        assert "ca-911" not in every(DIRECTORY, need)
    assert DIRECTORY.contact("ca-911") is not None


def test_who_cannot_take_it_on_comes_last() -> None:
    cannot = house("cannot", facts=facts(able=Fact.NO), barrier_free=Fact.YES)
    assert ids(page([(cannot, 1.0), (house("b", barrier_free=Fact.NO), 9.0)])) == ["b", "cannot"]


def test_two_entries_of_one_number_are_one_call() -> None:
    first = house("a")
    assert ids(page([(first, 1.0), (replace(first, id="b"), 2.0)])) == ["a"]


def every(directory: Directory, need: str, **asked: Any) -> list[str]:
    """Ids of all pages."""
    found: list[str] = []
    place_id, language = asked.pop("place_id", None), asked.pop("language", None)
    rules = asked.pop("rules", ())
    for start in range(0, 300, refer.PAGE):
        one = directory.refer(need, place_id, language, rules, start)
        found += ids(one)
        if not one.more:
            return found
    raise AssertionError("there is always a further page")


FACT = st.sampled_from(list(Fact))
HOUSES = st.builds(
    lambda barrier, children, pets, papers, tongues, interpretation, topics, enforcement: {
        "barrier_free": barrier, "interpretation": interpretation, "enforcement": enforcement,
        "topics": frozenset(topics), "tongues": frozenset(tongues),
        "facts": facts(takes_children=children, takes_pets=pets, id_required=papers),
    },
    FACT, FACT, FACT, FACT, st.sets(st.sampled_from(["pa", "en"])), FACT,
    st.sets(st.sampled_from(["shelter", "food", "domestic_violence"]), min_size=1), st.booleans(),
)  # fmt: skip
PLACED = st.lists(st.tuples(HOUSES, st.none() | st.floats(0, 160)), max_size=14)


@given(PLACED, st.sets(st.sampled_from(sorted(refer.RULES))), st.sampled_from([None, "pa", "en"]))
def test_all_pages_together_are_all_that_fit_and_nothing_comes_twice(
    placed: list[tuple[dict[str, Any], float | None]], rules: set[str], language: str | None
) -> None:
    near = [
        (house(f"h{n:02d}", **own, phones=(Phone(f"604-588-{n:04d}", "voice", ""),)), km)
        for n, (own, km) in enumerate(placed)
    ]
    query = replace(QUERY, language=language)
    pages = [page(near, *rules, start=at, query=query) for at in range(0, 18, refer.PAGE)]
    found = [match.contact for one in pages for match in one.matches]
    fits = [
        one for one, _ in near
        if "shelter" in one.topics
        and all(refer.verdict(one, rule) is not Fact.NO for rule in rules)
        and not (language == "pa" and one.tongues == {"en"} and one.interpretation is Fact.NO)
    ]  # fmt: skip
    assert sorted(one.id for one in found) == sorted(one.id for one in fits)
    assert [one.more for one in pages] == [len(found) > at + 3 for at in range(0, 18, 3)]
    if "children" in rules:
        assert all(one.fact("takes_children") is not Fact.NO for one in found)


def test_the_topics_of_the_needs_and_the_facts_of_the_rules_are_known_ones() -> None:
    for direct, related in refer.NEEDS.values():
        assert {*direct, *related} <= TOPICS
    assert {code for code, _ in refer.RULES.values()} <= set(FACTS)
    told = {*shown.FACTS, *(code for held in shown.RULES.values() for code in held)}
    assert told <= set(FACTS)
    assert {code for code, _ in refer.RULES.values()} <= told
    names = {*shown.FACTS.values(), *(n for held in shown.RULES.values() for n in held.values())}
    assert {f"refer-name-{name}" for name in names} <= {node for _, node in CONTENT.words["en"]}


def test_every_condition_that_can_be_relaxed_has_its_words() -> None:
    for code in refer.RELAXED:
        assert CONTENT.words["en"][ENGINE, f"refer-relaxed-{code}"]


@pytest.mark.parametrize("need", refer.NEEDS)
def test_every_need_is_answered_from_what_ships(need: str) -> None:
    assert every(DIRECTORY, need, language="pa", rules=("children",))


def test_unknown_is_said_as_unknown_and_never_as_no() -> None:
    text = said(page([(house("a"), 1.0)]))
    unknown = next(line for line in text.splitlines() if line.startswith("Unknown: "))
    assert {"children", "knows trafficking", "barrier-free"} <= set(
        unknown.removeprefix("Unknown: ").rstrip(".").split(", ")
    )
    assert "No: " not in text


def test_no_is_said_as_no() -> None:
    assert "No: pets (as listed)." in said(
        page([(house("a", facts=facts(takes_pets=Fact.NO)), 1.0)])
    )


def test_who_confirmed_a_fact_and_when_is_said() -> None:
    told = Confirmed("trafficking_experience", Fact.YES, "North Shore", "2026-11-22")
    known = house("a", facts=facts(trafficking_experience=Fact.YES), confirmed=(told,))
    assert "Yes: knows trafficking (North Shore, 2026-11-22)." in said(page([(known, 1.0)]))


def test_what_a_restricted_one_asks_is_said() -> None:
    text = said(page([(house("a", asks=("Asks for a police report first.",)), 1.0)], "men"))
    assert "Asks for a police report first." in text
    assert "men." in next(line for line in text.splitlines() if line.startswith("Unknown: "))


def test_more_is_offered_while_there_is_more() -> None:
    near = [(house(f"h{n}"), 1.0) for n in range(4)]
    assert "the last ones" not in said(page(near))
    assert "the last ones" in said(page(near, start=3))
    assert "none on it that fits" in said(page([]))


def test_a_long_card_is_cut_between_lines_and_says_its_name_again() -> None:
    asks = tuple(f"Condition number {n} is a rather long one to read." for n in range(9))
    turn = Turn(None, (Line(ENGINE, "x", referral=page([(house("a", asks=asks), 1.0)])),), "en")
    replies = render(turn, CONTENT, DIRECTORY)
    assert all(len(reply.text) <= 500 for reply in replies)
    assert sum("\n1 a\n" in reply.text for reply in replies) >= 2


def directory_of(folder: Path, *documents: dict[str, Any]) -> Directory:
    run(folder, *documents)
    return Directory.load(own=folder)


def phone(number: str) -> list[dict[str, str]]:
    return [{"number": number, "type": "voice"}]


SECRET = "604-588-0777"
WORKERS = service(
    "quiet", attribute("shelter"), attribute("workers_only"), name="Quillfeather House",
    phones=phone(SECRET), organization={"id": "o", "name": "Quillfeather Society"},
)  # fmt: skip
PUBLIC = service("loud", attribute("shelter"), name="Loud House", phones=phone("604-588-0888"))


def test_what_is_for_workers_alone_is_nowhere_for_anybody_else(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, WORKERS, PUBLIC)
    surrey = directory.read_place("surrey").place
    assert surrey is not None
    texts = ("shelter surrey", "quillfeather", "quillfeather house surrey", "house", SECRET)
    found = [directory.find(directory.read(text)) for text in texts]
    found.append(directory.find(directory.query("shelter", surrey.id, None)))
    found.append(directory.find(Query(("shelter",), words=("quillfeather",), region="CA-BC")))
    assert not any(m.contact.id == "quiet" for one in found for m in one.matches)
    assert any(m.contact.id == "loud" for one in found for m in one.matches)
    assert directory.read("quillfeather").words == ()
    assert directory.services is not None
    lines = json.dumps([*exported([*directory.contacts, *directory.services.contacts()])])
    assert "Loud House" in lines
    assert "Quillfeather" not in lines
    # And the control: for workers it is there, by need, name and id.
    assert "quiet" in every(directory, "shelter", place_id=surrey.id)
    assert [c.id for c in directory.agency_named("quilfeather")] == ["quiet"]
    assert directory.contact("quiet") is not None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_number_that_one_source_hides_is_hidden_though_another_prints_it(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    open_ = service("open", attribute("shelter"), name="Same House")
    shut = service("shut", attribute("shelter"), attribute("workers_only"), name="Same House")
    part = service("part", attribute("shelter"), attribute("confidential"), name="Same House")
    documents = (open_, shut, part)
    directory = directory_of(tmp_path, *(documents[at] for at in order))
    assert all(not m.contact.origin for m in directory.find(directory.read("house")).matches)
    assert directory.services is not None
    assert [c.id for c in directory.services.contacts()] == ["shut"]


@pytest.mark.parametrize("code", ["confidential", "workers_only"])
def test_a_referral_never_has_the_address_of_a_hidden_house(tmp_path: Path, code: str) -> None:
    documents = (
        service("hidden", attribute("shelter"), attribute(code)),
        service("open", attribute("shelter"), name="Open", phones=phone("604-588-0999")),
    )
    directory = directory_of(tmp_path, *documents)
    surrey = directory.read_place("surrey").place
    assert surrey is not None
    found = directory.refer("shelter", surrey.id, None)
    by_id = {match.contact.id: match.contact for match in found.matches}
    assert CANARY in (by_id["open"].address or "")
    assert CANARY not in repr(by_id["hidden"])
    text = said(found, directory)
    assert "Its address is not public" in text
    assert "Nightingale" not in text


def test_an_address_that_a_contact_should_not_have_is_taken_off() -> None:
    leaky = house("leaky", confidential=True, address=CANARY)
    found = page([(leaky, 1.0)])
    assert found.matches[0].contact.address is None
    assert CANARY not in said(found)


def test_the_pages_of_an_index_hold_each_service_once(tmp_path: Path) -> None:
    many = [
        service(
            f"s{n:02d}", attribute("shelter"), attribute("barrier_free", ("yes", "no")[n % 2]),
            name=f"House {n}", phones=phone(f"604-588-1{n:03d}"),
            service_at_locations=[{"location": place(latitude=49.18 + n / 500)}],
        )
        for n in range(20)
    ]  # fmt: skip
    directory = directory_of(tmp_path, *many)
    surrey = directory.read_place("surrey").place
    assert surrey is not None
    found = every(directory, "shelter", place_id=surrey.id)
    assert len(found) == len(set(found))
    assert {one["id"] for one in many} <= set(found)
    barriers = [int(id_[1:]) % 2 for id_ in found if id_.startswith("s")]
    assert barriers == sorted(barriers)


OWN = """
[entry.own-house]
name = "Larkspur House"
region = "CA-BC"
phones = ["604-588-0123"]
topics = ["shelter"]
facts = { takes_children = "yes", takes_pets = "no" }
workers_only = true

[entry.own-desk]
name = "Larkspur Desk"
phones = [{ number = "604-588-0124", label = "desk" }]
topics = ["legal"]
area = { lat = 49.1, lon = -122.8, km = 25 }

[entry.bc-victimlink]
name = "VictimLink as we know it"
phones = ["1-800-563-0808"]
topics = ["general_crisis"]
"""


def test_an_agencys_own_contacts_are_laid_over_ours(tmp_path: Path) -> None:
    (tmp_path / "contacts.toml").write_text(OWN, "utf-8")
    directory = Directory.load(own=tmp_path)
    public = {c.id: c for c in directory.contacts}
    assert public["bc-victimlink"].name == "VictimLink as we know it"
    assert public["own-desk"].phones == (Phone("604-588-0124", "voice", "desk"),)
    assert "own-house" not in public
    assert "own-house" in every(directory, "shelter", rules=("children",))
    assert "own-house" not in every(directory, "shelter", rules=("pets",))
    assert directory.read("larkspur house").named == ()
    assert directory.read("larkspur desk").named == ("own-desk",)
    assert check(own=tmp_path) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[entry", "contacts.toml: cannot be read"),
        ("entry = 3", "contacts.toml: write each contact under [entry.its-id]"),
        ('[entry.a]\nphones = ["604-588-0123"]\ntopics = ["shelter"]', "a: name is missing"),
        ('[entry.a]\nname = "A"\ntopics = ["shelter"]', "a: has no phones"),
        ('[entry.a]\nname = "A"\nphones = ["604-588-0123"]\ntopics = ["bed"]', "'bed' is not"),
        ('[entry.a]\nname = "A"\naddress = "1 Main St"', "a: address is not known"),
        ('[entry.a]\nname = "A"\nworkers_only = "yes"', "workers_only is neither true nor"),
        ('[entry.a]\nname = "A"\nfacts = { takes_dogs = "yes" }', "'takes_dogs' is not known"),
        ('[entry.a]\nname = "A"\nfacts = { takes_pets = "maybe" }', "takes_pets is one of yes"),
    ],
)
def test_an_unsound_file_of_contacts_is_named(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "contacts.toml").write_text(text, "utf-8")
    with pytest.raises(DirectoryError) as raised:
        Directory.load(own=tmp_path)
    assert fault in str(raised.value)
    assert any(fault in problem for problem in check(own=tmp_path))


def test_the_number_of_an_own_contact_is_checked_as_ours_are(tmp_path: Path) -> None:
    text = '[entry.a]\nname = "A"\nphones = ["604-123"]\ntopics = ["shelter"]\n'
    (tmp_path / "contacts.toml").write_text(text, "utf-8")
    problems = check(own=tmp_path)
    assert any(said.startswith("contacts.toml: a: phone 604-123: is not") for said in problems)


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("VictimLink BC", "bc-victimlink"),
        ("victimlnk", "bc-victimlink"),
        ("WAVAW", "bc-salal"),
        ("salall", "bc-salal"),
        ("211", "bc-211"),
    ],
)
def test_an_agency_is_found_by_its_name_with_slips(typed: str, id_: str) -> None:
    assert DIRECTORY.agency_named(typed)[0].id == id_


@pytest.mark.parametrize("typed", ["", "   ", "🙂", "xqzv", "they took my passport", "x" * 5_000])
def test_what_is_no_name_names_nobody(typed: str) -> None:
    assert DIRECTORY.agency_named(typed) == ()


@given(st.text(max_size=60))
def test_any_text_names_at_most_three(typed: str) -> None:
    assert len(DIRECTORY.agency_named(typed)) <= 3


def test_an_id_that_nobody_has_is_no_contact(tmp_path: Path) -> None:
    assert DIRECTORY.contact("no-such-id") is None
    assert directory_of(tmp_path, PUBLIC).contact("no-such-id") is None
