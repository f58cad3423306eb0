"""What takes long the first time is done before anybody asks: reading the catalogue and the units, making statements."""

from api.rest import plain
from normalize import areas
from normalize.catalogue import catalogue
from normalize.store import CheckFilter, ObservationFilter, ReportFilter, Store, SummaryFilter


def warm(store: Store) -> None:
    """Ask what a dashboard asks, one row of each. Raises StoreError."""
    indicator = catalogue()[0]
    area = areas.children(None)[0].id
    for wanted in (
        ObservationFilter(),
        ObservationFilter(indicator=indicator.id),
        ObservationFilter(area=area),
        ObservationFilter(indicator=indicator.id, area=area),
        ObservationFilter(group=indicator.group, area=area),
        ObservationFilter(area=area, period_from="2024-01-01", period_to="2024-12-31"),
    ):
        list(map(plain.observation, store.observations(wanted, 1).items))
    for about in (SummaryFilter(indicator.id), SummaryFilter(indicator.id, area=area)):
        list(map(plain.summed, store.summary(about, 1).items))
    for checks in (CheckFilter(), CheckFilter(findings=True), CheckFilter(findings=True, area=area)):
        list(map(plain.check, store.checks(checks, 1).items))
    for reports in (ReportFilter(), ReportFilter(area=area)):
        list(map(plain.report, store.reports(reports, 1).items))
    store.coverage(area)
    store.indicators()
    store.changes(limit=1)
