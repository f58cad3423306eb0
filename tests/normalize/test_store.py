"""The store keeps a report once and gives it back as it was."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from corpus.bench_store import fill, storing
from document.contract import AuditedReport
from document.errors import BadRequest, StoreError, StoreForeign
from normalize.store import Admission, CheckFilter, FigureFilter, ObservationFilter, ReportFilter, Store, SummaryFilter
from normalize.store.backup import check
from normalize.store.engine import MIGRATIONS, writing
from normalize.store.schema import Base
from tests.factories import contract
from tests.normalize.contracts import check as one_check
from tests.normalize.contracts import ratio, report
from tests.normalize.test_across import cards


def test_gives_back_what_it_took(url: str) -> None:
    with Store.open(url) as store:
        saved = store.save(contract(), "1")
        assert saved.created
        assert store.load(saved.report_id) == contract()
        assert store.find("0" * 64, "1") == saved.report_id


def test_same_bytes_are_kept_once_also_after_reopening(url: str) -> None:
    with Store.open(url) as store:
        first = store.save(contract(), "1")
    with Store.open(url) as store:
        second = store.save(contract(), "1")
        third = store.save(contract(), "2")
    assert (second.report_id, second.created) == (first.report_id, False)
    assert third.created
    assert third.report_id != first.report_id


def test_sent_twice_at_once_is_kept_once(url: str) -> None:
    with Store.open(url) as store, ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: store.save(contract(), "1"), range(8)))
    assert sum(saved.created for saved in results) == 1
    assert len({saved.report_id for saved in results}) == 1


def test_migrations_make_the_mapped_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert [entry for entry in difference if "sqlite_sequence" not in str(entry)] == []


def test_migrations_can_be_undone(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(store.engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with store.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version", "sqlite_sequence"}


def test_a_store_of_the_first_schema_is_upgraded_with_what_it_holds(url: str) -> None:
    sent = datetime(2024, 4, 1, 7, 30, tzinfo=UTC)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with Store.open(url) as store:
        older = store.save(contract(), "1", submitted_at=sent).report_id
        with writing(store.engine) as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
            assert "indicator_counts" not in inspect(connection).get_table_names()
            assert "submitted_at" not in {c["name"] for c in inspect(connection).get_columns("reports")}
    with Store.open(url) as store:
        record = store.report(older)
        assert record is not None
        assert record.submitted_at is None
        assert store.load(older) == contract()
        assert _counted(store) == {
            row.indicator: 1 for row in store.figures(FigureFilter(older)).items if row.indicator
        }
        newer = store.save(contract(), "2", submitted_at=sent).report_id
        found = store.report(newer)
        assert found is not None
        assert found.submitted_at == sent
        assert found.created_at > sent
        assert check(store.engine).problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alembic_version SET version_num = '0099'",
        "ALTER TABLE observations RENAME COLUMN province TO series",
        "DROP TABLE changes",
        "DROP TABLE alembic_version",
    ],
)
def test_a_store_of_another_program_is_told_and_left_alone(url: str, change: str) -> None:
    with Store.open(url) as store, writing(store.engine) as connection:
        connection.execute(text(change))
    for _ in range(2):
        with pytest.raises(StoreForeign, match="phiên bản khác của baocao") as raised:
            Store.open(url)
    assert "0099" not in change or "0099" in raised.value.message


def test_an_older_store_that_does_not_fit_is_not_half_upgraded(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with Store.open(url) as store:
        with writing(store.engine) as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
            connection.execute(text("ALTER TABLE provisional_indicators RENAME COLUMN seen TO counted"))
        with pytest.raises(StoreForeign):
            Store.open(url)
        with store.engine.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
            assert "submitted_at" not in {c["name"] for c in inspect(connection).get_columns("reports")}


def test_a_report_that_nobody_sent_is_sent_when_it_is_stored(store: Store) -> None:
    record = store.report(store.save(contract(), "1").report_id)
    assert record is not None
    assert record.submitted_at == record.created_at


def test_two_programs_open_a_new_store_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(Store.open, [url] * 4))
    assert [store.last_change() for store in stores] == [0] * 4
    for store in stores:
        store.close()


def test_a_zero_byte_is_no_fault_of_the_store(store: Store) -> None:
    saved = store.save(report([ratio(1, "Cấp phiếu\0 lý lịch", 150, 200, "70")]), "1")
    (figure,) = store.figures(FigureFilter(saved.report_id)).items
    assert "\0" not in f"{figure.quote}{figure.subject}"
    read = store.load(saved.report_id)
    assert read is not None
    assert "\ufffd" in str(read.figures[0].subject)
    with suppress(BadRequest):  # PostgreSQL has no such text, SQLite finds none
        assert store.report("a\0") is None
    with suppress(BadRequest):
        assert store.reports(ReportFilter(number="\0")).items == ()


def _counted(store: Store) -> dict[str, int]:
    return {i.id: i.seen for i in store.indicators().items if i.seen}


def test_figures_of_an_indicator_are_counted_when_they_come_and_go(store: Store) -> None:
    assert _counted(store) == {}
    once = store.save(cards(500, "Công an huyện Bác Ái", "1/BC"), "1").report_id
    ((indicator, seen),) = _counted(store).items()
    assert seen == 1
    twice = store.save(cards(700, "Công an huyện Ninh Sơn", "2/BC"), "1").report_id
    assert _counted(store) == {indicator: 2}
    assert check(store.engine).problems == ()
    store.delete(once)
    assert _counted(store) == {indicator: 1}
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE indicator_counts SET figures = 7"))
    assert check(store.engine).problems == (f"chỉ tiêu {indicator}: đếm 7 số liệu, phải là 1",)
    store.delete(twice)


def test_storing_asks_no_more_of_a_fuller_store(store: Store) -> None:
    fill(store, 20)
    few = storing(store, 0, 3)
    fill(store, 180, 20)
    many = storing(store, 100, 3)
    assert many.statements <= few.statements


def test_unknown_report_is_none(url: str) -> None:
    with Store.open(url) as store:
        assert store.load("nothing") is None


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kho.db"
    path.write_bytes(b"not a database at all, just some words" * 40)
    with pytest.raises(StoreError) as caught:
        Store.open(f"sqlite:///{path}")
    assert caught.value.exit_code == 4


def _lacking(whole: AuditedReport, *pages: int) -> AuditedReport:
    """What is found where these pages cannot be read."""
    coverage = whole.coverage.model_copy(update={"unread_pages": list(pages)})
    return whole.model_copy(update={"coverage": coverage, "figures": whole.figures[:1], "checks": whole.checks[:1]})


def test_a_result_gives_way_to_one_of_which_more_pages_could_be_read(store: Store) -> None:
    figures = [ratio(1, "căn cước", 150, 200, "70"), ratio(2, "hộ khẩu", 30, 40, "75")]
    whole = report(figures, checks=[one_check(1, ["f1"], "mismatch"), one_check(2, ["f2"], "consistent")])
    saved = store.save(_lacking(whole, 2, 3), "1")
    assert store.unread_pages(saved.report_id) == (2, 3)
    assert store.review(f"{saved.report_id}.c1", "confirmed", "An", "đúng là sai", []) is not None
    assert not store.save(_lacking(whole, 2, 4), "1").created
    assert store.unread_pages(saved.report_id) == (2, 3)
    assert store.save(whole, "1").created
    assert store.unread_pages(saved.report_id) == ()
    assert store.load(saved.report_id) == whole
    again = store.check(f"{saved.report_id}.c1")
    assert again is not None
    assert again.review is not None
    assert (again.review.state, again.review.note) == ("confirmed", "đúng là sai")
    assert not store.save(_lacking(whole, 2), "1").created
    assert store.load(saved.report_id) == whole
    assert store.unread_pages("nothing") is None


def test_deleting_a_report_deletes_its_rows(store: Store) -> None:
    saved = store.save(contract(), "1")
    assert store.delete(saved.report_id)
    assert not store.delete(saved.report_id)
    with store.engine.connect() as connection:
        for table in ("contracts", "figures", "checks", "observations"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    assert [change.kind for change in store.changes()] == ["report.added", "report.deleted"]


def test_nothing_is_half_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StoreError(why="hết chỗ")

    monkeypatch.setattr("normalize.store.changes.note", fail)
    with pytest.raises(StoreError):
        store.save(contract(), "1")
    assert store.reports(ReportFilter()).items == ()
    assert store.figures(FigureFilter()).items == ()


def test_tokens_are_shown_once_and_can_be_revoked(store: Store) -> None:
    record, secret = store.create_token("bảng điều khiển", "viewer")
    assert store.admit(secret) == Admission(record, last_change=0)
    assert store.admit(secret + "x") is None
    with store.engine.connect() as connection:
        assert secret not in str(connection.execute(text("SELECT * FROM tokens")).all())
    assert store.revoke_token(record.id)
    assert store.admit(secret) is None
    assert [token.revoked for token in store.tokens()] == [True]
    assert not store.revoke_token("nothing")


def test_a_role_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(BadRequest):
        store.create_token("ai đó", "king")  # type: ignore[arg-type]


def test_many_read_while_some_write(store: Store) -> None:
    made = [
        [report([ratio(1, "Đăng ký thường trú", w * 10 + i, 500, "9")], name=f"{w}/{i}") for i in range(5)]
        for w in range(4)
    ]

    def write(mine: list[AuditedReport]) -> int:
        return sum(store.save(one, "1").created for one in mine)

    def read(_: int) -> int:
        page = store.observations(ObservationFilter(indicator="dvc.dang-ky-thuong-tru"), 50)
        store.summary(SummaryFilter("dvc.dang-ky-thuong-tru"))
        return len(page.items) % 4

    with ThreadPoolExecutor(12) as pool:
        written = [pool.submit(write, mine) for mine in made]
        seen = [pool.submit(read, n) for n in range(60)]
        assert [f.result() for f in written] == [5] * 4
        assert {f.result() for f in seen} == {0}
    cursors = [change.cursor for change in store.changes(limit=1000)]
    assert cursors == sorted(set(cursors))
    assert len(store.reports(ReportFilter(current=None)).items) == 20


def test_checks_keep_their_box(store: Store) -> None:
    framed = contract()
    framed.checks[0].bbox = (10.5, 20.0, 110.0, 40.0)
    saved = store.save(framed, "1")
    (found,) = store.checks(CheckFilter(report_id=saved.report_id)).items
    assert found.bbox == (10.5, 20.0, 110.0, 40.0)


def test_a_unit_of_today_with_the_units_that_went_into_it(store: Store) -> None:
    old = store.save(report([ratio(1, "Đăng ký khai sinh", 30, 40, "75")]), "1").report_id
    asked = ObservationFilter(area="2025.56", measure="numerator", predecessors=True)
    (found,) = store.observations(asked).items
    assert (found.report_id, found.area) == (old, "58/584")
    assert not store.observations(ObservationFilter(area="2025.56", measure="numerator")).items
    assert not store.observations(ObservationFilter(area="2025.56", sub_units=False, predecessors=True)).items
    assert not store.observations(ObservationFilter(area="2025.51", predecessors=True)).items
    ward = ObservationFilter(area="2025.56/22795", predecessors=True, indicator=found.indicator)
    assert not store.observations(ward).items
    wanted = SummaryFilter(indicator=found.indicator, measure="numerator", area="2025.56", predecessors=True)
    assert [row.area for row in store.summary(wanted).items] == ["58/584"]
