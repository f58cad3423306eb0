"""What a passage inherits from the report around it."""

from dataclasses import dataclass, field

from document.report import Letterhead, Section
from extract.figures.clause import Clause, Draft
from extract.figures.orgs import organisations


@dataclass(slots=True)
class Surroundings:
    """What passages inherit: titles by section path, the issuer, the lead-ins of the items above.

    `last` is the passage met before, `told` by lead-in the figures of the passage above it.
    """

    sections: dict[str, str]
    letterhead: Letterhead
    leads: dict[int, Clause]
    ahead: list[Section]
    last: Clause | None = None
    told: dict[int, Clause] = field(default_factory=dict)

    def enter(self, clause: Clause) -> None:
        """Passages are read in order: this one becomes the lead-in of the items below it.

        A file may hold several letters, each with a section "I": the one last met is meant.
        """
        place = clause.passage.place(0, 1)
        while self.ahead and (self.ahead[0].place.page, self.ahead[0].place.line) <= (place.page, place.line):
            met = self.ahead.pop(0)
            self.sections[met.path] = met.title
        if self.last is not None and self.last.passage.section == clause.passage.section and self.last.drafts:
            self.told[id(clause)] = self.last
        self.last = clause
        depth = clause.passage.depth
        for deeper in [d for d in self.leads if d > depth]:
            del self.leads[deeper]
        self.leads[depth] = clause

    def said_before(self, lead: Clause) -> list[Draft]:
        """The figures of the passage of the same section right above a lead-in that has none of its own."""
        above = self.told.get(id(lead))
        return above.drafts if above is not None and not lead.drafts else []

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
