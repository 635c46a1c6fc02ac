"""What people write, and what must come of it: one line each, written from needs, with slips."""

import pytest

from directory import Directory

# (what is typed, first need, place, language, first contact; "" is none)
QUERIES = [
    # A place to sleep, and away from here.
    ("shelter surrey punjabi", "shelter", "Surrey, BC", "pa", "bc-211"),
    ("sheltr surey punjbi", "shelter", "Surrey, BC", "pa", "bc-211"),
    ("need a bed tonight", "shelter", "", "", "bc-211"),
    ("I have nowhere to go tonight with my 2 kids", "shelter", "", "", "bc-211"),
    ("cant go home", "shelter", "", "", "bc-211"),
    ("where can i sleep in prince george", "shelter", "Prince George, BC", "", "bc-211"),
    ("somewhere safe in pg please", "shelter", "Prince George, BC", "", "bc-211"),
    ("a safe house near Nanaimo", "shelter", "Nanaimo, BC", "", "bc-211"),
    ("got kicked out, kelowna", "shelter", "Kelowna, BC", "", "bc-211"),
    ("womens shelter abbotsford", "shelter", "Abbotsford, BC", "", "bc-211"),
    ("shelter for men vancouver", "shelter", "Vancouver, BC", "", "bc-211"),
    ("homless in the downtown eastside", "shelter", "Downtown Eastside, Vancouver", "", "bc-211"),
    ("shelter hope", "shelter", "Hope, BC", "", "bc-211"),
    ("i am in terrace and need a place to stay", "shelter", "Terrace, BC", "", "bc-211"),
    ("bed in Prnce Rupert tonight", "shelter", "Prince Rupert, BC", "", "bc-211"),
    ("we sleep in our car", "shelter", "", "", "bc-211"),
    ("I need to get out of this house tonight", "shelter", "", "", "bc-211"),
    ("place to stay in Alert Bay", "shelter", "Alert Bay, BC", "", "bc-211"),
    ("shelter haida gwaii", "shelter", "Haida Gwaii, BC", "", "bc-211"),
    ("shelter V3T", "shelter", "Surrey (V3T), BC", "", "bc-211"),
    ("shelter winnipeg", "shelter", "Winnipeg, MB", "", "mb-fv"),
    ("shelter montreal", "shelter", "Montréal, QC", "", "qc-sos-vc"),
    ("need shelter in whitehorse", "shelter", "Whitehorse, YT", "", "yt-211"),
    ("shelter yellowknife", "shelter", "Yellowknife, NT", "", "nt-family-violence"),
    ("shelter charlottetown pei", "shelter", "Charlottetown, PE", "", "pe-fvps"),
    # Held, sold, made to work.
    ("they took my passport", "human_trafficking", "", "", "bc-victimlink"),
    ("boss has my pasport and wont give it back", "human_trafficking", "", "", ""),
    ("forced to work in a house in richmond", "human_trafficking", "Richmond, BC", "", ""),
    ("my pimp beats me", "human_trafficking", "", "", "bc-victimlink"),
    ("he makes me sleep with men for money", "human_trafficking", "", "", "bc-victimlink"),
    ("they sold me", "human_trafficking", "", "", "bc-victimlink"),
    ("I want out of the game", "human_trafficking", "", "", "bc-victimlink"),
    ("they lock me in at night", "human_trafficking", "", "", "bc-victimlink"),
    ("he says i have to pay off a debt first", "human_trafficking", "", "", "bc-victimlink"),
    ("human traficking hotline", "human_trafficking", "", "", "ca-cht-hotline"),
    ("I think my friend is being trafficked calgary", "human_trafficking", "Calgary, AB", "", ""),
    ("they keep moving me from motel to motel", "human_trafficking", "", "", "bc-victimlink"),
    ("she keeps all my money", "human_trafficking", "", "", "bc-victimlink"),
    ("not allowed to leave the house", "human_trafficking", "", "", "bc-victimlink"),
    ("trafficking help toronto", "human_trafficking", "Toronto, ON", "", "ca-cht-hotline"),
    ("trafficked in Lagos nigeria", "human_trafficking", "Lagos, Nigeria", "", "ng-naptip"),
    ("help trafficked woman london england", "human_trafficking", "London, United Kingdom", "", ""),
    # Work.
    ("boss wont pay me", "labour_exploitation", "", "", "bc-mwc"),
    (
        "my employer doesnt pay overtime we work 16 hours a day",
        "labour_exploitation",
        "",
        "",
        "bc-mwc",
    ),
    ("farm worker no days off", "labour_exploitation", "", "", "bc-mwc"),
    ("nanny not getting paid", "labour_exploitation", "", "", "bc-mwc"),
    ("they owe me wages", "labour_exploitation", "", "", "bc-mwc"),
    ("closed work permit boss threatens me", "labour_exploitation", "", "", ""),
    ("migrant worker rights delta bc", "labour_exploitation", "Delta, BC", "", "bc-mwc"),
    # Violence by someone close.
    ("he found me again", "domestic_violence", "", "", "bc-victimlink"),
    ("he hits me", "domestic_violence", "", "", "bc-victimlink"),
    ("my husband beats me and the kids", "domestic_violence", "", "", "bc-victimlink"),
    ("abusive boyfriend edmonton", "domestic_violence", "Edmonton, AB", "", "ab-fvil"),
    ("my ex is stalking me", "domestic_violence", "", "", "bc-victimlink"),
    ("I left him but he follows me", "domestic_violence", "", "", "bc-victimlink"),
    ("domestic violense halifax", "domestic_violence", "Halifax, NS", "", "ns-thans"),
    (
        "abused by my partner regina saskatchewan",
        "domestic_violence",
        "Regina, SK",
        "",
        "sk-211-abuse",
    ),
    # Sexual violence.
    ("i was raped", "sexual_assault", "", "", "bc-victimlink"),
    ("sexual assualt centre victoria bc", "sexual_assault", "Victoria, BC", "", "bc-victimlink"),
    ("my uncle touches me", "sexual_assault", "", "", ""),
    ("raped in toronto", "sexual_assault", "Toronto, ON", "", ""),
    # Not wanting to live, and dark days.
    ("i want to die", "suicide", "", "", "bc-crisis-suicide"),
    ("i wanna kil myself", "suicide", "", "", "bc-crisis-suicide"),
    ("suicidle", "suicide", "", "", "bc-crisis-suicide"),
    ("everyone would be better off without me", "suicide", "", "", "bc-crisis-suicide"),
    ("i cant go on", "suicide", "", "", "bc-crisis-suicide"),
    ("want to die toronto", "suicide", "Toronto, ON", "", "ca-988"),
    ("i feel so alone", "mental_health", "", "", ""),
    ("need someone to talk to", "mental_health", "", "", ""),
    ("panic attacks and nightmares", "mental_health", "", "", ""),
    ("counseling for trauma kamloops", "mental_health", "Kamloops, BC", "", ""),
    # Law, status, police, health.
    ("i have no papers", "immigration", "", "", "bc-mwc"),
    ("they will deport me", "immigration", "", "", "bc-mwc"),
    ("imigration lawyer", "immigration", "", "", ""),
    ("need a laywer burnaby", "legal", "Burnaby, BC", "", "bc-labc"),
    ("legal aid", "legal", "", "", "bc-labc"),
    ("i want to talk to police", "police", "", "", "ca-911"),
    ("need doctor pregnant", "health", "", "", "bc-healthlink"),
    ("i am hurt and need a nurse", "health", "", "", "bc-healthlink"),
    # Who they are.
    ("i am native need someone to talk to", "indigenous", "", "", "bc-kuu-us"),
    ("indigenous crisis line", "indigenous", "", "", ""),
    ("trans line", "lgbtq", "", "", "ca-trans-lifeline"),
    ("my son abuses me i am 74", "seniors", "", "", "bc-sail"),
    ("teen line", "youth", "", "", "ca-kids-help-phone"),
    ("someone is hurting my kids", "child", "", "", ""),
    # How.
    ("can i text someone he can hear me", "domestic_violence", "", "", "bc-victimlink"),
    ("text line for suicide", "suicide", "", "", "ca-988"),
    ("they said theyd call the cops on me", "general_crisis", "", "", "bc-victimlink"),
    ("they make me work in their restaurant", "human_trafficking", "", "", "bc-victimlink"),
    ("i swallowed a bottle of tylenol", "suicide", "", "", "bc-crisis-suicide"),
    ("my landlord wants sex for rent", "sexual_assault", "", "", ""),
    ("me quiero matar", "suicide", "", "es", ""),
    ("tôi bị chồng đánh", "domestic_violence", "", "vi", "bc-victimlink"),
    ("nowhere 2 sleep vancouvr", "shelter", "Vancouver, BC", "", "bc-211"),
    ("someone who speaks vietnamese", "", "", "vi", "bc-victimlink"),
    ("i speak tagalog boss not paying", "labour_exploitation", "", "tl", "bc-mwc"),
    ("lawyer mandarin", "legal", "", "zh", "bc-labc"),
    ("arabic speaking counsellor surrey", "mental_health", "Surrey, BC", "ar", ""),
    ("help", "general_crisis", "", "", "bc-victimlink"),
    ("i am scared", "general_crisis", "", "", "bc-victimlink"),
    ("what number can i call", "general_crisis", "", "", "bc-victimlink"),
    ("victimlink", "general_crisis", "", "", "bc-victimlink"),
    ("kids help phone", "youth", "", "", "ca-kids-help-phone"),
    # Other countries.
    ("shelter in paris france", "shelter", "Paris, France", "", "fr-3919"),
    ("i am held in Bangkok", "human_trafficking", "Bangkok, Thailand", "", "th-1300"),
    ("trafficking manila", "human_trafficking", "Manila, Philippines", "", "ph-1343"),
    ("human trafficking helpline usa", "human_trafficking", "United States", "", "us-nhth"),
    ("mexico trata de personas", "human_trafficking", "Mexico", "es", "mx-lnctp"),
    # French.
    ("j'ai besoin d'un refuge à montréal", "shelter", "Montréal, QC", "fr", "qc-sos-vc"),
    ("mon mari me frappe", "domestic_violence", "", "fr", "bc-victimlink"),
    ("il a pris mon passeport", "human_trafficking", "", "fr", "bc-victimlink"),
    ("je veux mourir", "suicide", "", "fr", "ca-988"),
    ("je n'ai pas de papiers", "immigration", "", "fr", "bc-mwc"),
    ("mon patron ne me paie pas", "labour_exploitation", "", "fr", "bc-mwc"),
    ("où dormir ce soir à québec", "shelter", "Quebec", "fr", "qc-sos-vc"),
    # Spanish.
    (
        "mi jefe no me paga y me quitó el pasaporte",
        "labour_exploitation",
        "",
        "es",
        "bc-mwc",
    ),
    ("necesito refugio en vancouver", "shelter", "Vancouver, BC", "es", "bc-211"),
    ("no tengo donde dormir esta noche", "shelter", "", "es", "bc-211"),
    ("mi esposo me golpea", "domestic_violence", "", "es", "bc-victimlink"),
    ("quiero morirme", "suicide", "", "es", ""),
    ("me violaron", "sexual_assault", "", "es", "bc-victimlink"),
    ("no tengo papeles y necesito un abogado", "legal", "", "es", ""),
    # Punjabi.
    ("ਮੈਨੂੰ ਸਰੀ ਵਿੱਚ ਰਹਿਣ ਲਈ ਥਾਂ ਚਾਹੀਦੀ ਹੈ", "shelter", "Surrey, BC", "pa", "bc-211"),
    ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਕੁੱਟਦਾ ਹੈ", "domestic_violence", "", "pa", "bc-victimlink"),
    ("ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ", "suicide", "", "pa", ""),
    ("ਮਾਲਕ ਪੈਸੇ ਨਹੀਂ ਦਿੰਦਾ", "labour_exploitation", "", "pa", "bc-mwc"),
    ("mainu madad chahidi hai surrey vich", "general_crisis", "Surrey, BC", "pa", "bc-victimlink"),
    ("mera gharwala kutda hai", "domestic_violence", "", "pa", "bc-victimlink"),
    # Tagalog.
    ("kailangan ko ng matutuluyan", "shelter", "", "tl", "bc-211"),
    ("kinuha ng amo ko ang passport ko", "human_trafficking", "", "tl", "bc-victimlink"),
    ("hindi ako binabayaran", "labour_exploitation", "", "tl", "bc-mwc"),
    ("sinasaktan ako ng asawa ko", "domestic_violence", "", "tl", "bc-victimlink"),
    # Chinese.
    ("我在素里需要住处", "shelter", "Surrey, BC", "zh", "bc-211"),
    ("老板拿走我的护照 不给工资", "labour_exploitation", "", "zh", "bc-mwc"),
    ("丈夫打我 怎么办", "domestic_violence", "", "zh", "bc-victimlink"),
    ("我不想活了", "suicide", "", "zh", ""),
    ("溫哥華 律師 廣東話", "legal", "Vancouver, BC", "yue", "bc-labc"),
    # Vietnamese.
    ("tôi cần chỗ ngủ ở Vancouver", "shelter", "Vancouver, BC", "vi", "bc-211"),
    ("toi can cho ngu", "shelter", "", "vi", "bc-211"),
    ("chồng tôi đánh tôi", "domestic_violence", "", "vi", "bc-victimlink"),
    ("chủ giữ hộ chiếu của tôi", "human_trafficking", "", "vi", "bc-victimlink"),
    # Arabic.
    ("أحتاج إلى مأوى في فانكوفر", "shelter", "Vancouver, BC", "ar", "bc-211"),
    ("زوجي يضربني", "domestic_violence", "", "ar", "bc-victimlink"),
    ("أخذوا جواز سفري", "human_trafficking", "", "ar", "bc-victimlink"),
    # Ukrainian and Russian.
    ("мені потрібен притулок", "shelter", "", "uk", "bc-211"),
    ("забрали мій паспорт і змушують працювати", "human_trafficking", "", "uk", "bc-victimlink"),
    ("мне негде ночевать", "shelter", "", "ru", "bc-211"),
    ("муж меня бьёт", "domestic_violence", "", "ru", "bc-victimlink"),
    ("нужен адвокат в ванкувере", "legal", "Vancouver, BC", "ru", "bc-labc"),
    # Hindi, Korean, Portuguese.
    ("मुझे रहने की जगह चाहिए", "shelter", "", "hi", "bc-211"),
    ("mujhe rehne ki jagah chahiye surrey mein", "shelter", "Surrey, BC", "hi", "bc-211"),
    ("मेरा पति मुझे मारता है", "domestic_violence", "", "hi", "bc-victimlink"),
    ("살 곳이 없어요 밴쿠버", "shelter", "Vancouver, BC", "ko", "bc-211"),
    ("사장이 월급을 안 줘요", "labour_exploitation", "", "ko", "bc-mwc"),
    ("eu preciso de um abrigo", "shelter", "", "pt", "bc-211"),
    ("meu marido me bate", "domestic_violence", "", "pt", "bc-victimlink"),
]


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


@pytest.mark.parametrize(
    ("text", "need", "place", "language", "first"), QUERIES, ids=[q[0] for q in QUERIES]
)
def test_what_people_write_is_understood(
    directory: Directory, text: str, need: str, place: str, language: str, first: str
) -> None:
    query = directory.read(text)
    found = directory.find(query)
    assert (query.needs or ("",))[0] == need
    assert (query.place.label if query.place else "") == place
    assert (query.language or "") == language
    if first:
        assert found.matches[0].contact.id == first
    assert query.asks
    assert 1 <= len(found.matches) <= 3
