"""Free text to answer over 5,000 and 200,000 imported services, beside plain FTS5 and tantivy.

Run: PYTHONPATH=. python bench/directory_scale.py [count ...]

The services are made up, from a seed: real towns by population, names and descriptions from word
lists. tantivy is optional and for this bench alone: `pip install tantivy` to have its rows. The
peers are given what ours works out from the text (need, place, language) as words to match; they
know no phrases, slips or places, so their times are those of their search alone.
"""

import importlib.util
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from directory import Directory, importing
from directory.directory import DATA
from directory.places import open_gazetteer
from directory.refer import NEEDS
from directory.serving import distance_km
from directory.words import fold

COUNTS = (5_000, 200_000)
QUERIES = 1_000
SEED = 3
KINDS = {
    "shelter": ("Emergency Shelter", "Transition House", "Safe Home", "Homeless Shelter"),
    "legal": ("Legal Clinic", "Law Centre", "Legal Advocacy Office"),
    "immigration": ("Newcomer Centre", "Immigrant Settlement Office", "Refugee House"),
    "mental_health": ("Counselling Centre", "Mental Health Team", "Trauma Therapy"),
    "food": ("Food Bank", "Community Kitchen", "Food Pantry"),
    "health": ("Community Health Centre", "Walk-in Clinic", "Dental Clinic"),
    "domestic_violence": ("Family Violence Program", "Stopping the Violence Outreach"),
    "youth": ("Youth Hub", "Youth Outreach"),
    "sexual_assault": ("Sexual Assault Centre", "Sexual Violence Support"),
}
ASKED = {
    "shelter": ("shelter", "a bed tonight", "somewhere to sleep"),
    "legal": ("lawyer", "legal help"),
    "immigration": ("immigration", "my visa expired"),
    "mental_health": ("counselling", "someone to talk to"),
    "food": ("food bank", "i am hungry"),
    "health": ("clinic", "doctor"),
    "domestic_violence": ("my husband hits me", "he found me again"),
    "youth": ("youth", "teen help"),
    "sexual_assault": ("i was raped", "sexual assault centre"),
}
TONGUES = ("pa", "zh", "tl", "vi", "ar", "uk", "es", "fr", "ko", "hi")
WORDS = [
    "people",
    "can",
    "call",
    "or",
    "come",
    "by",
    "during",
    "the",
    "week",
    "our",
    "workers",
    "listen",
    "and",
    "help",
    "with",
    "forms",
    "benefits",
    "housing",
    "income",
    "tax",
    "school",
    "clothes",
    "transit",
    "rent",
    "identity",
    "a",
    "group",
    "meets",
    "every",
    "month",
    "family",
    "staff",
    "volunteers",
    "community",
    "partners",
    "referral",
    "waiting",
    "list",
    "intake",
    "hours",
    "local",
    "neighbours",
    "outreach",
    "evening",
    "drop",
    "programs",
    "weekly",
    "open",
    "support",
    "activities",
    "safe",
    "respectful",
    "space",
]
SAINTS = [
    "Cedar",
    "Harbour",
    "Maple",
    "Raven",
    "Salal",
    "Juniper",
    "Osprey",
    "Tamarack",
    "Lupin",
    "Heron",
    "Alder",
    "Birch",
]


def towns() -> tuple[list[Any], list[int]]:
    """Canada's towns and how many people live in each."""
    gazetteer = open_gazetteer(DATA / "places.sqlite")
    rows = gazetteer.con.execute(
        "SELECT name, region, lat, lon, population FROM towns WHERE country = 'CA' ORDER BY id"
    ).fetchall()
    return rows, [max(row[4], 200) for row in rows]


def services(count: int) -> Iterator[dict[str, Any]]:
    """HSDS services, the same for the same count."""
    draw = random.Random(SEED)
    places, people = towns()
    for number in range(count):
        kind = draw.choice(list(KINDS))
        town, region, lat, lon, _ = draw.choices(places, people)[0]
        spoken = ["en", *draw.sample(TONGUES, draw.choice((0, 0, 1, 1, 2)))]
        tri = ("yes", "no", None)
        yield {
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "name": f"{draw.choice(SAINTS)} {draw.choice(KINDS[kind])} {number}",
            "description": " ".join(draw.choices(WORDS, k=40)),
            "status": "active",
            "assured_date": f"20{draw.randint(19, 26)}-03-01",
            "interpretation_services": draw.choice(("", "By telephone on request")),
            "languages": [{"id": "l", "code": code} for code in spoken],
            "phones": [{"id": "p", "number": _number(draw), "type": "voice"}],
            "attributes": [_attribute(kind, "yes")]
            + [
                _attribute(code, value)
                for code in ("takes_children", "takes_pets", "id_required", "barrier_free")
                if (value := draw.choice(tri))
            ],
            "service_at_locations": [
                {
                    "id": "s",
                    "location": {
                        "id": "x",
                        "location_type": "physical",
                        "latitude": lat / 100 + draw.uniform(-0.05, 0.05),
                        "longitude": lon / 100 + draw.uniform(-0.05, 0.05),
                        "addresses": [
                            {"address_1": f"{draw.randint(1, 9999)} Main Street", "city": town,
                             "state_province": (region or "").removeprefix("CA-"), "country": "CA"}
                        ],
                    },
                }
            ],
        }  # fmt: skip


def _number(draw: random.Random) -> str:
    return f"604-{draw.randint(200, 999)}-{draw.randint(0, 9999):04d}"


def _attribute(code: str, value: str) -> dict[str, Any]:
    return {"value": value, "taxonomy_term": {"code": code, "taxonomy": "quietline"}}


def texts(directory: Directory) -> list[tuple[str, str, Any, str | None]]:
    """What is typed, and the need, town and language in it, for the peers."""
    draw = random.Random(SEED + 1)
    places, people = towns()
    asked = []
    while len(asked) < QUERIES:
        kind = draw.choice(list(ASKED))
        town = draw.choices(places, people)[0]
        tongue = draw.choice((None, *TONGUES))
        name = directory.language_name(tongue) if tongue else ""
        text = f"{draw.choice(ASKED[kind])} in {town[0]} {name}".strip()
        if draw.random() < 0.3:
            at = draw.randrange(1, len(text) - 1)
            text = text[:at] + text[at + 1 :]
        asked.append((text, kind, town, tongue))
    return asked


def referrals(directory: Directory, asked: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Need, place, language and rules of a worker, for the same towns and languages."""
    draw = random.Random(SEED + 2)
    rules = ((), ("children",), ("children", "no_id"), ("pets", "men", "no_police"))
    made = []
    for _, _, town, tongue in asked:
        place = directory.read_place(f"{town[0]} {(town[1] or '').removeprefix('CA-')}").place
        need = draw.choice(list(NEEDS))
        made.append((need, place.id if place else None, tongue, draw.choice(rules)))
    return made


def names(asked: Sequence[Any]) -> list[str]:
    """Names of services as typed, a third with a slip."""
    draw = random.Random(SEED + 3)
    made = []
    for _, kind, _, _ in asked:
        name = f"{draw.choice(SAINTS)} {draw.choice(KINDS[kind])}"
        at = draw.randrange(1, len(name) - 1)
        made.append(name[:at] + name[at + 1 :] if draw.random() < 0.3 else name)
    return made


def took(lookup: Callable[[Any], object], asked: Sequence[Any]) -> list[float]:
    """Milliseconds of each lookup, sorted."""
    spent = []
    for one in asked:
        start = time.perf_counter()
        lookup(one)
        spent.append((time.perf_counter() - start) * 1000)
    return sorted(spent)


def row(name: str, spent: Sequence[float], index: str) -> str:
    """One line of the table."""
    p99 = spent[int(len(spent) * 0.99)]
    return f"{name:<38}{statistics.median(spent):>9.2f}{p99:>9.2f}{spent[-1]:>9.2f}  {index}"


def megabytes(path: Path) -> float:
    """Size on disk of a file or folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def plain_fts5(path: Path, folder: Path) -> tuple[Callable[[Any], object], Path]:
    """The whole text of each service in one FTS5 table; need, town and language as words."""
    file = folder / "plain.sqlite"
    con = sqlite3.connect(file)
    con.execute("CREATE VIRTUAL TABLE fts USING fts5(said, tokenize='porter unicode61')")
    con.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, lat, lon, row)")
    for number, line in enumerate(path.open(encoding="utf-8")):
        said, lat, lon = _flat(json.loads(line))
        con.execute("INSERT INTO fts (rowid, said) VALUES (?, ?)", (number, said))
        con.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", (number, lat, lon, line))
    con.commit()
    con.create_function("km", 4, distance_km, deterministic=True)

    def lookup(one: Any) -> object:
        _, kind, town, tongue = one
        wanted = " AND ".join(filter(None, (f'"{kind}"', tongue and f'"speaks{tongue}"')))
        return con.execute(
            "SELECT row, km(lat, lon, ?, ?) AS apart FROM fts JOIN rows ON rows.id = fts.rowid"
            " WHERE fts MATCH ? ORDER BY apart LIMIT 3",
            (town[2] / 100, town[3] / 100, wanted),
        ).fetchall()

    return lookup, file


def by_tantivy(path: Path, folder: Path) -> tuple[Callable[[Any], object], Path] | None:
    """tantivy, where it is installed: the first thousand by words, then by distance."""
    if importlib.util.find_spec("tantivy") is None:
        return None
    import tantivy

    place = folder / "tantivy"
    place.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("said", stored=False)
    for name in ("lat", "lon"):
        builder.add_float_field(name, stored=True)
    index = tantivy.Index(builder.build(), path=str(place))
    writer = index.writer(50_000_000)
    for line in path.open(encoding="utf-8"):
        said, lat, lon = _flat(json.loads(line))
        writer.add_document(tantivy.Document(said=said, lat=lat, lon=lon))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def lookup(one: Any) -> object:
        _, kind, town, tongue = one
        wanted = " ".join(filter(None, (f"+{kind}", tongue and f"+speaks{tongue}")))
        hits = searcher.search(index.parse_query(wanted, ["said"]), 1_000).hits
        rows = [searcher.doc(address) for _, address in hits]
        at = town[2] / 100, town[3] / 100
        return sorted(rows, key=lambda d: distance_km(*at, d["lat"][0], d["lon"][0]))[:3]

    return lookup, place


def _flat(service: dict[str, Any]) -> tuple[str, float, float]:
    at = service["service_at_locations"][0]["location"]
    codes = [a["taxonomy_term"]["code"] for a in service["attributes"]]
    tongues = [f"speaks{language['code']}" for language in service["languages"]]
    said = fold(" ".join([service["name"], service["description"], at["addresses"][0]["city"]]))
    return " ".join([said, *codes, *tongues]), at["latitude"], at["longitude"]


def import_apart(path: Path, folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of an import in a process of its own."""
    command = [sys.executable, __file__, "--import", str(path), str(folder / "services.sqlite")]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def measure(count: int) -> None:
    """Imports so many services, and prints the table for them."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        path = folder / "services.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(service) + "\n" for service in services(count))
        seconds, memory = import_apart(path, folder)
        directory = Directory.load(own=folder)
        asked = texts(directory)
        answered = [directory.find(directory.read(one[0])) for one in asked]
        local = sum(any(m.contact.origin for m in found.matches) for found in answered)
        print(f"\n{count} services: import {seconds:.1f} s, {memory:.0f} MB of memory at most")
        print(f"{'lookup (ms)':<38}{'median':>9}{'p99':>9}{'max':>9}  index")
        ours = took(lambda one: directory.find(directory.read(one[0])), asked)
        size = f"{megabytes(folder / 'services.sqlite'):.0f} MB"
        print(row("Quietline: free text to answer", ours, size))
        pages = took(lambda one: directory.refer(*one), referrals(directory, asked))
        print(row("Quietline: a page of a referral", pages, "the same"))
        named = took(directory.agency_named, names(asked))
        print(row("Quietline: an agency by its name", named, "the same"))
        peers = {
            "plain FTS5, then distance": plain_fts5,
            "tantivy, 1,000 then distance": by_tantivy,
        }
        for peer, build in peers.items():
            built = build(path, folder)
            if built is None:
                print(f"{peer:<38} not installed")
                continue
            print(row(peer, took(built[0], asked), f"{megabytes(built[1]):.0f} MB"))
        print(f"a local service among the three: {local} of {len(asked)}")


def main(args: Sequence[str]) -> None:
    """Measures; with --import, only imports, so that its memory can be told apart."""
    if args[:1] == ["--import"]:
        source, target = map(Path, args[1:])
        importing.run([source], target, importing.importer(DATA, "CA"), lambda _: None)
        return
    for count in map(int, args) if args else COUNTS:
        measure(count)


if __name__ == "__main__":
    main(sys.argv[1:])
