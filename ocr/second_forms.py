"""The look of a figure: what printed forms exist, and what two readings have in common."""

import unicodedata

import regex

_SAME = str.maketrans(
    {"⁄": "/", "∕": "/", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "}
)
_OUTER_LEFT = "([{\"'*"
_OUTER_RIGHT = ")]}\"'.,;:*"
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


def digits(text: str) -> str:
    """The digits and the marks between them that make a value: what a wrong reading would change."""
    return regex.sub(r"[^\d.,/%+-]", "", core(text))


def well_formed(text: str) -> bool:
    """Whether a pure figure may be printed so."""
    return _FORMS.fullmatch(_bare(text)) is not None


def known_form(text: str) -> bool:
    """Whether a figure, a document's number, a name with a number, or a number with its unit may be printed so."""
    return well_formed(text) or _WITH_LETTERS.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return plain(text).lstrip(_OUTER_LEFT).rstrip(_OUTER_RIGHT)
