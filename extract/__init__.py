"""Understand a report: letterhead, sections, footnotes, tables, figures with their sense, statements that bind them."""
