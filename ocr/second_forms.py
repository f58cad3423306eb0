"""The look of a figure: what printed forms exist, and what two readings have in common."""

import unicodedata
from difflib import SequenceMatcher

import regex

_SAME = str.maketrans(
    {"⁄": "/", "∕": "/", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "}
)
_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("OoQDU", "0"),
        **dict.fromkeys("IilLTJ|!][¡¦", "1"),
        **dict.fromkeys("Ss", "5"),
        **dict.fromkeys("Gb", "6"),
        "Z": "2",
        "B": "8",
    }
)
_READ_PERCENT = regex.compile(r"\d?[\d/°º]%?|\d[/°º]?%")
_OUTER_LEFT = "({\"'*="
_OUTER_RIGHT = ")}\"'.,;:*="
_INTEGER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)"
_NUMBER = rf"(?:{_INTEGER}(?:[.,]\d{{1,4}})?)"
_FORMS = regex.compile(
    rf"""[+-]?{_NUMBER}\s?[%‰]?                                # a number, a percentage
    | {_NUMBER}\s?%?[/:x-]{_NUMBER}\s?%?                         # a ratio, a range
    | [+-]?{_NUMBER}[+]                                           # "2+"
    | \d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?                      # a date
    | \d{{1,2}}/\d{{4}}(?:-\d{{1,2}}/\d{{4}})?
    | \d{{1,2}}(?:\.\d{{1,2}}){{1,4}}                              # a heading's number
    | \d{{1,2}}[hg:]\d{{0,2}}                                     # a time
    """,
    regex.VERBOSE,
)
_WITH_LETTERS = regex.compile(
    rf"""\d+(?:/\d{{4}})?/\p{{Lu}}[\p{{Lu}}\d]*(?:[-&/.]\p{{Lu}}[\p{{Lu}}\d]*)*      # the number of a document
    | {_NUMBER}(?:đ|đồng|ha|m|m2|m3|km|km2|kg|tấn|tỷ|tr|kw|mw|kwh|mm|cm|g|l|lít|kv|v|s|h|[a-zđ])     # with its unit
    | \p{{L}}+[.:]?\s?-?{_NUMBER}                                 # PC06, Covid-19
    | [IVX]+/\d{{4}}                                              # a quarter of a year
    | \p{{L}}\d\p{{L}}\d                                         # H5N1
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def plain(text: str) -> str:
    """`text` with its look-alikes made one: full-width letters, slashes, dashes, quotes; no spaces."""
    return unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME).replace(" ", "")


def core(text: str) -> str:
    """`text` without brackets and stops around it, letters without their marks: what two readings are compared by."""
    bare = unicodedata.normalize("NFD", plain(text).replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return bare.lstrip(_OUTER_LEFT).rstrip(_OUTER_RIGHT)


def shape(text: str) -> str:
    """`core` with the letters that scanners and readers confuse with digits made digits: "l0Š" is "105"."""
    return core(text).translate(_LOOK_ALIKES).replace("\\", "/")


def best_part(text: str, of: str) -> str:
    """The neighbouring words of `text` that are most like `of`: a crop may hold the foot of a neighbour."""
    words = text.split()
    parts = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 5) + 1)]
    wanted = shape(of)
    return max(parts, key=lambda part: (SequenceMatcher(None, shape(part), wanted).ratio(), -len(part)), default=text)


def repaired(text: str) -> str | None:
    """`text` with the semicolons and colons inside its figure made commas and points, where that makes it a figure."""
    changed = plain(text)
    inner = regex.sub(r"(?<=\d):(?=\d)", ".", regex.sub(r"(?<=\d);(?=\d)", ",", changed))
    return inner if inner != changed and well_formed(inner) else None


def percent_doubled(first: str, second: str) -> bool:
    """Whether `first` is `second` with its percent sign read as a digit, or as a digit and a sign: "64,23%" of "64,2%"."""
    a, b = core(first), core(second)
    return b.endswith("%") and a.startswith(b[:-1]) and _READ_PERCENT.fullmatch(a[len(b) - 1 :]) is not None


def same_percent(first: str, second: str) -> bool:
    """Whether both are one percentage, one printed with a point and one with a comma: "20.03%", "20,03%"."""
    a, b = core(first), core(second)
    return a.endswith("%") and a.replace(".", ",") == b.replace(".", ",") and a.count(",") + a.count(".") == 1


def well_formed(text: str) -> bool:
    """Whether a pure figure may be printed so."""
    return _FORMS.fullmatch(_bare(text)) is not None


def known_form(text: str) -> bool:
    """Whether a figure, a document's number, a name with a number, or a number with its unit may be printed so."""
    return well_formed(text) or _WITH_LETTERS.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return plain(text).lstrip(_OUTER_LEFT).rstrip(_OUTER_RIGHT)
