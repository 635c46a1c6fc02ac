"""What numbers, dates, ages, addresses and accounts look like, in the languages spoken here.

Each pattern is tried on the text with every digit written 0-9, so that no pattern needs to know
the digits of other scripts. Patterns for a language whose words have no spaces around them are
not bounded by them either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import Match, Pattern

_WORD = r"[^\W\d_]"
_UNIT = r"(?:min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?|months?|km|kms|blocks?|am|pm|%)"


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern that is compiled when it is first needed: all of them take 20 ms."""

    source: str
    exact: bool


def _any(*parts: str, exact: bool = False) -> Shape:
    return Shape("|".join(f"(?:{part})" for part in parts), exact)


@cache
def _pattern(shape: Shape) -> Pattern[str]:
    return re.compile(shape.source, 0 if shape.exact else re.IGNORECASE)


# Bounded on both sides: without, a long word would be read once from each of its letters.
_MAILBOX = r"(?<![\w.+-])[\w.+-]{1,64}"
_EMAIL = _any(
    rf"{_MAILBOX}@[\w-]+(?:\.[\w-]+)+",
    rf"{_MAILBOX}\s*(?:\(at\)|\[at\]|\bat\b)\s*(?:gmail|hotmail|yahoo|outlook|icloud|proton(?:mail)?)\b"
    r"(?:\s*(?:\.|dot|\(dot\))\s*\w+)?",
    rf"{_MAILBOX}\s*(?:\(at\)|\[at\]|\bat\b)\s*[\w-]+\s*(?:\bdot\b|\(dot\))\s*\w+",
)
_LINK = _any(
    r"\b(?:https?://|www\.)\S+",
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|ca|org|net|me|io|ly|info|app|co|ph|mx|in|ru|ua|br|kr|cn|vn)"
    r"\b(?:/\S*)?",
)
_APP = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|whats\s?app|telegram|tg|wechat|weixin|微信|kakao(?:talk)?|"
    r"카톡|zalo|viber|tiktok|kik|skype|discord|twitter|facebook|fb|onlyfans)"
)
# What stands after the name of an app where nobody's account is meant.
_NO_ACCOUNT = (
    r"(?!(?:a|an|and|or|only|is|to|app|apps|msgs?|messages?|for|on|off|her|his|their|the|with|but|works?"
    r"|account|group|chat|calls?|story|stories|if|at|in|by|from|when|not|no|ok|okay|safe|fine|best|"
    r"locked|blocked|deleted|gone|being|was|are|has|please|after|before|me|we|she|he|they|number|"
    r"monitored|checked|watched|read|hacked|y|o|et|ou|et|video|text|thank|thanks)\b)"
)
_HANDLE = _any(
    r"(?<![\w.])@[\w.]{2,}",
    rf"\b{_APP}\s*(?:id|name|user\s?name|user|account|handle|number|no)?\s*(?:is\b|[:：=-])\s*"
    rf"{_NO_ACCOUNT}@?[\w.+-]{{3,}}",
    rf"\b(?<!\bon\s){_APP}\s+{_NO_ACCOUNT}@?[\w.+-]{{3,}}",
    rf"\bon\s+{_APP}\s+@?(?=[\w.]*[\d_.]\w)[\w.]{{3,}}",
    rf"(?<![\w.])(?=[^\W\d][\w.]{{0,30}}[\d_.]\w)[\w.]{{3,31}}\s+on\s+{_APP}\b",
    rf"\b(?:known|posts?|posting|listed|advertised|goes|is|account|profile)\s+as\s+(?!(?:usual|well|always|safe)\b)"
    rf"@?[\w.]{{3,}}\s+on\s+{_APP}\b",
    r"\b(?:user\s?name|screen\s?name|handle)\s*(?:is\b|[:：=])\s*\S{3,}",
    r"(?:微信|微信号|微信號)\s*[:：是]?\s*[a-z][\w-]{4,}",
)
_POSTCODE = _any(
    r"\b(?i:[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d)\b",
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]"
    r"|T[NX]|UT|V[AT]|W[AIVY])\.?\s+\d{5}(?:-\d{4})?\b",
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b",
    r"\b[a-z]{1,2}\d[a-z\d]?\s\d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2}\b",
    exact=True,
)

_STREET = (
    r"(?:street|str|avenue|ave|av|road|rd|boulevard|blvd|crescent|cres|highway|hwy|parkway|pkwy)"
)
_WEAK_STREET = r"(?:st|drive|dr|lane|ln|way|court|ct|place|pl|terrace|square|alley|row|mews|trail)"
_NOT_STREET = (
    r"(?!(?:on|in|from|the|a|an|off|down|to|at|of|and|or|people|kids?|children|women|men|beds?|min|mins|"
    r"minutes?|hours?|hrs?|days?|weeks?|months?|years?|km|more|this|that|by|per|safe|am|pm)\b)"
)
_ADDRESS = _any(
    r"\b(?:apt|apartment|unit|suite|ste|flat|appt|appartement|apto|apartamento|depto)\b\.?\s*"
    r"(?:no\.?|#|n[ºo°]\.?)?\s*[a-z]?\d+[a-z]?\b",
    r"\b(?:room|rm|chambre|habitaci[oó]n|quarto|phòng)\s*#?\s*\d{1,4}\w?\b(?:\s+(?:at|of)\s+\w+)?",
    rf"\b\d{{1,6}}[a-z]?(?:\s*-\s*\d+)?\s+(?:{_NOT_STREET}[\w'’.-]+\s+){{1,3}}{_STREET}\b",
    rf"\b\d{{1,6}}[a-z]?(?:\s*-\s*\d+)?\s+(?:[nsew]\.?\s+)?{_NOT_STREET}[\w'’.-]+\s+{_WEAK_STREET}\b",
    r"\b\d{1,3}(?:st|nd|rd|th)\s+(?:street|st|avenue|ave)\b",
    r"\bcorner\s+of\s+\S+\s+(?:and|&)\s+\S+",
    r"\bp\.?\s?o\.?\s*box\s*\d+",
    rf"\b\d{{1,5}}\s*,?\s*(?:bis\s+)?(?:rue|avenue|boulevard|boul\.|bd|chemin|route|impasse|allée|quai|"
    rf"rang|montée)\s+{_WORD}[\w'’-]*(?:\s+{_WORD}[\w'’-]*)?",
    r"\b(?:calle|avenida|avda\.?|carrera|cra\.?|calzada|paseo|pasaje|camino|rua|travessa|alameda|praça|"
    r"estrada)\s+[\w\s.'-]{1,30}?[\s,]*(?:#|n[ºo°]\.?|número)?\s*\d+",
    r"(?:ул\.|\bулиц[аеыу]\b|\bпроспект\w?\b|\bпр-т|вул\.|\bвулиц[яіюи]\b)\s*[^\W\d_][\w-]*"
    r"(?:\s*,?\s*(?:д\.?|дом|буд\.?|будинок|кв\.?)?\s*\d+)?",
    r"[\u4e00-\u9fff]{1,6}(?:路|街|大道|巷|弄)\s*\d+\s*[号號]?",
    r"\d+\s*[号號](?:楼|樓|室|房)",
    r"[가-힣]+(?:로|길)\s*\d+(?:번길)?(?!\s*(?:명|시|분|일|년|월|살|세|개|주))",
    r"شارع\s+\S+(?:\s+\d+)?",
    r"(?:मकान|गली|फ्लैट)\s*(?:नंबर|नं\.?|न\.)?\s*\d+",
    r"(?:ਮਕਾਨ|ਗਲੀ|ਫਲੈਟ)\s*(?:ਨੰਬਰ|ਨੰ\.?)?\s*\d+",
    r"(?:số\s+)?\d+[a-z]?(?:/\d+)*\s+(?:đường|phố|ngõ|hẻm)\s+\S+(?:\s+\S+)?",
    r"\bkalye\s+\w+",
)
# "123 Main" needs its capital; so does a French street without a number.
_ADDRESS_EXACT = _any(
    r"\b(?!(?:211|311|411|511|611|711|811|911|988)\b)\d{3,5}\s+[A-Z][a-z]+",
    r"\b(?:rue|boulevard|chemin)\s+(?:(?:de\s+la|des?|du)\s+|de\s+l['’])?[A-ZÀ-Ý]\w+",
    r"(?:đường|phố)\s+[A-ZĐÀ-Ỹ]\S+",
    exact=True,
)

_MONTHS = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|f[eé]v(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avril|may|mai|june?|juin|"
    r"july?|juillet|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|"
    r"dec(?:ember)?|d[eé]c(?:embre)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|"
    r"octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|"
    r"dezembro|pebrero|marso|hunyo|hulyo|setyembre|oktubre|nobyembre|disyembre)"
)
_OTHER_MONTHS = (
    r"(?:январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]|октябр[яь]|"
    r"ноябр[яь]|декабр[яь]|січ(?:ня|ень)|лют(?:ого|ий)|берез(?:ня|ень)|квіт(?:ня|ень)|трав(?:ня|ень)|"
    r"черв(?:ня|ень)|лип(?:ня|ень)|серп(?:ня|ень)|верес(?:ня|ень)|жовт(?:ня|ень)|листопада?|груд(?:ня|ень)|"
    r"يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|"
    r"جانفي|فيفري|أفريل|جوان|جويلية|أوت|"
    r"जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर|"
    r"ਜਨਵਰੀ|ਫਰਵਰੀ|ਮਾਰਚ|ਅਪ੍ਰੈਲ|ਮਈ|ਜੂਨ|ਜੁਲਾਈ|ਅਗਸਤ|ਸਤੰਬਰ|ਅਕਤੂਬਰ|ਨਵੰਬਰ|ਦਸੰਬਰ)"
)
_NTH = r"(?:st|nd|rd|th|º|er)?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_BIRTH_YEAR = r"(?:19[2-9]\d|20[0-2]\d)"
_BORN = (
    r"(?:\bborn\b|\bbirth\b|\bbirthday\b|\bd\.?o\.?b\b\.?|\bnée?\b|\bnaissance\b|\bnacid[ao]\b|\bnaci[oó]\b|"
    r"\bnacimiento\b|\bnascid[ao]\b|\bnasceu\b|\bipinanganak\b|родил\w*|рожд\w*|народи\w*|"
    r"народж\w*|sinh|مواليد|ولدت|ولد|जन्म|ਜਨਮ|出生|생년|태어)"
)
_DATE = _any(
    r"\b(?:19|20)\d\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}\b",
    r"\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)?\d\d\b",
    r"\b(?!24/7|50/50|1/[2-4]\b|[23]/[34]\b|9/10|10/10)(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])\b(?!/)",
    r"\b(?!24/7)(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b(?!/)",
    rf"\b\d{{1,2}}{_NTH}\s*(?:of\s+|de\s+|ng\s+)?{_MONTHS}\b\.?(?:,?\s*(?:de\s+|del\s+)?(?:19|20)\d\d\b)?",
    rf"\b{_MONTHS}\b\.?\s*(?:the\s+)?\d{{1,2}}{_NTH}\b(?!\s*(?:{_UNIT}|people|kids|beds)\b)"
    rf"(?:,?\s*(?:19|20)\d\d\b)?",
    rf"\b{_MONTHS}\b\.?,?\s*(?:de\s+|del\s+|of\s+)?(?:19|20)\d\d\b",
    rf"\d{{1,2}}\s*-?(?:го\s*)?{_OTHER_MONTHS}(?:\s*(?:19|20)\d\d)?",
    rf"{_OTHER_MONTHS}\s*(?:19|20)\d\d",
    rf"(?:\b{_DAY}\s*,?\s+)?\bthe\s+\d{{1,2}}(?:st|nd|rd|th)\b(?!\s*(?:floor|time|of\s+the|ave|st|street|one))",
    rf"\b{_DAY}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)\b",
    r"\d{1,2}\s*月\s*\d{1,2}\s*[日号號]|(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月)?",
    r"\d{1,2}\s*월\s*\d{1,2}\s*일|(?:19|20)\d\d\s*년(?:\s*\d{1,2}\s*월)?",
    r"\bngày\s+\d{1,2}(?:\s*(?:tháng|/)\s*\d{1,2})?|\b\d{1,2}\s+tháng\s+\d{1,2}|\btháng\s+\d{1,2}\s+năm\s+\d{4}",
    rf"{_BORN}[^.!?\n]{{0,20}}?{_BIRTH_YEAR}",
    # A year of which a person could be born who is grown now says an age without its word.
    r"(?<![\d#.,-])(?:19[3-9]\d|200\d|201[0-2])(?![\d,.]\d|s\b|\d)",
)

_TEENS = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[\s-]?(?:one|two|three|four|five|six|seven|"
    r"eight|nine))?)"
)
_AGE_NUMBER = rf"(?:\d{{1,2}}|{_TEENS})"
_WHO = (
    r"(?:girl|boy|woman|man|female|male|client|teen(?:ager)?|lady|youth|survivor|minor|daughter|"
    r"son|baby)"
)
_AGE = _any(
    rf"\b(?:{_AGE_NUMBER}|one|two|three|four|five|six|seven|eight|nine)[\s-]*(?:years?|yrs?|months?|weeks?)"
    rf"[\s-]*(?:olds?|of\s+age)\b",
    r"\b\d{1,2}\s*y\.?\s?/?\s?o\b",
    rf"\b(?:aged?|ages)\b\s*[:=]?\s*(?:is\s+|of\s+)?{_AGE_NUMBER}\b",
    rf"\b(?:she|he|they|client|who|i|son|daughter|baby|kid|child|girl|boy|sister|brother|kids|children|sons|daughters)"
    rf"(?:['’](?:s|re|m)|\s+(?:is|am|are|was|turns|turned))\s+(?:(?:just|only|about|now|almost|barely|nearly|not\s+yet|turning)\s+)?"
    rf"(?:\d{{1,2}}(?![\d/:])|{_TEENS}\b)(?!\s*(?:{_UNIT}|st|nd|rd|th|people|women|of|kids|feet|percent)\b)(?!s\b|%)"
    r"(?:\s*years?\s*old\b)?",
    rf"\b{_WHO}\s*[,(]\s*{_AGE_NUMBER}\b(?!\s*(?:{_UNIT}|kids|children)\b)",
    rf"\b(?:kids?|child(?:ren)?|sons?|daughters?|bab(?:y|ies)|boys?|girls?)\s*[,:(]?\s*(?:of\s+|aged?\s+)?"
    rf"\d{{1,2}}\b(?!\s*(?:{_UNIT}|beds|bags)\b)(?!:)",
    r"\b\d{2}[fm]\b|\b[fm]/?\d{2}\b",
    rf"\b(?:turned|turns|turning)\s+{_AGE_NUMBER}\b(?!\s*(?:{_UNIT}|people|pages?|of)\b)",
    rf"\b(?:only|just|barely)\s+{_AGE_NUMBER}\s+and\s+[a-z]+\b(?<!\d)",
    rf"\b(?:{_TEENS}|\d{{1,2}})\s+(?:and\s+)?(?:pregnant|alone)\b",
    r"\b(?:\d{1,2}|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt(?:[- ](?:et[- ])?\w+)?|trente)\s*"
    r"ans\b",
    r"\b(?:\d{1,2}|quince|diecis[eé]is|diecisiete|dieciocho|diecinueve|veint\w+|treinta)\s*a[nñ]os\b",
    r"\b(?:\d{1,2}|quinze|dezesseis|dezasseis|dezessete|dezassete|dezoito|dezenove|vinte)\s*anos\b",
    r"\b\d{1,2}\s*(?:na\s+)?(?:taong?\s+gulang|anyos)\b",
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[岁歲]",
    r"\b(?:\d{1,2}|mười\s+\w+|hai\s+mươi(?:\s+\w+)?)\s*tuổi",
    r"\d{1,2}\s*(?:سنة|سنه|عاماً|عاما|عام|سنوات)(?!\w)|عمر(?:ها|ه|ي)\s*\d{1,2}",
    r"\d{1,2}\s*(?:рік|років|роки|рочків|лет|годика?|года?)\b",
    r"(?:шістнадцять|сімнадцять|вісімнадцять)\s+років|(?:шестнадцать|семнадцать|восемнадцать)\s+лет",
    r"\d{1,2}\s*(?:साल|वर्ष|बरस)|(?:सोलह|सत्रह|अठारह)\s*साल|\d{1,2}\s*(?:ਸਾਲ|ਵਰ੍ਹੇ)|\b\d{1,2}\s*saal\b",
    r"\d{1,2}\s*(?:살|세)(?!기)|열(?:다섯|여섯|일곱|여덟|아홉)\s*살|스무\s*살",
)
# A range says less than an age, and a span of time says none.
_BEFORE_RANGE = _any(
    r"(?:\b(?:under|over|below|above|least|most|than|until|to|between|from|for|since|last|past|moins\s+de|"
    r"plus\s+de|depuis|pendant|hace|desde\s+hace|más\s+de|menos\s+de|durante|por|há|mais\s+de|"
    r"menos\s+de|старше|младше|до|от|від|понад|dưới|trên)|\d\s*(?:-|–|to|or|and|a|à)|il\s+y\s+a)\s*(?:the\s+age\s+of\s+)?$",
)
_AFTER_RANGE = _any(
    r"\s*(?:\+|(?:or|and|ou|o|и|і)\s+(?:older|over|up|above|under|younger|plus|más|mais|старше|"
    r"старші)|ago\b|plus\b|以上|以下|이상|이하|미만)",
    r"\s*(?:-|–|to)\s*\d",
)

_FILE = (
    r"(?:file|case|claim|badge|ticket|passport|passeport|pasaporte|passaporte|licen[cs]e|plate|sin|phn|uci|"
    r"client|permit|visa|account|acct|card|id|ref|reference|report|permis|dossier|carte|paspor|паспорт|"
    r"护照|護照|여권|جواز|पासपोर्ट|ਪਾਸਪੋਰਟ)"
)
_SAID_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_MORE = r"[\w-]*(?:\s\d[\w-]*)*"
_NUMBER = _any(
    rf"\b{_FILE}\b\s*(?:no\b\.?|num(?:ber)?|#|№|n[ºo°]|:|is|-)+\s*[:#]?\s*(?=\w*\d)[a-z]*-?\d+{_MORE}",
    rf"\b{_FILE}\s+[a-z]{{0,3}}-?\d{{3,}}{_MORE}",
    r"#\s?\d{3,}",
    r"(?<![\d+])\+?\d(?:[ .-]?\d){4,}(?!\d)",
    rf"\b{_SAID_DIGIT}(?:[\s-]+{_SAID_DIGIT}){{4,}}\b",
    r"\b(?!covid-?19\b)(?!\d+(?:am|pm|hrs?|mins?|days?|weeks?|months?|years?|people|kids?|beds?)\b)"
    r"(?!\d{1,2}-)(?=[a-z-]*\d)(?=[\d-]*[a-z])(?=(?:[a-z-]*\d){2})[a-z\d-]{5,}\b",
)
_PLATE = _any(
    r"\b(?!BC\b|ON\b|AB\b|CA\b)[A-Z]{2,3}[ -]?\d{3,5}\b",
    r"\b[A-Z]{1,2}\d{1,2}[ -]?\d{1,2}[A-Z]\b",
    exact=True,
)

_SHAPES: tuple[tuple[str, Shape], ...] = (
    ("email", _EMAIL),
    ("link", _LINK),
    ("handle", _HANDLE),
    ("postcode", _POSTCODE),
    ("address", _ADDRESS),
    ("date", _DATE),
    ("age", _AGE),
    ("address", _ADDRESS_EXACT),
    ("number", _NUMBER),
    ("number", _PLATE),
)
FIRST = ("email", "link", "postcode", "address", "date", "handle", "age", "phone", "name", "number")
"""Which kind keeps a stretch of text that two kinds claim."""


def shapes(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of all that looks like one of the kinds; they may overlap.

    `text` has its digits as 0-9.
    """
    for kind, shape in _SHAPES:
        for found in _pattern(shape).finditer(text):
            if kind != "age" or not _range(text, found):
                yield found.start(), found.end(), kind


def _range(text: str, found: Match[str]) -> bool:
    before = text[max(0, found.start() - 24) : found.start()]
    if _pattern(_BEFORE_RANGE).search(before):
        return True
    return _pattern(_AFTER_RANGE).match(text, found.end()) is not None
