"""Make the corpus: `python -m corpus.make [--only SLUG…] [--levels LEVEL…]` fills build/corpus/ with every specimen as

    <slug>.pdf            digital
    <slug>-<level>.pdf    as scanned (corpus/scan.py lists the levels)
    <slug>.truth.json     the true text of every page (corpus/truth.py)

and writes the demo's scan, corpus/scans/demo.pdf. What is there and has not changed is not made again.
"""

import hashlib
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import cv2
import pypdfium2
from click import UsageError

from corpus import inks, scan, specimen, truth, typeset

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "corpus"
DEMO = Path(__file__).parent / "scans" / "demo.pdf"
DEMO_SLUG = "kiem-tra"

_log = logging.getLogger("corpus")


class Maker:
    """Makes files into `folder`, each once for one state of what it is made of.

    `frame` prints every table another way than its layout says: "rows" (rules between rows only) or "none" (borderless);
    such files are named `<slug>.<frame>…`.
    """

    def __init__(self, folder: Path = BUILD, specimens: Path = specimen.SPECIMENS, frame: str | None = None) -> None:
        self.folder = folder
        self.frame = frame
        self.specimens = specimens
        folder.mkdir(parents=True, exist_ok=True)

    def letter(self, slug: str) -> Path:
        """The digital PDF of a specimen, with its truth beside it. Returns its path."""
        path = self.folder / f"{self._name(slug)}.pdf"
        key = _key(self._source(slug), _code(typeset, truth, specimen), typeset.TEMPLATE.read_bytes())

        def make(fresh: Path) -> None:
            loaded = specimen.load(slug, self.specimens)
            letter = typeset.typeset(loaded, self.frame)
            pages = truth.read(letter.ruled_pdf)
            facts = truth.to_json(slug, pages, letter.seals) | {"office": letter.office}
            self.truth_path(slug).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            fresh.write_bytes(letter.pdf)

        _once(path, key, make)
        return path

    def truth_path(self, slug: str) -> Path:
        """Where the truth of a specimen stands once its letter is made."""
        return self.folder / f"{self._name(slug)}.truth.json"

    def truth(self, slug: str) -> list[truth.PageTruth]:
        """The true pages of a specimen, made where they are missing."""
        self.letter(slug)
        return truth.from_json(json.loads(self.truth_path(slug).read_text(encoding="utf-8")))

    def scanned(self, slug: str, level: str) -> Path:
        """The scan of a specimen at a level. Raises KeyError for an unknown level."""
        letter = self.letter(slug)
        path = self.folder / f"{self._name(slug)}-{level}.pdf"
        key = _key(
            letter.read_bytes(),
            self.truth_path(slug).read_bytes(),
            repr(scan.RECIPES[level]).encode(),
            _code(scan, inks),
        )

        def make(fresh: Path) -> None:
            facts = json.loads(self.truth_path(slug).read_text(encoding="utf-8"))
            sheets = printed(letter, facts["seals"], facts["office"])
            scan.write_pdf(scan.scan(sheets, level, seed=seed(slug)), fresh, level)

        _once(path, key, make)
        return path

    def _name(self, slug: str) -> str:
        return slug if self.frame is None else f"{slug}.{self.frame}"

    def _source(self, slug: str) -> bytes:
        return b"".join((self.specimens / f"{slug}{ending}").read_bytes() for ending in (".md", ".toml"))


def printed(pdf: Path, seals: Sequence[Sequence[float]], office: str) -> list[scan.Sheet]:
    """The pages of a PDF as the scanner gets them; `seals` are (page, x, y) in points."""
    document = pypdfium2.PdfDocument(pdf)
    sheets = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        picture = page.render(scale=scan.PRINT_DPI / 72, grayscale=True).to_numpy().squeeze().copy()
        page.close()
        spots = tuple((float(x), float(y)) for at, x, y in seals if at == number)
        sheets.append(scan.Sheet(number, picture, spots, office or "ỦY BAN NHÂN DÂN"))
    document.close()
    return sheets


def seed(slug: str) -> int:
    """The seed of a specimen's scans."""
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4], "big")


def _code(*modules: object) -> bytes:
    return b"".join(Path(str(getattr(module, "__file__", ""))).read_bytes() for module in modules)


def _key(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _once(path: Path, key: str, make: Callable[[Path], None]) -> None:
    """Make a file under another name, then put it in its place: two makers at once do no harm."""
    stamp = path.with_name(f".{path.name}.key")
    if path.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == key:
        return
    _log.info("making %s", path.name)
    fresh = path.with_name(f"{os.getpid()}-{path.name}")
    make(fresh)
    fresh.replace(path)
    stamp.write_text(key, encoding="ascii")


@click.command()
@click.option("--only", multiple=True, metavar="SLUG", help="Just these specimens.")
@click.option("--levels", multiple=True, type=click.Choice(sorted(scan.RECIPES)), help="Just these levels.")
@click.option("--variants", is_flag=True, help="The one-defect variants too.")
def main(only: tuple[str, ...], levels: tuple[str, ...], variants: bool) -> None:
    """Make the corpus' PDFs, scans and truths; refresh the demo's scan."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    cv2.setNumThreads(1)
    maker = Maker()
    known = specimen.slugs()
    for slug in only:
        if slug not in known:
            raise UsageError(f"no specimen {slug!r}; there are {', '.join(known)}")
    for slug in only or known:
        maker.letter(slug)
        for level in levels or (*scan.LEVELS, *(scan.VARIANTS if variants else ())):
            maker.scanned(slug, level)
    if DEMO_SLUG in (only or known):
        pdf = maker.scanned(DEMO_SLUG, "office").read_bytes()
        if not DEMO.exists() or DEMO.read_bytes() != pdf:
            DEMO.parent.mkdir(exist_ok=True)
            DEMO.write_bytes(pdf)


if __name__ == "__main__":
    main()
