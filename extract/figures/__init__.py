"""The grammar of figures: from clean passages to figures with their sense and the statements that bind them."""

from extract.figures.entities import EntityFinder, EntitySpan
from extract.figures.reading import FigureReading, read_figures

__all__ = ["EntityFinder", "EntitySpan", "FigureReading", "read_figures"]
