"""Administrative units of Viet Nam with their official codes, before and after the mergers of 1 July 2025.

Source: the list of the General Statistics Office; see README.md beside this file.
"""

from normalize.areas.units import MERGER, Unit, old_units, units

__all__ = ["MERGER", "Unit", "old_units", "units"]
