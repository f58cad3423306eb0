"""Words made comparable: lower case, without tone and vowel marks, single spaces, nothing but letters and digits."""

import unicodedata
from functools import lru_cache

import regex

from document.marks import unmarked

_NOT_WORD = regex.compile(r"[^\p{L}\p{N}]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """ "Công an huyện Bác Ái" and "CÔNG AN  huyện Bắc Ái" are both "cong an huyen bac ai".

    Printed tone marks differ between typists and are what scanners lose first.
    """
    return _NOT_WORD.sub(" ", unmarked(text.lower()).replace("đ", "d")).strip()


@lru_cache(maxsize=65536)
def soften(text: str) -> str:
    """As `fold`, with the marks kept: for words that only their marks tell apart."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFC", text.lower())).strip()


def slug(text: str, longest: int = 60) -> str:
    """Folded words joined with dashes, cut between words where they are too many."""
    words = fold(text).split()
    while words and len("-".join(words)) > longest:
        words.pop()
    return "-".join(words) or fold(text).replace(" ", "-")[:longest]
