"""What the store gives back: frozen values, one class for each kind of row that people and programs ask for.

Numbers are strings: `value` is an exact decimal with a point ("94.40", "3000000000"), `printed` the digits of the
report ("94,40"), or None where the number was computed. Days are ISO strings, moments are aware UTC datetimes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from document.checks import Cause, Severity, Verdict
from document.places import BBox
from normalize.observations import Measure, State
from normalize.periods import Period

Role = Literal["clerk", "auditor", "viewer", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "clerk", "auditor", "admin")
ReviewState = Literal["open", "confirmed", "rejected", "corrected"]
"""open: nobody decided yet; confirmed: the report is wrong; rejected: no error (a misreading, or the check is not
apt); corrected: the reviewer wrote down the right value."""
Scope = Literal["report", "across"]
"""Whether a check needed this report alone, or others that are stored."""


class ReportRecord(NamedTuple):
    """A stored report without its contract.

    `current` is False for the result of an older pipeline version; `superseded_by` is the id of the report that was
    issued again in its place. `organisation` and `area` are ids, None where the issuer cannot be placed. `submitted_at`
    is when the file was sent, None where that was not written down (stored before schema 0002); `created_at` is when the
    result was stored. `findings` counts the checks that a person should look at, in this report and against others.
    """

    id: str
    sha256: str
    pipeline_version: str
    current: bool
    superseded_by: str | None
    name: str
    media_type: str
    pages: int
    bytes: int
    kind: str
    number: str | None
    issuer: str | None
    organisation: str | None
    area: str | None
    issued_on: str | None
    title: str | None
    period: Period | None
    submitted_at: datetime | None
    created_at: datetime
    figures: int
    checks: int
    findings: int
    observations: int
    numbers: int
    understood: int
    checked: int


class FigureRecord(NamedTuple):
    """One figure of a stored report; `id` is unique in its report only. `seq` is its place in the store."""

    seq: int
    report_id: str
    id: str
    kind: str
    quote: str
    page: int
    line: int
    bbox: BBox | None
    section: str | None
    subject: str | None
    org: str | None
    unit: str | None
    as_of: str | None
    approximate: bool
    target: bool
    confidence: float
    numerator: str | None
    denominator: str | None
    stated_percent: str | None
    value: str | None
    indicator: str | None
    organisation: str | None
    area: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reviewer says that a number should read: `value` is an exact decimal with a point."""

    figure: str
    measure: Measure
    value: str


@dataclass(frozen=True, slots=True)
class Review:
    """The newest decision of a person about a check."""

    state: ReviewState
    reviewer: str
    note: str
    at: datetime
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """The decision that a person had before their eyes when they decided: its moment, None where there was none."""

    at: datetime | None


@dataclass(frozen=True, slots=True)
class Against:
    """What a check across reports was held against: the other report, and its figure where there is one."""

    report_id: str
    figure: str | None
    number: str | None
    issued_on: str | None
    page: int | None
    value: str | None
    bbox: BBox | None = None


class CheckRecord(NamedTuple):
    """One recomputed statement. `id` is unique in the store ("<report>.<check>"), `check_id` in its report.

    `review` is None while nobody has decided. `is_finding` as in `document.checks`.
    """

    seq: int
    id: str
    report_id: str
    check_id: str
    scope: Scope
    kind: str
    verdict: Verdict
    severity: Severity
    cause: Cause | None
    is_finding: bool
    stated: str | None
    computed: str | None
    page: int
    line: int
    bbox: BBox | None
    quote: str
    sentence: str
    figures: tuple[str, ...]
    organisation: str | None
    area: str | None
    period: Period | None
    review: Review | None
    against: tuple[Against, ...] = ()


class ObservationRecord(NamedTuple):
    """One observed value with its evidence: indicator × organisation × area × period × measure.

    `provisional` is True while the indicator is not mapped. `stated` is the value that the report states, different from
    `value` only where `state` is "corrected". `retired_at` is when it stopped to count (report superseded, read anew,
    value corrected), None while it counts.
    """

    id: int
    indicator: str
    provisional: bool
    organisation: str | None
    area: str | None
    level: str | None
    period: Period
    measure: Measure
    value: str
    printed: str | None
    stated: str
    unit: str | None
    state: State
    report_id: str
    report_number: str | None
    issued_on: str | None
    figure: str
    page: int
    bbox: BBox | None
    quote: str
    placed_by: str
    score: float
    pipeline_version: str
    models: str
    recorded_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """The newest value of one indicator and measure in one area and period, and how many reports state one.

    `disputed` is True where those reports do not agree; `observation` is the id of the one that is shown.
    """

    area: str
    level: str
    period: Period
    value: str
    printed: str | None
    unit: str | None
    state: State
    observation: int
    report_id: str
    sources: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One entry of the feed. `cursor` only ever grows; `subject` is the id of what changed.

    kinds: report.added, report.superseded, report.outdated (subject: report id), check.reviewed (check id),
    indicator.mapped (provisional id), report.deleted, store.restored (everything may be different: read it anew).
    """

    cursor: int
    kind: str
    subject: str
    report_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """An indicator of the catalogue, or a provisional one that waits (`mapped_to` None) or was mapped by a person.

    `good_direction` is "up", "down" or None. `seen` counts the figures of stored reports placed on it (of a provisional
    one: those met while it waited).
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    numerator: str | None
    denominator: str | None
    good_direction: str | None
    since: str | None
    provisional: bool
    seen: int
    aliases: tuple[str, ...] = ()
    example: str | None = None
    mapped_to: str | None = None
    mapped_by: str | None = None
    mapped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sums over the current reports that a filter names: how much was read, understood, checked and placed."""

    reports: int
    pages: int
    numbers: int
    understood: int
    checked: int
    figures: int
    checks: int
    findings: int
    observations: int
    placed: int
    verified: int


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """An access token without its secret."""

    id: str
    name: str
    role: Role
    created_at: datetime
    revoked_at: datetime | None

    @property
    def revoked(self) -> bool:
        """Whether it is good for nothing any more."""
        return self.revoked_at is not None
