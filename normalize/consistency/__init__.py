"""Recompute every statement of a report and say what cannot be true."""

from normalize.consistency import prose, repeats, tables
from normalize.consistency.audit import recompute
from normalize.consistency.registry import RULES, Rule

__all__ = ["RULES", "Rule", "prose", "recompute", "repeats", "tables"]
