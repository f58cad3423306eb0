"""Numbered parts of a report: "Phần thứ nhất", "PHẦN I", "Chương 2"; on a scan, what readers make of them."""

from typing import NamedTuple

import regex

from extract.bare import bare

_WORDS = ("nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "một", "nhì")
_ORDINALS = {bare(word): word for word in _WORDS}
_PART = regex.compile(
    r"(?P<part>\p{L}{4,6})\s+(?:(?P<th>[Tt][Hh]\p{L})\s+)?(?P<n>[IVXLl1|Ì]{1,5}|\d{1,2}|\p{L}{2,5})(?P<end>\s*[.:\-–]?(?:\s+|$))"
)
_NAMES = {"PHẦN": "PHAN", "CHƯƠNG": "CHUONG"}
_STROKES = regex.compile(r"[Ll1|Ì]")
_ROMAN = regex.compile(r"[IVX]{1,5}")


class Part(NamedTuple):
    """The number of a part as it should stand, and how many characters of the line it takes."""

    text: str
    length: int


def part(text: str, *, misread: bool = False) -> Part | None:
    """The part that `text` begins with, or None. `misread` forgives tone marks and strokes ("Phân thú nhất", "Phần Il")."""
    found = _PART.match(text)
    if found is None:
        return None
    name = next((n for n, letters in _NAMES.items() if bare(found["part"]) == letters), None)
    if name is None or not (found["part"].isupper() or found["part"].istitle()):
        return None
    number = _number(found, misread=misread)
    if number is None:
        return None
    th = found["th"]
    written = " ".join(w for w in (name.capitalize(), "thứ" if th else "", number) if w)
    mended = written if found["part"].istitle() else written.upper()
    if misread:
        mended = mended[: -len(number)] + (number.upper() if found["n"].isupper() else number)
        return Part(mended, found.end())
    exact = found["part"].upper() == name and (not th or th.lower() == "thứ")
    return Part(text[: found.start("end")], found.end()) if exact else None


def _number(found: "regex.Match[str]", *, misread: bool) -> str | None:
    """The part's number in its right spelling; None for a word that numbers nothing ("Chương trình", "Phần lớn")."""
    printed = found["n"]
    if printed.isdigit() or _ROMAN.fullmatch(printed):
        return printed
    strokes = _STROKES.sub("I", printed)
    if misread and _ROMAN.fullmatch(strokes):
        return strokes
    word = _ORDINALS.get(bare(printed))
    if word is None or not (misread or printed.lower() == word):
        return None
    following = found.string[found.end() : found.end() + 1]
    stands_alone = not following or following.isupper() or (not found["end"].isspace() and found["end"].strip())
    return word if found["th"] or stands_alone else None
