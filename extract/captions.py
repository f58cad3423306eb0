"""Captions: the title that stands above a table, told from the paragraph that merely comes before it."""

from collections.abc import Sequence

import regex

from document.report import Table
from extract.blocks import NUMBERED, Block
from extract.headings import is_upper, marker

_ASIDE = regex.compile(r"[(\[]|(?:Đơn vị(?: tính)?|ĐVT|Đvt|Số liệu|Tính đến|Nguồn)\b")
_NUMBER = regex.compile(r"(?:BẢNG|Bảng|BIỂU|Biểu|MẪU|Mẫu)(?:\s+(?:số|SỐ))?\s*[\dIVX]")
_REACH = 5


def caption_of(blocks: Sequence[Block], table: Table) -> tuple[int, ...]:
    """Indices of the blocks that make the table's caption, in order; () where it has none."""
    place = (table.place.page, table.place.line)
    before = [i for i, b in enumerate(blocks) if b.note is None and _end(b) < place]
    chosen: list[int] = []
    for index in reversed(before[-_REACH:]):
        block = blocks[index]
        if not chosen and _ASIDE.match(block.text) and len(block.text.split()) < 40:
            continue
        if not _is_caption(block) or (chosen and not _goes_with(block, blocks[chosen[0]])):
            break
        chosen.insert(0, index)
    return tuple(chosen)


def _end(block: Block) -> tuple[int, int]:
    return block.lines[-1].page, block.lines[-1].line.number


def _is_caption(block: Block) -> bool:
    text = block.text
    words = len(text.split())
    if block.depth or marker(text) is not None or words > 45 or text.rstrip().endswith((":", ";", ",")):
        return False
    if NUMBERED.match(text) or is_upper(text):
        return True
    return words <= 30 and not block.closed and (block.lines[0].clean.bold or words >= 3)


def _goes_with(above: Block, below: Block) -> bool:
    if NUMBERED.match(above.text):
        return not _NUMBER.match(below.text)  # "Bảng 1. …" of the table before
    return is_upper(above.text) and is_upper(below.text)
