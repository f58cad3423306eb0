"""The trained finder of organisations and places: a small spaCy pipeline, kept in `models/entities/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from document.errors import EngineMissing

MODEL = Path(__file__).parent / "entities"


@dataclass(frozen=True, slots=True)
class Entity:
    """text[start:end] names an organisation ("ORG") or a place ("LOC")."""

    start: int
    end: int
    label: str


class EntityFinder:
    """Finds names; loads the pipeline when it is first asked (about half a second)."""

    def find(self, text: str) -> Sequence[Entity]:
        """The named entities of one text, in order. Raises EngineMissing where the weights are not there."""
        document = _pipeline()(text)
        return [Entity(span.start_char, span.end_char, span.label_) for span in document.ents]


@cache
def _pipeline() -> Language:
    if not (MODEL / "config.cfg").exists():
        raise EngineMissing(what="mô hình nhận dạng tên cơ quan", install="python -m corpus.train_entities")
    return spacy.load(MODEL)
