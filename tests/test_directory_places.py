"""Places are found by how people name them, told apart, and never made up."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from directory import Directory
from directory.build_places import build, read_fsas, towns
from directory.places import open_gazetteer


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("surrey", "Surrey, BC"),
        ("I am in Surrey", "Surrey, BC"),
        ("SURREY!!", "Surrey, BC"),
        ("surey", "Surrey, BC"),
        ("ਸਰੀ", "Surrey, BC"),
        ("素里", "Surrey, BC"),
        ("van", "Vancouver, BC"),
        ("vancouver", "Vancouver, BC"),
        ("ванкувер", "Vancouver, BC"),
        ("فانكوفر", "Vancouver, BC"),
        ("north van", "North Vancouver, BC"),
        ("pg", "Prince George, BC"),
        ("yvr", "Vancouver airport, Richmond, BC"),
        ("dtes", "Downtown Eastside, Vancouver"),
        ("downtown eastside", "Downtown Eastside, Vancouver"),
        ("lower mainland", "Lower Mainland, BC"),
        ("vancouver island", "Vancouver Island, BC"),
        ("the okanagan", "Okanagan, BC"),
        ("haida gwaii", "Haida Gwaii, BC"),
        ("queen charlotte", "Daajing Giids, BC"),
        ("alert bay", "Alert Bay, BC"),
        ("lytton", "Lytton, BC"),
        ("dease lake", "Dease Lake, BC"),
        ("atlin", "Atlin, BC"),
        ("bella bella", "Bella Bella, BC"),
        ("tofino", "Tofino, BC"),
        ("ft st john", "Fort St. John, BC"),
        ("100 mile house", "100 Mile House, BC"),
        ("hope", "Hope, BC"),
        ("mission", "Mission, BC"),
        ("nelson", "Nelson, BC"),
        ("nelson bc", "Nelson, BC"),
        ("iqaluit", "Iqaluit, NU"),
        ("prince rupert", "Prince Rupert, BC"),
        ("prince rupert alberta", "Prince Rupert, AB"),
        ("bc", "British Columbia"),
        ("ontario", "Ontario"),
        ("on", "Ontario"),
        ("qc", "Quebec"),
        ("canada", "Canada"),
        ("philippines", "Philippines"),
        ("lagos", "Lagos, Nigeria"),
        ("london uk", "London, United Kingdom"),
        ("V3T", "Surrey (V3T), BC"),
        ("v3t 1b6", "Surrey (V3T), BC"),
        ("V3T1B6", "Surrey (V3T), BC"),
        ("X0A", "Nunavut"),
        ("V0T", "British Columbia"),
    ],
)
def test_a_place_is_read_however_it_is_named(directory: Directory, typed: str, label: str) -> None:
    place = directory.read_place(typed).place
    assert place is not None
    assert place.label == label


def test_the_rest_of_a_postal_code_changes_nothing(directory: Directory) -> None:
    assert directory.read_place("V3T 1B6") == directory.read_place("V3T 9Z9")


def test_a_place_chosen_among_several_says_so_and_names_the_others(directory: Directory) -> None:
    query = directory.read_place("london")
    assert query.guesses == (("london", "London, ON"),)
    assert "London, United Kingdom" in [place.label for place in query.other_places]


def test_a_corrected_place_says_what_was_typed(directory: Directory) -> None:
    assert directory.read_place("kelowa").guesses == (("kelowa", "Kelowna, BC"),)


def test_what_is_no_place_is_given_back_in_the_persons_words(directory: Directory) -> None:
    query = directory.read_place("Xyzzyville")
    assert query.place is None
    assert query.unknown_place == "xyzzyville"


@pytest.mark.parametrize("typed", ["", " ", "?!", "123", "\x00", "🙂"])
def test_no_answer_is_no_place(directory: Directory, typed: str) -> None:
    assert directory.read_place(typed).place is None


def test_the_country_and_region_follow_the_place(directory: Directory) -> None:
    calgary = directory.read_place("calgary")
    assert (calgary.country, calgary.region) == ("CA", "CA-AB")
    glasgow = directory.read_place("glasgow")
    assert (glasgow.country, glasgow.region) == ("GB", "GB-SCT")
    assert directory.read_place("canada").region == "CA-BC"


@pytest.mark.parametrize("typed", ["surrey", "bc", "philippines", "V3T", "dtes", "lagos", "pg"])
def test_a_place_is_found_again_by_its_id(directory: Directory, typed: str) -> None:
    place = directory.read_place(typed).place
    assert place is not None
    assert directory.place(place.id) == place


@pytest.mark.parametrize("id_", ["", "g", "g0", "gx", "g-1", "fsa-", "fsa-zzz", "nowhere", "'; --"])
def test_an_unknown_id_is_no_place(directory: Directory, id_: str) -> None:
    assert directory.place(id_) is None


def test_many_threads_may_ask_at_once(directory: Directory) -> None:
    asked = ["surrey", "ਸਰੀ", "london", "pg", "V3T", "xyzzyville"] * 20
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(directory.read_place, asked))
    assert answers == [directory.read_place(text) for text in asked]


def city(id_: int, name: str, country: str, people: int, *others: str) -> dict[str, Any]:
    return {
        "geonameid": id_, "name": name, "countrycode": country, "admin1code": "02",
        "latitude": 49.123456, "longitude": -122.8, "population": people,
        "alternatenames": list(others),
    }  # fmt: skip


HAND: dict[str, Any] = {
    "region": [
        {"id": "CA-BC", "code": "02", "name": "British Columbia", "short": "BC", "lat": 49.3,
         "lon": -122.9, "names": []},
    ],
    "area": [],
    "town": [
        {"id": "t", "name": "Atlin", "region": "CA-BC", "lat": 59.6, "lon": -133.7, "names": []},
    ],
    "also": [{"name": "Surrey", "region": "CA-BC", "names": ["ਸਰੀ"]}],
    "country": {"CA": ["Canada"]},
}  # fmt: skip
CITIES = [
    city(2, "Surrey", "CA", 568_322, "Suri"),
    city(1, "Tiny", "CA", 500),
    city(3, "Small", "US", 4_999),
    city(4, "Large", "US", 5_000),
]


def build_small(path: Path, cities: list[dict[str, Any]]) -> None:
    fsas = [("V3T", "Surrey", "CA-BC", 49.18, -122.87)]
    countries = {"CA": ("Canada", 1), "US": ("United States", 1)}
    build(path, towns(cities, {"02": "CA-BC"}), HAND, countries, fsas)


def test_the_same_input_in_any_order_gives_the_same_bytes(tmp_path: Path) -> None:
    build_small(tmp_path / "a", CITIES)
    build_small(tmp_path / "b", CITIES[::-1])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_all_of_canada_and_the_larger_places_of_the_world_are_kept(tmp_path: Path) -> None:
    build_small(tmp_path / "a", CITIES)
    found = open_gazetteer(tmp_path / "a").named(["tiny", "small", "large", "atlin", "ਸਰੀ", "suri"])
    assert sorted(found) == ["atlin", "large", "suri", "tiny", "ਸਰੀ"]


def test_positions_are_too_coarse_to_find_a_house(tmp_path: Path) -> None:
    build_small(tmp_path / "a", CITIES)
    (surrey,) = open_gazetteer(tmp_path / "a").named(["surrey"])["surrey"]
    assert (surrey.lat, surrey.lon) == (49.12, -122.8)


def test_the_gazetteer_that_ships_is_small() -> None:
    data = Path(__file__).parents[1] / "directory" / "data"
    assert (data / "places.sqlite").stat().st_size < 6_000_000
    assert len(read_fsas(data / "fsa.csv")) == 1_645
