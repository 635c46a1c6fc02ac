"""The right few are offered, in the right order, and what could not be met is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import Contact, Directory, Fact, Found, Phone, Query
from directory.load import TOPICS
from directory.phrases import NEEDS
from directory.rating import by_country
from directory.search import find
from directory.serving import distance_km

DIRECTORY = Directory.load()
COUNTRIES = sorted({contact.country for contact in DIRECTORY.contacts})


def asked(text: str) -> Found:
    return DIRECTORY.find(DIRECTORY.read(text))


def ids(found: Found) -> list[str]:
    return [match.contact.id for match in found.matches]


def contact(id_: str, **values: object) -> Contact:
    plain = Contact(
        id=id_, name=id_, country="CA", region=None,
        phones=(Phone(f"1-800-555-{id_}", "voice", ""),), text_instructions=None,
        hours=None, languages=None, tongues=frozenset(),
        interpretation=Fact.UNKNOWN, audience=None, groups=frozenset(), asks=(),
        topics=frozenset({"shelter"}), barrier_free=Fact.UNKNOWN, cost=None, enforcement=False,
        note=None, confidence="high", seen_year=None, last_reviewed=None,
        source_url="https://example.org",
    )  # fmt: skip
    return replace(plain, **values)  # type: ignore[arg-type]


def found_among(*contacts: Contact, query: Query) -> Found:
    return find(by_country(contacts).get("CA", ()), query, "CA")


def first_of(*contacts: Contact, query: Query) -> str:
    return found_among(*contacts, query=query).matches[0].contact.id


SHELTER = Query(needs=("shelter",), country="CA", region="CA-BC")


def test_shelter_surrey_punjabi_gives_211_and_victimlink() -> None:
    found = asked("shelter surrey punjabi")
    assert {"bc-211", "bc-victimlink"} <= set(ids(found))
    assert all(match.phone_first.number for match in found.matches)
    assert found.matches[0].speaks is Fact.YES
    assert found.matches[0].interpreted
    assert found.relaxed == ()


def test_the_emergency_number_is_there_whenever_danger_is_named() -> None:
    found = asked("he has a gun shelter surrey")
    assert found.emergency is not None
    assert found.emergency.id == "ca-911"


def test_the_emergency_number_is_the_one_of_the_country_they_are_in() -> None:
    found = asked("help me now i am in london england")
    assert found.emergency is not None
    assert found.emergency.id == "gb-999"


def test_no_emergency_number_is_pressed_on_someone_who_named_no_danger() -> None:
    assert asked("shelter surrey").emergency is None


def test_a_suicidal_text_gives_a_suicide_line_first_whatever_else_it_says() -> None:
    found = asked("my boss took my passport and i want to die")
    assert "suicide" in found.matches[0].contact.topics


@pytest.mark.parametrize(
    "text",
    [
        "no papers they took my passport",
        "undocumented boss wont pay",
        "i am illegal and trafficked in singapore",
        "they will deport me dublin ireland trafficking",
        "no police please, trafficking madrid",
        "human trafficking taiwan i am illegal",
        "dont call police need shelter",
    ],
)
def test_authorities_never_come_before_others_for_those_who_fear_them(text: str) -> None:
    flagged = [match.contact.enforcement for match in asked(text).matches]
    assert flagged == sorted(flagged)
    assert not flagged[0]


def test_an_authority_is_offered_to_who_asks_for_the_police() -> None:
    assert "ca-rcmp-ht" in ids(asked("i want to make a police report about trafficking"))


def test_the_border_watch_is_never_offered_for_a_need() -> None:
    for need in NEEDS:
        query = Query(needs=(need,), country="CA", region="CA-BC")
        assert "ca-cbsa-border-watch" not in ids(DIRECTORY.find(query))


def test_a_line_for_others_is_offered_only_to_who_is_meant() -> None:
    assert "indigenous" not in asked("i want to die").matches[0].contact.groups
    assert asked("i am native and want to die").matches[0].contact.groups == {"indigenous"}


def test_a_line_in_french_alone_is_not_the_answer_in_english() -> None:
    assert "on-femaide" not in ids(asked("raped in toronto"))
    assert "on-femaide" in ids(asked("on m'a violée à toronto"))


def test_a_lawyer_is_no_answer_to_who_has_no_bed() -> None:
    assert all("legal" not in m.contact.topics or "shelter" in m.contact.topics
               for m in asked("shelter surrey punjabi").matches)  # fmt: skip


def test_a_man_is_not_sent_to_a_line_for_women() -> None:
    for text in ("i am a man my wife hits me", "im a man and i was raped", "shelter for men"):
        assert all("women" not in m.contact.groups or "lgbtq" in m.contact.groups
                   for m in asked(text).matches)  # fmt: skip


def test_a_line_for_women_says_so() -> None:
    bwss = next(c for c in DIRECTORY.contacts if c.id == "bc-bwss")
    assert bwss.groups == {"women"}
    assert bwss.asks


def test_who_cannot_talk_gets_lines_that_can_be_texted_with_that_number_first() -> None:
    found = asked("he hits me i cant talk he can hear me")
    assert [m.phone_first.kind for m in found.matches[:2]] == ["sms", "sms"]


def test_a_free_number_comes_before_a_local_one() -> None:
    mwc = next(m for m in asked("boss wont pay me").matches if m.contact.id == "bc-mwc")
    assert mwc.phone_first.number == "1-888-669-4482"


def test_a_local_line_is_offered_only_near_it() -> None:
    query = Query(
        needs=("domestic_violence", "mental_health", "immigration"), country="CA", region="CA-BC"
    )
    surrey = DIRECTORY.read_place("surrey").place
    north = DIRECTORY.read_place("fort st john").place
    assert "bc-diversecity" not in ids(DIRECTORY.find(query))
    assert "bc-diversecity" in ids(DIRECTORY.find(replace(query, place=surrey)))
    assert "bc-diversecity" not in ids(DIRECTORY.find(replace(query, place=north)))


def test_another_provinces_lines_are_never_offered() -> None:
    for match in asked("shelter winnipeg").matches:
        assert match.contact.region in (None, "CA-MB")


def test_a_contact_asked_for_by_name_comes_first() -> None:
    assert ids(asked("what is the number of wavaw"))[0] == "bc-salal"
    assert ids(asked("rcmp"))[0] == "ca-rcmp-ht"


def test_each_need_of_the_first_two_is_answered_by_someone() -> None:
    found = asked("i need a lawyer and a place to sleep")
    assert any("legal" in m.contact.topics for m in found.matches)
    assert any("shelter" in m.contact.topics for m in found.matches)


def test_the_more_specific_area_comes_first() -> None:
    assert first_of(contact("a"), contact("b", region="CA-BC"), query=SHELTER) == "b"


def test_the_surer_number_comes_first() -> None:
    assert first_of(contact("a", confidence="low"), contact("b"), query=SHELTER) == "b"


def test_the_one_without_barriers_comes_first() -> None:
    restricted = contact("a", barrier_free=Fact.NO)
    unknown, free = contact("b"), contact("c", barrier_free=Fact.YES)
    assert first_of(restricted, unknown, free, query=SHELTER) == "c"
    assert first_of(restricted, unknown, query=SHELTER) == "b"


def test_the_one_that_never_closes_comes_first() -> None:
    assert first_of(contact("a", hours="9-17"), contact("b", hours="24/7"), query=SHELTER) == "b"


def test_speaking_the_language_comes_before_interpreting_and_that_before_not_knowing() -> None:
    query = replace(SHELTER, language="pa")
    unknown, interprets = contact("a"), contact("b", interpretation=Fact.YES)
    speaks = contact("c", tongues=frozenset({"pa"}))
    assert first_of(unknown, interprets, speaks, query=query) == "c"
    assert first_of(unknown, interprets, query=query) == "b"


def test_an_unknown_language_stays_unknown() -> None:
    found = found_among(contact("a"), query=replace(SHELTER, language="pa"))
    assert found.matches[0].speaks is Fact.UNKNOWN
    assert found.relaxed == ("language",)


def test_a_line_without_number_or_source_or_that_is_withheld_is_never_offered() -> None:
    hidden = [
        contact("a", phones=()), contact("b", source_url=None), contact("c", withheld="closed"),
    ]  # fmt: skip
    assert first_of(*hidden, contact("d"), query=SHELTER) == "d"
    assert found_among(*hidden, query=SHELTER).matches == ()


def test_a_country_without_a_line_for_the_need_gives_what_it_has_and_says_so() -> None:
    found = asked("lawyer in ghana")
    assert ids(found) == ["gh-dovvsu", "gh-112"]
    assert found.relaxed == ("need",)


def test_a_country_without_any_line_gives_the_home_countrys_and_says_so() -> None:
    found = asked("shelter in kathmandu nepal")
    assert found.query.country == "NP"
    assert "place" in found.relaxed
    assert found.matches


def test_a_place_nobody_knows_is_said() -> None:
    assert "place" in asked("shelter in Xyzzyville").relaxed


def test_a_line_that_cannot_be_texted_is_said() -> None:
    assert asked("text line for human trafficking in spain").relaxed == ("mode",)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("need", [None, *NEEDS])
def test_every_country_with_a_line_answers_every_need(country: str, need: str | None) -> None:
    found = DIRECTORY.find(Query(needs=(need,) if need else (), country=country, danger=True))
    assert 1 <= len(found.matches) <= 3
    assert found.matches[0].contact.country == country


QUERIES = st.builds(
    Query,
    needs=st.lists(st.sampled_from(NEEDS), max_size=4, unique=True).map(tuple),
    country=st.sampled_from([*COUNTRIES, "NP"]),
    region=st.sampled_from([None, "CA-BC", "CA-ON", "GB-WLS", "BE-BRU"]),
    language=st.sampled_from([None, "pa", "en", "fr", "zh"]),
    mode=st.sampled_from([None, "text", "voice"]),
    danger=st.booleans(),
    precarious=st.booleans(),
    who=st.sampled_from([frozenset(), frozenset({"men"}), frozenset({"women"})]),
)


@given(QUERIES)
def test_no_number_is_offered_twice(query: Query) -> None:
    shown = [{p.number for p in m.contact.phones} for m in DIRECTORY.find(query).matches]
    assert sum(map(len, shown)) == len(set().union(*shown))


@given(QUERIES)
def test_who_fears_authorities_meets_them_only_when_nothing_else_is_left(query: Query) -> None:
    matches = DIRECTORY.find(replace(query, precarious=True)).matches
    flagged = [match.contact.enforcement for match in matches]
    assert flagged == sorted(flagged)


@given(QUERIES, st.integers(-3, 9))
def test_one_to_three_are_offered(query: Query, limit: int) -> None:
    assert 1 <= len(DIRECTORY.find(query, limit).matches) <= 3


@given(QUERIES)
def test_the_same_query_finds_the_same(query: Query) -> None:
    assert DIRECTORY.find(query) == DIRECTORY.find(query)


def test_every_need_that_can_be_read_is_a_topic_of_the_data() -> None:
    assert set(NEEDS) <= TOPICS


def test_distance_is_in_kilometres() -> None:
    assert distance_km(49.28, -123.12, 48.43, -123.37) == pytest.approx(96, abs=3)


def test_where_every_line_is_for_others_the_emergency_number_is_left() -> None:
    found = DIRECTORY.find(Query(country="LI", who=frozenset({"men"})))
    assert [match.contact.country for match in found.matches] == ["LI"]
    assert found.matches[0].phone_first.number in ("112", "117")
