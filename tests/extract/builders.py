"""Pages for tests: text files from lines, printed pages from lines with indents and widths."""

from collections.abc import Sequence

from document.pages import Line, Page, Word

LEFT, RIGHT, HEIGHT, PITCH, LETTER = 200.0, 1400.0, 40.0, 60.0, 20.0


def text_page(text: str) -> Page:
    """A text file's one page."""
    return Page(1, 0, 0, "text", tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1)))


def printed_page(rows: Sequence[tuple[float, str]], number: int = 1, letter: float = LETTER) -> Page:
    """A printed page: (indent in pixels, text) of each line; letters are `letter` wide, a full line ends at the margin."""
    lines = []
    for at, (indent, text) in enumerate(rows):
        top = 100 + at * PITCH
        x = LEFT + indent
        words = []
        for part in text.split():
            width = letter * len(part)
            words.append(Word(part, (x, top, x + width, top + HEIGHT)))
            x += width + letter
        shift = RIGHT - words[-1].bbox[2]
        if 0 < shift < 3 * letter:  # justified
            last = words[-1]
            words[-1] = Word(last.text, (last.bbox[0] + shift, top, RIGHT, top + HEIGHT))
        box = (words[0].bbox[0], top, words[-1].bbox[2], top + HEIGHT)
        lines.append(Line(at + 1, " ".join(w.text for w in words), box, tuple(words)))
    return Page(number, 1600, 2200, "tesseract", tuple(lines))
