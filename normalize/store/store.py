"""The store of audited reports: SQLite by default, PostgreSQL by setting. One class that people and programs call.

Every method is one transaction. All of them raise StoreError where the database fails, and BadRequest for a filter,
cursor or value that cannot be meant.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar, cast

from sqlalchemy import Connection, Engine

from document.contract import AuditedReport
from normalize.store import access, changes, observed, provisional, reports, reviews, writing
from normalize.store.access import Admission
from normalize.store.engine import open_engine
from normalize.store.engine import reading as reading_from
from normalize.store.engine import writing as writing_to
from normalize.store.filters import (
    MOST,
    CheckFilter,
    FigureFilter,
    ObservationFilter,
    Page,
    ReportFilter,
    SummaryFilter,
)
from normalize.store.records import (
    ChangeRecord,
    CheckRecord,
    Correction,
    Coverage,
    FigureRecord,
    IndicatorRecord,
    ObservationRecord,
    ReportRecord,
    Review,
    ReviewState,
    Role,
    Seen,
    SummaryRow,
    TokenRecord,
)

T = TypeVar("T")
MOST_KNOWN = 256
"""Answers about the whole store that are kept until it changes."""
NO_MODELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Saved:
    """What keeping a report gave: its id, whether it is new, and how many checks across reports it got."""

    report_id: str
    created: bool
    across: int = 0


class Store:
    """Open one with `Store.open`; use it as a context manager, or call `close`. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known: dict[object, tuple[int, object]] = {}

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at `url`, creating and migrating it where needed."""
        return cls(open_engine(url))

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _until_changed(self, name: object, ask: Callable[[Connection], T]) -> T:
        """The answer to a question about the whole store, asked anew only where something changed since."""
        with reading_from(self.engine) as connection:
            cursor = changes.last(connection)
            known = self._known.get(name)
            if known is not None and known[0] == cursor:
                return cast(T, known[1])
            answer = ask(connection)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[name] = (cursor, answer)
        return answer

    # reports --------------------------------------------------------------------------------------------------------

    def save(
        self,
        report: AuditedReport,
        pipeline_version: str,
        models: Mapping[str, str] = NO_MODELS,
        submitted_at: datetime | None = None,
    ) -> Saved:
        """Keep `report` with everything it gives: figures, checks, observations, checks across reports.

        The same bytes under the same `pipeline_version` are kept once, also when sent twice at once. Results of older
        versions of the same file stay, marked; reviews of findings that are still there carry over. A result of which fewer
        pages could be read gives way to one of which more could. `submitted_at` is when somebody sent the file, by default
        now.
        """
        report_id = writing.report_id(report.source.sha256, pipeline_version)
        with reading_from(self.engine) as connection:
            if not reports.misses(connection, report_id, report.coverage.unread_pages):
                return Saved(report_id, created=False)
        prepared = writing.prepare(report, pipeline_version, models)
        with writing_to(self.engine) as connection:
            return Saved(report_id, *writing.write(connection, prepared, submitted_at))

    def find(self, sha256: str, pipeline_version: str) -> str | None:
        """The id of the report with these bytes under this pipeline version."""
        with reading_from(self.engine) as connection:
            wanted = writing.report_id(sha256, pipeline_version)
            return wanted if reports.exists(connection, wanted) else None

    def unread_pages(self, report_id: str) -> tuple[int, ...] | None:
        """The pages of a stored report that could not be read; None for an id that is not there."""
        with reading_from(self.engine) as connection:
            return reports.unread_pages(connection, report_id)

    def file_hashes(self) -> frozenset[str]:
        """The SHA-256 of every file that has a report, under whatever pipeline version."""
        with reading_from(self.engine) as connection:
            return reports.file_hashes(connection)

    def load(self, report_id: str) -> AuditedReport | None:
        """The contract of a stored report, or None for an id that is not there."""
        text = self.load_json(report_id)
        return None if text is None else AuditedReport.model_validate_json(text)

    def load_json(self, report_id: str) -> str | None:
        """The contract of a stored report as the JSON text it was, or None for an id that is not there."""
        with reading_from(self.engine) as connection:
            return reports.contract(connection, report_id)

    def report(self, report_id: str) -> ReportRecord | None:
        """One report, or None."""
        with reading_from(self.engine) as connection:
            return reports.one(connection, report_id)

    def reports(self, wanted: ReportFilter, limit: int = 100, cursor: str | None = None) -> Page[ReportRecord]:
        """Reports, newest first."""
        with reading_from(self.engine) as connection:
            return reports.page(connection, wanted, limit, cursor)

    def figures(self, wanted: FigureFilter, limit: int = 100, cursor: str | None = None) -> Page[FigureRecord]:
        """Figures, in reading order."""
        with reading_from(self.engine) as connection:
            return reports.figures(connection, wanted, limit, cursor)

    def delete(self, report_id: str) -> bool:
        """Forget a report with all it gave; the reviews of its findings stay. False for an id that is not there."""
        with writing_to(self.engine) as connection:
            return writing.delete(connection, report_id)

    # checks ---------------------------------------------------------------------------------------------------------

    def checks(self, wanted: CheckFilter, limit: int = 100, cursor: str | None = None) -> Page[CheckRecord]:
        """Checks, newest report first, in reading order within a report where `report_id` is given."""
        with reading_from(self.engine) as connection:
            return reviews.page(connection, wanted, limit, cursor)

    def check(self, check_id: str) -> CheckRecord | None:
        """One check by its store-wide id, or None."""
        with reading_from(self.engine) as connection:
            return reviews.one(connection, check_id)

    def review(
        self,
        check_id: str,
        state: ReviewState,
        reviewer: str,
        note: str = "",
        corrections: Sequence[Correction] = (),
        *,
        seen: Seen | None = None,
    ) -> CheckRecord | None:
        """Write down a person's decision about a check and return the check as it is now; None for an unknown id.

        `corrections` go with the state "corrected" only, and name figures of the check's report: their observations
        become "corrected". A rejected finding lets the observations of its figures count as verified once no other
        finding of theirs is open. `seen` is the decision that the person looked at: DecidedMeanwhile is raised where there
        is a newer one.
        """
        with writing_to(self.engine) as connection:
            review = Review(state, reviewer, note, changes.now(), tuple(corrections))
            return reviews.decide(connection, check_id, review, seen)

    # observations ---------------------------------------------------------------------------------------------------

    def observations(
        self, wanted: ObservationFilter, limit: int = 100, cursor: str | None = None
    ) -> Page[ObservationRecord]:
        """Observations with their evidence, newest period first."""
        with reading_from(self.engine) as connection:
            return observed.page(connection, wanted, limit, cursor)

    def all_observations(self, wanted: ObservationFilter, batch: int = 1000) -> Iterator[ObservationRecord]:
        """Every observation of a filter in the same order, read `batch` at a time: for files that are streamed."""
        cursor: str | None = None
        while True:
            page = self.observations(wanted, batch, cursor)
            yield from page.items
            if page.next is None:
                return
            cursor = page.next

    def summary(self, wanted: SummaryFilter, limit: int = MOST, cursor: str | None = None) -> Page[SummaryRow]:
        """The newest value of one indicator in each area and period, ordered by area, then period."""
        with reading_from(self.engine) as connection:
            return observed.summary(connection, wanted, limit, cursor)

    def coverage(
        self, area: str | None = None, period_from: str | None = None, period_to: str | None = None
    ) -> Coverage:
        """Sums over the current reports of an area with its sub-units, whose period ends between two days."""
        return self._until_changed(
            ("coverage", area, period_from, period_to),
            lambda connection: observed.coverage(connection, area, period_from, period_to),
        )

    # indicators -----------------------------------------------------------------------------------------------------

    def indicators(
        self, group: str | None = None, limit: int = MOST, cursor: str | None = None
    ) -> Page[IndicatorRecord]:
        """The catalogue in its order, with how many stored figures stand on each indicator."""
        seen = self._until_changed("seen", provisional.seen)
        return provisional.catalogue(seen, group, limit, cursor)

    def waiting(self, limit: int = 100, cursor: str | None = None) -> Page[IndicatorRecord]:
        """Provisional indicators that nobody mapped yet, the most often seen first."""
        with reading_from(self.engine) as connection:
            return provisional.waiting(connection, limit, cursor)

    def map_indicator(self, provisional_id: str, indicator: str, person: str) -> int:
        """Map a provisional indicator to one of the catalogue, once for all; returns how many observations moved.

        It holds for what is stored and for what comes. Mapping it again moves them again. Raises NotFound for an unknown
        provisional id, BadRequest for an indicator that the catalogue does not have.
        """
        with writing_to(self.engine) as connection:
            return provisional.assign(connection, provisional_id, indicator, person)

    # feed and access ------------------------------------------------------------------------------------------------

    def changes(self, since: int = 0, limit: int = 100) -> tuple[ChangeRecord, ...]:
        """What changed after the cursor `since`, oldest first. Ask again with the last one's cursor; none is left out."""
        with reading_from(self.engine) as connection:
            return changes.since(connection, since, limit)

    def last_change(self) -> int:
        """The cursor of the newest change, 0 for an empty store: an ETag for everything."""
        with reading_from(self.engine) as connection:
            return changes.last(connection)

    def note_restored(self, before: int) -> None:
        """Tell in the feed that an older copy took the place of a store whose changes had reached `before`."""
        with writing_to(self.engine) as connection:
            changes.take_turn(connection)
            changes.note_restored(connection, before)

    def create_token(self, name: str, role: Role) -> tuple[TokenRecord, str]:
        """A new access token and its secret, which is shown this once and kept only as a hash."""
        with writing_to(self.engine) as connection:
            return access.create(connection, name, role)

    def admit(self, secret: str) -> Admission | None:
        """The token with this secret, unless it is revoked, with the cursor of the newest change."""
        with reading_from(self.engine) as connection:
            return access.admit(connection, secret)

    def tokens(self) -> tuple[TokenRecord, ...]:
        """All tokens, also revoked ones, oldest first."""
        with reading_from(self.engine) as connection:
            return access.all_of_them(connection)

    def revoke_token(self, token_id: str) -> bool:
        """Make a token good for nothing. False for an id that is not there."""
        with writing_to(self.engine) as connection:
            return access.revoke(connection, token_id)

    def now(self) -> datetime:
        """This moment in UTC, as the store writes it."""
        return changes.now()
