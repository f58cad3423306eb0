"""The checks by name: what each compares, in one Vietnamese sentence, and the function that finds its claims."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.consistency.claims import Claim
    from normalize.consistency.prose import Ledger

Finder = Callable[["Ledger"], Iterator["Claim"]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` in the registry, `kind` of the contract, the `sentence` for people, and the function that finds claims."""

    name: str
    kind: str
    sentence: str
    find: Finder


RULES: dict[str, Rule] = {}


def rule(name: str, kind: str, sentence: str) -> Callable[[Finder], Finder]:
    """Register a function under a name of its own."""

    def register(find: Finder) -> Finder:
        if name in RULES:
            raise ValueError(f"check {name!r} is registered twice")
        RULES[name] = Rule(name, kind, sentence, find)
        return find

    return register
