"""Plans of units (``plans/*.csv``): what a sound one changes, and every broken cell named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from daihoi.domain.campaign import FixedDate, Floor, OwnDuration
from daihoi.domain.structure import Basis, Certainty
from daihoi.loading import ConfigDir, load_campaign

FILE = "campaigns/complete/plans/quan_a.csv"
HEADER = "Mã đơn vị,Việc,Số ngày,Không sớm hơn,Ấn định ngày,Lý do,Căn cứ,Nguồn"
Refused = Callable[[ConfigDir], list[str]]

SOUND = """\
TP.A.P1.01,branch_documents,7,,,,,KH 01
TP.A.P1.02,Dự thảo báo cáo,4,03/02/2020,,Chờ hướng dẫn,nêu trong nguồn,KH 02
TP.A.CA,grassroots_congress,1,,18/05/2020,Theo kế hoạch,giả định,KH 03
"""


def planned(config: ConfigDir, rows: str, name: str = "quan_a.csv", header: str = HEADER) -> ConfigDir:
    """The configuration with a plan whose first row is on line 2."""
    folder = config.root / "campaigns/complete/plans"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{header}\n{rows}\n", "utf-8")
    return config


def test_a_sound_plan(config: ConfigDir) -> None:
    before = load_campaign(config, "complete")
    campaign = load_campaign(planned(config, SOUND), "complete")
    stated, assumed = Certainty.STATED, Certainty.ASSUMED
    assert campaign.durations == (
        OwnDuration("TP.A.P1.01", "branch_documents", 7, Basis(stated, "KH 01")),
        OwnDuration("TP.A.P1.02", "branch_documents", 4, Basis(stated, "KH 02")),
        OwnDuration("TP.A.CA", "grassroots_congress", 1, Basis(assumed, "KH 03")),
    )
    assert campaign.floors == (
        *before.floors,
        Floor(
            "TP.A.P1.02",
            "branch_documents",
            date(2020, 2, 3),
            "Chờ hướng dẫn",
            Basis(stated, "KH 02"),
            line=3,
        ),
    )
    assert campaign.fixed_dates == (
        FixedDate(
            "TP.A.CA",
            "grassroots_congress",
            date(2020, 5, 18),
            "Theo kế hoạch",
            Basis(assumed, "KH 03"),
            line=4,
        ),
    )


def test_plans_are_read_in_the_order_of_their_names(config: ConfigDir) -> None:
    planned(config, "TP.A.P1.02,branch_documents,4,,,,,KH 02", "b.csv")
    planned(config, "TP.A.P1.01,branch_documents,7,,,,,KH 01", "a.csv")
    assert [own.duration_days for own in load_campaign(config, "complete").durations] == [7, 4]


def test_a_plan_with_semicolons_and_english_titles_in_another_order(config: ConfigDir) -> None:
    header = "source;certainty;reason;fixed_start;not_earlier_than;duration_days;activity;unit_code"
    campaign = load_campaign(
        planned(config, "KH;;;;;7;branch_documents;TP.A.P1.01", header=header), "complete"
    )
    assert campaign.durations[0].duration_days == 7


def test_the_fingerprint_covers_plans(config: ConfigDir) -> None:
    prints = [load_campaign(config, "complete").fingerprint]
    for days in (7, 8):
        planned(config, f"TP.A.P1.01,branch_documents,{days},,,,,KH")
        prints.append(load_campaign(config, "complete").fingerprint)
    assert len(set(prints)) == 3


def test_hidden_files_and_notes_beside_plans_are_left_alone(config: ConfigDir) -> None:
    planned(config, SOUND)
    planned(config, "nothing", ".~lock.quan_a.csv")
    planned(config, "nothing", "README.md")
    assert len(load_campaign(config, "complete").durations) == 3


CONGRESS = "TP.A.CA,grassroots_congress"
WORK = "TP.A.P1.01,branch_documents"
ALL_TITLES = f"tiêu đề phải là: {HEADER}"
BROKEN_ROWS = {
    "unit unknown": (
        "TP.C,district_plan,5,,,,,KH",
        ["cột «Mã đơn vị»]: không có đơn vị «TP.C» → Có phải ý là «TP.B», «TP.A», «TP.A.CA»?"],
    ),
    "unit blank": (
        ",district_plan,5,,,,,KH",
        ["cột «Mã đơn vị»]: để trống → ghi mã đơn vị"],
    ),
    "activity of another level": (
        "TP.A.P1.01,grassroots_plan,5,,,,,KH",
        [
            "cột «Việc»]: việc «grassroots_plan» thuộc cấp «Tổ chức cơ sở đảng», đơn vị này ở cấp "
            "«Chi bộ trực thuộc đảng bộ cơ sở» → Hiện có: «Báo cáo kết quả đại hội», "
            "«Chuẩn bị nhân sự chi ủy», «Dự thảo báo cáo», «Hoàn thiện báo cáo», «Lấy ý kiến đảng viên», "
            "«Tiếp thu kế hoạch», «Đại hội chi bộ», «Đảng ủy cơ sở duyệt»."
        ],
    ),
    "activity that only units with others below them have": (
        "TP.A.TR,grassroots_direct_branches,5,,,,,KH",
        [
            "cột «Việc»]: «TP.A.TR» không có đơn vị dưới nên không có việc «grassroots_direct_branches» "
            "→ bỏ dòng này"
        ],
    ),
    "activity blank": ("TP.A.P1.01,,5,,,,,KH", ["cột «Việc»]: để trống → ghi mã hoặc tên việc"]),
    "nothing decided": (
        f"{WORK},,,,,,KH",
        ["cột «Số ngày»]: dòng không ấn định gì → ghi Số ngày, Không sớm hơn hoặc Ấn định ngày"],
    ),
    "no days": (
        f"{WORK},0,,,,,KH",
        ["cột «Số ngày»]: «0» không phải số ngày → ghi số nguyên từ 1, ví dụ 5"],
    ),
    "negative days": (
        f"{WORK},-3,,,,,KH",
        ["cột «Số ngày»]: «-3» không phải số ngày → ghi số nguyên từ 1, ví dụ 5"],
    ),
    "half a day": (
        f'{WORK},"0,5",,,,,KH',
        ["cột «Số ngày»]: «0,5» không phải số ngày → ghi số nguyên từ 1, ví dụ 5"],
    ),
    "days in words": (
        f"{WORK},năm ngày,,,,,KH",
        ["cột «Số ngày»]: «năm ngày» không phải số ngày → ghi số nguyên từ 1, ví dụ 5"],
    ),
    "more digits than days can have": (
        f"{WORK},{'9' * 5000},,,,,KH",
        [f"cột «Số ngày»]: «{'9' * 20}» lớn quá mức → ghi số ngày mà việc này cần, ví dụ 5"],
    ),
    # From October 2019 to December 2020 there are 328 weekdays; 10 days off, one Saturday worked.
    "longer than the calendar": (
        f"{WORK},320,,,,,KH",
        [
            "cột «Số ngày»]: số ngày của việc «branch_documents» ở «TP.A.P1.01» là 320, dài hơn cả lịch "
            "«working» (319 ngày) → ghi số ngày mà việc này cần"
        ],
    ),
    "days of an act of the superior": (
        "TP.A.P1.01,branch_approval,1,,,,,KH",
        [
            "cột «Số ngày»]: việc «branch_approval» là việc cấp trên duyệt, đơn vị không định số ngày "
            "→ bỏ số ngày này"
        ],
    ),
    "congress longer than allowed": (
        f"{CONGRESS},3,,,,,KH",
        [
            "cột «Số ngày»]: đại hội của «TP.A.CA» 3 ngày, quy định tối đa 2 («không quá 2 ngày») → giảm số "
            "ngày, hoặc ghi văn bản cho phép vào «exceptions» trong campaign.yaml"
        ],
    ),
    "floor without a year": (
        f"{WORK},,03/02,,Chờ,,KH",
        ["cột «Không sớm hơn»]: «03/02» không có năm → ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"],
    ),
    "floor outside the calendar": (
        f"{WORK},,03/02/2021,,Chờ,,KH",
        [
            "cột «Không sớm hơn»]: mốc của việc «branch_documents» ở «TP.A.P1.01» 03/02/2021 nằm ngoài lịch "
            "(01/10/2019 – 31/12/2020) → sửa ngày, hoặc bổ sung lịch"
        ],
    ),
    "fixed on a day that does not exist": (
        f"{CONGRESS},,,31/06/2020,Theo kế hoạch,,KH",
        [
            "cột «Ấn định ngày»]: «31/06/2020» không có trong lịch (ngày 31 tháng 06 năm 2020) "
            "→ ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"
        ],
    ),
    "fixed on a Sunday": (
        f"{WORK},,,16/02/2020,Theo kế hoạch,,KH",
        [
            "cột «Ấn định ngày»]: ngày ấn định của việc «branch_documents» ở «TP.A.P1.01» 16/02/2020 là ngày "
            "nghỉ (cuối tuần) → chọn ngày khác, hoặc sửa lịch «working»"
        ],
    ),
    "floor and fixed date in one row": (
        f"{WORK},,10/02/2020,11/02/2020,Chờ,,KH",
        [
            "cột «Ấn định ngày»]: dòng ghi cả Không sớm hơn và Ấn định ngày "
            "→ giữ một: ngày đã ấn định thì không chờ mốc nào"
        ],
    ),
    "date without a reason": (
        f"{WORK},,10/02/2020,,,,KH",
        ["cột «Lý do»]: để trống → nêu vì sao có ngày này"],
    ),
    "no source": (
        f"{WORK},5,,,,,",
        ["cột «Nguồn»]: để trống → ghi văn bản hoặc kế hoạch của đơn vị"],
    ),
    "certainty unknown": (
        f"{WORK},5,,,,chắc chắn,KH",
        ["cột «Căn cứ»]: «chắc chắn» không hợp lệ → ghi một trong: «nêu trong nguồn», «giả định»"],
    ),
    "invisible sign": (
        f"{WORK},5,,,,,K\u200bH",
        ["cột «Nguồn»]: có ký tự không in được U+200B → xóa ký tự này, viết trên một dòng"],
    ),
    "several in one row": (
        "TP.A.P1.01,branch_document,x,3/2,,,,",
        [
            "cột «Không sớm hơn»]: «3/2» không có năm → ghi đủ ngày, tháng, năm, ví dụ 02/03/2020",
            "cột «Nguồn»]: để trống → ghi văn bản hoặc kế hoạch của đơn vị",
            "cột «Số ngày»]: «x» không phải số ngày → ghi số nguyên từ 1, ví dụ 5",
            "cột «Việc»]: cấp «Chi bộ trực thuộc đảng bộ cơ sở» không có việc «branch_document» "
            "→ Có phải ý là «branch_documents», «branch_final_documents», «branch_results»?",
        ],
    ),
}


def test_the_whole_calendar_is_not_too_long(config: ConfigDir) -> None:
    campaign = load_campaign(planned(config, f"{WORK},319,,,,,KH"), "complete")
    assert campaign.durations[0].duration_days == 319


@pytest.mark.parametrize(("row", "told"), BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_a_broken_row(row: str, told: list[str], config: ConfigDir, refused: Refused) -> None:
    heard = refused(planned(config, row))
    assert sorted(heard) == sorted(f"{FILE}:2 [{line}" for line in told)


BROKEN_TABLES = {
    "column missing": (
        "Mã đơn vị,Việc,Số ngày,Không sớm hơn,Ấn định ngày,Lý do,Căn cứ",
        "TP.A,district_plan,5,,,,",
        f"1: thiếu cột «Nguồn» → {ALL_TITLES}",
    ),
    "column twice": (
        f"{HEADER},Nguồn",
        "TP.A,district_plan,5,,,,,KH,KH",
        "1: cột «Nguồn» có hai lần → giữ lại một cột",
    ),
    "column of the reports": (
        f"{HEADER},Kết thúc",
        "TP.A,district_plan,5,,,,,KH,",
        "1: không có cột «Kết thúc» → "
        "Hiện có: «Căn cứ», «Không sớm hơn», «Lý do», «Mã đơn vị», «Nguồn», «Số ngày», «Việc», "
        "«Ấn định ngày».",
    ),
    "only titles": (HEADER, "", "1: chỉ có dòng tiêu đề → ghi ít nhất một dòng số liệu"),
    "short row": (
        HEADER,
        "TP.A,district_plan,5",
        "2: dòng có 3 ô, tiêu đề có 8 → ghi đủ các ô; ô có dấu phân cách thì đặt trong ngoặc kép",
    ),
}


@pytest.mark.parametrize(("header", "rows", "told"), BROKEN_TABLES.values(), ids=BROKEN_TABLES)
def test_a_broken_table(header: str, rows: str, told: str, config: ConfigDir, refused: Refused) -> None:
    assert refused(planned(config, rows, header=header)) == [f"{FILE}:{told}"]


def test_a_plan_that_is_not_utf8(config: ConfigDir, refused: Refused) -> None:
    planned(config, "")
    (config.root / FILE).write_bytes(f"{HEADER}\nTP.A".encode("utf-16"))
    assert refused(config) == [f"{FILE}:1: tệp không phải UTF-8 → trong Excel chọn lưu dạng «CSV UTF-8»"]


def test_a_workbook_is_not_passed_over_in_silence(config: ConfigDir, refused: Refused) -> None:
    planned(config, "", "quan_a.xlsx")
    assert refused(config) == [
        "campaigns/complete/plans/quan_a.xlsx: kế hoạch của đơn vị chỉ đọc từ tệp .csv "
        "→ lưu lại dạng «CSV UTF-8»"
    ]


class TestTwoDecisions:
    def test_in_two_rows(self, config: ConfigDir, refused: Refused) -> None:
        rows = f"{WORK},5,,,,,KH\n{WORK},5,,,,,KH"
        assert refused(planned(config, rows)) == [
            f"{FILE}:3 [cột «Số ngày»]: số ngày của việc «branch_documents» ở «TP.A.P1.01» đã viết ở dòng 2 "
            "→ giữ một số ngày"
        ]

    def test_in_two_files(self, config: ConfigDir, refused: Refused) -> None:
        planned(config, f"{WORK},5,,,,,KH", "a.csv")
        planned(config, f"{WORK},6,,,,,KH", "b.csv")
        assert refused(config) == [
            "campaigns/complete/plans/b.csv:2 [cột «Số ngày»]: số ngày của việc «branch_documents» ở "
            "«TP.A.P1.01» đã viết ở a.csv, dòng 2 → giữ một số ngày"
        ]

    def test_in_the_head_and_in_a_plan(self, config: ConfigDir, refused: Refused) -> None:
        planned(config, "TP.A,district_plan,,18/11/2019,,Chờ,,KH")
        assert refused(config) == [
            f"{FILE}:2 [cột «Không sớm hơn»]: mốc của việc «district_plan» ở «TP.A» đã viết ở "
            "campaign.yaml, dòng 42 → giữ một mốc"
        ]

    def test_a_fixed_date_and_a_floor_of_the_head(self, config: ConfigDir, refused: Refused) -> None:
        planned(config, "TP.A,district_plan,,,18/11/2019,Hội nghị,,KH")
        assert refused(config) == [
            f"{FILE}:2 [cột «Ấn định ngày»]: ngày ấn định của việc «district_plan» ở «TP.A», mà việc này còn "
            "có mốc «không sớm hơn» ở campaign.yaml, dòng 42 "
            "→ bỏ một trong hai: ngày đã ấn định thì không chờ mốc nào"
        ]


def test_a_longer_congress_that_a_document_permits(config: ConfigDir, refused: Refused) -> None:
    planned(config, f"{CONGRESS},3,,,,,KH")
    assert len(refused(config)) == 1
    head = config.root / "campaigns/complete/campaign.yaml"
    exception = (
        "exceptions:\n  - {rule: congress_days_max, unit: TP.A.CA, value: 3, document_number: 07-CV/TU, "
        "document_date: 2020-03-20, allowed_by: Thành ủy, reason: Hai nơi, certainty: stated, source: x}\n"
    )
    head.write_text(head.read_text("utf-8") + exception, "utf-8")
    assert load_campaign(config, "complete").durations[0].duration_days == 3


def test_its_own_length_counts_against_a_suspension(config: ConfigDir, refused: Refused) -> None:
    """Two days from 18 May by the template end before the 20th; the one planned day does so as well."""
    head = config.root / "campaigns/complete/campaign.yaml"
    suspension = (
        "suspensions:\n  - {first: 2020-05-19, until: 2020-06-01, decided_on: 2020-05-10, "
        "levels: [grassroots], words: tạm dừng, certainty: stated, source: x}\n"
    )
    head.write_text(head.read_text("utf-8") + suspension, "utf-8")
    planned(config, f"{CONGRESS},1,,18/05/2020,Theo kế hoạch,,KH")
    assert load_campaign(config, "complete").fixed_dates[0].start == date(2020, 5, 18)
    planned(config, f"{CONGRESS},,,18/05/2020,Theo kế hoạch,,KH")
    assert [line.partition(", trong")[0] for line in refused(config)] == [
        f"{FILE}:2 [cột «Ấn định ngày»]: ngày ấn định của việc «grassroots_congress» ở «TP.A.CA» 18/05/2020"
    ]


def test_rows_are_looked_at_even_when_the_units_cannot_be(config: ConfigDir, refused: Refused) -> None:
    """Whose they are cannot be told then, and is not complained about."""
    units = config.root / "campaigns/complete/units.csv"
    units.write_text(units.read_text("utf-8").replace(",x,,60,", ",y,,60,"), "utf-8")
    heard = refused(planned(config, "TP.Z,nothing,x,,,,,KH"))
    assert heard == [
        f"{FILE}:2 [cột «Số ngày»]: «x» không phải số ngày → ghi số nguyên từ 1, ví dụ 5",
        "campaigns/complete/units.csv:5 [cột is_pilot]: «y» không được nhận → ghi «x» hoặc để trống",
    ]
