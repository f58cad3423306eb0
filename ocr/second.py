"""The second reader of figures: PP-OCRv6 reads every token that holds digits again.

Assemble with `SecondReader(partial(models.manifest.load, models.manifest.FIGURE_READER))`; the model is loaded (a
quarter of a second) when the first figure comes. The reader may be sent to another process: the model is not sent along.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from document.pages import Image, Word
from document.places import BBox, union
from ocr.colour import without_colour
from ocr.second_forms import (
    best_part,
    core,
    known_form,
    percent_doubled,
    plain,
    repaired,
    same_percent,
    shape,
    well_formed,
)
from ocr.second_model import Lattice, Recogniser
from ocr.second_tokens import Token, crop, ink_of, tokens
from ocr.slashes import with_slash

DOUBT = 0.6
"""Below this confidence a word is shown as doubtful."""
UNSURE = 0.55
"""Confidence, at the most, of a word that other evidence than what was read has spelt: below the mark of doubt."""
DIFFERENT = 0.5
"""Confidence of a figure that the readers read differently, times the better one's own."""
NEARLY = -4.0
"""Natural logarithm of the odds from which a reading that the second reader did not choose counts as seen by it too."""
RINGED = -7.0
"""The same from which on a ring behind a percent sign may be printed: ‰ had -2.2 and more on 25 scans, % -12.8 and less."""
ALIKE = 0.8
"""Confidence where they differ, but one of them cannot be right: "5Š" and "55", a first reading that is no figure."""
CLEAR, CERTAIN, GUESS = 0.9, 0.98, 0.5
"""A reader is sure from the first on, certain from the second; below the third it guessed."""


class SecondReader:
    """Reads number tokens again. `load` gives the bytes of the ONNX model; it is called once, at the first figure."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        self._recogniser = Recogniser(load)

    def reread_lines(self, lines: Sequence[Sequence[Word]], image: Image) -> tuple[tuple[Word, ...], ...]:
        """The lines of one page, the figures among their words read a second time on `image`.

        `image` is the cleaned page that the boxes refer to (grey or RGB). A word without figures comes back as it was.
        The pieces of a figure that the first reader cut apart come back as one word. Where the readers agree the
        confidence rises; where they differ `readings` holds both, the likelier first (it is `text` too), and the
        confidence is below `DOUBT`.
        """
        ink = ink_of(image)
        found = [list(tokens(line, ink)) for line in lines]
        boxes = [token.bbox for line in found for token in line]
        if not boxes:
            return tuple(tuple(line) for line in lines)
        lattices = iter(self._recogniser.read([crop(image, box) for box in boxes]))
        answers, grey = [], without_colour(image)
        for line, line_tokens in zip(lines, found, strict=True):
            words = list(line)
            judged = [(token, judge(words[token.first : token.last], next(lattices), token)) for token in line_tokens]
            for token, verdict in reversed(judged):
                words[token.first : token.last] = [with_slash(word, grey) for word in verdict]
            answers.append(tuple(words))
        return tuple(answers)

    def reread(self, words: Sequence[Word], image: Image) -> tuple[Word, ...]:
        """`reread_lines` for words in reading order whose lines are not known."""
        return tuple(word for line in self.reread_lines(_by_line(words), image) for word in line)

    def reread_cells(self, cells: Sequence[Sequence[Word]], image: Image) -> tuple[tuple[Word, ...], ...]:
        """`reread_lines` for the cells of a table, each of one line or several."""
        split = [_by_line(words) for words in cells]
        answers = iter(self.reread_lines([line for lines in split for line in lines], image))
        return tuple(tuple(word for _ in lines for word in next(answers)) for lines in split)

    def read(self, boxes: Sequence[BBox], image: Image) -> tuple[Word, ...]:
        """What stands in each of `boxes` (one line of print each) by this reader alone; empty text where nothing does."""
        lattices = self._recogniser.read([crop(image, box) for box in boxes]) if boxes else ()
        return tuple(Word(lattice.text, box, lattice.weakest) for lattice, box in zip(lattices, boxes, strict=True))

    def weigh(
        self, boxes: Sequence[BBox], image: Image, answers: Sequence[Sequence[str]]
    ) -> tuple[tuple[float, ...], ...]:
        """How likely each of `answers` is in its box: natural logarithms, against what this reader would say itself."""
        lattices = self._recogniser.read([crop(image, box) for box in boxes])
        return tuple(
            tuple(lattice.likelihood(plain(text)) - lattice.likelihood(lattice.text) for text in texts)
            for lattice, texts in zip(lattices, answers, strict=True)
        )


def judge(words: Sequence[Word], lattice: Lattice, token: Token) -> list[Word]:
    """What to believe of one figure: `words` are the first reader's pieces of it, `lattice` the second's view."""
    believed = _judged(words, lattice, token)
    return [_with_ring(word, lattice) if "%" in word.text else word for word in believed]


def _with_ring(word: Word, lattice: Lattice) -> Word:
    """The word with "%o" for its percent sign among its readings, where the second reader finds that nearly as likely."""
    ringed = plain(word.text).replace("%", "%o")
    if "%o" in "".join((word.text, *word.readings)):
        return word
    without = lattice.likelihood(plain(word.text))
    if lattice.most("o") - without < RINGED:
        return word
    with_ring = lattice.likelihood(ringed)
    seen = max(with_ring, without) - lattice.likelihood(lattice.text) > NEARLY
    if not seen or with_ring - without < RINGED:
        return word
    return replace(word, readings=(*(word.readings or (word.text,)), ringed))


def _judged(words: Sequence[Word], lattice: Lattice, token: Token) -> list[Word]:
    first = "".join(word.text for word in words)
    confidence = min(word.confidence for word in words)
    second = best_part(lattice.text, first)
    if core(first) == core(second):
        return _agreed(words, second, confidence, lattice)
    spaced = " ".join(word.text for word in words)
    better, worse = (plain(second), spaced) if _second_wins(first, second, confidence, lattice) else (spaced, second)
    if _settled(first, second, confidence, lattice) and known_form(better):
        return [Word(better, token.bbox, ALIKE, (better, worse))]
    return [Word(better, token.bbox, DIFFERENT * max(confidence, lattice.weakest), (better, worse))]


def _agreed(words: Sequence[Word], second: str, confidence: float, lattice: Lattice) -> list[Word]:
    sure = 1 - (1 - confidence) * (1 - lattice.weakest)
    joined = "".join(word.text for word in words)
    if (likelier := repaired(joined)) is not None:
        box = union([word.bbox for word in words])
        assert box is not None
        return [Word(likelier, box, DIFFERENT * sure, (likelier, joined))]
    parts = second.split()
    if len(words) == 1 and len(parts) == 2 and not known_form(joined) and all(known_form(part) for part in parts):
        return _parted(words[0], parts, sure)
    if len(words) == 1 or len(parts) > 1:
        return [
            replace(word, text=word.text.replace("⁄", "/"), confidence=max(word.confidence, sure)) for word in words
        ]
    box = union([word.bbox for word in words])
    assert box is not None
    return [Word(plain(joined), box, sure)]


def _parted(word: Word, parts: Sequence[str], sure: float) -> list[Word]:
    """Two figures that the first reader ran together, parted in proportion to their letters."""
    x0, y0, x1, y1 = word.bbox
    middle = x0 + (x1 - x0) * len(parts[0]) / sum(len(part) for part in parts)
    return [Word(parts[0], (x0, y0, middle, y1), sure), Word(parts[1], (middle, y0, x1, y1), sure)]


def _second_wins(first: str, second: str, confidence: float, lattice: Lattice) -> bool:
    if percent_doubled(first, second):
        return True
    if not known_form(second):
        return False
    if not known_form(first):
        return True
    if well_formed(second) != well_formed(first):
        return well_formed(second)
    return lattice.weakest > max(confidence, 0.8)


def _settled(first: str, second: str, confidence: float, lattice: Lattice) -> bool:
    """Whether a difference leaves no doubt: each of these was right on every page it was measured on."""
    if shape(first) == shape(second) or same_percent(first, second):
        return lattice.weakest >= CLEAR
    if well_formed(second) and lattice.weakest >= CERTAIN:
        return not known_form(first) or percent_doubled(first, second) or confidence < GUESS
    return confidence >= CLEAR and _second_nearly_says(first, second, lattice)


def _second_nearly_says(first: str, second: str, lattice: Lattice) -> bool:
    """Whether the second reader, whose own reading cannot be a figure, finds the first one's nearly as likely."""
    if well_formed(second) or not well_formed(first):
        return False
    return lattice.likelihood(plain(first)) - lattice.likelihood(second) > NEARLY


def _by_line(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        last = lines[-1][-1] if lines else None
        if last is not None and word.bbox[0] > last.bbox[0] and _level(word, last):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _level(word: Word, other: Word) -> bool:
    overlap = min(word.bbox[3], other.bbox[3]) - max(word.bbox[1], other.bbox[1])
    return overlap > 0.4 * min(word.bbox[3] - word.bbox[1], other.bbox[3] - other.bbox[1])
