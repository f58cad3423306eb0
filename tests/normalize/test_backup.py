"""Backups are whole, restore on either server, and a damaged store is told."""

from pathlib import Path

import pytest
from sqlalchemy import text

from document.errors import BadRequest, OutputError
from normalize.store import CheckFilter, ObservationFilter, ReportFilter, Store
from normalize.store.backup import backup, check, restore
from normalize.store.engine import writing
from tests.normalize.contracts import check as contract_check
from tests.normalize.contracts import ratio, report

FIGURES = [ratio(1, "Cấp phiếu lý lịch tư pháp", 150, 200, "70")]
CHECKS = [contract_check(1, ["f1"], "mismatch")]


def filled(store: Store) -> str:
    saved = store.save(report(FIGURES, checks=CHECKS), "1")
    store.review(f"{saved.report_id}.c1", "rejected", "Minh", "đọc nhầm")
    store.create_token("bảng", "viewer")
    return saved.report_id


def test_a_backup_restores_into_an_empty_store(store: Store, tmp_path: Path) -> None:
    report_id = filled(store)
    target = tmp_path / "ban-sao.db"
    copied = backup(store.engine, target)
    assert copied.reports == 1
    assert [p.name for p in tmp_path.iterdir() if "ban-sao" in p.name] == ["ban-sao.db"]
    with Store.open(f"sqlite:///{tmp_path / 'khac.db'}") as other:
        assert restore(other.engine, target) == copied
        assert other.load_json(report_id) == store.load_json(report_id)
        assert other.checks(CheckFilter()) == store.checks(CheckFilter())
        assert other.observations(ObservationFilter()) == store.observations(ObservationFilter())
        assert other.tokens() == store.tokens()
        assert other.changes()[:-1] == store.changes()
        assert other.changes()[-1].kind == "store.restored"
        assert check(other.engine).problems == ()


def test_a_backup_of_sqlite_restores_here(store: Store, tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'khac.db'}") as other:
        report_id = filled(other)
        backup(other.engine, tmp_path / "ban-sao.db")
    restore(store.engine, tmp_path / "ban-sao.db")
    assert store.report(report_id) is not None
    last = store.last_change()
    store.save(report(FIGURES, number="11/BC"), "1")
    assert store.last_change() > last
    assert check(store.engine).problems == ()


def test_no_number_of_the_feed_means_two_things_after_a_restore(store: Store, tmp_path: Path) -> None:
    """ETags are made of them, and programs go on behind the last one they saw."""
    filled(store)
    backup(store.engine, tmp_path / "ban-sao.db")
    seen = {store.last_change()}
    for number in range(2):
        for more in range(3):
            store.save(report(FIGURES, number=f"{number}{more}/BC"), "1")
            assert store.last_change() not in seen
            seen.add(store.last_change())
        behind = store.last_change()
        restore(store.engine, tmp_path / "ban-sao.db", replace=True)
        assert [c.kind for c in store.changes(behind)] == ["store.restored"]
        assert store.last_change() not in seen
        seen.add(store.last_change())


def test_a_store_that_holds_something_is_replaced_only_on_purpose(store: Store, tmp_path: Path) -> None:
    filled(store)
    backup(store.engine, tmp_path / "ban-sao.db")
    store.save(report(FIGURES, number="11/BC"), "1")
    with pytest.raises(BadRequest):
        restore(store.engine, tmp_path / "ban-sao.db")
    assert len(store.reports(ReportFilter()).items) == 2
    restore(store.engine, tmp_path / "ban-sao.db", replace=True)
    assert len(store.reports(ReportFilter()).items) == 1


def test_a_file_that_is_there_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "ban-sao.db"
    target.write_text("quan trọng", encoding="utf-8")
    with pytest.raises(OutputError):
        backup(store.engine, target)
    assert target.read_text(encoding="utf-8") == "quan trọng"
    with pytest.raises(BadRequest):
        restore(store.engine, target)
    with pytest.raises(BadRequest):
        restore(store.engine, tmp_path / "nothing.db")


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM figures",
        "DELETE FROM contracts",
        "UPDATE contracts SET body = substr(body, 1, 20)",
        "UPDATE reports SET sha256 = 'x'",
        "UPDATE alembic_version SET version_num = '0000'",
    ],
)
def test_damage_is_told(store: Store, damage: str) -> None:
    report_id = filled(store)
    assert check(store.engine).problems == ()
    with writing(store.engine) as connection:
        connection.execute(text(damage))
    problems = check(store.engine).problems
    assert problems
    assert report_id in problems[0] or "lược đồ" in problems[0]
