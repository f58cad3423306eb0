"""Tables of the contract as figures: every row that names a unit or an indicator gives observations as the text does."""

from normalize.tables.reading import Reading, read, states

__all__ = ["Reading", "read", "states"]
