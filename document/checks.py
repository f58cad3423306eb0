"""What recomputing said."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from document.places import Place

Verdict = Literal["consistent", "truncated", "mismatch", "undefined", "unstated", "check_error"]
Severity = Literal["high", "medium", "low", "none"]
Cause = Literal["report", "ocr", "undecided"]
_FINDING_VERDICTS: frozenset[str] = frozenset({"truncated", "mismatch", "undefined", "check_error"})


def finds(verdict: Verdict, severity: Severity) -> bool:
    """Whether a person should look at a check of this outcome."""
    return verdict in _FINDING_VERDICTS and severity != "none"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A one-edit change that repairs every check its number takes part in; `figure` may name a table cell ("t1:3:2")."""

    figure: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """One recomputed statement. See the contract for `stated`, `computed` and `inputs` of each kind."""

    id: str
    kind: str
    verdict: Verdict
    stated: str | None
    computed: str | None
    inputs: tuple[int | Decimal | str, ...]
    figures: tuple[str, ...]
    place: Place
    quote: str
    sentence: str
    table: str | None = None
    lines: tuple[int, ...] = ()
    severity: Severity = "none"
    cause: Cause | None = None
    suggestions: tuple[Suggestion, ...] = ()
    rule: str = ""
    cells: tuple[str, ...] = ()
    """Table cells of the check: "t1:3:2" is row 3, column 2 of `rows` of table t1, both counted from 0."""

    @property
    def is_finding(self) -> bool:
        """Whether a person should look at it."""
        return finds(self.verdict, self.severity)
