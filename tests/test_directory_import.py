"""HSDS in and out: what comes in, what is left out and why; nothing half-written serves."""

import csv
import gzip
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from directory import Contact, Directory, DirectoryError, Fact, importing, index
from directory.directory import DATA
from directory.hsds import shapes
from directory.hsds.export import service as exported
from directory.model import Query
from flows import load, render
from flows.turn import Line, Turn
from flows.words import ENGINE

HERE = Path(__file__).parent / "data_hsds"
MESSY = HERE / "messy" / "haarrrvest_jobs_hsds.jsonl.gz"
EXAMPLES = HERE / "open_referral" / "examples"
SCHEMA = HERE / "open_referral" / "service_with_definitions.json"
READ = importing.importer(DATA, "CA")
CANARY = "4711 Nightingale Crescent"


def attribute(code: str, value: str = "yes") -> dict[str, Any]:
    return {"value": value, "taxonomy_term": {"code": code, "taxonomy": "quietline"}}


def place(**values: Any) -> dict[str, Any]:
    address = {
        "address_1": CANARY, "city": "Surrey", "state_province": "BC", "postal_code": "V3T 1A1",
        "country": "CA",
    }  # fmt: skip
    own = {"location_type": "physical", "latitude": 49.1871, "longitude": -122.8473}
    return own | {"addresses": [address]} | values


def service(id_: str, *attributes: dict[str, Any], **values: Any) -> dict[str, Any]:
    own: dict[str, Any] = {
        "id": id_, "name": f"House {id_}", "status": "active",
        "phones": [{"number": "604-588-0188", "type": "voice"}],
        "attributes": list(attributes), "url": "https://example.org",
        "service_at_locations": [{"location": place()}],
    }  # fmt: skip
    return own | values


def run(folder: Path, *documents: object) -> importing.Report:
    path = folder / "services.jsonl"
    path.write_text("\n".join(map(json.dumps, documents)), "utf-8")
    return importing.run([path], folder / index.FILE, READ, lambda _: None)


def held(folder: Path) -> dict[str, Contact]:
    return {c.id: c for c in index.open_services(folder / index.FILE).contacts()}


def problem(folder: Path, *paths: Path) -> str:
    before = (folder / index.FILE).read_bytes() if (folder / index.FILE).exists() else b""
    with pytest.raises(DirectoryError) as fault:
        importing.run(importing.sources(paths), folder / index.FILE, READ, lambda _: None)
    after = (folder / index.FILE).read_bytes() if (folder / index.FILE).exists() else b""
    assert after == before
    assert not list(folder.glob(".services*"))
    return "\n".join(fault.value.problems)


def test_the_messy_set_loses_nothing_that_can_be_used(tmp_path: Path) -> None:
    report = importing.run([MESSY], tmp_path / index.FILE, READ, lambda _: None)
    found = held(tmp_path)
    numbers = {phone.number for contact in found.values() for phone in contact.phones}
    printed: set[str] = set()
    units = 0
    with gzip.open(MESSY, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            units += sum(1 for _ in shapes.units(document))
            printed |= {n for n in map(dialled, texts(document)) if n}
    assert report.imported + sum(report.skipped.values()) == units
    assert report.imported == len(found) >= 3_000
    assert len(numbers & printed) >= 0.97 * len(printed)
    assert set(report.skipped) == {
        "no phone number", "the same service again", "phone is no phone number",
    }  # fmt: skip


def dialled(number: str) -> str | None:
    return READ.dialling.dialled(number, "US")


def texts(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, held in value.items() for text in texts(held, name)]
    if isinstance(value, list):
        return [text for held in value for text in texts(held, key)]
    return [value] if isinstance(value, str) and key in {"number", "phone"} else []


@pytest.mark.parametrize("source", [EXAMPLES / "service_full.json", EXAMPLES / "csv"])
def test_the_examples_of_the_standard_come_in(tmp_path: Path, source: Path) -> None:
    report = importing.run([source], tmp_path / index.FILE, READ, lambda _: None)
    (contact,) = held(tmp_path).values()
    assert report.imported == 1
    assert contact.name.startswith("Community Counselling")
    assert contact.tongues == {"ur"}
    assert contact.interpretation is Fact.YES
    assert contact.last_reviewed == "2005-01-01"
    assert contact.asks[0] == "From age 12."
    assert report.noted["point is not on earth"] == 1


def test_json_and_tables_give_the_same_contact(tmp_path: Path) -> None:
    found = []
    for source in (EXAMPLES / "service_full.json", EXAMPLES / "csv"):
        importing.run([source], tmp_path / index.FILE, READ, lambda _: None)
        (contact,) = held(tmp_path).values()
        found.append((contact.id, contact.name, contact.phones[0].number, contact.asks))
    assert found[0] == found[1]


@pytest.mark.parametrize("shape", ["list", "page", "lines", "gzip"])
def test_every_shape_of_file_is_read(tmp_path: Path, shape: str) -> None:
    two = [service("a"), service("b", phones=[{"number": "604-588-0199"}])]
    text = {
        "list": json.dumps(two, indent=2),
        "page": json.dumps({"total_items": 2, "contents": two}),
        "lines": "\n".join(map(json.dumps, two)),
        "gzip": json.dumps(two),
    }[shape]
    path = tmp_path / ("x.json.gz" if shape == "gzip" else "x.json")
    path.write_bytes(gzip.compress(text.encode()) if shape == "gzip" else text.encode())
    importing.run([path], tmp_path / index.FILE, READ, lambda _: None)
    assert set(held(tmp_path)) == {"a", "b"}


HIDDEN = [
    service("r", service_at_locations=[{"location": place(location_type="redacted")}]),
    service("c", attribute("confidential")),
    service("t", attribute("shelter"), attribute("domestic_violence")),
    service("d", attribute("confidential"), description=f"Ring the bell at {CANARY}"),
    service("n", attribute("confidential"), name=f"House at {CANARY}"),
]


@pytest.mark.parametrize("document", HIDDEN, ids=[d["id"] for d in HIDDEN])
def test_the_address_of_a_hidden_house_is_nowhere_in_the_index(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    run(tmp_path, document)
    bytes_ = (tmp_path / index.FILE).read_bytes().lower()
    for trace in (b"nightingale", b"4711", b"v3t", b"49187", b"49.187", b"122847"):
        assert trace not in bytes_
    (contact,) = held(tmp_path).values()
    assert contact.confidential
    assert contact.address is None


def test_the_address_of_an_open_office_is_in_the_index(tmp_path: Path) -> None:
    run(tmp_path, service("o", attribute("food")))
    assert b"Nightingale" in (tmp_path / index.FILE).read_bytes()


def test_a_hidden_house_is_ranked_by_the_middle_of_its_town(tmp_path: Path) -> None:
    far = place(location_type="redacted", latitude=49.01, longitude=-122.70)
    run(tmp_path, service("r", attribute("shelter"), service_at_locations=[{"location": far}]))
    services = index.open_services(tmp_path / index.FILE)
    middle = Directory.load().read_place("surrey").place
    assert middle is not None
    rows = services.con.execute("SELECT lat, lon FROM near").fetchall()
    assert rows == [(round(middle.lat * 1000), round(middle.lon * 1000))]


def test_a_place_that_any_source_hides_stays_hidden(tmp_path: Path) -> None:
    report = run(
        tmp_path, service("open"), service("shut", attribute("confidential"), name="House open")
    )
    assert report.skipped["hidden by another source"] == 1
    assert b"Nightingale" not in (tmp_path / index.FILE).read_bytes()


def test_a_service_at_nought_nought_is_placed_by_its_town(tmp_path: Path) -> None:
    at = place(latitude=0, longitude=0)
    report = run(tmp_path, service("z", attribute("food"), service_at_locations=[{"location": at}]))
    assert report.noted["point is 0,0"] == 1
    rows = index.open_services(tmp_path / index.FILE).con.execute("SELECT lat FROM near").fetchall()
    assert [48_000 < lat < 50_000 for (lat,) in rows] == [True]


def test_ids_that_clash_are_both_kept_and_told(tmp_path: Path) -> None:
    report = run(tmp_path, service("a"), service("a", name="Another house"))
    assert report.noted["id is used twice: both are kept"] == 1
    assert len(held(tmp_path)) == 2


def test_the_same_service_twice_is_one(tmp_path: Path) -> None:
    report = run(tmp_path, service("a"), service("a"))
    assert report.skipped["the same service again"] == 1
    assert len(held(tmp_path)) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"phones": [{"number": "call the office"}]}, "phone is no phone number"),
        ({"phones": [{"number": "604-588"}]}, "phone is no phone number"),
        ({"phones": []}, "no phone number"),
        ({"phones": [{"number": "604-588-0188", "type": "fax"}]}, "no phone number"),
        ({"status": "defunct"}, "not active"),
    ],
)
def test_what_cannot_be_used_is_counted_with_its_id(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    report = run(tmp_path, service("fine"), service("bad", **change))
    assert report.skipped == {reason: 1}
    assert report.examples[reason] == "bad"


@pytest.mark.parametrize("number", ["310-1234", "211", "9-1-1", "988"])
def test_short_codes_are_real_numbers(tmp_path: Path, number: str) -> None:
    run(tmp_path, service("s", phones=[{"number": number}]))
    (contact,) = held(tmp_path).values()
    assert contact.phones[0].number.replace("-", "") == number.replace("-", "")


def test_an_id_that_looks_personal_is_not_shown(tmp_path: Path) -> None:
    report = run(tmp_path, service("fine"), service("ann@example.org", phones=[]))
    assert report.examples["no phone number"] == "service 2 of services.jsonl"


def test_organisations_in_a_circle_are_told(tmp_path: Path) -> None:
    a = service("a", organization={"id": "A", "name": "A", "parent_organization_id": "B"})
    b = service("b", organization={"id": "B", "name": "B", "parent_organization_id": "A"})
    assert run(tmp_path, a, b).noted["organisation is its own parent in the end"] == 1


def test_a_table_with_wrong_headers_is_named(tmp_path: Path) -> None:
    run(tmp_path, service("old"))
    package = tmp_path / "package"
    package.mkdir()
    (package / "services.csv").write_text("number,title\n1,House\n", "utf-8")
    (package / "phones.csv").write_text("id,telephone\n1,604\n", "utf-8")
    said = problem(tmp_path, package)
    assert "services.csv: has no column id, name" in said
    assert "phones.csv: has no column number" in said


BAD_FILES = [
    ("x.json", b'{"weather": "rain"}', "no service can be used"),
    (
        "x.json",
        b"no json at all, but long enough to be sure that it is none",
        "x.json: is not JSON",
    ),
    ("x.json", json.dumps([service("a")]).encode()[:-1], "x.json: ends in the middle"),
    ("x.json", json.dumps(service("a")).encode()[:-9], "x.json: is not JSON"),
    ("x.json", b"[]", "x.json: holds no document"),
    ("x.json", b"\xff\xfe\x00", "x.json: is not text in UTF-8"),
    ("x.json.gz", gzip.compress(json.dumps([service("a")]).encode())[:-20], "ends in the middle"),
    ("x.json.gz", b"not gzip", "x.json.gz: cannot be read: is not sound gzip"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD_FILES)
def test_a_file_that_cannot_be_used_is_one_line_and_the_old_index_stays(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    run(tmp_path, service("old"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    assert said in problem(tmp_path, tmp_path / "in" / name)
    assert set(held(tmp_path)) == {"old"}


def test_a_folder_without_hsds_is_told(tmp_path: Path) -> None:
    assert "there is no HSDS file to read" in problem(tmp_path, tmp_path)


def test_a_write_that_fails_half_way_leaves_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, service("old"))

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "open_services", full)
    with pytest.raises(OSError, match="No space left"):
        run(tmp_path, service("new"))
    monkeypatch.undo()
    assert set(held(tmp_path)) == {"old"}
    assert not list(tmp_path.glob(".services*"))


def test_an_index_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / index.FILE).write_bytes(b"half" * 2000)
    with pytest.raises(DirectoryError, match=r"services\.sqlite: is no index"):
        Directory.load(own=tmp_path)


def test_what_is_exported_passes_the_schema(tmp_path: Path) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    run(tmp_path, *HIDDEN, service("o", attribute("food"), minimum_age=16))
    contacts = [*Directory.load().contacts, *held(tmp_path).values()]
    faults = [f"{c.id}: {e.message}" for c in contacts for e in validator.iter_errors(exported(c))]
    assert faults == []


def test_the_schema_can_fail() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    contact = Directory.load().contacts[0]
    assert list(validator.iter_errors(exported(contact) | {"status": "open"}))


def test_what_was_exported_comes_back_with_its_facts(tmp_path: Path) -> None:
    run(
        tmp_path,
        service("o", attribute("food"), attribute("takes_pets", "no"), attribute("barrier_free")),
    )
    (before,) = held(tmp_path).values()
    run(tmp_path, exported(before))
    (after,) = held(tmp_path).values()
    assert (after.name, after.phones, after.topics) == (before.name, before.phones, before.topics)
    assert after.fact("takes_pets") is Fact.NO
    assert after.barrier_free is Fact.YES


def test_a_hidden_house_is_exported_without_any_place(tmp_path: Path) -> None:
    run(tmp_path, service("c", attribute("confidential"), name="Safe home"))
    (contact,) = held(tmp_path).values()
    said = json.dumps(exported(contact))
    assert "Surrey" not in said
    assert "address" not in said


def test_a_restricted_service_can_be_ruled_out_without_telling_anything(tmp_path: Path) -> None:
    """What is asked is said before any call; the person says nothing of themselves."""
    run(
        tmp_path,
        service("x", attribute("shelter"), attribute("id_required"), attribute("takes_pets", "no")),
    )
    directory = Directory.load(own=tmp_path)
    found = directory.find(directory.read("shelter surrey"))
    turn = Turn(None, (Line(ENGINE, "found-many", found=found),), "en")
    said = "\n".join(reply.text for reply in render(turn, load(), directory))
    assert "House x" in said
    assert "Asks for identity papers." in said
    assert "Takes no pets." in said


def test_a_service_that_refuses_children_is_never_offered_to_who_has_them(tmp_path: Path) -> None:
    run(
        tmp_path,
        service("no", attribute("shelter"), attribute("takes_children", "no")),
        service("perhaps", attribute("shelter"), phones=[{"number": "604-588-0199"}]),
    )
    directory = Directory.load(own=tmp_path)
    found = directory.find(directory.read("shelter surrey with my kids"))
    ids = [match.contact.id for match in found.matches]
    assert "perhaps" in ids
    assert "no" not in ids


def test_lines_stay_beside_what_was_imported(tmp_path: Path) -> None:
    many = [
        service(str(n), attribute("shelter"), phones=[{"number": f"604-588-02{n:02d}"}])
        for n in range(9)
    ]
    run(tmp_path, *many)
    directory = Directory.load(own=tmp_path)
    matches = directory.find(directory.read("shelter surrey")).matches
    assert [bool(m.contact.origin) for m in matches].count(True) == 2
    assert not directory.find(Query(("suicide",), region="CA-BC")).matches[0].contact.origin


def test_a_service_is_found_by_its_name(tmp_path: Path) -> None:
    run(tmp_path, service("q", name="Quillfeather Society"))
    directory = Directory.load(own=tmp_path)
    found = directory.find(directory.read("quillfeather society"))
    assert found.matches[0].contact.id == "q"


def test_words_that_no_service_says_are_not_kept(tmp_path: Path) -> None:
    run(tmp_path, service("q"))
    assert Directory.load(own=tmp_path).read("xylophonist gargoyle").words == ()


def test_searching_leaves_no_file_beside_the_index(tmp_path: Path) -> None:
    run(tmp_path, service("q", attribute("shelter")))
    before = sorted(path.name for path in tmp_path.iterdir())
    directory = Directory.load(own=tmp_path)
    directory.find(directory.read("shelter surrey"))
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_persons_named_in_a_source_are_not_in_the_index(tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(EXAMPLES / "csv", package)
    importing.run(
        [package, EXAMPLES / "service_full.json"], tmp_path / index.FILE, READ, lambda _: None
    )
    bytes_ = (tmp_path / index.FILE).read_bytes()
    with (package / "contacts.csv").open(encoding="utf-8") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert names
    assert not any(name.encode() in bytes_ for name in [*names, "email@example.com"])


def test_the_index_is_one_sound_file(tmp_path: Path) -> None:
    run(tmp_path, service("a"), service("b", name="Other"))
    con = sqlite3.connect(tmp_path / index.FILE)
    assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    con.close()
