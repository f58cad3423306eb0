"""Reading of single sentences, for the tests of the grammar."""

from document.figures import Figure
from document.report import Letterhead
from extract.figures import FigureReading, read_figures
from extract.figures.entities import EntityFinder
from extract.passages import Passage, Segment


def passage(text: str, line: int = 1, *, depth: int = 0, section: str | None = "I") -> Passage:
    return Passage(text, "item" if depth else "paragraph", (Segment(0, 1, line),), section, depth)


def read(*texts: str | Passage, title: str = "KẾT QUẢ", finder: EntityFinder | None = None) -> FigureReading:
    passages = [t if isinstance(t, Passage) else passage(t, n) for n, t in enumerate(texts, 1)]
    return read_figures(passages, {"I": title}, Letterhead(place="Hà Nam"), finder)


def told(figure: Figure) -> str:
    """A figure in short: "97/429=22,6", "12,5%" or "1500 đồng"."""
    if figure.kind == "ratio":
        assert figure.numerator is not None
        assert figure.denominator is not None
        share = f"={figure.percent.printed}" if figure.percent else ""
        return f"{figure.numerator.value}/{figure.denominator.value}{share}"
    if figure.kind == "percent":
        assert figure.percent is not None
        return f"{figure.percent.printed}%"
    assert figure.value is not None
    return f"{figure.value.normalize():f} {figure.unit}"


def figures(text: str) -> list[str]:
    return [told(f) for f in read(text).figures]


def roles(text: str) -> dict[str, str | None]:
    return {t.quote: t.role for t in read(text).tokens}
