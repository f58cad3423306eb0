"""Pages of a text file: divided by form feeds, lines counted through the whole file."""

from dataclasses import dataclass

from document.errors import BrokenPage
from document.pages import Image, TextLayer


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of a text file; has neither image nor layer."""

    number: int
    text: str | None
    first_line: int = 1
    native_dpi: float = 0.0
    size_pt: tuple[float, float] = (0.0, 0.0)
    remarks: tuple[str, ...] = ()

    def layer(self) -> TextLayer | None:
        """None: text is text."""
        return None

    def image(self, dpi: float) -> Image:  # noqa: ARG002 — the protocol's signature
        """Raises `BrokenPage`: there is no picture of a text file."""
        raise BrokenPage(page=self.number)


def split_pages(text: str) -> tuple[TextPage, ...]:
    """Divide at form feeds; `first_line` goes on counting, so that a line number is always one of the file's."""
    pages: list[TextPage] = []
    line = 1
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    for number, part in enumerate(parts, start=1):
        pages.append(TextPage(number, part, line))
        line += part.count("\n")
    return tuple(pages)
