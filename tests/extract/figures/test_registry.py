"""The contents of the grammar, pinned: a pattern is added or dropped on purpose."""

from extract.figures.registry import PATTERNS


def test_the_patterns_are_these_in_this_order() -> None:
    assert [p.id for p in PATTERNS] == [
        "growth-pair",
        "ratio-slash",
        "ratio-of-whole",
        "ratio-in-whole",
        "percent",
        "quantity-rate",
        "quantity-score",
        "quantity-range",
        "quantity-counted",
        "quantity-labelled",
    ]
    assert all(p.description for p in PATTERNS)
