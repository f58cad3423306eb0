"""The catalogue of indicators, kept as data, and the matcher that places figures on it."""

from normalize.catalogue.indicators import Indicator, by_id, catalogue
from normalize.catalogue.matcher import Match, is_provisional, match, provisional_id
from normalize.catalogue.waiting import may_wait

__all__ = ["Indicator", "Match", "by_id", "catalogue", "is_provisional", "match", "may_wait", "provisional_id"]
