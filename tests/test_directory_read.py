"""A text becomes a query: danger, fear, language and manner are heard, and nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import Directory, Query
from directory.text import LOOKED_AT

DIRECTORY = Directory.load()
WORDS = st.sampled_from(
    [
        "help", "shelter", "in", "near", "from", "surrey", "hope", "bc", "punjabi", "my", "boss",
        "hit", "me", "they", "took", "passport", "no", "police", "ਸਰੀ", "护照", "مأوى", "V3T",
        "211",
        "the", "a", "to", "kill", "myself", "london", "uk", "café", "don't", "🙂", "\u200b", "'",
        "\x00", "hit-", "..", "V3T1B6", "north", "van", "speak",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "he has a gun",
        "HE IS HERE",
        "they're coming",
        "he is going to kill me",
        "help me now",
        "call 911",
        "i am locked in",
        "hes at the door",
        "she is bleeding",
        "they want to kill my brother",
        "i took all the pills",
        "i just cut my wrists",
        "im going to kill myself tonight",
        "au secours",
        "me va a matar",
        "救命",
        "ਬਚਾਓ",
        "saklolo",
        "cứu tôi với",
        "النجدة",
        "рятуйте",
        "убьет меня",
        "살려주세요",
        "socorro",
        "बचाओ",
        "i am in danegr",
    ],
)
def test_danger_is_heard_in_every_language(text: str) -> None:
    assert DIRECTORY.read(text).danger


@pytest.mark.parametrize(
    "text",
    [
        "i am not in danger",
        "it is not an emergency",
        "my boss fired me",
        "i want to kill time",
        "shelter surrey",
        "i have a bat phobia",
        "i don't want to die",
        "i need to cook dinner",
        "i took medicine for a cold",
        "i took the bus",
    ],
)
def test_no_danger_is_heard_where_none_is(text: str) -> None:
    assert not DIRECTORY.read(text).danger


@pytest.mark.parametrize(
    "text",
    [
        "i have no papers",
        "undocumented",
        "they will deport me",
        "no cops please",
        "I'm illegal here",
        "please don't call the police",
        "my visa expired",
        "i cant go to police",
        "scared of immigration",
        "sin papeles",
        "sans papiers",
        "没有身份",
        "nielegalny, no papers",
        "ਕਾਗਜ਼ ਨਹੀਂ",
        "боюсь полиции",
        "walang papeles",
    ],
)
def test_fear_for_status_or_of_the_police_is_heard(text: str) -> None:
    query = DIRECTORY.read(text)
    assert query.precarious
    assert "police" not in query.needs


@pytest.mark.parametrize(
    "text",
    [
        "hi", "hello", "yes", "no", "ok thanks", "why", "why do you ask", "skip", "back", "menu",
        "i am reading this", "i hope so", "hope", "mission", "nelson", "delta", "terrace", "trail",
        "the weather is nice", "my house is cold", "the horse ran", "what time is it", "1", "2, 3",
        "tell me more", "who are you", "are you a bot", "i will think about it", "golden",
        "maria", "victoria is my friend", "chase", "at home", "in the morning", "in a mission",
        "i dont want to die", "this is no good", "you are kind", "karen said so", "in the van",
        "polish my shoes", "can you repeat that", "i like to read", "sooner or later", "of course",
    ],
)  # fmt: skip
def test_ordinary_talk_asks_for_nothing(text: str) -> None:
    query = DIRECTORY.read(text)
    assert not query.asks
    assert query.guesses == ()


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("sheltr", ("sheltr", "shelter")),
        ("punjbi", ("punjbi", "punjabi")),
        ("shelter in surey", ("surey", "surrey")),
        ("imigration help", ("imigration", "immigration")),
        ("traffiking", ("traffiking", "trafficking")),
        ("bed in Abbotsfrd", ("abbotsfrd", "abbotsford")),
        ("i was rapd", ("rapd", "raped")),
    ],
)
def test_a_corrected_slip_is_always_said(text: str, guess: tuple[str, str]) -> None:
    assert guess in DIRECTORY.read(text).guesses


@pytest.mark.parametrize("text", ["the house was cold", "horse", "he is sweet", "shelters", "beds"])
def test_a_real_word_is_never_corrected(text: str) -> None:
    assert DIRECTORY.read(text).guesses == ()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("can i text someone", "text"),
        ("i cant talk he can hear me", "text"),
        ("im deaf", "text"),
        ("no puedo hablar", "text"),
        ("i want to talk on the phone", "voice"),
        ("shelter", None),
    ],
)
def test_how_they_can_be_in_touch_is_heard(text: str, mode: str | None) -> None:
    assert DIRECTORY.read(text).mode == mode


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("i am from the philippines and my boss took my passport", None),
        ("they want to send me back to manila", None),
        ("they will hurt my mother in vietnam", None),
        ("they brought me to calgary from manila", "Calgary, AB"),
        ("texting from abbotsford", "Abbotsford, BC"),
        ("i live in the interior", "the Interior, BC"),
        ("shelter in victoria", "Victoria, BC"),
        ("i am in mission bc", "Mission, BC"),
        ("shelter new york", "New York City, United States"),
        ("help in lagos", "Lagos, Nigeria"),
    ],
)
def test_the_place_is_where_the_person_is(text: str, label: str | None) -> None:
    place = DIRECTORY.read(text).place
    assert (place.label if place else None) == label


def test_a_place_nobody_knows_is_said_in_the_persons_words() -> None:
    assert DIRECTORY.read("shelter near Xyzzyville").unknown_place == "xyzzyville"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Punjabi", "pa"), ("ਪੰਜਾਬੀ", "pa"), ("panjabi", "pa"), ("punjbi", "pa"),
        ("中文", "zh"), ("mandarin please", "zh"), ("广东话", "yue"), ("cantonese", "yue"),
        ("filipino", "tl"), ("tagalgo", "tl"), ("Tiếng Việt", "vi"),
        ("vietnamse", "vi"), ("العربية", "ar"), ("arabic", "ar"), ("español", "es"),
        ("spansh", "es"), ("français", "fr"), ("한국어", "ko"), ("українська", "uk"),
        ("ukrainain", "uk"), ("русский", "ru"), ("हिन्दी", "hi"), ("urdu", "ur"),
        ("فارسی", "fa"), ("dari", "prs"), ("português", "pt"), ("i speak somali", "so"),
        ("cree", "cr"), ("polish", "pl"), ("hello", None), ("", None), ("12", None),
    ],
)  # fmt: skip
def test_a_language_is_read_from_its_name(typed: str, code: str | None) -> None:
    assert DIRECTORY.read_language(typed) == code


def test_every_language_code_has_a_name() -> None:
    assert DIRECTORY.language_name("pa") == "Punjabi"
    assert DIRECTORY.language_name("xx") == "xx"


@given(st.text(max_size=700))
def test_any_text_is_a_query(text: str) -> None:
    assert isinstance(DIRECTORY.read(text), Query)
    assert isinstance(DIRECTORY.read_place(text), Query)
    DIRECTORY.read_language(text)


@given(st.lists(WORDS, max_size=14))
def test_any_words_in_any_order_are_answered(words: list[str]) -> None:
    found = DIRECTORY.find(DIRECTORY.read(" ".join(words)))
    assert 1 <= len(found.matches) <= 3


@given(st.binary(max_size=300))
def test_bytes_that_were_no_text_are_a_query(junk: bytes) -> None:
    for text in (junk.decode("latin-1"), junk.decode("utf-8", "surrogateescape")):
        assert isinstance(DIRECTORY.read(text), Query)
        assert isinstance(DIRECTORY.read_place(text), Query)
        DIRECTORY.read_language(text)


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert DIRECTORY.read("x" * LOOKED_AT + " shelter surrey") == DIRECTORY.read("x" * LOOKED_AT)
    assert DIRECTORY.read("shelter surrey " + "x " * 100_000).needs == ("shelter",)


@pytest.mark.parametrize("text", ["shelter surrey", "i want to die", "ਸਰੀ ਆਸਰਾ", "V3T bed"])
def test_reading_twice_gives_the_same(text: str) -> None:
    assert DIRECTORY.read(text) == DIRECTORY.read(text) == Directory.load().read(text)


@pytest.mark.parametrize(
    "text", ["SHELTER SURREY", "shelter, surrey!", "  Shelter…surrey ", "sHELTER\nsurrey"]
)
def test_case_and_punctuation_change_nothing(text: str) -> None:
    assert DIRECTORY.read(text) == DIRECTORY.read("shelter surrey")


def test_guided_answers_make_the_same_query_as_words() -> None:
    written = DIRECTORY.read("shelter surrey punjabi")
    assert written.place is not None
    assert DIRECTORY.query("shelter", written.place.id, "pa") == written


def test_a_guided_query_without_answers_asks_for_nothing() -> None:
    assert not DIRECTORY.query(None, None, None).asks


def test_another_place_can_be_chosen_afterwards() -> None:
    query = DIRECTORY.read("shelter london")
    other = query.other_places[0]
    again = DIRECTORY.at(query, other)
    assert (again.place, again.country, again.needs) == (other, "GB", ("shelter",))


@pytest.mark.parametrize(
    "text",
    [
        "soy de Perú, acabo de escapar de ellos",
        "je viens du Togo, je suis sans papiers",
        "sou do Brasil e meu patrao nao paga",
        "my parents are flying me to Lahore to marry a man",
        "the agency in Manila said caregiver. it is a massage place in Richmond",
    ],
)
def test_where_somebody_comes_from_or_is_sent_to_is_not_where_they_are(text: str) -> None:
    assert DIRECTORY.read(text).country == "CA"


@pytest.mark.parametrize(
    ("text", "country"), [("refugio en Mexico", "MX"), ("i need a shelter in Seattle", "US")]
)
def test_where_somebody_says_that_they_are_is(text: str, country: str) -> None:
    """The control for the test before."""
    assert DIRECTORY.read(text).country == country
