"""A dashboard in one file: reads the REST endpoint with pandas, draws an indicator by district with its trend.

    baocao token create --role viewer > ma.txt
    baocao serve &
    python examples/dashboard.py --token-file ma.txt --area 58 --output bang.html

The drawing is SVG made by hand, so that the page needs nothing but a browser and the script nothing but pandas.
"""

import argparse
import html
import json
import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas as pd

WIDTH, ROW, LEFT, BAR, TREND = 900, 26, 220, 380, 200


def main() -> None:
    """Read, shape, draw."""
    wanted = _arguments()
    headers = {"Authorization": f"Bearer {wanted.token_file.read_text().strip()}"}
    indicator = wanted.indicator or _most_reported(wanted.url, headers)
    rows = read(wanted.url, headers, indicator=indicator, area=wanted.area, measure="computed_rate", level=wanted.level)
    if rows.empty:
        sys.exit(f"Chưa có số liệu nào của chỉ tiêu {indicator}.")
    table = by_area(rows)
    name = rows["indicator_name"].iloc[0]
    title = name if isinstance(name, str) else indicator  # an indicator that nobody mapped yet has no name
    wanted.output.write_text(page(title, table, wanted.url), encoding="utf-8")
    sys.stdout.write(f"{len(table)} đơn vị, {rows['period_end'].nunique()} kỳ: {wanted.output}\n")


def read(url: str, headers: dict[str, str], **filters: str | None) -> pd.DataFrame:
    """Observations as a frame: the CSV of the endpoint is streamed, and pandas sends the token along."""
    query = urlencode({name: value for name, value in filters.items() if value})
    texts = dict.fromkeys(("value", "printed", "stated", "bbox", "issued_on", "report_number", "area"), "string")
    return pd.read_csv(f"{url}/v1/observations.csv?{query}", storage_options=headers, dtype=texts)


def by_area(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an area: its newest value with the evidence of it, and all its values in the order of their periods."""
    rows = rows.assign(number=pd.to_numeric(rows["value"])).sort_values(["period_end", "id"])
    newest = rows.groupby("area").tail(1).set_index("area")
    trend = rows.drop_duplicates(["area", "period_end"], keep="last").groupby("area")["number"].agg(list)
    return newest.assign(trend=trend).sort_values("number", ascending=False)


def page(title: str, table: pd.DataFrame, url: str) -> str:
    """One HTML page with one SVG: name, bar, value (linked to its evidence), trend."""
    highest = max(table["number"].max(), 1.0)
    lines = [_line(i, row, highest, url) for i, row in enumerate(table.to_dict("records"))]
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<body style="font:14px sans-serif"><h1 style="font-size:18px">{html.escape(title)} (%)</h1>'
        f'<svg width="{WIDTH}" height="{ROW * len(lines)}">{"".join(lines)}</svg></body></html>\n'
    )


def _line(index: int, row: Mapping[Hashable, object], highest: float, url: str) -> str:
    number, y = float(str(row["number"])), index * ROW
    bar = number / highest * BAR
    colour = "#2a6f97" if row["state"] != "unverified" else "#a9b4bd"
    value = f'<text x="{LEFT + bar + 6:.1f}" y="{y + 17}">{number:.2f}</text>'
    if isinstance(row["evidence"], str):
        value = f'<a href="{html.escape(url + row["evidence"])}">{value}</a>'
    return (
        f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end">{html.escape(str(row["area_name"]))}</text>'
        f'<rect x="{LEFT}" y="{y + 4}" width="{bar:.1f}" height="{ROW - 8}" fill="{colour}"><title>'
        f"{html.escape(str(row['quote']))} ({row['period']})</title></rect>"
        f"{value}"
        f'<polyline points="{_points(row["trend"], y)}" fill="none" stroke="#c1121f" stroke-width="1.5"/>'
    )


def _points(trend: object, y: int) -> str:
    values = [float(value) for value in trend] if isinstance(trend, list) else []
    low, high = min(values), max(values)
    step, scale = TREND / max(1, len(values) - 1), (ROW - 10) / (high - low or 1)
    left = WIDTH - TREND - 10
    return " ".join(f"{left + i * step:.1f},{y + ROW - 5 - (v - low) * scale:.1f}" for i, v in enumerate(values))


def _most_reported(url: str, headers: dict[str, str]) -> str:
    with urlopen(Request(f"{url}/v1/indicators", headers=headers)) as answer:
        items = pd.DataFrame(json.load(answer)["items"])
    return str(items.sort_values("seen", ascending=False)["id"].iloc[0])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Vẽ một chỉ tiêu theo đơn vị, từ REST /v1.")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--token-file", type=Path, required=True, help="tệp chứa mã truy cập")
    parser.add_argument("--indicator", help="mã chỉ tiêu; bỏ trống: chỉ tiêu có nhiều số liệu nhất")
    parser.add_argument("--area", help="mã đơn vị hành chính, ví dụ 58")
    parser.add_argument("--level", default="district", choices=["province", "district", "commune"])
    parser.add_argument("--output", type=Path, default=Path("bang.html"))
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except HTTPError as refused:
        sys.exit(str(json.load(refused)["detail"]))  # the server says what is wrong and what to do
