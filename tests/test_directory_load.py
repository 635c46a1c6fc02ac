"""The directory loads whole or says everything that is wrong, and what it holds is sourced."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from directory import Directory, DirectoryError
from directory.build_contacts import build, dump

DATA = Path(__file__).parents[1] / "directory" / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


def change(folder: Path, id_: str, **values: Any) -> None:
    path = folder / "crisis_lines.json"
    entries = json.loads(path.read_text("utf-8"))
    for entry in entries:
        if entry["id"] == id_:
            entry.update(values)
    path.write_text(json.dumps(entries), "utf-8")


def problems_of(folder: Path) -> str:
    with pytest.raises(DirectoryError) as fault:
        Directory.load(folder)
    return "\n".join(fault.value.problems)


def test_every_contact_that_is_offered_has_a_number_and_a_public_source() -> None:
    contacts = Directory.load().contacts
    assert len(contacts) > 150
    assert all(c.phones and c.source_url for c in contacts)


def test_entries_without_a_number_are_kept_and_never_offered() -> None:
    directory = Directory.load()
    withheld = {c.id for c in directory.withheld}
    assert {"ca-sheltersafe", "bc-deborahs-gate", "bc-covenant-house", "bc-swan"} <= withheld
    assert not withheld & {c.id for c in directory.contacts}


def test_entries_whose_source_is_not_public_or_prints_no_number_are_never_offered() -> None:
    assert {"mx-rnr", "on-awhl"} <= {c.id for c in Directory.load().withheld}


def test_reporting_a_child_at_risk_is_no_emergency_number() -> None:
    directory = Directory.load()
    helpline = next(c for c in directory.contacts if c.id == "bc-helpline-children")
    assert "emergency" not in helpline.topics
    assert directory.emergency().id == "ca-911"


@pytest.mark.parametrize(
    "id_", ["ca-cbsa-border-watch", "ca-rcmp-ht", "ca-ircc-trp", "au-afp", "ie-garda-ht", "tw-nia"]
)
def test_authorities_are_flagged_and_say_so(id_: str) -> None:
    contact = next(c for c in Directory.load().contacts if c.id == id_)
    assert contact.enforcement
    assert contact.asks


def test_the_emergency_number_of_an_unknown_country_is_the_home_countrys() -> None:
    directory = Directory.load()
    assert directory.emergency("XX").id == "ca-911"
    assert directory.emergency("GB").phones[0].number == "999"


def test_provincial_numbers_are_dialled_as_printed() -> None:
    numbers = {p.number for c in Directory.load().contacts for p in c.phones}
    assert {"310-1234", "310-1818", "310-6789"} <= numbers


def test_a_missing_folder_names_every_missing_file(tmp_path: Path) -> None:
    said = problems_of(tmp_path)
    for name in ("crisis_lines.json", "phrases", "languages.toml", "places.sqlite"):
        assert name in said
    assert "common_english.txt" in said


def test_a_file_that_is_no_json_is_named(folder: Path) -> None:
    (folder / "crisis_lines.json").write_text("[{", "utf-8")
    assert "crisis_lines.json: is not JSON" in problems_of(folder)


@pytest.mark.parametrize("text", ["{}", "[]", "null", '"x"'])
def test_a_file_without_a_list_of_entries_is_named(folder: Path, text: str) -> None:
    (folder / "crisis_lines.json").write_text(text, "utf-8")
    assert "crisis_lines.json: holds no list of entries" in problems_of(folder)


def test_all_problems_are_said_at_once_each_with_its_entry(folder: Path) -> None:
    change(folder, "bc-211", name=None, topics=["shelter", "sleep"], confidence="sure")
    change(folder, "ca-988", phones=[{"number": 988, "kind": "voice", "label": ""}])
    change(folder, "bc-mwc", phones=[{"number": "604-669-4482", "kind": "fax", "label": ""}])
    said = problems_of(folder)
    assert "bc-211: name is missing or not text" in said
    assert "bc-211: topic 'sleep' is not known" in said
    assert "bc-211: confidence is 'sure'" in said
    assert "ca-988: a phone has no number as text" in said
    assert "bc-mwc: phone 604-669-4482: kind is 'fax'" in said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"asks": None}, "asks is missing or no list"),
        ({"asks": [3]}, "asks holds something that is not text"),
        ({"topics": []}, "topics are empty"),
        ({"topics": [["a"]]}, "topics holds something that is not text"),
        ({"enforcement": "no"}, "enforcement is neither true nor false"),
        ({"seen_year": "2020"}, "seen_year is neither a year nor null"),
        ({"groups": ["everyone"]}, "group 'everyone' is not known"),
        ({"area": {"lat": 91, "lon": 0, "km": 3}}, "area lies nowhere on earth"),
        ({"area": {"lat": 1}}, "area needs lat, lon and km"),
        ({"barrier_free": True}, "barrier_free is missing or not text"),
        ({"id": "bc-victimlink"}, "bc-victimlink: two entries have this id"),
    ],
)
def test_each_mistake_in_an_entry_is_named(folder: Path, values: dict[str, Any], said: str) -> None:
    change(folder, "bc-211", **values)
    assert said in problems_of(folder)


def test_an_entry_that_is_no_object_is_counted(folder: Path) -> None:
    path = folder / "crisis_lines.json"
    entries = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([entries[0], 7, *entries[1:]]), "utf-8")
    assert "crisis_lines.json: entry 2: is not an object" in problems_of(folder)


def test_a_home_country_without_an_emergency_number_is_refused(folder: Path) -> None:
    change(folder, "ca-911", phones=[])
    assert "CA: no emergency number" in problems_of(folder)


def test_a_gazetteer_that_is_no_database_is_named(folder: Path) -> None:
    (folder / "places.sqlite").write_bytes(b"not a database" * 100)
    assert "places.sqlite: not a gazetteer that can be read" in problems_of(folder)


def test_a_phrase_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "phrases" / "fr.toml").write_text("[needs\n", "utf-8")
    assert "fr.toml: cannot be read" in problems_of(folder)


def test_loading_leaves_no_file_beside_the_gazetteer(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    Directory.load(folder).read("shelter surrey")
    assert sorted(path.name for path in folder.iterdir()) == before


HAND: dict[str, Any] = {
    "entry": {"b": {"name": "Plain name", "drop_phones": ["2"], "add_topics": ["legal"]}},
    "enforcement": {"ids": ["b"]},
    "police": {"ids": []},
    "groups": {"women": ["b"]},
    "hours": {"all day": "24/7"},
    "audiences": {"victims": "anyone hurt by crime"},
    "languages": {"many": {"shown": "100+ languages", "interpretation": "yes"}},
}


def raw(id_: str, **values: Any) -> dict[str, Any]:
    phone = {"number": "1", "kind": "voice", "label": None, "national_display": "1"}
    entry: dict[str, Any] = {
        "id": id_, "name": id_, "organisation": "o", "country": "CA", "region": None,
        "phones": [phone, phone | {"national_display": "2"}], "text_instructions": None,
        "hours": "all day", "languages": "many", "audience": "victims", "topics": ["shelter"],
        "barrier_free": None, "cost": None, "source_url": "https://example.org",
        "source_url_2": None, "source_checked": "the page says 1", "confidence": "high",
        "note": None, "barrier_free_basis": "", "last_reviewed": None, "newest_evidence_year": None,
    }  # fmt: skip
    return entry | values


def test_the_file_is_built_from_the_source_and_what_is_added_by_hand() -> None:
    first, second = build([raw("b"), raw("a")], HAND)
    assert (first["id"], second["id"]) == ("a", "b")
    assert second["name"] == "Plain name"
    assert [p["number"] for p in second["phones"]] == ["1"]
    assert second["topics"] == ["shelter", "legal"]
    assert second["enforcement"]
    assert not first["enforcement"]
    assert second["groups"] == ["women"]
    assert first["hours"] == "24/7"
    assert first["languages"] == "100+ languages"
    assert first["audience"] == "anyone hurt by crime"


def test_an_entry_nobody_ever_saw_on_a_page_is_dropped() -> None:
    assert [e["id"] for e in build([raw("b"), raw("x", source_checked=None)], HAND)] == ["b"]


def test_the_same_source_gives_the_same_bytes() -> None:
    assert dump(build([raw("b"), raw("a")], HAND)) == dump(build([raw("a"), raw("b")], HAND))


def test_wordings_and_ids_the_hand_file_does_not_know_are_all_named() -> None:
    with pytest.raises(ValueError, match="say in") as fault:
        build([raw("a", hours="at dusk", languages="two")], HAND)
    said = str(fault.value)
    assert "'at dusk'" in said
    assert "'two'" in said
    assert "b: no such entry" in said


def test_the_hand_file_holds_no_numbers_to_dial() -> None:
    hand = tomllib.loads((DATA / "contacts_by_hand.toml").read_text("utf-8"))
    assert not any("phones" in own for own in hand["entry"].values())
