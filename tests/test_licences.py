"""What is installed with the project may be installed with it: no licence that asks for more than Apache-2.0 can give."""

from importlib.metadata import distribution
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parents[1]
PINNED = regex.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), regex.MULTILINE)
FREE = regex.compile(r"MIT|BSD|Apache|ISC|PSF|MPL|Zlib|CNRI|LGPL", regex.I)
BINDING = regex.compile(r"(?<!L)GPL|Affero|SSPL|Commons Clause|proprietary", regex.I)


def _licence(package: str) -> str:
    said = distribution(package).metadata
    stated = [*(said.get_all("License-Expression") or []), *(said.get_all("License") or [])]
    classified = [c for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    return "; ".join([*(text.split("\n")[0] for text in stated), *classified])


def test_packages_are_pinned() -> None:
    assert len(PINNED) > 50


@pytest.mark.parametrize("package", PINNED)
def test_a_licence_is_known_and_free(package: str) -> None:
    licence = _licence(package)
    assert FREE.search(licence), licence
    assert not BINDING.search(licence), licence


def test_those_that_ask_for_something_are_named() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    asking = [name for name in PINNED if regex.search(r"LGPL|MPL|Mozilla", _licence(name))]
    assert [name for name in asking if name.removesuffix("-binary") not in notice] == []
