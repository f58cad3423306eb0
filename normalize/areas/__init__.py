"""Administrative units of Viet Nam with the official codes, before and after the mergers of 2025."""

from normalize.areas.resolver import (
    Area,
    Link,
    ancestors,
    area,
    children,
    find,
    is_shared,
    mentioned,
    predecessors,
    provinces_naming,
    successor,
    successors,
)
from normalize.areas.units import MERGER, Level, Unit, old_units, units

__all__ = [
    "MERGER", "Area", "Level", "Link", "Unit", "ancestors", "area", "children", "find", "is_shared", "mentioned",
    "old_units", "predecessors", "provinces_naming", "successor", "successors", "units",
]  # fmt: skip
