"""``daihoi latest`` and ``daihoi feasible``: what a coordinator reads, and how wrong words are answered."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run

LIGHT = """
import atexit, sys
from daihoi.cli.main import main
heavy = {"prefect", "sqlalchemy", "matplotlib"}
atexit.register(lambda: print("heavy:", sorted(heavy & set(sys.modules))))
main()
"""
Planning = Callable[..., "Done"]
WRONG_RULES = tuple(
    word
    for rule in (
        "45",
        "=45",
        "approval_lead_days=",
        "aproval_lead_days=45",
        "approval_lead_days.=45",
        "approval_lead_days.quan=45",
        "notice_lead_days=-1",
        "notice_lead_days=3,5",
        "notice_lead_days=1000",
        "window_end=31",
        "delegates_max=5",
    )
    for word in ("--rule", rule)
)
REPORTED_AFTERWARDS = """Mã đơn vị,Việc,Bắt đầu,Kết thúc,Tỷ lệ (%),Căn cứ,Nguồn
CL.HP.02,branch_report_results,02/03/2020,02/03/2020,100,nêu trong nguồn,thử
"""
ENGLISH = re.compile(r"\b(not?|the|argument|option|value|invalid|missing|such|usage|error|Traceback)\b", re.I)


Planning = Callable[..., Done]


@pytest.fixture
def planning(tmp_path: Path) -> Planning:
    """Runs a command in this process; data and output lie in the test's own folder."""
    return partial(run, tmp_path, COLUMNS="80")


def flat(text: str) -> str:
    """The text without line breaks and columns."""
    return " ".join(text.split())


def test_the_sentence_on_top_answers_the_question(planning: Planning) -> None:
    done = planning("latest", "cam_le_2020", "--opening", "28/07/2020")
    assert done.returncode == 0, done.stderr
    told = flat(done.stdout)
    # 15 working days before 28 July: 7 July; ten more for the approval itself: 23 June is the dossier's last.
    assert (
        "Khai mạc ngày 28/07/2020 thì hồ sơ phải trình xong chậm nhất 23/06/2020 (T−25); cấp trên phải duyệt "
        "xong chậm nhất 07/07/2020 (T−15); thông báo triệu tập chậm nhất 16/06/2020 (T−30)"
    ) in told
    assert "Ngày đại hội sớm nhất mà quy định và quy trình cho phép" in told
    assert "«trình duyệt xong trước ngày khai mạc 15 ngày làm việc» (giả định)" in told
    assert not ENGLISH.search(done.stdout)


def test_a_supposed_rule_is_marked(planning: Planning) -> None:
    done = planning("latest", "ngo_quyen_2020", "--rule", "approval_lead_days.district=45")
    told = flat(done.stdout)
    assert done.returncode == 0
    assert "Giả thiết: duyệt trước ngày khai mạc = 45 ngày làm việc (cấp quận)" in told
    assert "13/05/2020 (T−45)" in told
    assert "Không kịp: sớm nhất khai mạc được ngày 30/07/2020" in told


def test_a_branch_that_has_reported(planning: Planning) -> None:
    report = ROOT / "config/campaigns/cam_le_2020/reports/2020-02-03_chi_bo.csv"
    assert planning("import", "cam_le_2020", str(report)).returncode == 0
    done = planning("latest", "cam_le_2020", "--unit", "CL.KT.01", "--status-date", "2020-03-02")
    assert done.returncode == 0, done.stderr
    assert "Đại hội đã tổ chức: 31/01/2020" in done.stdout
    assert "Tính cả báo cáo đến hết ngày 02/03/2020" in done.stdout


def test_without_a_log_a_status_date_means_that_nothing_was_reported(planning: Planning) -> None:
    done = planning("latest", "ngo_quyen_2020", "--status-date", "2020-06-30")
    assert done.returncode == 0, done.stderr
    assert "Không kịp" in done.stdout


def test_feasible_as_held(planning: Planning) -> None:
    done = planning("feasible", "ngo_quyen_2020")
    assert done.returncode == 0, done.stderr
    assert "Khả thi: các hạn, ngày đại hội và quy định đi được với nhau." in flat(done.stdout)


def test_forty_five_days_are_explained(planning: Planning) -> None:
    done = planning("feasible", "ngo_quyen_2020", "--rule", "approval_lead_days=45")
    told = flat(done.stdout)
    assert done.returncode == 1, done.stderr
    assert "Không khả thi với giả thiết này" in told
    assert "phải duyệt xong chậm nhất 13/05/2020 (T−45), nhưng đến 28/05/2020 mới duyệt được" in told
    assert "27/05/2020 mới đủ 88/88. Thiếu 11 ngày làm việc." in told
    assert "khai mạc từ ngày 30/07/2020 trở đi" in told
    assert "quy định không quá 34 ngày làm việc" in told
    assert not ENGLISH.search(done.stdout)


@pytest.mark.parametrize("command", ["latest", "feasible"])
def test_reading_commands_start_light(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, command, "ngo_quyen_2020"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config")},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "heavy: []"


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (("latest",), ["thiếu «ĐỢT»"]),
        (("latest", "ngo_quyen"), ["Có phải ý là «ngo_quyen_2020»?"]),
        (("latest", "ngo_quyen_2020", "--unit", "NQ.P99"), ["Không có đơn vị «NQ.P99»"]),
        (("latest", "ngo_quyen_2020", "--opening", "15/7"), ["--opening", "không có năm"]),
        (("latest", "ngo_quyen_2020", "--opening", "01/01/2019"), ["nằm ngoài khoảng tính được"]),
        (("latest", "ngo_quyen_2020", "--opening", "31/12/2026"), ["nằm ngoài khoảng tính được"]),
        (("latest", "ngo_quyen_2020", "--status-date", "2031-01-01"), ["nằm ngoài lịch"]),
        (("latest", "ngo_quyen_2020", "--known-at", "3"), ["--known-at cần --status-date"]),
        (("latest", "ngo_quyen_2020", "--rule"), ["«--rule» cần một giá trị"]),
        (("feasible", "ngo_quyen_2020", "NQ"), ["thừa «NQ»"]),
        (("feasible", "ngo_quyen_2020", "--rule", "approval_lead_days=900"), ["quá ngày cuối của lịch"]),
        (
            ("feasible", "ngo_quyen_2020", *WRONG_RULES),
            [
                "(11 lỗi)",
                "--rule 45: không đúng mẫu",
                "Có phải ý là «approval_lead_days»",
                "không có cấp «quan»",
                "«3,5» không phải số ngày",
                "«31» không phải ngày",
                "không có quy định «delegates_max» để thử",
            ],
        ),
        (
            ("feasible", "ngo_quyen_2020", "--rule", "notice_lead_days=3", "--rule", "notice_lead_days=4"),
            ["đã có giá trị khác"],
        ),
    ],
)
def test_wrong_words(
    planning: Planning, arguments: tuple[str, ...], messages: list[str], tmp_path: Path
) -> None:
    done = planning(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    for message in messages:
        assert message in flat(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_row_names_the_congress_below_that_it_serves(planning: Planning) -> None:
    # With the lead of ten days Khuê Trung, due on 15 April, leaves nothing to spare.
    told = flat(planning("latest", "cam_le_2020").stdout)
    assert "«Quán triệt chỉ thị, ban hành kế hoạch»: không còn ngày nào (để kịp" in told
    assert "Đảng bộ phường Khuê Trung (CL.KT), hạn 15/04/2020)" in told


def test_an_inferred_congress_is_not_announced_as_held(planning: Planning, tmp_path: Path) -> None:
    report = tmp_path / "bao_cao.csv"
    report.write_text(REPORTED_AFTERWARDS, "utf-8")
    done = planning("import", "cam_le_2020", str(report))
    assert done.returncode == 0, done.stderr
    told = flat(planning("latest", "cam_le_2020", "--unit", "CL.HP.02", "--status-date", "2020-03-02").stdout)
    assert "Chưa ai báo đại hội này, nhưng việc sau nó đã được báo: suy ra đã tổ chức" in told
    assert "Đại hội đã tổ chức" not in told


def test_a_step_longer_than_the_rule_is_told_once_per_level(planning: Planning) -> None:
    told = flat(planning("feasible", "cam_le_2020", "--rule", "ratification_days=1").stdout)
    assert "3 chỗ không đi được với nhau" in told
    assert "Cách gỡ: rút ngắn «Đảng ủy cơ sở chuẩn y»" in told
    assert "Cả cấp như vậy: 235 đơn vị" in told
    assert "dời ngày hoặc hạn" not in told
    assert "Thực tế" not in told
    assert "(CL.KT.01)" in told


class TestEveryUnit:
    """Forty-five days instead of fifteen break the approval of more units than a sentence names."""

    RULE = ("--rule", "approval_lead_days=45")

    def test_a_list_that_is_cut_says_how_to_see_all(self, planning: Planning) -> None:
        told = flat(planning("feasible", "cam_le_2020", *self.RULE).stdout)
        assert re.search(r"và \d+ đơn vị khác \(xem đủ: --all\)", told)

    def test_all_of_them_one_a_line(self, planning: Planning) -> None:
        cut = flat(planning("feasible", "cam_le_2020", *self.RULE).stdout)
        whole = flat(planning("feasible", "cam_le_2020", *self.RULE, "--all").stdout)
        hidden = int(re.findall(r"và (\d+) đơn vị khác", cut)[0])
        assert "đơn vị khác (xem đủ" not in whole
        assert whole.count("(giới hạn ") >= hidden + 5

    def test_where_nothing_breaks_there_is_nothing_more(self, planning: Planning) -> None:
        plain, whole = (planning("feasible", "ngo_quyen_2020", *more).stdout for more in ((), ("--all",)))
        assert plain == whole
