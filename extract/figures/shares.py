"""Percentages whose part and whole stand apart: "429 hồ sơ, trong đó có 97 hồ sơ … đạt 22,6%", "60 (25%)"."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

import regex

from extract.figures.behind import whole_behind
from extract.figures.bonds import Bond, ref, value_of
from extract.figures.breakdowns import kind_of, single_part
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.making import CHANGE, TELLING, agrees, closed_since, make_ratio, one_slip, share_slack
from extract.figures.units import TIME, same_unit, unit_after

_NEXT_ITEM = regex.compile(r"[^;]*;\s*(?:dat|chiem|ty le|ti le|bang)")
_SHARE_CUE = regex.compile(
    r"^[^;.]{0,40}\(\s*$|(?:chiem|ty le|ti le|ty trong|bang|tuong ung|dat|=|tuong duong)[\s:,]*(?:ty le|ti le|ty trong)?\s*(?:dat|la|khoang|hon|gan|tren)?[\s:(]*$|^\s*\(\s*(?:khoang|hon|gan)?\s*$|\((?:ty|ti) le[\p{L}\s]{0,25}$|^[^,;.()]{0,40}\s[-–]\s?$"
)
_PLAN = regex.compile(
    r"\s*(?:so (?:voi )?)?(?:ke hoach|kh(?!\p{L})|du toan|chi tieu|muc tieu|cung ky|nghi quyet|nam truoc)"
)
_COMPARED = regex.compile(r"\s*so với (?:tổng )?số(?! vốn| tiền)")
_OF_OTHERS = regex.compile(r"\s(?:dan so|dien tich|so (?!voi)|tong |toan )")
"""What a percentage of something else than the sentence's own whole is of: "1.812 đ/c, đạt 1,62% dân số"."""
_ABOUT = regex.compile(r"\s(?:về\s)?(?:tổng\s)?(?:số\s)?(?=\p{L})")
_BEHIND_BRACKET = regex.compile(
    r"[^();.%]{0,40}\([^()]*\)\s*[,;]?\s*(?:dat|chiem|bang|(?:ty|ti) le)(?:\s(?:ty le|ti le|dat|la))*[\s:]*"
)
"""Between a count with its own breakdown and its share: "171 người (nam 98, nữ 73), đạt 91,9%"."""
_NEXT_COUNT = regex.compile(r",?\s(?:với\s|và\s)?(?:\p{L}+\s){0,2}")
_OF_ALL = regex.compile(r"\s*(?:tren |trong |so voi |cua )?(?:tong so|tong)\s\p{L}")
_OF_KIND = regex.compile(
    r"(?:chiem|ty trong)(?: ty le| ti le| ty trong)?\s*(?:khoang|hon|tren)?\s*$|\(\s*(?:chiem|ty le|ti le)?\s*$"
)
_OPPOSED = (
    (regex.compile(r"(?<!\p{L})(?:đúng|trước|sớm)(?: và trước| và sớm)? hạn"), regex.compile(r"(?<!\p{L})(?:trễ|quá|chậm) hạn")),
    (regex.compile(r"(?<!không |chưa )(?:thành công|đạt chuẩn|đạt yêu cầu|hợp lệ|đạt)(?!\p{L})"), regex.compile(r"(?<!\p{L})(?:không|chưa)(?!\p{L})")),
)  # fmt: skip
"""Words of two states that share a whole: what is late is no part of what is in time."""
_LAST_TOTAL = regex.compile(r"(?:tren|trong)\s+(?:tong\s+)?so(?!\p{L})[^\d();.,%]{0,25}$")
_EQUALS = regex.compile(r"[\s,;:(]*(?:tuong ung|tuong duong|tuc la|tuc|ung voi)(?: voi)?[\s:]*")
_REACHES = regex.compile(r"(?<!\p{L})(?:đạt|hoàn thành|thực hiện|giải quyết|có)(?!\p{L})[\s\p{L}]{0,30}$")
_OR_MORE = regex.compile(r"\s(?:trở lên|trở xuống)")
_SPREAD = regex.compile(r"\s?(?:đến|[-–])\s?")
_HUNDRED = Decimal(100)
_FEW = 20
_NEARBY = 60
_SAID = regex.compile(r"(?<!\p{L})(?:có|trong đó|phát hiện|đã|chỉ có|thì)(?!\p{L})")
_GOAL = regex.compile(r"(?<!\p{L})(?:chi tieu|ke hoach|du toan|muc tieu|duoc giao|giao)(?!\p{L})[^\d.;]*$")


def bind_shares(clause: Clause, bonds: Sequence[Bond]) -> list[Bond]:
    """Turn percentages into implicit ratios where the words, or the arithmetic, tell part and whole.

    Returns statements about the shares themselves (parts of a hundred).
    """
    found: list[Bond] = []
    for draft in list(clause.drafts):
        if draft.kind == "percent":
            whole_behind(clause, draft)
    for bond in bonds:
        if bond.kind == "breakdown" and bond.clause is clause and (bond.whole is None or bond.whole.clause is clause):
            overlapping = _overlapping(clause, bond)
            shares = _of_breakdown(clause, bond)
            if overlapping:
                bond.parts, bond.more, bond.exhaustive = bond.parts[:1], True, False
            if shares is not None:
                found.append(shares)
    for draft in list(clause.drafts):
        if draft.kind == "percent" and draft in clause.drafts:
            _apart(clause, draft)
    _over_last_whole(clause)
    _attach_before(clause)
    hundred = _hundred(clause)
    return [*found, hundred] if hundred is not None else found


def _hundred(clause: Clause) -> Bond | None:
    """ "khu vực A chiếm 56%, khu vực B chiếm 31% và khu vực C chiếm 13%": shares that make a hundred."""
    run: list[Draft] = []
    for draft in clause.drafts:
        if draft.kind != "percent" or not _OF_KIND.search(clause.fold[max(0, draft.start - 60) : draft.start]):
            continue
        if run and not clause.same_sentence(run[-1].end, draft.start):
            run = []
        run.append(draft)
        if len(run) > 1 and sum((value_of(clause, d) for d in run), Decimal(0)) == 100:
            parts = tuple(ref(clause, d) for d in run)
            return Bond("shares", clause, run[0].start, draft.end, "shares-named", parts=parts)
    return None


def share_behind(clause: Clause, part: Draft) -> Draft | None:
    """The percentage that belongs to a part: the next figure behind it, behind a cue, in its own item."""
    at = bisect_left(clause.drafts, part.end, key=attrgetter("start"))
    if at == len(clause.drafts) or clause.drafts[at].kind != "percent":
        return None
    following = clause.drafts[at]
    return following if _leads_to(clause, part, following) else None


def _of_breakdown(clause: Clause, bond: Bond) -> Bond | None:
    """Shares of a total named once; a single part without a percentage is a ratio in words."""
    assert bond.whole is not None
    whole = bond.whole.draft
    assert whole is not None
    pairs = [
        (r.draft, share_behind(clause, r.draft) or _past_condition(clause, r.draft, bond.whole.value))
        for r in bond.parts if r.draft is not None
    ]  # fmt: skip
    stated = [(part, share) for part, share in pairs if share is not None]
    if not stated:
        if single_part(bond) and pairs and not bond.more and direction(clause, whole) == 0:
            make_ratio(clause, pairs[0][0], bond.whole.index, None, whole)
        return None
    fits = sum(
        agrees(value_of(clause, p), bond.whole.value, value_of(clause, s), share_slack(clause, s)) for p, s in stated
    )
    if not fits and (_of_earlier(clause, whole, stated) or (len(stated) == 1 and _each_reaches(clause, *stated[0]))):
        return None
    own_percent = whole.kind == "ratio" or share_behind(clause, whole) is not None
    trusted = fits * 2 >= len(stated) if len(stated) > 1 else not own_percent and not of_plan(clause, stated[0][1])
    if not trusted and not fits:
        return None
    keep_whole = len(bond.parts) > 1
    if len(stated) == 1 and keep_whole and not fits:
        _behind_list(clause, bond, stated[0][1])
        return None
    hundred = sum((value_of(clause, s) for _, s in stated), Decimal(0))
    refs = tuple(ref(clause, s) for _, s in stated)
    for part, share in stated:
        fit = agrees(value_of(clause, part), bond.whole.value, value_of(clause, share), share_slack(clause, share))
        if fit or trusted:
            make_ratio(clause, part, bond.whole.index, share, None if keep_whole or own_percent else whole)
    if len(stated) == len(bond.parts) > 1 and bond.exhaustive and abs(hundred - 100) <= 5:
        return Bond("shares", clause, bond.start, stated[-1][1].end, "shares", parts=refs, sure=bond.sure)
    return None


def _overlapping(clause: Clause, bond: Bond) -> bool:
    """Whether true shares make more than a hundred: what overlaps need not make the total.

    "34 đại biểu, trong đó: nữ 11 (32,4%), trẻ 13 (38,2%), dân tộc thiểu số 21 (61,8%)".
    """
    assert bond.whole is not None
    total = bond.whole.value
    if sum((r.value for r in bond.parts), Decimal(0)) <= total:
        return False
    over = -_HUNDRED
    for part in bond.parts:
        share = share_behind(clause, part.draft) if part.draft is not None else None
        if share is None or not agrees(part.value, total, value_of(clause, share), share_slack(clause, share) / 2):
            return False
        over += value_of(clause, share) - share_slack(clause, share) / 2
    return over > 0


def _of_earlier(clause: Clause, whole: Draft, stated: Sequence[tuple[Draft, Draft]]) -> bool:
    """ "phát hiện 3.412 vụ, xử phạt 3.206 vụ, trong đó tốc độ 804 vụ (23,6%)": shares of a count before the nearest one."""
    return any(
        all(_true_of(clause, earlier, *pair) for pair in stated)
        for earlier in clause.drafts
        if earlier.end <= whole.start
        and clause.same_sentence(earlier.start, whole.start)
        and same_unit(earlier.unit, whole.unit)
    )


def _true_of(clause: Clause, whole: Draft, part: Draft, share: Draft) -> bool:
    """Whether a percentage with decimals is, to its last place, a part's share of a count."""
    slack = share_slack(clause, share)
    if whole.kind != "quantity" or not whole.value or slack >= 1 or not same_unit(whole.unit, part.unit):
        return False
    return agrees(value_of(clause, part), whole.value, value_of(clause, share), slack / 2)


def _past_condition(clause: Clause, part: Draft, whole: Decimal) -> Draft | None:
    """ "2.198 bệnh nhân có tải lượng dưới 1.000 bản sao/ml (97,3%)": behind a limit in the words about a part, where it is true."""
    behind = [d for d in clause.drafts if d.start >= part.end][:2]
    if len(behind) < 2 or behind[0].kind != "quantity" or behind[1].kind != "percent":
        return None
    if behind[0].bound == "exact" and not _OR_MORE.match(clause.low, behind[0].end):
        return None
    limit, share = behind
    within = clause.same_sentence(part.end, share.start) and not set(";,") & set(clause.text[part.end : limit.start])
    fits = agrees(value_of(clause, part), whole, value_of(clause, share), share_slack(clause, share) / 2)
    return share if within and fits and _leads_to(clause, limit, share) else None


def _each_reaches(clause: Clause, part: Draft, share: Draft) -> bool:
    """ "trong 15 xã có 05 xã đạt 100%": what each of the counted ones reaches is no share of their number."""
    reaching = _REACHES.search(clause.low, part.end, share.start) is not None
    return reaching and (value_of(clause, share) == _HUNDRED or _OR_MORE.match(clause.low, share.end) is not None)


def _behind_list(clause: Clause, bond: Bond, share: Draft) -> None:
    """ "312 việc, trong đó thành công 287 việc, không thành công 25 việc; tỷ lệ 92%": the share of the part that it fits."""
    assert bond.whole is not None
    percent, slack = value_of(clause, share), share_slack(clause, share) / 2
    fitting = [r.draft for r in bond.parts if r.draft and agrees(r.value, bond.whole.value, percent, slack)]
    if len(fitting) == 1 and fitting[0] in clause.drafts:
        make_ratio(clause, fitting[0], bond.whole.index, share, None)


def of_plan(clause: Clause, share: Draft) -> bool:
    """ "đạt 80% kế hoạch": measured against a plan, not against the total of the sentence."""
    return _PLAN.match(clause.fold, share.end) is not None


def _apart(clause: Clause, share: Draft) -> None:
    """Part and whole named earlier in the passage: by the words of one sentence, or by the arithmetic.

    "kiểm tra 150 hồ sơ, phát hiện 12 hồ sơ …, chiếm 8%"; "trúng tuyển 120, chiếm tỷ lệ 14,81% so với hồ sơ dự thi".
    """
    if _of_named_unit(clause, share) or _of_goal_in_bracket(clause, share):
        return
    part_at = part_of(clause, share)
    if part_at is None:
        return
    part = clause.drafts[part_at]
    if _of_target(clause, part, share) or value_of(clause, share) < 0:
        return
    counted = _counted(clause, part_at)
    likeliest = sorted(counted, key=lambda d: (not _true_of(clause, d, part, share), -d.start))
    for whole in likeliest:
        if _is_whole(clause, whole, part, share):
            near = clause.same_sentence(whole.start, part.start)
            alone = (
                near
                and not _own_share(clause, whole)
                and not any(d.kind == "ratio" and whole.first in d.numbers for d in clause.drafts)
            )
            make_ratio(clause, part, whole.first, share, whole if alone else None)
            return
    for earlier in reversed(counted):
        index = _side_of_ratio(clause, earlier, part, share)
        if index is not None:
            make_ratio(clause, part, index, share, None)
            return
    _of_count_before(clause, part_at, share)


def _of_count_before(clause: Clause, part_at: int, share: Draft) -> None:
    """ "xảy ra 58 vụ, làm rõ 54 vụ, 88 đối tượng, đạt 93,1%": the share is of the cases, where the arithmetic says so."""
    if part_at < 2:
        return
    before, beside = clause.drafts[part_at - 1 : part_at + 1]
    if before.kind != "quantity" or before.unit is None or same_unit(before.unit, beside.unit) or not before.value:
        return
    if direction(clause, before) != 0 or _NEXT_COUNT.fullmatch(clause.text, before.end, beside.start) is None:
        return
    for whole in reversed(clause.drafts[: part_at - 1]):
        near = clause.same_sentence(whole.start, share.start) and whole.unit is not None
        if near and direction(clause, whole) == 0 and _true_of(clause, whole, before, share):
            make_ratio(clause, before, whole.first, share, None)
            return


def _of_goal_in_bracket(clause: Clause, share: Draft) -> bool:
    """ "18.412 hộ có tài khoản (mục tiêu 20.000 hộ), đạt 92,1%": the goal alone in a bracket before the share."""
    at = clause.drafts.index(share) - 1
    if at < 1 or share.bound != "exact":
        return False
    result, goal = clause.drafts[at - 1 : at + 1]
    quantities = result.kind == goal.kind == "quantity" and result.value is not None and goal.value is not None
    if not quantities or not closed_since(clause, goal, share) or closed_since(clause, result, goal):
        return False
    told = _GOAL.search(clause.fold, result.end, goal.start) is not None and same_unit(result.unit, goal.unit)
    behind = _BEHIND_BRACKET.fullmatch(clause.fold, result.end, share.start) is not None
    if not (
        told
        and behind
        and agrees(
            result.value or Decimal(0),
            goal.value or Decimal(0),
            value_of(clause, share),
            share_slack(clause, share) / 2,
        )
    ):
        return False
    make_ratio(clause, result, goal.first, share, None)
    return True


def _of_named_unit(clause: Clause, share: Draft) -> bool:
    """ "thụ lý 386 vụ với 650 bị cáo; đã xét xử 384 vụ với 641 bị cáo, đạt 99,5% về số vụ và 98,6% về số bị cáo"."""
    named = _ABOUT.match(clause.text, share.end)
    unit = unit_after(clause.text, named.end()) if named is not None else None
    if unit is None or not unit.known:
        return False
    before = clause.drafts[: clause.drafts.index(share)]
    counts = [
        d for d in before
        if d.kind == "quantity" and d.unit is not None and same_unit(d.unit, unit.name) and direction(clause, d) == 0
        and clause.same_sentence(d.start, share.start)
    ]  # fmt: skip
    if len(counts) < 2:
        return False
    whole, part = counts[-2:]
    if not agrees(
        value_of(clause, part), value_of(clause, whole), value_of(clause, share), share_slack(clause, share) / 2
    ):
        return False
    make_ratio(clause, part, whole.first, share, None)
    return True


def _side_of_ratio(clause: Clause, earlier: Draft, part: Draft, share: Draft) -> int | None:
    """ "lên lớp 3.420/3.600 em (95%); thi lại 162 em (4,5%)": the whole, else the part, of a ratio before that it is of."""
    compared = _COMPARED.match(clause.low, share.end) is not None
    if earlier.kind != "ratio" or not part.value or kind_of(earlier.unit) != kind_of(part.unit):
        return None
    telling = share_slack(clause, share) <= Decimal("0.1") and part.value >= TELLING
    if not (compared or telling or same_unit(earlier.unit, part.unit)):
        return None
    if not clause.same_sentence(earlier.start, part.start) or earlier.factors[0] != earlier.factors[1]:
        return None
    slack = share_slack(clause, share) / 2
    if slack == Decimal("0.5") and part.value < _FEW:
        slack = Decimal(0)
    printed = clause.lexemes[part.first].value
    exact = 0 < slack < Decimal("0.5")
    if (
        not exact
        and earlier.percent is not None
        and clause.lexemes[earlier.percent].value + value_of(clause, share) <= 100
    ):
        sides: tuple[int | None, ...] = (earlier.denominator,)
    else:
        sides = earlier.denominator, earlier.numerator
    for index in sides:
        whole = clause.lexemes[index].value if index is not None else printed
        if whole > printed and agrees(printed, whole, value_of(clause, share), slack):
            return index
    return None


def _alone(clause: Clause, whole: Draft, part: Draft) -> bool:
    """Whether no other count of the sentence, outside closed brackets, could be the whole of `part`."""
    return not any(
        d is not whole
        and d.kind != "percent"
        and d.end <= part.start
        and clause.same_sentence(d.start, part.start)
        and not closed_since(clause, d, part)
        for d in clause.drafts
    )


def _over_last_whole(clause: Clause) -> None:
    """ "12 hồ sơ (0,3%), 2.400 hồ sơ (60%) … trên tổng số 4.000 hồ sơ": the shares of a list whose total stands last."""
    for whole in list(clause.drafts):
        if whole.kind != "quantity" or not whole.value:
            continue
        if not _LAST_TOTAL.search(clause.fold, max(0, whole.start - 40), whole.start):
            continue
        for share in [d for d in clause.drafts if d.kind == "percent" and d.end <= whole.start]:
            at = clause.drafts.index(share)
            part = clause.drafts[at - 1] if at else None
            if part is None or part.kind != "quantity" or not part.value or not _leads_to(clause, part, share):
                continue
            near = clause.same_sentence(part.start, whole.start) and same_unit(part.unit, whole.unit)
            if near and agrees(part.value, whole.value, value_of(clause, share), share_slack(clause, share) / 2):
                make_ratio(clause, part, whole.first, share, None)


def _attach_before(clause: Clause) -> None:
    """ "99,2%, tương ứng 12.400 hộ trong tổng số 12.500 hộ": the percentage before the ratio that makes it."""
    for share in [d for d in clause.drafts if d.kind == "percent"]:
        ratio = next((d for d in clause.drafts if d.start >= share.end), None)
        if ratio is None or ratio.kind != "ratio" or ratio.percent is not None or ratio.form == "slash":
            continue
        part, whole = ratio.numerator, ratio.denominator
        if part is None or whole is None or not _EQUALS.fullmatch(clause.fold[share.end : ratio.start]):
            continue
        values = clause.lexemes[part].value, clause.lexemes[whole].value
        if not agrees(*values, value_of(clause, share), share_slack(clause, share) / 2):
            continue
        clause.drafts.remove(share)
        share.forward = ratio
        ratio.percent, ratio.start, ratio.form = share.percent, share.start, "implicit"
        ratio.numbers = tuple(sorted({*ratio.numbers, share.first}))
        clause.owner[share.first] = ratio


def part_of(clause: Clause, share: Draft) -> int | None:
    """Where among the figures the count stands that a percentage is of; durations inside its words are passed over."""
    at = clause.drafts.index(share) - 1
    while at > 0 and clause.drafts[at].kind == "quantity" and _is_condition(clause, clause.drafts[at]):
        spread = _SPREAD.fullmatch(clause.low, clause.drafts[at - 1].end, clause.drafts[at].start)
        at -= 2 if spread is not None and at > 1 else 1
    past = at
    while past > 0 and closed_since(clause, clause.drafts[past], share):
        past -= 1
    if at < 0 or share.bound != "exact":
        return None
    if past != at:
        part = clause.drafts[past]
        counted = part.kind == "quantity" and part.value is not None and direction(clause, part) == 0
        return past if counted and _BEHIND_BRACKET.fullmatch(clause.fold, part.end, share.start) else None
    part = clause.drafts[at]
    if part.kind != "quantity" or part.value is None or direction(clause, part) != 0:
        return None
    return at if _leads_to(clause, part, share) else None


def _is_whole(clause: Clause, whole: Draft, part: Draft, share: Draft) -> bool:
    """Whether an earlier count is the whole that a part's percentage is of."""
    if whole.kind != "quantity" or whole.value is None or part.value is None:
        return False
    if whole.rule == "quantity-rate" and (part.rule != whole.rule or part.unit != whole.unit):
        return False
    if whole.value == part.value and value_of(clause, share) == _HUNDRED:
        return _all_of_them(clause, whole, part)
    if kind_of(part.unit) != kind_of(whole.unit) or (whole.value <= part.value and value_of(clause, share) >= 100):
        return False
    assert share.percent is not None
    percent = clause.lexemes[share.percent]
    decimals = percent.numeral.decimals if percent.numeral else 0
    near, alike = clause.same_sentence(whole.start, part.start), same_unit(part.unit, whole.unit)
    bracketed = closed_since(clause, whole, part)
    if not alike and not (near and (decimals or (not bracketed and _alone(clause, whole, part)))):
        return False
    if (
        _opposed(clause, whole, part)
        or (_is_sibling(clause, whole, share) and not _OF_ALL.match(clause.fold, share.end))
        or (not decimals and _own_share(clause, whole) and not _COMPARED.match(clause.low, share.end))
    ):
        return False
    compared = near and decimals > 0 and _COMPARED.match(clause.low, share.end) is not None
    slack = Decimal(1) if compared else share_slack(clause, share) / 2
    if agrees(part.value, whole.value, percent.value, slack) and (near or decimals > 0 or part.value >= 20):
        return True
    said = near and alike and not bracketed and _SAID.search(clause.low, whole.end, part.start) is not None
    return (
        said
        and not of_plan(clause, share)
        and not _each_reaches(clause, part, share)
        and not _own_share(clause, whole)
        and (_accounts_for(clause, part, whole, share) or one_slip(clause, part, whole, share))
    )


def _all_of_them(clause: Clause, whole: Draft, part: Draft) -> bool:
    """ "xảy ra 12 vụ, khám phá 12 vụ, đạt 100%": one count twice in a row, with its unit."""
    at = clause.drafts.index(part)
    beside = at > 0 and clause.drafts[at - 1] is whole and clause.same_sentence(whole.start, part.start)
    named = part.unit is not None and whole.unit is not None and same_unit(part.unit, whole.unit)
    apart = ";" in clause.text[whole.end : part.start] and value_of(clause, whole) < TELLING
    return beside and named and not apart and not closed_since(clause, whole, part)


def _opposed(clause: Clause, one: Draft, other: Draft) -> bool:
    """ "đúng hạn 9.420 hồ sơ, trễ hạn 31 hồ sơ (0,33%)": two states of one whole, neither of them the whole."""
    first = clause.low[max(clause.sentence(one.start)[0], one.start - 40) : one.start]
    second = clause.low[one.end : other.start]
    return any(yes.search(first) and no.search(second) for yes, no in _OPPOSED)


def _accounts_for(clause: Clause, part: Draft, whole: Draft, share: Draft) -> bool:
    """ "rà soát 850 tài khoản, có 129 tài khoản …, chiếm 15,2%": the words leave no doubt what the share is of."""
    assert part.value is not None
    assert whole.value is not None
    words = clause.fold[part.end : share.start]
    return part.value <= whole.value and ";" not in clause.text[whole.end : share.start] and "chiem" in words[-25:]


def _counted(clause: Clause, end: int) -> list[Draft]:
    """The last counts named before figure `end`, with those that an implicit ratio took in as its whole."""
    found: list[Draft] = []
    for draft in reversed(clause.drafts[:end]):
        if draft.rule == "growth-bracket":
            continue  # what an earlier period counted is no whole of this one's
        found.append(draft)
        found += [draft.took] if draft.took is not None else []
        if len(found) >= _NEARBY:
            break
    return found[_NEARBY - 1 :: -1]


def _is_condition(clause: Clause, draft: Draft) -> bool:
    """ "sử dụng trên 07 năm", "vượt từ 1,2 đến 3 lần": a measure inside the words about a count; sessions ("62 buổi") are counts."""
    limit = kind_of(draft.unit) == "measure" and _OR_MORE.match(clause.low, draft.end) is not None
    return limit or (draft.unit or "").lower() in TIME - {"buổi"} or (draft.unit or "").lower() == "lần"


def _leads_to(clause: Clause, part: Draft, share: Draft) -> bool:
    """The percentage stands behind its part, behind a cue, in the same item."""
    gap = clause.fold[part.end : share.start]
    low = clause.low[part.end : share.start]
    if len(gap) > 130 or CHANGE.search(low) or not clause.same_sentence(part.end, share.start):
        return False
    if ";" in gap and not _NEXT_ITEM.match(gap):
        return False
    return _SHARE_CUE.search(gap) is not None


def _is_sibling(clause: Clause, whole: Draft, share: Draft) -> bool:
    """ "đạt 2.667 em (12,9%), cần cố gắng 20 em (0,1%)": two shares of a hundred are of one whole, not of each other."""
    own = share_behind(clause, whole)
    if own is None or value_of(clause, own) + value_of(clause, share) > _HUNDRED:
        return False
    telling = share_slack(clause, share) < 1 and value_of(clause, whole) >= TELLING
    return not (telling and _OF_OTHERS.match(clause.fold, own.end))


def _own_share(clause: Clause, whole: Draft) -> bool:
    return share_behind(clause, whole) is not None


def _of_target(clause: Clause, target: Draft, share: Draft) -> bool:
    """ "so với chỉ tiêu giao 45.000 tài khoản, đạt 106,3%": the result stands before, and the arithmetic finds it."""
    if not _GOAL.search(clause.fold, max(0, target.start - 70), target.start) or not target.value:
        return False
    for other in reversed(clause.drafts[: clause.drafts.index(target)]):
        if other.kind == "percent":
            continue
        value = value_of(clause, other)
        if not agrees(value, target.value, value_of(clause, share), share_slack(clause, share) / 2):
            continue
        index = other.numerator if other.kind == "ratio" else other.first
        assert index is not None
        result = make_ratio(clause, target, index, share, None)
        result.numerator, result.denominator = index, target.first
        return True
    return False
