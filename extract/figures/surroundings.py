"""What a passage inherits from the report around it."""

from collections.abc import Mapping
from dataclasses import dataclass

from document.report import Letterhead
from extract.figures.clause import Clause
from extract.figures.orgs import organisations


@dataclass(slots=True)
class Surroundings:
    """What passages inherit: titles by section path, the issuer, the lead-ins of the items above."""

    sections: Mapping[str, str]
    letterhead: Letterhead
    leads: dict[int, Clause]

    def enter(self, clause: Clause) -> None:
        """Passages are read in order: this one becomes the lead-in of the items below it."""
        depth = clause.passage.depth
        for deeper in [d for d in self.leads if d > depth]:
            del self.leads[deeper]
        self.leads[depth] = clause

    def title_org(self, path: str | None) -> str | None:
        """The organisation of the nearest heading that names one."""
        while path:
            title = self.sections.get(path, "")
            named = organisations(title)
            if named:
                return named[0][2]
            path = path.rpartition("/")[0]
        return None

    def title(self, path: str | None) -> str:
        """The heading of a section, "" where unknown."""
        return self.sections.get(path or "", "")
