"""Files that are whole or not there."""

import errno
from pathlib import Path

import pytest

from document.errors import OutputError
from pipeline.whole import whole


def _fill(path: Path) -> None:
    """Write until the disk is full."""
    path.write_text("half")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.txt"
    with whole(target) as beside:
        beside.write_text("half")
        assert not target.exists()
        beside.write_text("all")
    assert target.read_text() == "all"
    assert list(target.parent.iterdir()) == [target]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(OutputError, match="đĩa đầy"), whole(target) as beside:
        _fill(beside)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_long_name_has_room_beside_it(tmp_path: Path) -> None:
    with whole(tmp_path / ("n" * 255)) as beside:
        beside.write_text("x")


@pytest.mark.parametrize(("name", "why"), [("folder", "đó là một thư mục"), ("file/a", "đã có tệp mang tên ấy")])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=why), whole(tmp_path / name) as beside:
        beside.write_text("x")
