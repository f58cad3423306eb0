"""Keep audited reports."""

from normalize.store.store import Store

__all__ = ["Store"]
