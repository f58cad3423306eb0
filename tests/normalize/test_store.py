"""The store keeps a report once and gives it back as it was."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.schema import MetaData

from document.errors import StoreError
from normalize.store import Store
from normalize.store.schema import Base
from tests.factories import contract


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new' / 'kho.db'}"


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


def test_migrations_make_the_mapped_tables(url: str, tmp_path: Path) -> None:
    Store.open(url)
    found = MetaData()
    found.reflect(create_engine(url))
    for table in Base.metadata.sorted_tables:
        assert {c.name for c in found.tables[table.name].columns} == {c.name for c in table.columns}


def test_unknown_report_is_none(url: str) -> None:
    with Store.open(url) as store:
        assert store.load("nothing") is None


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kho.db"
    path.write_bytes(b"not a database at all, just some words" * 40)
    with pytest.raises(StoreError) as caught:
        Store.open(f"sqlite:///{path}")
    assert caught.value.exit_code == 4


def test_deleting_a_report_deletes_its_rows(url: str) -> None:
    with Store.open(url) as store:
        store.save(contract(), "1")
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM reports")
        assert connection.execute("SELECT count(*) FROM checks").fetchone() == (0,)
