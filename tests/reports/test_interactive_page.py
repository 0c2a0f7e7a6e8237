"""The interactive report as a file: what is in it, and what can never be."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.util
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.interactive import city
from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.overview import overview
from daihoi.domain.tree_rows import tree_rows
from daihoi.domain.units import UnitTree
from reports.interactive.packing import Column, packed
from reports.interactive.page import interactive_files, interactive_page
from reports.interactive.scripts import asset, script, source_mark
from tests.domain.campaigns import assessed, held, make_campaign, make_district

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "\"><svg onload='alert(3)'>",
    "{{data}} ${alert(4)} `",
    "\u202eôb ihC\u202c \u200f",
    "Chi bộ " + "rất dài " * 25,
    "Chi bo\u0323\u0302 Tha\u0302\u0301ng",  # decomposed
    "=HYPERLINK(1)",
)


def page(told: Assessment) -> str:
    return interactive_page(tree_rows(told), overview(told), told.expansion).decode()


def renamed(campaign: Campaign, names: Mapping[str, str]) -> Campaign:
    units = [replace(unit, name=names.get(unit.code, unit.name)) for unit in campaign.tree.units]
    return replace(campaign, tree=UnitTree(tuple(units)))


def numbers(raw: Iterator[int], count: int) -> list[int]:
    """Zigzag LEB128, written down from its definition."""
    found = []
    for _ in range(count):
        value = shift = 0
        while (byte := next(raw)) > 127:
            value, shift = value + (byte - 128) * 2**shift, shift + 7
        value += byte * 2**shift
        found.append(value // 2 if value % 2 == 0 else -(value + 1) // 2)
    return found


def unpacked(text: str) -> tuple[dict[str, Any], dict[str, list[int]]]:
    raw = zlib.decompress(base64.b64decode(text))
    end = 4 + int.from_bytes(raw[:4], "little")
    facts, rest = json.loads(raw[4:end]), iter(raw[end:])
    columns: dict[str, list[int]] = {}
    for name, size, is_delta, base in facts["columns"]:
        values = numbers(rest, size)
        values = np.cumsum(values).tolist() if is_delta else values
        columns[name] = [v + columns[base][n] for n, v in enumerate(values)] if base else values
    assert next(rest, None) is None
    return facts, columns


def data(text: str) -> tuple[dict[str, Any], dict[str, list[int]]]:
    found = re.search(r'<script id="data" type="application/octet-stream">([A-Za-z0-9+/=]+)</script>', text)
    assert found
    return unpacked(found[1])


@pytest.fixture(scope="module")
def text() -> str:
    return page(assessed(make_district(), "6-11", held("D.A.1", "b_congress", "6-11")))


def test_columns_come_back_as_they_went_in() -> None:
    values = np.array([0, 1, -1, 63, 64, -64, -65, 8191, 8192, -(2**30), 2**30 - 1, 2**27, 5])
    columns = [
        Column("a", values),
        Column("b", values[::-1], is_delta=True, base="a"),
        Column("c", values[:0]),
    ]
    facts, found = unpacked(packed({"chữ": "ậ"}, columns))
    assert facts["chữ"] == "ậ"
    assert (found["a"], found["b"], found["c"]) == (values.tolist(), values[::-1].tolist(), [])


def test_small_numbers_of_either_sign_take_one_byte() -> None:
    few, many = (
        len(zlib.decompress(base64.b64decode(packed({}, [Column("a", np.arange(-n, n))])))) for n in (64, 128)
    )
    assert many - few == 128 * 2  # 128 more, of two bytes each


def test_rows_of_the_page(text: str) -> None:
    facts, columns = data(text)
    assert facts["names"] == [f"Đơn vị {code}" for code in facts["codes"]]
    assert facts["codes"] == ["D", "D.A", "D.A.1", "D.A.2", "D.B", "D.B.1", "D.C"]
    assert (facts["unitLevels"], columns["depth"]) == ("2100101", [0, 1, 2, 2, 1, 2, 1])
    assert len(columns["bs"]) == 2 + 4 + 5 + 5 + 4 + 5 + 3
    assert facts["counted"] == 0
    # 11 June is day 162 of 2020, counted from 0; the branch congress of D.A.1 is its fourth activity.
    assert (facts["epoch"], facts["status"]) == ("2020-01-01", 162)
    place = 2 + 4 + 3
    assert [columns[name][place] for name in ("s", "f", "pct", "state", "float")] == [162, 163, 100, 7, 0]


def test_deadlines_keep_their_words_and_their_last_day() -> None:
    facts, _ = data(page(assessed(make_campaign(deadlines={"branch": "6-12", "W.2": "6-10"}), "6-1")))
    assert facts["deadlines"] == {"#0": [164, "xong 6-12"], "W.2": [162, "xong 6-10"]}


def test_float_tells_none_from_zero_and_zero_from_late() -> None:
    on_time, tight, late = (
        data(page(assessed(make_campaign(), day)))[1]["float"] for day in ("5-29", "6-1", "6-15")
    )
    assert on_time[1:3] == [2, 2]  # one day to spare
    assert on_time[8] == 0  # the report leads to no deadline
    assert 1 in tight  # none to spare
    assert min(late) < 0


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (page(assessed(make_campaign(), "6-3")) for _ in range(2))
    assert first == second


def test_only_the_script_and_style_of_the_page_may_run(text: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(found) == 1
        named = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{named}'"


def test_nothing_is_fetched_and_no_handler_stands_in_the_markup(text: str) -> None:
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"\b(src|srcset|action|formaction|poster)=|@import|url\((?!#)", markup)
    assert not re.search(r"""\bhref=(?!["']#)""", markup)
    assert not re.search(r"\son\w+=|\sstyle=", markup)
    assert "http:" not in markup
    assert "https:" not in markup


def test_the_script_keeps_within_its_budget_and_asks_for_nothing() -> None:
    code = script()
    assert len(code.encode()) <= 16 * 1024
    assert "</" not in code.replace("</svg>", "").replace("</g>", "").replace("</text>", "")
    assert not re.search(r"\beval\(|new Function|XMLHttpRequest|fetch\(|import\(|localStorage|https?:", code)


def test_the_script_was_built_from_its_parts() -> None:
    first = asset("page.min.js").split("\n", 1)[0]
    assert first == source_mark(), "chạy: python -m reports.interactive.tighten"


@pytest.mark.skipif(not importlib.util.find_spec("minify"), reason="không có tdewolff-minify")
def test_building_again_gives_the_same_script() -> None:
    from reports.interactive.tighten import built

    assert asset("page.min.js") == built()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_never_becomes_markup(name: str) -> None:
    told = assessed(renamed(make_campaign(), dict.fromkeys(("W", "W.1"), name)), "6-12")
    plain, named = page(assessed(make_campaign(), "6-12")), page(told)
    tags = [re.findall(r"<[a-z!/][^>]*>", re.sub(r'content="[^"]*"', "", t)) for t in (plain, named)]
    assert tags[0] == tags[1]
    facts, _ = data(named)
    assert facts["names"][0] == facts["names"][1]
    assert facts["names"][2] == "Đơn vị W.2"


def test_a_title_with_markup_is_shown_as_it_is() -> None:
    told = assessed(make_campaign(title="<b>&{{data}}</b>"), "6-1")
    assert f"<h1>{html.escape('<b>&{{data}}</b>')}</h1>" in page(told)


def test_decomposed_names_are_composed() -> None:
    facts, _ = data(page(assessed(renamed(make_campaign(), {"W": "Chi bo\u0323\u0302"}), "6-1")))
    assert facts["names"][0] == "Chi bộ"


def test_the_page_says_what_it_rests_on() -> None:
    told = assessed(
        make_campaign(assumptions=("tên chi bộ", "số <đảng viên>")), "6-3", held("W", "w_plan", "6-2")
    )
    shown = page(told)
    assert "Số liệu đến hết ngày 03/06/2020" in shown
    assert "Giả định: tên chi bộ; số &lt;đảng viên&gt;." in shown
    assert f"Sổ ghi đến số 1 · {told.edition.head[:12]}" in shown


def test_without_reports_and_assumptions() -> None:
    shown = page(assessed(make_campaign(), "6-1"))
    assert "Sổ ghi chưa có báo cáo nào" in shown
    assert "Giả định" not in shown


def test_the_file_has_a_name_of_its_own() -> None:
    told = assessed(make_campaign(), "6-1")
    files = interactive_files(tree_rows(told), overview(told), told.expansion)
    assert list(files) == ["tuong-tac.html"]
    assert files["tuong-tac.html"].startswith(b"<!doctype html>")


def test_twenty_thousand_activities_keep_within_their_budget(tmp_path: Path) -> None:
    told = city(20_000, tmp_path)
    assert len(tree_rows(told).activities) > 20_000
    assert len(page(told).encode()) <= 300 * 1024
