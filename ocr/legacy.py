"""Texts of the years before Unicode: TCVN3 (fonts named ".VnTime") and VNI ("VNI-Times"), character by character.

TCVN 5712:1993 (its third, one-byte form) puts Vietnamese letters on Latin-1 codes; the fonts whose names end in H show
capitals on the codes of small letters. VNI writes a letter and its marks as two characters.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import regex

from document.pages import LayerChar
from document.places import union
from ocr.syllables import sense
from ocr.symbols import PRIVATE, plain_sign

_TCVN3_CODES = "µ¸¶·¹ ¨»¾¼½Æ ©ÇÊÈÉË ® ÌÐÎÏÑ ªÒÕÓÔÖ ×ÝØÜÞ ßãáâä «åèæçé ¬êíëìî ïóñòô \u00adõøö÷ù úýûüþ ¡¢£¤¥¦§"
_TCVN3_LETTERS = "àáảãạ ăằắẳẵặ âầấẩẫậ đ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ ĂÂÊÔƠƯĐ"
TCVN3 = {code: letter for code, letter in zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True) if code != " "}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_HOSTS = frozenset("aeouyôöAEOUYÔÖ")

_MISTAKEN = str.maketrans(
    {
        "ƣ": "ư",
        "Ƣ": "Ư",
        "ð": "đ",
        "Ð": "Đ",
        "Ɖ": "Đ",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "\u00ad": "-",
    }
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)
"""What printer drivers and old fonts write for letters that look alike; joined letters; marks that print nothing."""

_TCVN3_FONT = regex.compile(r"^(?:\.V[nN]|Vn[A-Z])")
_VNI_FONT = regex.compile(r"^VNI\b|^VNI[-_ ]", regex.I)
_CAPITALS = regex.compile(r"^\.?V[nN][\w ]*H\b")

_NO_SENSE, _FULL_SENSE = 0.8, 0.93
"""Share of letters in possible syllables: of VNI taken for Unicode at the most, of Vietnamese at the least."""
_TCVN3_TELLING = frozenset("®µ¸¶·¹¨»¾¼½©ª«¬\u00ad§Æ")
"""Codes of TCVN3 that real Vietnamese in Unicode hardly ever uses."""


def encoding_of(font: str) -> str | None:
    """ "tcvn3" or "vni" where the font's name says so."""
    if _VNI_FONT.match(font):
        return "vni"
    return "tcvn3" if _TCVN3_FONT.match(font) else None


def looks_tcvn3(text: str) -> bool:
    """Whether text in a font of any name is TCVN3: its telling codes are many, and no letter of Vietnamese Unicode is there."""
    letters = [c for c in text if not c.isspace()]
    if len(letters) < 30 or any("\u1ea0" <= c <= "\u1ef9" or c in "ăđơưĂĐƠƯ" for c in letters):
        return False
    return sum(c in _TCVN3_TELLING for c in letters) > 0.06 * len(letters)


def looks_vni(text: str) -> bool:
    """Whether text in a font of any name is VNI: no letter of Vietnamese Unicode, and syllables only when it is converted."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 30 or any("\u1ea0" <= c <= "\u1ef9" or c in "ăđơưĂĐƠƯ" for c in letters):
        return False
    return sense(text) < _NO_SENSE and sense(from_vni(text)) > _FULL_SENSE


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 as Unicode (NFC)."""
    plain = "".join(TCVN3.get(c, c) for c in text)
    return plain.upper() if capitals else plain


def from_vni(text: str) -> str:
    """VNI as Unicode (NFC)."""
    return "".join(letter for letter, _ in _vni_units(text))


def _vni_units(text: str) -> list[tuple[str, int]]:
    """Letters with the number of characters each was written in."""
    units: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        char = text[at]
        mark = VNI_MARKS.get(text[at + 1].lower()) if at + 1 < len(text) and char in _VNI_HOSTS else None
        small = VNI_LETTERS.get(char.lower())
        letter = char if small is None else small if char.islower() else small.upper()
        units.append((unicodedata.normalize("NFC", letter + (mark or "")), 1 + (mark is not None)))
        at += units[-1][1]
    return units


def to_unicode(chars: Sequence[LayerChar]) -> tuple[tuple[LayerChar, ...], bool]:
    """The characters of a layer with legacy fonts' ones converted, and whether any was.

    Vietnamese in Unicode is never touched; letters that only look like it are made it.
    """
    by_content = looks_tcvn3("".join(c.text for c in chars if encoding_of(c.font) is None))
    by_font = {font: encoding_of(font) or ("tcvn3" if by_content else None) for font in {c.font for c in chars}}
    for font in [font for font, encoding in by_font.items() if encoding is None]:
        if looks_vni("".join(c.text for c in chars if c.font == font)):
            by_font[font] = "vni"
    found: list[LayerChar] = []
    changed = False
    at = 0
    while at < len(chars):
        encoding = by_font[chars[at].font]
        end = at + 1
        while end < len(chars) and chars[end].font == chars[at].font:
            end += 1
        run = chars[at:end] if encoding is None else [_byte_coded(c) for c in chars[at:end]]
        if encoding == "tcvn3":
            capitals = _CAPITALS.match(run[0].font) is not None
            found += [replace(c, text=from_tcvn3(c.text, capitals=capitals)) for c in run]
        elif encoding == "vni":
            found += _vni_run(run)
        else:
            plain = ((c, plain_sign(c.text, c.font).translate(_MISTAKEN)) for c in run)
            found += [c if c.text == text else replace(c, text=text) for c, text in plain if text]
        changed = changed or encoding is not None
        at = end
    return tuple(_composed(found)), changed


def _byte_coded(char: LayerChar) -> LayerChar:
    """A letter of a font that Windows took for one of signs, on the code of its byte."""
    if len(char.text) != 1 or ord(char.text) not in PRIVATE:
        return char
    return replace(char, text=bytes([ord(char.text) & 0xFF]).decode("cp1252", "replace"))


def _composed(chars: Sequence[LayerChar]) -> list[LayerChar]:
    """Marks that are written as characters of their own put on the letters before them, whose boxes they share."""
    found: list[LayerChar] = []
    for char in chars:
        if found and char.text and all(unicodedata.combining(mark) for mark in char.text):
            found[-1] = replace(found[-1], text=unicodedata.normalize("NFC", found[-1].text + char.text))
        else:
            found.append(char)
    return found


def _vni_run(run: Sequence[LayerChar]) -> list[LayerChar]:
    found: list[LayerChar] = []
    at = 0
    for letter, count in _vni_units("".join(c.text for c in run)):
        box = union([c.bbox_pt for c in run[at : at + count]])
        found.append(replace(run[at], text=letter, bbox_pt=box or run[at].bbox_pt))
        at += count
    return found
