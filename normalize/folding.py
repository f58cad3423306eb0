"""Words made comparable: lower case, without tone and vowel marks, single spaces, nothing but letters and digits."""

import unicodedata
from functools import lru_cache

from document.marks import unmarked


class _Words(dict[int, str]):
    """What becomes of a character: letters and digits stay, anything else parts words. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if unicodedata.category(chr(code))[0] in "LN" else " "
        return self[code]


_WORDS = _Words()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """ "Công an huyện Bác Ái" and "CÔNG AN  huyện Bắc Ái" are both "cong an huyen bac ai".

    Printed tone marks differ between typists and are what scanners lose first.
    """
    return " ".join(unmarked(text.lower()).replace("đ", "d").translate(_WORDS).split())


@lru_cache(maxsize=65536)
def soften(text: str) -> str:
    """As `fold`, with the marks kept: for words that only their marks tell apart."""
    return " ".join(unicodedata.normalize("NFC", text.lower()).translate(_WORDS).split())


def slug(text: str, longest: int = 60) -> str:
    """Folded words joined with dashes, cut between words where they are too many."""
    words = fold(text).split()
    while words and len("-".join(words)) > longest:
        words.pop()
    return "-".join(words) or fold(text).replace(" ", "-")[:longest]
