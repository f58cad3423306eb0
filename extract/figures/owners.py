"""Whose a figure is: the organisation or place that its words, its surroundings or a trained finder name."""

from collections.abc import Sequence
from functools import lru_cache

import regex

from extract.figures.clause import Clause, Draft, fold
from extract.figures.entities import Names
from extract.figures.orgs import areas, bare_place, named_directly, organisations
from extract.figures.subjects import position_of
from extract.figures.surroundings import Surroundings

_OFFICE = regex.compile(
    r"(?i:bhxh|mặt trận|ubmttq|ủy ban mttq|hội|đội|đoàn|liên đoàn|công ty|tổng công ty|tòa án|toà án|hạt|chi nhánh|ủy ban nhân dân|uỷ ban nhân dân|ubnd|hđnd|hội đồng nhân dân|sở|công an|phòng|cục|chi cục|ban|bảo hiểm|trung tâm|bệnh viện|trường|huyện ủy|tỉnh ủy|kho bạc|viện|tòa án|thanh tra|văn phòng)(?!\p{L})"
)
_AREA_LEVEL = regex.compile(r"(?<!\p{L})(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn)(?=\s)(?!\shội)")
_VOWEL = regex.compile(r"[aeiouy]")
_KNOWN = frozenset({"UBND", "TTYT", "UBMTTQ", "UB", "KHCN&ĐMST", "CA"})
_TWO_PART = ("sở", "phòng", "chi cục", "cục", "ban", "trung tâm", "bệnh viện")


def owner_of(clause: Clause, draft: Draft, begin: int, around: Surroundings, names: Names) -> str | None:
    """Named by its own words, which begin at `begin`, else by its surroundings; the last resort is who reports, unless
    `names` knows better."""
    owner = _org(clause, draft, begin) or _inherited(clause, draft, around)
    if owner is None:
        start, end = clause.sentence(draft.start)
        names.ask(draft, clause.text[start:end], draft.start - start)
        owner = _attribute(clause, draft, begin) or _issuer(around.letterhead.issuer, around.letterhead.place)
    return owner


def _org(clause: Clause, draft: Draft, begin: int) -> str | None:
    """Named in its own words, else in its sentence, the passage's lead-in, the list above, the heading, the letterhead."""
    position = position_of(draft)
    sentence = clause.sentence(position)[0]
    own = organisations(clause.text, begin, position)
    direct = named_directly(clause.text, own)
    if direct:
        return _joined(clause, direct, draft)
    if draft.unit and organisations(draft.unit):
        return clause.text[draft.end - len(draft.unit) : draft.end] if draft.kind == "quantity" else draft.unit
    place = bare_place(clause.text, max(begin, position - 60), position, words=1 if draft.kind == "percent" else 2)
    if place:
        return place
    area = areas(clause.text, begin, position)
    levels = [a for a in area if a[2][:3].lower() == "cấp"]
    if len(area) > len(levels):
        return next(a[2] for a in reversed(area) if a not in levels)
    for start in dict.fromkeys((sentence, 0)):
        earlier = named_directly(clause.text, organisations(clause.text, start, position))
        if earlier and (start == sentence or earlier[0][0] < 60):
            return earlier[0][2]
    return levels[-1][2] if levels else None


def _inherited(clause: Clause, draft: Draft, around: Surroundings) -> str | None:
    for depth in range(clause.passage.depth - 1, -1, -1):
        lead = around.leads.get(depth)
        named = named_directly(lead.text, organisations(lead.text)) if lead is not None else []
        if named and named[0][0] < 80:
            return named[0][2]
    inside = areas(clause.text, 0, draft.start)
    if inside:
        return inside[-1][2]
    return around.title_org(clause.passage.section)


def _attribute(clause: Clause, draft: Draft, begin: int) -> str | None:
    """An organisation that its words name in passing ("đường dây nóng của …")."""
    own = organisations(clause.text, begin, draft.start)
    return own[0][2] if own else None


@lru_cache(maxsize=64)
def _issuer(named: str | None, place: str | None) -> str | None:
    """Who reports, or where: the last resort. `named` and `place` are those of the letterhead."""
    above, _, issuer = (named or "").rpartition(" - ")
    if not _OFFICE.match(issuer) or above.lower().startswith("công an"):
        issuer = above.partition(" - ")[0].strip() or issuer
    if not _OFFICE.match(issuer):
        return place or named
    told = _in_sentence(issuer)
    return told[: -len(place)] + place if place and told.lower().endswith(place.lower()) else told


def _lowered(words: str) -> str:
    """Lower case, but for abbreviations, which have no vowel ("GD&ĐT", "PCCC") or are well known."""
    kept = (w if w in _KNOWN or not _VOWEL.search(fold(w)) else w.lower() for w in words.split())
    return " ".join(kept)


def _in_sentence(office: str) -> str:
    """ "CÔNG AN TỈNH HẬU GIANG" -> "Công an tỉnh Hậu Giang", "SỞ Y TẾ" -> "Sở Y tế"."""
    if office != office.upper():
        return office
    area = _AREA_LEVEL.search(office.lower())
    head, level, name = (
        (office[: area.start()], area[0], office[area.end() :]) if area is not None else (office, "", "")
    )
    low = _lowered(head).replace("việt nam", "Việt Nam").strip()
    if low in ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"):
        low = "UBND"
    elif low.startswith(_TWO_PART) and " " in low:
        kind = next(k for k in _TWO_PART if low.startswith(k))
        sector = low[len(kind) :].strip().replace("và đào tạo", "và Đào tạo").replace("và xã hội", "và Xã hội")
        sector = sector.replace("và môi trường", "và Môi trường").replace("và truyền thông", "và Truyền thông")
        sector = sector.replace("và đầu tư", "và Đầu tư").replace("và công nghệ", "và Công nghệ")
        low = f"{kind[:1].upper()}{kind[1:]} {sector[:1].upper()}{sector[1:]}"
    else:
        low = low[:1].upper() + low[1:]
    return " ".join(word for word in (low, level.strip(), name.strip().title()) if word)


def _joined(clause: Clause, named: Sequence[tuple[int, int, str]], draft: Draft) -> str:
    """Several names in a row are one answer ("CAH Thuận Bắc, Ninh Sơn"); of names apart the first acts."""
    first, last = named[0], named[-1]
    if (
        len(named) > 1
        and last[1] - first[0] < 60
        and regex.fullmatch(r"[\s,]*(?:và)?[\s,]*", clause.text[first[1] : named[1][0]])
    ):
        return clause.text[first[0] : last[1]]
    return last[2] if draft.kind != "ratio" else first[2]
