"""Totals and their parts: "…: cấp huyện: 214; cấp xã: 4.292", "gồm", "cụ thể", "trong đó", bracketed lists."""

import itertools
from collections.abc import Sequence
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, Ref, label_before, ref, value_of
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.slips import repairable
from extract.figures.units import MEASURES, MONEY, TIME, is_event, same_unit

STRONG = regex.compile(
    r"(?<!\p{L})(?:bao gom|gom(?: co)?|cu the(?: nhu sau| la)?|chia ra|phan ra|co cau|lan luot(?: la)?|phan theo[\p{L}\s]{0,20}|trong do\s*(?=:))(?!\p{L})\s*:?"
)
_WEAK = regex.compile(
    r"(?<!\p{L})(?:trong do(?! tuoi| dai| sau| am| che)|trong so do|trong so nay)(?!\p{L})\s*(?:co|da co|gom)?"
)
OPEN = regex.compile(
    r"^[^();]{0,30}\((?!\s*(?:dat|chiem|ty le|ti le|bang|=|tang|giam|so voi|cung ky|\d(?!\s(?:sao|-\s\d\ssao))))"
)
_OWN_BRACKET = regex.compile(r"[^();.]{0,80}\(")
_CUE_BEHIND = regex.compile(
    r"\)(?P<gap>[^();.]{0,60}?[,;:\s]\s*)(?:bao gom|gom|cu the|chia ra|trong do)(?!\p{L})\s*(?:co|da co|la)?\s*:?"
)
_WITH = regex.compile(r"\s*(?:với|của|/)\s*")
_COLON = regex.compile(r"^\s?\)?\s*[\p{L}\s,/-]{0,80}:\s*(?:\p{L}|$)")
_REST = regex.compile(r"(?<!\p{L})(?:còn lại|hiện còn|còn)(?!\p{L})[^;,.]{0,60}$")
_REST_NEXT = regex.compile(r"[.;,]\s*(?:số |phần )?(?:còn lại|hiện còn|còn)(?!\p{L})[^.;,()\d]{0,40}$")
_IN_FRONT = regex.compile(r"(?:^|[.;:,(]\s*|\s)trong\s+(?:tổng\s+)?(?:số\s+)?$")
_HAVE = regex.compile(r"(?<!\p{L})có(?!\p{L})")
_LAST_ITEM = regex.compile(r"[^,;:+]*\svà\s[^,;:+]{0,40}")
_AMONG = regex.compile(r"(?<!\p{L})trong (?:do(?! tuoi)|so do)(?!\p{L})")
_ATTRIBUTE = regex.compile(
    r"(?i)(?:là )?(?:nữ|nam giới|dân tộc|người dân tộc|tôn giáo|đảng viên|đoàn viên|trẻ|người cao tuổi|trong đó|chủ yếu|nhất là|riêng|có|trên|dưới)(?!\p{L})"
)
_AND_ITEM = regex.compile(r"[^,;:+()\d]*\svà\s(?:\S+\s){1,4}")
_CLOSES = regex.compile(r"\s*(?:[.;)]|$)")
_COMMA = regex.compile(r"\s?(?:[,;]|và)\s(?:và\s)?")
_ITEM_END = regex.compile(r"\s*[,;)]|\s\(\d+(?:[.,]\d+)?\s?%")
_SURE_DIGITS = 3
_TELLING = 100
"""A sum that equals a count named before by chance is hardly as large."""
_CLOSE = 60
_SPAN = 4000
_NEARBY = 8
_MOSTLY = Decimal("0.8")
_NEARLY = Decimal("0.97")
_NEXT_BRACKET = regex.compile(r"\)[^();.\d]{0,60}\(")
_LABEL_ENDS = regex.compile(r"[;,.()]|\s(?:và)\s")
_OTHERS = regex.compile(r"(?<!\p{L})khác\s*:\s*$")
_STOPPERS = regex.compile(r"(?<!\p{L})(?:đồng thời|ngoài ra|bên cạnh đó|qua đó|so với|tổng số|tổng cộng)(?!\p{L})")


def breakdowns(clause: Clause) -> list[Bond]:
    """Every total of the passage whose parts follow it in the passage."""
    found: list[Bond] = []
    taken: set[int] = set()
    for position, whole in enumerate(clause.drafts):
        if whole.kind == "percent" or whole.first in taken or whole.rule == "quantity-rate":
            continue
        openings = _opening(clause, position), _past_bracket(clause, position), _before_percent(clause, position)
        for opening in dict.fromkeys(openings):
            bond = _bond(clause, position, opening) if opening is not None else None
            if bond is not None:
                found.append(bond)
                taken.update(p.index for p in bond.parts)
                beside = _beside(clause, position, opening) if opening is not None else None
                found += [beside] if beside is not None else []
    found += _nested(clause, taken)
    for position in range(len(clause.drafts)):
        closed = _closed_list(clause, position, taken)
        if closed is not None:
            found.append(closed)
            taken.update(p.index for p in closed.parts)
    return found


def _share_follows(clause: Clause, part: Draft, whole: Draft) -> bool:
    """A part larger than its whole is believed to be meant as one only where a share of less than all stands behind it."""
    following = next((d for d in clause.drafts if d.start >= part.end), None)
    if following is None or following.kind != "percent" or part.unit is None or not same_unit(part.unit, whole.unit):
        return False
    return value_of(clause, following) < 100 and clause.same_sentence(part.end, following.start)


def slipped(clause: Clause, total: Ref, parts: list[Draft], strength: str) -> bool:
    """Whether one slip in one number explains why the parts miss their total."""
    whole_shares = make_a_hundred(clause, parts)
    if len(parts) < 2 or (strength == "colon" and len(parts) < 3 and not whole_shares):
        return False
    printed = [clause.lexemes[total.index].text, *(clause.lexemes[ref(clause, d).index].text for d in parts)]
    values = [value_of(clause, d) for d in parts]
    return repairable(
        total.value, values, printed, digits=_SURE_DIGITS if strength == "weak" and not whole_shares else 2
    )


def make_a_hundred(clause: Clause, parts: Sequence[Draft]) -> bool:
    """ "287 mẫu đạt (92%), 35 mẫu không đạt (8%)": every part with its own percentage, and these make a hundred."""
    total, room = Decimal(0), Decimal(0)
    for part in parts:
        share = next((d for d in clause.drafts if d.start >= part.end), None)
        if (
            share is None
            or share.percent is None
            or share.kind != "percent"
            or len(clause.text[part.end : share.start]) > _CLOSE
        ):
            return False
        numeral = clause.lexemes[share.percent].numeral
        total += value_of(clause, share)
        room += Decimal(1).scaleb(-(numeral.decimals if numeral else 0)) / 2
    return abs(total - 100) <= room


def _closed_list(clause: Clause, position: int, taken: set[int]) -> Bond | None:
    """ "9.000 lượt …; qua loa: 4.000 lượt; tờ rơi: 3.000 lượt; hình thức khác: 2.000 lượt": "khác" closes the list."""
    whole = clause.drafts[position]
    if whole.kind != "quantity" or whole.first in taken or whole.unit is None or "khác" not in clause.low:
        return None
    end = min(clause.sentence(whole.start)[1], whole.start + _SPAN)
    run = [
        d
        for d in clause.drafts[position + 1 :]
        if d.kind == "quantity" and d.start < end and d.first not in taken and d.unit == whole.unit
        and clause.text[max(0, d.start - 8) : d.start].rstrip().endswith(":")
    ]  # fmt: skip
    last = next((at for at, d in enumerate(run) if _OTHERS.search(clause.low[max(0, d.start - 40) : d.start])), None)
    if last is None or last < 2:
        return None
    run = run[: last + 1]
    parts = tuple(ref(clause, d, label=label_before(clause, d.start, whole.end)) for d in run)
    total, sum_of_parts = ref(clause, whole), sum((p.value for p in parts), Decimal(0))
    if not total.value or not Decimal("0.5") <= sum_of_parts / total.value <= 2:
        return None
    exact = sum_of_parts == total.value
    return Bond(
        "breakdown", clause, whole.start, run[-1].end, "breakdown-closed", total, parts, exhaustive=True, sure=exact
    )


def _opening(clause: Clause, position: int) -> tuple[str, int, int] | None:
    """The cue behind the total at `position`: its strength, where the parts begin and where they end at most."""
    whole = clause.drafts[position]
    following = next(
        (
            d
            for d in clause.drafts[position + 1 :]
            if d.start >= whole.end and d.kind != "percent" and kind_of(d.unit) == kind_of(whole.unit)
        ),
        None,
    )
    if following is None:
        return None
    gap = clause.fold[whole.end : following.start]
    if len(gap) > 260 or _closes_before_cue(clause, position, gap):
        return None
    bracket = OPEN.match(gap)
    if bracket:
        close = closing(clause.text, whole.end + bracket.end())
        inside = gap[bracket.end() :]
        if ")" not in inside:
            return (
                "weak" if _WEAK.search(inside) and not STRONG.search(inside) else "bracket",
                whole.end + bracket.end(),
                close,
            )
    fronted = _IN_FRONT.search(clause.low, max(0, whole.start - 24), whole.start) and _HAVE.search(
        clause.low, whole.end, following.start
    )
    if fronted:
        return "weak", fronted.end(), clause.sentence(fronted.end())[1]
    if _IN_FRONT.search(clause.low, max(0, whole.start - 24), whole.start):
        return "late", whole.end, clause.sentence(whole.end)[1]
    # A percentage of the total itself may stand between it and the cue.
    strong, weak = STRONG.search(gap), _WEAK.search(gap)
    cue = strong if strong and (weak is None or strong.start() <= weak.start()) else weak
    if cue is None:
        if _COLON.match(gap) and ";" not in gap and "(" not in gap:
            start = whole.end + gap.index(":") + 1
            return "colon", start, clause.sentence(start)[1]
        return None
    start = whole.end + cue.end()
    crossed = [b for b in clause.breaks if whole.end < b <= start]
    if len(crossed) > 1:
        return None
    if crossed and cue.start() + whole.end > crossed[0] + 3:
        return ("late", start, clause.sentence(start)[1]) if cue is strong else None
    if not crossed and ";" in gap[: cue.start()].rstrip("; "):
        return None
    return ("strong" if cue is strong else "weak", start, clause.sentence(start)[1])


def _closes_before_cue(clause: Clause, position: int, gap: str) -> bool:
    """ "đạt 67% dự toán (3.800 triệu đồng), gồm: …": what a bracket holds is not the whole of a list behind it.

    Unless it is all that the sentence counts: "100% các cơ sở (58/58 cơ sở), trong đó: …".
    """
    closed = gap.find(")")
    cue = STRONG.search(gap) or _WEAK.search(gap)
    if closed < 0 or "(" in gap[:closed] or (cue is not None and cue.start() < closed):
        return False
    whole = clause.drafts[position]
    start = clause.sentence(whole.start)[0]
    return any(
        d.kind != "percent" and d.start >= start and kind_of(d.unit) == kind_of(whole.unit)
        and depth(clause.text, d.end, whole.start) > 0
        for d in clause.drafts[:position]
    )  # fmt: skip


def _past_bracket(clause: Clause, position: int) -> tuple[str, int, int] | None:
    """ "95 người (biên chế 88, hợp đồng 7), trong đó 12 thạc sĩ, 83 đại học": the cue behind a bracket of the total's own."""
    whole = clause.drafts[position]
    opened = _OWN_BRACKET.match(clause.fold, whole.end)
    if opened is None:
        return None
    end = clause.sentence(whole.end)[1]
    at = opened.end()
    while (closed := closing(clause.text, at)) < end:
        cue = _CUE_BEHIND.match(clause.fold, closed)
        if cue is not None:
            word = clause.fold[cue.end("gap") : cue.end()]
            return ("strong" if STRONG.match(word) else "weak"), cue.end(), end
        again = _NEXT_BRACKET.match(clause.fold, closed)
        if again is None:
            return None
        at = again.end()
    return None


def _beside(clause: Clause, position: int, opening: tuple[str, int, int]) -> Bond | None:
    """ "420 lượt với 330 người; trong đó … 300 lượt với 200 người; …": the count beside a total is divided alike."""
    if not position:
        return None
    other, whole = clause.drafts[position - 1 : position + 1]
    if other.kind != "quantity" or other.unit == whole.unit or not _WITH.fullmatch(clause.low[other.end : whole.start]):
        return None
    bond = _bond(clause, position - 1, opening)
    return (
        bond if bond is not None and bond.exhaustive and bond.whole is not None and bond.whole.draft is other else None
    )


def _before_percent(clause: Clause, position: int) -> tuple[str, int, int] | None:
    """ "235/260 căn (xây mới 142 căn, sửa chữa 93 căn), đạt 90,4%": a bracket between a ratio and its percentage."""
    ratio = clause.drafts[position]
    if ratio.kind != "ratio" or ratio.denominator is None or ratio.percent is None:
        return None
    start, end = clause.lexemes[ratio.denominator].stop, clause.lexemes[ratio.percent].start
    if ratio.rule == "ratio-slash-bracket" and ratio.numerator is not None:
        start, end = clause.lexemes[ratio.numerator].stop, clause.lexemes[ratio.denominator].start
    pattern = _OWN_BRACKET if ratio.rule == "ratio-slash-bracket" else OPEN
    bracket = pattern.match(clause.fold[start:end]) if start < end else None
    if bracket is None:
        return None
    close = closing(clause.text, start + bracket.end())
    return ("bracket", start + bracket.end(), close) if close < end else None


def _nested(clause: Clause, taken: set[int]) -> list[Bond]:
    """ "thu nội địa 410 tỷ đồng (thuế 300 tỷ đồng, phí 110 tỷ đồng)" inside a longer list: only where it adds up."""
    found: list[Bond] = []
    for position, whole in enumerate(clause.drafts):
        if whole.first not in taken or whole.kind != "quantity" or not OPEN.match(clause.fold[whole.end :]):
            continue
        opening = _opening(clause, position)
        if opening is None or opening[0] != "bracket":
            continue
        bond = _bond(clause, position, opening)
        if bond is not None and bond.exhaustive and len(bond.parts) > 1:
            found.append(bond)
    return found


def closing(text: str, start: int) -> int:
    """Where the bracket that opened before `start` closes."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return len(text)


def depth(text: str, start: int, at: int) -> int:
    """How many brackets more open than close between two offsets."""
    return text.count("(", start, at) - text.count(")", start, at)


def _parts(clause: Clause, position: int, start: int, end: int, *, alike: bool = False) -> list[Draft]:
    """The figures of the list, at the list's own bracket depth, one each item; only those of the total's unit if `alike`."""
    whole = clause.drafts[position]
    found: list[Draft] = []
    floor, last = start, False
    for draft in clause.drafts[position + 1 :]:
        if draft.start < start or draft.kind == "percent":
            continue
        if draft.start >= end or draft.start > start + _SPAN:
            break
        if draft.rule in ("quantity-rate", "quantity-range") or (alike and draft.unit != whole.unit):
            continue
        if depth(clause.text, start, draft.start) != 0 or kind_of(draft.unit) != kind_of(whole.unit):
            continue
        between = clause.low[floor : draft.start]
        if found and ";" not in clause.text[found[-1].end : draft.start] and direction(clause, draft):
            continue
        if found and (_STOPPERS.search(between) or last):
            break
        last = bool(found) and _LAST_ITEM.fullmatch(between) is not None
        if found and not any(c in between for c in ";,+") and " và " not in between:
            continue
        found.append(draft)
        floor = draft.end
    return found


def _choose(clause: Clause, whole: Draft, listed: list[Draft], strength: str) -> tuple[Ref, list[Draft], bool]:
    """The total, its parts and whether they make it exactly.

    Parts of the total's own unit come first; others count where they make the total exactly, where they
    all have one unit of their own behind a ratio ("564 trường hợp …, cụ thể: … 98 hồ sơ"), or where one is named alone.
    """
    own = [d for d in listed if same_unit(whole.unit, d.unit)]
    if len(listed) > 1 and len(own) < len(listed):
        at = clause.drafts.index(whole)
        for earlier in reversed(clause.drafts[max(0, at - _NEARBY) : at]):
            if earlier.kind == "quantity" and clause.same_sentence(earlier.start, whole.start):
                fitted = _fit(clause, earlier, [d for d in listed if same_unit(earlier.unit, d.unit)])
                if fitted[2]:
                    return fitted
    if strength == "weak" and listed and (not own or own[0] is not listed[0]):
        fitted = _fit(clause, whole, listed)
        if fitted[2]:
            return fitted
        like = _counted_alike(clause, whole, listed[0])
        return (ref(clause, like) if like is not None else fitted[0]), listed[:1], False
    total, parts, exact = _fit(clause, whole, own)
    if exact:
        return total, parts, True
    if strength != "colon" or len(listed) > 2 or _follow_closely(clause, whole, listed):
        other_total, others, other_exact = _fit(clause, whole, listed)
        uniform = len({(d.unit or "").lower() for d in listed}) == 1
        loose = strength in ("strong", "bracket") and len(listed) > 1
        if strength == "colon" and slipped(clause, other_total, listed, strength):
            return other_total, others, False
        if other_exact or (
            loose
            and ((whole.kind == "ratio" and uniform) or (len(own) < len(listed) and _dense(clause, listed, whole)))
        ):
            return other_total, others, other_exact
    return total, parts, False


def _counted_alike(clause: Clause, whole: Draft, part: Draft) -> Draft | None:
    """ "320 vụ, 480 đối tượng …, trong đó có 40 vụ nghiêm trọng": the count right before of the part's own unit."""
    at = clause.drafts.index(whole)
    if part.unit is None or not at:
        return None
    for before in reversed(clause.drafts[max(0, at - _NEARBY) : at]):
        counted = before.kind == "quantity" and before.unit is not None and before.value is not None
        if not clause.same_sentence(before.start, whole.start) or direction(clause, before):
            return None
        if counted and same_unit(before.unit, part.unit) and not same_unit(before.unit, whole.unit):
            return before if value_of(clause, before) >= value_of(clause, part) else None
    return None


def _follow_closely(clause: Clause, whole: Draft, listed: list[Draft]) -> bool:
    """ "03 văn bản: 01 kế hoạch, 02 công văn.": nothing else between the colon and the end of the sentence."""
    if len(listed) != 2 or not clause.text[whole.end : listed[0].start].strip().endswith(":"):
        return False
    closed = _CLOSES.match(clause.text, listed[1].end) is not None
    return closed and _COMMA.fullmatch(clause.text, listed[0].end, listed[1].start) is not None


def _dense(clause: Clause, listed: list[Draft], whole: Draft) -> bool:
    """ "64 văn bản, gồm: 12 kế hoạch, 31 công văn và 14 báo cáo": counts right behind one another, near the total."""
    gaps = [clause.text[one.end : two.start] for one, two in itertools.pairwise(listed)]
    total, running = value_of(clause, whole), sum((value_of(clause, d) for d in listed), Decimal(0))
    near = total != 0 and Decimal("0.8") <= running / total <= Decimal("1.25")
    return all(len(g) <= 30 for g in gaps) and (near or slipped(clause, ref(clause, whole), listed, "strong"))


def kind_of(unit: str | None) -> str:
    """ "money", "time", "measure" or "count": only units of one kind are added or compared."""
    low = (unit or "").lower()
    return "money" if low in MONEY else "time" if low in TIME else "measure" if low in MEASURES else "count"


def _listed(clause: Clause, position: int, opening: tuple[str, int, int]) -> tuple[Ref, list[Draft], bool]:
    """The total, its parts and whether they make it: those of its own unit, those chosen, or those with what is left."""
    strength, start, end = opening
    whole = clause.drafts[position]
    beside = _fit(clause, whole, _parts(clause, position, start, end, alike=True))
    if beside[2] and strength in ("strong", "weak"):
        return beside
    total, parts, exact = _choose(clause, whole, _parts(clause, position, start, end), strength)
    rest = _rest(clause, parts) if not exact and len(parts) > 1 and strength in ("strong", "bracket") else None
    if rest is None:
        return total, parts, exact
    every = [*parts, rest]
    return total, every, sum((value_of(clause, d) for d in every), Decimal(0)) == total.value


def _may_stand_alone(total: Ref, part: Draft, strength: str) -> bool:
    """Whether a list of one part is one: behind "trong đó", and of things that can be parts of what was counted."""
    alike = total.draft is None or is_event(total.draft.unit) or not is_event(part.unit)
    return alike and strength in ("weak", "strong")


def _bond(clause: Clause, position: int, opening: tuple[str, int, int]) -> Bond | None:
    strength, start, _ = opening
    whole = clause.drafts[position]
    total, parts, exact = _made_total(clause, whole, *_listed(clause, position, opening))
    if not parts:
        return None
    if len(parts) == 1 and (exact or not _may_stand_alone(total, parts[0], strength)):
        return None
    labels = part_labels(clause, parts, start)
    refs = tuple(ref(clause, d, label=name) for d, name in zip(parts, labels, strict=True))
    begin = total.draft.start if total.draft is not None else whole.start
    bond = Bond("breakdown", clause, min(begin, whole.start), parts[-1].end, f"breakdown-{strength}", total, refs)
    sum_of_parts = sum((p.value for p in refs), Decimal(0))
    bond.more = len(parts) == 1 and len(_parts(clause, position, *opening[1:])) > 1
    if not exact and strength in ("strong", "bracket") and _unread_item(clause, start, opening[2]):
        return None
    if (
        not exact
        and len(parts) > 1
        and _unread_number(clause, start, opening[2], parts[-1].end, total.value - sum_of_parts)
    ):
        return None
    if exact:
        bond.exhaustive = True
    elif strength in ("late", "colon") or (strength == "weak" and len(parts) > 1):
        if not slipped(clause, total, parts, strength):
            return None if strength != "weak" or sum_of_parts > total.value else bond
        bond.exhaustive, bond.sure = True, strength != "weak"
    elif len(parts) == 1:
        if sum_of_parts > total.value and not _share_follows(clause, parts[0], whole):
            return None
        bond.exhaustive = False
    else:
        missed = slipped(clause, total, parts, strength)
        plausible = missed or (total.value != 0 and Decimal("0.5") <= sum_of_parts / total.value <= 2)
        among = _AMONG.search(clause.fold, whole.end, parts[0].start) is not None
        closed = (
            not among
            or missed
            or sum_of_parts > total.value
            or (len(parts) > 2 and sum_of_parts / total.value >= _NEARLY)
        )
        if strength == "bracket" and plausible:
            mostly = missed or sum_of_parts / total.value >= _MOSTLY
            plausible = mostly and not any(_ATTRIBUTE.match(n or "") for n in labels)
        bond.exhaustive = strength in ("strong", "bracket") and plausible and closed
        alike = _dense(clause, parts, whole) or all(
            (d.unit is None) == (parts[0].unit is None) and same_unit(d.unit, parts[0].unit) for d in parts
        )
        bond.sure = (
            bond.exhaustive
            and alike
            and (not among or sum_of_parts > total.value)
            and all(d.bound == "exact" for d in (*parts, whole))
        )
        if strength == "colon" or (not bond.exhaustive and sum_of_parts > total.value):
            return None
    return bond


def _made_total(
    clause: Clause, whole: Draft, total: Ref, parts: list[Draft], exact: bool
) -> tuple[Ref, list[Draft], bool]:
    """The same list under the other count that its parts make exactly; no parts where that stands between the two.

    "19 tiêu chí của 14 xã: 9 xã …; 3 xã …; 2 xã …", "500 hộ nghèo và 420 hộ cận nghèo. Hộ nghèo gồm: 300 hộ …; 200 hộ …".
    """
    made = _made_by(clause, whole, parts) if not exact and len(parts) > 1 else None
    if made is None:
        return total, parts, exact
    return (ref(clause, made), parts, True) if made.start < whole.start else (total, [], False)


def _made_by(clause: Clause, whole: Draft, parts: Sequence[Draft]) -> Draft | None:
    """A count that the parts make exactly: between a total and its list, or a large one shortly before the total."""
    total = sum((value_of(clause, d) for d in parts), Decimal(0))
    at = clause.drafts.index(whole)
    between = [d for d in clause.drafts[at + 1 :] if d.end <= parts[0].start and d.kind == "quantity"]
    before = [d for d in clause.drafts[max(0, at - _NEARBY) : at] if d.kind != "percent"] if total >= _TELLING else []
    alike = (d for d in (*between, *reversed(before)) if d.unit is not None or d in between)
    return next((d for d in alike if value_of(clause, d) == total and same_unit(d.unit, parts[0].unit)), None)


def _unread_item(clause: Clause, start: int, end: int) -> bool:
    """Whether an item of the list ends in digits that were taken for something else ("khu vực 2)")."""
    return any(
        lexeme.role in ("level", "code", "address", "article", "name")
        and start <= lexeme.start < min(end, start + _SPAN)
        and _ITEM_END.match(clause.text, lexeme.end)
        for lexeme in clause.lexemes
    )


def _unread_number(clause: Clause, start: int, stop: int, end: int, missing: Decimal) -> bool:
    """Whether a number stands among the parts that nothing could be made of, or one taken for something else is what lacks.

    "gồm: đi vắng 101, ốm đau19, lý do khác 7": the digits behind a lost space look like the call of a footnote.
    """
    for at, lexeme in enumerate(clause.lexemes):
        if lexeme.start < start or lexeme.end > min(stop, start + _SPAN):
            continue
        if clause.free(at) and lexeme.end <= end:
            return True
        if lexeme.role in ("footnote", "name", "level") and lexeme.text.isdigit() and int(lexeme.text) == missing:
            return True
    return False


def _rest(clause: Clause, parts: Sequence[Draft]) -> Draft | None:
    """ "gồm 862 dịch vụ toàn trình và 292 dịch vụ một phần. Còn lại 348 dịch vụ …": what is left is the last part."""
    last = parts[-1]
    following = next((d for d in clause.drafts if d.start >= last.end and d.kind == "quantity"), None)
    if following is None or not same_unit(following.unit, last.unit):
        return None
    crossed = sum(last.end <= b <= following.start for b in clause.breaks)
    return following if crossed <= 1 and _REST_NEXT.search(clause.low, last.end, following.start) else None


def amount_slack(clause: Clause, draft: Draft) -> Decimal:
    """How far a rounded amount may lie from its true value: half a printed unit; nothing for a count."""
    numeral = clause.lexemes[draft.first].numeral
    if not draft.measured or numeral is None or not numeral.value or draft.value is None:
        return Decimal(0)
    return draft.value / numeral.value * Decimal(1).scaleb(-numeral.decimals) / 2


def _fit(clause: Clause, whole: Draft, parts: list[Draft]) -> tuple[Ref, list[Draft], bool]:
    """The total (a ratio's part or its whole) and the leading parts that make it, and whether they do exactly."""
    candidates = [ref(clause, whole)]
    if whole.kind == "ratio":
        candidates.append(ref(clause, whole, whole=True))
    own = amount_slack(clause, whole)
    for candidate in candidates:
        running, slack = Decimal(0), own
        for count, part in enumerate(parts, 1):
            running += value_of(clause, part)
            slack += amount_slack(clause, part)
            if count >= 2 and abs(running - candidate.value) <= slack and not _goes_on(clause, parts, count):
                nothing = itertools.takewhile(lambda d: not value_of(clause, d), parts[count:])
                return candidate, [*parts[:count], *nothing], True
    return candidates[0], parts, False


def _goes_on(clause: Clause, parts: Sequence[Draft], count: int) -> bool:
    """ "mầm non có 12 trường, tiểu học có 20 trường và THPT có 3 trường.": "và" before the last item closes one list of all."""
    if count >= len(parts) or len({d.unit for d in parts[: count + 1]}) != 1 or not value_of(clause, parts[count]):
        return False
    last = parts[count]
    joined = _AND_ITEM.fullmatch(clause.low, parts[count - 1].end, last.start) is not None
    return joined and _CLOSES.match(clause.text, last.end) is not None


def part_labels(clause: Clause, parts: Sequence[Draft], start: int) -> list[str | None]:
    """What each part of a list is: the words before it, else those behind it, else its unit."""
    names, floor = [], start
    for part in parts:
        floor = max([floor, *(d.end for d in clause.drafts if d.end <= part.start)])
        before = label_before(clause, part.start, floor)
        after = None
        if before is None:
            stop = _LABEL_ENDS.search(clause.text, part.end)
            after = clause.text[part.end : stop.start() if stop else len(clause.text)].strip() or None
        names.append(before or after or part.unit)
        floor = part.end
    return names


def single_part(bond: Bond) -> bool:
    """Whether a breakdown names one part alone, both being counts of one kind: a ratio in words."""
    if len(bond.parts) != 1 or bond.whole is None or bond.whole.draft is None or bond.parts[0].draft is None:
        return False
    whole, part = bond.whole.draft, bond.parts[0].draft
    kinds = kind_of(whole.unit) == kind_of(part.unit) and kind_of(whole.unit) not in ("time", "money")
    if is_event(whole.unit) != is_event(part.unit):
        return False
    if any(d.numeral is not None and d.numeral.decimals and (d.unit or "").lower() == "điểm" for d in (whole, part)):
        return False  # a mark is no part of a sum of marks
    return kinds and whole.kind == part.kind == "quantity" and bond.parts[0].value <= bond.whole.value
