"""What a Vietnamese syllable can look like."""

import unicodedata

import regex

_SYLLABLE = regex.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?",
    regex.I,
)
_WORD = regex.compile(r"\p{L}+")
_TONES = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_syllable(word: str) -> bool:
    """Whether letters can be a Vietnamese syllable (or an abbreviation in capitals)."""
    if word.isupper() and len(word) <= 6:
        return True
    plain = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word)))
    return _SYLLABLE.fullmatch(plain) is not None


def sense(text: str) -> float:
    """Share of letters that stand in possible syllables, 0..1; 1 for text without letters."""
    words = _WORD.findall(text)
    total = sum(len(w) for w in words)
    return sum(len(w) for w in words if is_syllable(w)) / total if total else 1.0
