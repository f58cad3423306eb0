"""What a process that was ended in the middle of a page leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ocr import tesseract


def test_images_of_processes_that_are_gone_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_MEMORY", tmp_path)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    assert gone.wait() == 0
    mine, left, other = (tmp_path / f"baocao-{name}" for name in (f"{os.getpid()}-a", f"{gone.pid}-b", "x-c"))
    for folder in (mine, left, other):
        folder.mkdir()
        (folder / "image.tif").write_bytes(b"x")
    tesseract.sweep()
    assert sorted(tmp_path.iterdir()) == sorted([mine, other])
