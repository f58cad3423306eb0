"""What the system refused, in words for people."""

import errno
import socket
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


def test_so_do_the_network_and_the_server() -> None:
    assert reason(socket.gaierror(socket.EAI_NONAME, "Name or service not known")) == "không có máy nào tên ấy"
    said = 'connection failed: connection to server at "127.0.0.1", port 1 failed: Connection refused'
    assert reason(RuntimeError(said)) == "không có máy chủ PostgreSQL nào nghe ở địa chỉ ấy"


def test_an_unknown_reason_keeps_its_own_words() -> None:
    assert reason(OSError(errno.ELOOP, "Too many links")) == "Too many links"
    assert reason(RuntimeError("first\nsecond")) == "first"
    assert reason(OSError()) == "lỗi đĩa"
