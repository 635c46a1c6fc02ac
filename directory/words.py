"""Turns what people type into plain words: one way for texts, phrases and names alike."""

import re
import unicodedata

# What is dropped after decomposing: Latin, Greek and Cyrillic accents, and the short vowels of
# Arabic. Not the vowel signs of Indic scripts: without them other words are meant.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u0640]")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb`\u00b4\u2032\uff07]")
# Marks (M) belong to their word in Indic scripts, where \\w does not match them.
_WORD = re.compile(r"[^\W_]+(?:[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+[^\W_]*)*")
_LETTERS = str.maketrans(
    {
        "đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
        "ے": "ي", "ھ": "ه", "ہ": "ه",
    }
)  # fmt: skip
_HELD = re.compile(r"([a-z])\1{2,}")
# Scripts that put no spaces between words, or grow their words at both ends: there a phrase is
# looked for anywhere in the text.
_UNSPACED = re.compile(
    "[\u0600-\u06ff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_SHORT_FORMS = {
    "im": "i am", "ive": "i have", "iam": "i am",
    "cant": "can not", "cannot": "can not", "wont": "will not", "dont": "do not",
    "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "havent": "have not", "hasnt": "has not", "wouldnt": "would not",
    "couldnt": "could not", "hes": "he is", "shes": "she is", "theyre": "they are",
    "theyve": "they have", "theyll": "they will", "youre": "you are", "weve": "we have",
    "thats": "that is",
    "theres": "there is", "whos": "who is", "whats": "what is", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "gimme": "give me", "lemme": "let me",
    "u": "you", "ur": "your", "r": "are", "bf": "boyfriend", "gf": "girlfriend",
    "hubby": "husband", "plz": "please", "pls": "please", "ppl": "people", "tn": "tonight",
    "2nite": "tonight", "2night": "tonight", "tonite": "tonight", "rn": "right now",
    "smone": "someone", "sum1": "someone", "some1": "someone", "frm": "from",
    "kil": "kill", "kils": "kills", "tak": "take", "wnt": "want", "whre": "where", "fod": "food",
    "nite": "night", "nites": "nights", "fone": "phone", "fones": "phones", "tok": "took",
    "ned": "need", "nead": "need", "neeed": "need", "wher": "where", "hav": "have", "giv": "give",
    "thm": "them", "mony": "money", "liv": "live", "lif": "life", "ded": "dead", "nife": "knife",
    "rite": "right", "hasa": "has a", "teh": "the", "evry": "every", "cuz": "because",
    "becuz": "because", "sumone": "someone", "sombody": "somebody", "sumbody": "somebody",
    "sumwhere": "somewhere", "txt": "text", "tmrw": "tomorrow", "tomoro": "tomorrow",
    "wat": "what", "frend": "friend", "frends": "friends", "freind": "friend", "wrk": "work",
    "payed": "paid", "hrs": "hours", "hr": "hour", "dosnt": "does not", "dosent": "does not",
    "doesent": "does not", "leav": "leave", "leeve": "leave", "hous": "house",
    "lett": "let", "dayz": "days", "moov": "move", "sleap": "sleep", "slep": "sleep",
    "plase": "place", "plce": "place", "helpp": "help", "hlp": "help", "wil": "will",
    "hubsand": "husband", "huband": "husband", "werent": "were not",
    "imma": "i will", "ima": "i will", "shouldnt": "should not", "havnt": "have not",
    "youve": "you have", "itll": "it will", "idk": "i do not know",
    "bday": "birthday", "yrs": "years", "yr": "year", "luv": "love", "nobdy": "no one",
    "noway": "no way", "nowere": "nowhere", "cldnt": "could not", "shldnt": "should not",
    "agian": "again", "againn": "again", "emergancy": "emergency", "polise": "police",
    "pasport": "passport", "passprt": "passport", "alon": "alone", "asap": "right now",
    "aint": "is not", "nobody": "no one", "noone": "no one", "alot": "a lot",
    "crk": "creek", "lk": "lake",
}  # fmt: skip


def plain(text: str) -> str:
    """Lower case, without accents and apostrophes, and with letters of two spellings made one."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _APOSTROPHES.sub("", text)
    text = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_LETTERS)
    return unicodedata.normalize("NFC", text)


def split(text: str) -> list[str]:
    """The words of a text that is already plain, in order."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """A name or phrase as it is looked up: plain words with single spaces."""
    return " ".join(split(plain(text)))


def long_form(word: str) -> list[str]:
    """A word with its short form written out: "cant" is "can", "not"."""
    # "helppp", "nowww": a key held down; no word of ours has three equal letters in a row.
    word = _HELD.sub(r"\1", word)
    return _SHORT_FORMS.get(word, word).split()


def unspaced(word: str) -> bool:
    """Whether the word is of a script in which words are found inside others."""
    return _UNSPACED.search(word) is not None
