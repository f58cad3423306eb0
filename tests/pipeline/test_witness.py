"""A store that was replaced by an older copy of itself, by hand, is noticed when the server starts."""

import shutil
from pathlib import Path

import pytest

from normalize.store import Store
from pipeline.witness import FILE, Witness
from tests.factories import contract


def changed(store: Store, times: int) -> None:
    for number in range(times):
        said = contract()
        source = said.source.model_copy(update={"sha256": f"{store.last_change() + number:064}"})
        store.save(said.model_copy(update={"source": source}), "1")


def kinds(store: Store, since: int = 0) -> list[str]:
    return [change.kind for change in store.changes(since)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Store.open(f"sqlite:///{tmp_path / 'baocao.db'}") as store:
        changed(store, 2)
    return tmp_path


def opened(place: Path) -> Store:
    return Store.open(f"sqlite:///{place / 'baocao.db'}")


def test_an_older_copy_is_told_in_the_feed_once(place: Path) -> None:
    old = place / "old.db"
    shutil.copyfile(place / "baocao.db", old)
    with opened(place) as store:
        assert not Witness(place).look(store)
        changed(store, 3)
        told = store.last_change()
        Witness(place).see(told)
    shutil.copyfile(old, place / "baocao.db")
    with opened(place) as store:
        assert Witness(place).look(store)
        assert kinds(store, told) == ["store.restored"]
        assert not Witness(place).look(store)
        assert kinds(store).count("store.restored") == 1


def test_a_store_that_goes_on_is_not_told(place: Path) -> None:
    with opened(place) as store:
        Witness(place).see(store.last_change())
        changed(store, 1)
        assert not Witness(place).look(store)
        assert "store.restored" not in kinds(store)
        assert Witness(place).seen == store.last_change()


@pytest.mark.parametrize("text", ["", "mười", "12\n7"])
def test_what_cannot_be_read_is_nothing(place: Path, text: str) -> None:
    (place / FILE).write_text(text, encoding="utf-8")
    assert Witness(place).seen == 0


def test_a_place_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    taken = tmp_path / "tệp"
    taken.write_text("x")
    witness = Witness(taken)
    witness.see(5)
    assert witness.seen == 5
