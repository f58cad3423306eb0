"""Marks that readers of Vietnamese miss or confuse: a hook for an acute, a horn or a circumflex lost, a mark over "i".

Tesseract takes most hooks beside a circumflex for acutes ("tổng" is read "tống"), and is sure of it. Terms that offices
write (phrases.tsv) tell which of several look-alikes stands there, and the print has its say: a spelling is taken only
where Tesseract weighed its letters too (decision 010). The choice is never silent: both readings stay in `Word.readings`,
and the word is doubtful, as is one at whose letters another mark weighed nearly as much.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from document.pages import Word
from ocr.letters import Lettered
from ocr.second import UNSURE

_NEARLY = 0.8
"""Weight of another mark, against the one that was read, from which on nobody can tell which is printed."""

_EDGES = " .,;:()[]“”\"'’‘-–!?/…"
_HOOK, _ACUTE, _CIRCUMFLEX = "\u0309", "\u0301", "\u0302"
_NUMBER = "0"
"""A number, in a term: "0 tuổi"."""
_AFTER_NUMBERS = frozenset({"đồng", "tỷ", "tuổi"})
"""Units that every mark may be missing from: no word a mark away from them follows a number."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Terms:
    """Spellings by their letters without any mark. `all`: every word of them."""

    words: dict[str, tuple[str, ...]]
    pairs: dict[Pair, tuple[Pair, ...]]
    all: frozenset[str]


@cache
def _alike(letter: str) -> str:
    """One sign for letters that are taken for each other most often."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if base == "i" and marks in ([], [_HOOK], [_ACUTE]):
        return "i"
    if marks == [_CIRCUMFLEX, _HOOK]:
        return unicodedata.normalize("NFC", base + _CIRCUMFLEX + _ACUTE)
    return "ê" if letter == "ề" else letter


def _blind(read: str, meant: str) -> bool:
    """Whether Tesseract is so sure of the acute of "ố" that it weighs no "ổ", whatever is printed."""
    marks = {unicodedata.normalize("NFD", letter)[1:] for letter in (read, meant)}
    return marks == {_CIRCUMFLEX + _ACUTE, _CIRCUMFLEX + _HOOK} and _bare_letter(read) == _bare_letter(meant)


def _folded(word: str) -> str:
    return "".join(_alike(letter) for letter in word)


@cache
def _bare_letter(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


def _bare(word: str) -> str:
    return "".join(_bare_letter(letter) for letter in word)


@cache
def _terms() -> _Terms:
    words: dict[str, tuple[str, ...]] = {}
    pairs: dict[Pair, tuple[Pair, ...]] = {}
    every: set[str] = set()
    for line in files("ocr").joinpath("phrases.tsv").read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["#", *_]:
                continue
            case [word]:
                words[_bare(word)] = (*words.get(_bare(word), ()), word)
                every.add(word)
            case [first, second]:
                key = (_bare(first), _bare(second))
                pairs[key] = (*pairs.get(key, ()), (first, second))
                every |= {first, second}
    return _Terms(words, pairs, frozenset(every))


def with_marks_weighed(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one line; those that a term spells otherwise have both spellings in `readings`, the term's first.

    Nothing but marks is ever exchanged; capitals, points and brackets stay as read. What Tesseract weighed is left out of
    the answer, which holds plain words.
    """
    stems = [_Stem.of(word) for word in words]
    known = dict(_spellings(stems, _joined(words)))
    return tuple(_respelt(word, stem, known.get(at)) for at, (word, stem) in enumerate(zip(words, stems, strict=True)))


@dataclass(frozen=True, slots=True)
class _Stem:
    """A word without the points around it, small; `weighed` the letters that Tesseract weighed, None where it is not known."""

    printed: str
    text: str
    weighed: tuple[dict[str, float], ...] | None

    @staticmethod
    def of(word: Word) -> "_Stem":
        printed = word.text.strip(_EDGES)
        number = any(c.isdigit() for c in printed)
        weighed = None
        if isinstance(word, Lettered) and len(word.letters) == len(word.text) and printed and not number:
            start = word.text.index(printed)
            weighed = tuple(
                {letter.lower(): weight for letter, weight in choices.items()}
                for choices in word.letters[start : start + len(printed)]
            )
        return _Stem(printed, _NUMBER if number else printed.lower(), weighed)

    def weight(self, spelling: str) -> float | None:
        """How much the print speaks for `spelling`, 0 to 1; None where it does not at all."""
        if len(spelling) != len(self.text):
            return None
        if self.weighed is None:
            return 0.0 if _folded(spelling) == _folded(self.text) else None
        least = 1.0
        for read, meant, choices in zip(self.text, spelling, self.weighed, strict=True):
            if read != meant:
                if meant not in choices and not _blind(read, meant):
                    return None
                least = min(least, choices.get(meant, 0.0))
        return least

    def nearly(self) -> str | None:
        """The spelling that differs by the one mark that weighed most, where that is nearly as much as what was read."""
        found = [
            (weight, at, letter)
            for at, choices in enumerate(self.weighed or ())
            for letter, weight in choices.items()
            if letter != self.text[at] and len(letter) == 1 and _bare_letter(letter) == _bare_letter(self.text[at])
        ]
        weight, at, letter = max(found, default=(0.0, 0, ""))
        return self.text[:at] + letter + self.text[at + 1 :] if weight >= _NEARLY else None


def _joined(words: Sequence[Word]) -> list[bool]:
    """Whether nothing but a space stands between a word and the next: a term does not run over a full stop."""
    return [a.text[-1:] not in _EDGES and b.text[:1] not in _EDGES for a, b in pairwise(words)]


def _spellings(stems: Sequence[_Stem], joined: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """Places whose spelling is known: by the word alone (unless it begins a name), then, weighing more, by a pair.

    Pairs that quarrel say nothing.
    """
    terms = _terms()
    names = {at for at, (a, b) in enumerate(pairwise(stems)) if a.printed.istitle() and b.printed.istitle()}
    votes: dict[int, set[str]] = {}
    for at, (first, second) in enumerate(pairwise(stems)):
        if joined[at] and (pair := _pair(first, second)) is not None:
            votes.setdefault(at, set()).add(pair[0])
            votes.setdefault(at + 1, set()).add(pair[1])
    for at, stem in enumerate(stems):
        said = votes.get(at)
        if said is None and at not in names and (single := _single(stem, terms)) is not None:
            yield at, single
        elif said is not None and len(said) == 1:
            yield at, next(iter(said))


def _pair(first: _Stem, second: _Stem) -> Pair | None:
    """The term that two words make: as they were read, else the one that the print speaks for most."""
    options = _terms().pairs.get((_bare(first.text), _bare(second.text)), ())
    if (first.text, second.text) in options:
        return first.text, second.text
    if first.text == _NUMBER:
        weights = {option: _unit_weight(second, option[1]) for option in options}
    else:
        weights = {
            o: None if (a := first.weight(o[0])) is None or (b := second.weight(o[1])) is None else min(a, b)
            for o in options
        }
    possible = sorted(((w, option) for option, w in weights.items() if w is not None), reverse=True)
    if not possible or (len(possible) > 1 and possible[0][0] == possible[1][0]):
        return None
    return possible[0][1]


def _unit_weight(stem: _Stem, unit: str) -> float | None:
    weight = stem.weight(unit)
    if weight is None and len(unit) == len(stem.text) and (unit in _AFTER_NUMBERS or stem.text not in _terms().all):
        return 0.0
    return weight


def _single(stem: _Stem, terms: _Terms) -> str | None:
    """The word that has no look-alike in reports."""
    options = terms.words.get(_bare(stem.text), ())
    if stem.text in options:
        return stem.text
    other = stem.text in terms.all
    possible = [o for o in options if stem.weight(o) is not None and (not other or _folded(o) == _folded(stem.text))]
    return possible[0] if len(possible) == 1 else None


def _respelt(word: Word, stem: _Stem, spelling: str | None) -> Word:
    plain = Word(word.text, word.bbox, word.confidence, word.readings)
    if word.readings or stem.text in (_NUMBER, spelling):
        return plain
    if spelling is None:
        other = stem.nearly()
        if "ÿ" in stem.text:  # no letter of the language: what readers make of "ỹ"
            return _chosen(plain, _like(word, stem, stem.text.replace("ÿ", "ỹ")))
        if other is None:
            return plain
        return replace(plain, confidence=min(word.confidence, UNSURE), readings=(word.text, _like(word, stem, other)))
    return _chosen(plain, _like(word, stem, spelling))


def _chosen(word: Word, text: str) -> Word:
    return replace(word, text=text, confidence=min(word.confidence, UNSURE), readings=(text, word.text))


def _like(word: Word, stem: _Stem, spelling: str) -> str:
    """`word` with its stem spelt so, capitals where they stood."""
    letters = (new.upper() if old.isupper() else new for old, new in zip(stem.printed, spelling, strict=True))
    return word.text.replace(stem.printed, "".join(letters), 1)
