"""From pages to a report: the structure first, then the figures of its running text."""

from collections.abc import Sequence

from document.pages import Page
from document.report import Report
from extract.figures import EntityFinder, read_figures
from extract.structure import read_structure


def understand(pages: Sequence[Page], finder: EntityFinder | None = None) -> Report:
    """Everything the pages say: letterhead, sections, tables, figures and the statements that bind them.

    `finder` finds organisations and places where the rules find none; without one the rules work alone.
    """
    structure = read_structure(pages)
    running = [p for p in structure.passages if p.kind not in ("letterhead", "signature")]
    titles = {s.path: s.title for s in structure.sections}
    reading = read_figures(running, titles, structure.letterhead, finder, structure.sections)
    tokens = sorted((*structure.tokens, *reading.tokens), key=lambda t: (t.place.page, t.place.line))
    return Report(
        letterhead=structure.letterhead,
        sections=structure.sections,
        figures=reading.figures,
        relations=reading.relations,
        tables=structure.tables,
        tokens=tuple(tokens),
        pages=tuple(pages),
    )
