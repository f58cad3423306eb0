"""Recompute every statement of a report and say what cannot be true."""

from normalize.consistency import cells, compound, growths, prints, prose, repeats, tables
from normalize.consistency.audit import recompute
from normalize.consistency.choice import choose_readings, settle
from normalize.consistency.registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "cells",
    "choose_readings",
    "compound",
    "growths",
    "prints",
    "prose",
    "recompute",
    "repeats",
    "settle",
    "tables",
]
