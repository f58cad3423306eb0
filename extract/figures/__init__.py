"""The grammar of figures: from clean passages to figures with their sense and the statements that bind them."""

from extract.figures.reading import EntityFinder, EntitySpan, FigureReading, read_figures

__all__ = ["EntityFinder", "EntitySpan", "FigureReading", "read_figures"]
