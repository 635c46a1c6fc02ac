"""What no phrase foresaw: a learned guess, and all that it must leave alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from directory import Directory, DirectoryError, build_weak, concepts, weak
from directory.phrases import NEEDS
from directory.weak import OUTPUTS, Weighed, dump, load, parse, pieces

DIRECTORY = Directory.load()
ROOM = dict.fromkeys(NEEDS, -5.0)


def weighed(danger: float = -5.0, asked: float = 5.0, **needs: float) -> Weighed:
    return Weighed(ROOM | needs, danger, asked)


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("no wage for 2 months restaurant kitchen", "labour_exploitation"),
        ("got nowhere to crash and its raining", "shelter"),
        ("the recruiter sold us on to a second man", "human_trafficking"),
        ("мій бригадир третій місяць не віддає зароблене", "labour_exploitation"),
        ("mi suegra me jala del cabello", "domestic_violence"),
    ],
)
def test_what_no_phrase_holds_is_guessed(text: str, need: str) -> None:
    _, signs = DIRECTORY.reader.understood(text)
    assert "first:none" in signs or need not in {s.removeprefix("first:") for s in signs}
    assert need in DIRECTORY.read(text).needs


@pytest.mark.parametrize(
    "text",
    [
        "hello how are you today",
        "what is the weather like",
        "can you tell me more about this",
        "the second one please",
        "my sister in the blue house",
        "that is a good idea thank you",
        "wait a minute i will come back",
        "what do you mean by that",
        "early in the morning on weekdays",
        "a song that my mother sang",
        "sorry wrong number",
        "that film killed me",
        "buenas tardes como esta",
        "спасибо до завтра",
        "",
    ],
)
def test_small_talk_and_own_words_are_no_need(text: str) -> None:
    query = DIRECTORY.read(text)
    assert query.needs == ()
    assert not query.danger


@pytest.mark.parametrize(
    "text",
    [
        "he is swinging a crowbar at the windshield while i am in the car",
        "the knife is in his hand and he is walking to me",
        "tiene un machete y esta rompiendo la puerta",
        "она не просыпается и губы синие",
    ],
)
def test_danger_is_heard_without_its_usual_words(text: str) -> None:
    assert DIRECTORY.read(text).danger


@pytest.mark.parametrize(
    "text",
    [
        "my boss is killing me with these shifts",
        "i was stabbed ten years ago and i still dream of it",
        "this traffic is murder",
        "my father used to beat us when i was little",
        "my mother died last spring and i cannot stop crying",
    ],
)
def test_what_only_looks_like_danger_is_none(text: str) -> None:
    assert not DIRECTORY.read(text).danger


def test_what_is_unsaid_is_not_guessed_all_the_same() -> None:
    assert not DIRECTORY.read("i am not in danger").danger
    assert DIRECTORY.read("i am in danger").danger


def test_feared_police_are_not_offered_by_a_guess() -> None:
    assert "police" not in DIRECTORY.read("please do not call the police on me").needs
    assert "police" in DIRECTORY.read("i want to report him to the police").needs


def test_nothing_asked_is_nothing_guessed() -> None:
    assert weighed(shelter=2.0).guessed() == ("shelter",)
    assert weighed(shelter=2.0, asked=weak.ASKED - 0.1).guessed() == ()


def test_a_wild_guess_is_none() -> None:
    assert weighed(shelter=weak.PLAUSIBLE + 0.1).guessed() == ("shelter",)
    assert weighed(shelter=weak.PLAUSIBLE - 0.1).guessed() == ()
    assert weighed(shelter=weak.SURE - 1.1, asked=1.0).guessed() == ()


def test_a_second_guess_is_told_where_it_is_likely() -> None:
    assert weighed(shelter=2.0, food=weak.ALSO + 0.1).guessed() == ("shelter", "food")
    assert weighed(shelter=2.0, food=weak.ALSO - 0.1).guessed() == ("shelter",)


def test_what_phrases_say_stays_first_unless_another_is_clearly_likelier() -> None:
    near = weighed(shelter=0.5, food=0.5 + weak.CLEARLY - 0.1)
    assert near.with_phrases(("shelter",)) == ("shelter", "food")
    clear = weighed(shelter=0.5, food=0.5 + weak.CLEARLY + 0.1)
    assert clear.with_phrases(("shelter",)) == ("food", "shelter")


def test_what_phrases_say_is_lost_only_where_it_is_unlikely() -> None:
    likely = weak.UNLIKELY + 0.1
    said = ("legal", "child", "police")
    held = weighed(shelter=3.0, food=2.0, legal=likely, child=likely, police=likely)
    assert set(said) <= set(held.with_phrases(said))
    unlikely = weighed(shelter=3.0, legal=likely, child=likely, police=weak.UNLIKELY - 0.1)
    assert unlikely.with_phrases(said) == ("shelter", "legal", "child")
    assert weighed().with_phrases(said) == said, "all are, and nothing else is likely"


def test_help_alone_gives_way_to_what_it_is_for() -> None:
    assert weighed(child=weak.LIKELY + 0.1).with_phrases(("general_crisis",)) == ("child",)
    alone = weighed(child=weak.LIKELY - 0.1).with_phrases(("general_crisis",))
    assert alone == ("general_crisis",)


def test_a_single_word_is_answered_only_where_it_was_learned_whole() -> None:
    assert DIRECTORY.read("chlamydia").needs[:1] == ("health",)
    assert DIRECTORY.read("chlamydiosaurus").needs == ()


def test_a_place_where_somebody_else_is_or_may_be_sent_is_not_where_they_are() -> None:
    for text in (
        "van a la casa de mi mama en Honduras",
        "mi jefe me amenaza con mandarme a Mexico",
        "il veut me renvoyer au Maroc",
    ):
        assert DIRECTORY.read(text).place is None, text
    here = DIRECTORY.read("estoy en Honduras y necesito ayuda").place
    assert here is not None
    assert here.country == "HN"


def test_a_word_of_another_language_is_no_town_abroad() -> None:
    assert DIRECTORY.read("وين الاقي محامي مجاني").place is None, "where, and Vienna"
    assert DIRECTORY.read("Làm cua ở xưởng đông lạnh").place is None, "a crab"
    there = DIRECTORY.read("shelter in vienna").place
    assert there is not None
    assert there.country == "AT"


def test_danger_needs_its_own_weight_and_something_asked() -> None:
    assert weighed(danger=weak.DANGER).in_danger()
    assert not weighed(danger=weak.DANGER - 0.1).in_danger()
    assert not weighed(danger=9.0, asked=weak.ASKED - 0.1).in_danger()


def test_the_sum_is_the_sum_of_the_weights() -> None:
    row = bytes([138] + [128] * (len(OUTPUTS) - 2) + [108])
    about = {"bias": [0.5] * len(OUTPUTS), "scales": [0.1, 0.2], "learned_from": "", "words": ""}
    small = parse(dump({"=bed": row, "concept:bed": row}, about))
    both = small.weigh(["bed"], ["concept:bed"])
    assert both.needs[NEEDS[0]] == pytest.approx(0.5 + 10 * 0.1 + 10 * 0.2)
    assert both.needs[NEEDS[1]] == pytest.approx(0.5)
    assert both.asked == pytest.approx(0.5 - 20 * 0.1 - 20 * 0.2)
    assert small.weigh([], []).danger == pytest.approx(0.5)


def test_pieces_are_words_pairs_and_their_letters() -> None:
    assert pieces(["my", "bed"]) == {
        "=my", "=bed", "+my bed", " my", "my ", " my ", " be", "bed", "ed ", " bed", "bed "
    }  # fmt: skip
    assert pieces(["吃饭"]) == {"吃", "饭", "吃饭"}


def test_a_foreign_word_that_is_english_too_counts_only_in_its_language() -> None:
    known = concepts.load(frozenset({"pan"}))
    assert "food" not in known.said(["a", "frying", "pan"], "")
    assert "food" in known.said(["no", "hay", "pan", "para", "mi", "hijo"], "")


def test_a_word_of_another_language_is_no_slip_of_a_town() -> None:
    assert DIRECTORY.read("ils ont pris mon passeport hier matin").place is None
    found = DIRECTORY.read("they took my passport kelwona").place
    assert found is not None
    assert found.name == "Kelowna"


def test_every_file_of_concepts_names_the_same_things() -> None:
    held = DIRECTORY.reader.concepts
    assert "weapon" in held.said(["machete"], "")
    assert {"weapon"} == held.said(["ножом"], "") == held.said([], "刀")


def test_the_weights_are_of_the_lines_and_concepts_beside_them() -> None:
    # Red? The lines or the concepts changed: run `make weak`.
    assert load().learned_from == build_weak.hash_of_inputs()


def test_a_changed_line_makes_the_weights_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(build_weak.SAID, tmp_path / "said")
    monkeypatch.setattr(build_weak, "SAID", tmp_path / "said")
    assert load().learned_from == build_weak.hash_of_inputs()
    with (tmp_path / "said" / "small_talk.tsv").open("a", encoding="utf-8") as file:
        file.write("one more\t-\t\ten\n")
    assert load().learned_from != build_weak.hash_of_inputs()


def test_every_line_names_known_needs_and_flags(tmp_path: Path) -> None:
    assert len(build_weak.rows()) > 3_000
    (tmp_path / "bad.tsv").write_text("a line\tbeds\t\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad.tsv, line 1"):
        build_weak.rows(tmp_path)


def test_no_line_can_be_read_out_of_the_weights() -> None:
    held = load().packed
    longest = max((key for key in held if key.startswith("+")), key=lambda key: key.count(" "))
    assert longest.count(" ") == 1
    assert not any(text in held for text, *_ in build_weak.rows() if " " in text)


def test_unreadable_weights_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "weak.bin").write_bytes(b"{}\n")
    with pytest.raises(DirectoryError, match="make weak"):
        load(tmp_path / "weak.bin")


def test_the_weights_stay_small() -> None:
    assert weak.FILE.stat().st_size < 2_000_000
