"""What the documents say is there: linked files, commands of make, rooms of the table."""

import tomllib
from pathlib import Path

import pytest
import regex

from api.cli import COMMANDS

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "corpus").glob("*.md")]
LINK = regex.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_make_targets_exist(document: Path) -> None:
    targets = set(regex.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), regex.MULTILINE))
    named = set(regex.findall(r"`make ([a-z][a-z-]*)", document.read_text(encoding="utf-8")))
    assert named <= targets


def test_readme_names_every_room() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = settings["tool"]["importlinter"]["root_packages"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [room for room in rooms if f"| `{room}/` |" not in readme] == []


def test_every_command_stands_in_the_guide() -> None:
    guide = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"baocao {name}" not in guide] == []
