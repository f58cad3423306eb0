"""Marks that readers of Vietnamese confuse: hook and acute over a circumflex, a mark over "i", the grave of "ề".

Tesseract takes most hooks beside a circumflex for acutes ("tổng" is read "tống"), and is sure of it. Terms that offices
write (phrases.tsv) tell which of two look-alikes stands there. The choice is never silent: both readings stay in
`Word.readings`, and the word is doubtful.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from document.pages import Word

UNSURE = 0.55
"""Confidence of a word whose marks were chosen by the term it stands in: below the mark of doubt."""

_EDGES = " .,;:()[]“”\"'’‘-–!?/…"
_HOOK, _ACUTE, _GRAVE, _CIRCUMFLEX = "\u0309", "\u0301", "\u0300", "\u0302"


@dataclass(frozen=True, slots=True)
class _Terms:
    """Spellings by what is left when the marks that are confused are taken off; None where two terms differ by those alone."""

    words: dict[str, str | None]
    pairs: dict[tuple[str, str], tuple[str, str] | None]


@cache
def _alike(letter: str) -> str:
    """One sign for all letters that are taken for each other."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if base == "i" and marks in ([], [_HOOK], [_ACUTE]):
        return "i"
    if marks == [_CIRCUMFLEX, _HOOK]:
        return unicodedata.normalize("NFC", base + _CIRCUMFLEX + _ACUTE)
    return "ê" if letter == "ề" else letter


def _folded(word: str) -> str:
    return "".join(_alike(letter) for letter in word)


@cache
def _terms() -> _Terms:
    words: dict[str, str | None] = {}
    pairs: dict[tuple[str, str], tuple[str, str] | None] = {}
    for line in files("ocr").joinpath("phrases.tsv").read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["#", *_]:
                continue
            case [word]:
                words[_folded(word)] = word if words.get(_folded(word), word) == word else None
            case [first, second]:
                key = (_folded(first), _folded(second))
                pairs[key] = (first, second) if pairs.get(key, (first, second)) == (first, second) else None
    return _Terms(words, pairs)


def with_marks_weighed(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one line; those that a term spells otherwise have both spellings in `readings`, the term's first.

    Nothing but the marks named above is ever exchanged; capitals, points and brackets stay as read.
    """
    chosen = dict(_spellings([word.text.strip(_EDGES) for word in words], _joined(words)))
    return tuple(_respelt(word, chosen.get(at)) for at, word in enumerate(words))


def _joined(words: Sequence[Word]) -> list[bool]:
    """Whether nothing but a space stands between a word and the next: a term does not run over a full stop."""
    return [a.text[-1:] not in _EDGES and b.text[:1] not in _EDGES for a, b in pairwise(words)]


def _spellings(stems: Sequence[str], joined: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """Places whose spelling is known: by the word alone (unless it begins a name), then, weighing more, by a pair.

    Pairs that quarrel say nothing.
    """
    terms = _terms()
    names = {at for at, (first, second) in enumerate(pairwise(stems)) if first.istitle() and second.istitle()}
    votes: dict[int, set[str]] = {}
    stems = [stem.lower() for stem in stems]
    for at, (first, second) in enumerate(pairwise(stems)):
        if joined[at] and (pair := terms.pairs.get((_folded(first), _folded(second)))) is not None:
            votes.setdefault(at, set()).add(pair[0])
            votes.setdefault(at + 1, set()).add(pair[1])
    for at, stem in enumerate(stems):
        said = votes.get(at)
        single = terms.words.get(_folded(stem))
        if said is None and single is not None and at not in names:
            yield at, single
        elif said is not None and len(said) == 1:
            yield at, next(iter(said))


def _respelt(word: Word, spelling: str | None) -> Word:
    stem = word.text.strip(_EDGES)
    if spelling is None or word.readings or len(spelling) != len(stem) or stem.lower() == spelling:
        return word
    letters = (new.upper() if old.isupper() else new for old, new in zip(stem, spelling, strict=True))
    text = word.text.replace(stem, "".join(letters), 1)
    return replace(word, text=text, confidence=min(word.confidence, UNSURE), readings=(text, word.text))
