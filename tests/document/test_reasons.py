"""What the system refused, in words for people."""

import errno
import sqlite3
from pathlib import Path

import pytest

from document.reasons import reason


def test_the_system_speaks_vietnamese(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert reason(folder.value) == "đó là một thư mục"
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "đĩa đầy"


def test_so_does_the_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("no database" * 100)
    connection = sqlite3.connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.DatabaseError) as strange:
        connection.execute("select * from t")
    connection.close()
    assert reason(strange.value) == "tệp không phải là kho dữ liệu"


def test_an_unknown_reason_keeps_its_own_words() -> None:
    assert reason(OSError(errno.ELOOP, "Too many links")) == "Too many links"
    assert reason(RuntimeError("first\nsecond")) == "first"
    assert reason(OSError()) == "lỗi đĩa"
