"""The door for a trained finder of names."""

from collections.abc import Sequence
from typing import Protocol


class EntitySpan(Protocol):
    """text[start:end] names something; labels are "ORG" and "LOC" (places), others are ignored."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """Behind the last character."""
        ...

    @property
    def label(self) -> str:
        """What it names."""
        ...


class EntityFinder(Protocol):
    """Finds organisations and places where the rules find none (a trained pipeline)."""

    def find(self, text: str) -> Sequence[EntitySpan]:
        """The named entities of one text, in order."""
        ...
