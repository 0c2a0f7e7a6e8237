"""Fixed dates, suspensions and exceptions of ``campaign.yaml``: what they hold, how broken ones are told.

What a case adds stands below the last line (56) of the sound file: its first list item is on line 58.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from daihoi.domain.campaign import FixedDate, RuleException, Suspension
from daihoi.domain.structure import Basis, Certainty
from daihoi.loading import ConfigDir, load_campaign

FILE = "campaigns/complete/campaign.yaml"
BASIS = Basis(Certainty.STATED, "Ví dụ")
Refused = Callable[[ConfigDir], list[str]]
Changed = Callable[[str, str, str], ConfigDir]

FIXED = "{unit: %s, activity: %s, start: %s, reason: Theo quyết định, certainty: stated, source: Ví dụ}"
SUSPENDED = (
    "{first: %s, until: %s, decided_on: %s, levels: [%s], words: tạm dừng, certainty: stated, source: Ví dụ}"
)
EXCEPTED = (
    "{rule: %s, %s, document_number: 07-CV/TU, document_date: 2020-03-20, allowed_by: Thành ủy, "
    "reason: Dịch bệnh, certainty: stated, source: Ví dụ}"
)


def added(config: ConfigDir, key: str, *items: str) -> ConfigDir:
    """The configuration with a list at the end of its campaign."""
    path = config.root / FILE
    lines = "".join(f"  - {item}\n" for item in items)
    path.write_text(path.read_text("utf-8") + f"{key}:\n{lines}", "utf-8")
    return config


def test_without_them_a_campaign_decides_nothing_of_the_kind(config: ConfigDir) -> None:
    campaign = load_campaign(config, "complete")
    assert campaign.fixed_dates == campaign.suspensions == campaign.exceptions == campaign.durations == ()


def test_a_fixed_date(config: ConfigDir) -> None:
    added(config, "fixed_dates", FIXED % ("TP.A", "district_congress", "2020-07-15"))
    (fixed,) = load_campaign(config, "complete").fixed_dates
    assert fixed == FixedDate(
        "TP.A", "district_congress", date(2020, 7, 15), "Theo quyết định", BASIS, line=58
    )


def test_a_suspension(config: ConfigDir) -> None:
    added(config, "suspensions", SUSPENDED % ("2020-04-01", "2020-05-15", "2020-03-30", "branch, grassroots"))
    (suspension,) = load_campaign(config, "complete").suspensions
    assert suspension == Suspension(
        first=date(2020, 4, 1),
        until=date(2020, 5, 15),
        decided_on=date(2020, 3, 30),
        levels=("branch", "grassroots"),
        words="tạm dừng",
        basis=BASIS,
        line=58,
    )


@pytest.mark.parametrize(
    ("rule", "whom", "value", "read"),
    [
        ("congress_days_max", "level: grassroots", ", value: 3", 3),
        ("window_end", "level: district", ", value: 2020-09-15", date(2020, 9, 15)),
        ("window_end", "level: district", "", None),
        ("window_end", "level: district", ", value: null", None),
        ("window_end", "level: district", ", value: ~", None),
        ("congress_days_max", "unit: TP.A.CA", ", value: 0", 0),
    ],
)
def test_an_exception(rule: str, whom: str, value: str, read: int | date | None, config: ConfigDir) -> None:
    added(config, "exceptions", EXCEPTED % (rule, whom + value))
    (exception,) = load_campaign(config, "complete").exceptions
    level, _, code = whom.partition(": ")
    assert exception == RuleException(
        rule=rule,
        value=read,
        document_number="07-CV/TU",
        document_date=date(2020, 3, 20),
        allowed_by="Thành ủy",
        reason="Dịch bệnh",
        basis=BASIS,
        level=code if level == "level" else "",
        unit_code=code if level == "unit" else "",
        line=58,
    )


class TestSoundTogether:
    """What looks odd and is no mistake."""

    def test_a_date_after_the_deadline_shows_as_float_not_as_an_error(self, config: ConfigDir) -> None:
        added(config, "fixed_dates", FIXED % ("TP.A", "district_congress", "2020-11-20"))
        assert load_campaign(config, "complete").fixed_dates[0].start == date(2020, 11, 20)

    def test_work_of_a_suspended_level_may_be_fixed_only_congresses_are_suspended(
        self, config: ConfigDir
    ) -> None:
        added(config, "fixed_dates", FIXED % ("TP.A", "district_approval", "2020-04-06"))
        added(config, "suspensions", SUSPENDED % ("2020-04-01", "2020-05-15", "2020-03-30", "district"))
        assert len(load_campaign(config, "complete").fixed_dates) == 1

    def test_a_congress_that_ends_the_day_before_a_suspension(self, config: ConfigDir) -> None:
        # Three days from 15 to 17 July.
        added(config, "fixed_dates", FIXED % ("TP.A", "district_congress", "2020-07-15"))
        added(config, "suspensions", SUSPENDED % ("2020-07-18", "2020-09-05", "2020-07-17", "district"))
        assert len(load_campaign(config, "complete").suspensions) == 1

    def test_a_congress_on_the_day_a_suspension_is_over(self, config: ConfigDir) -> None:
        added(config, "fixed_dates", FIXED % ("TP.A", "district_congress", "2020-07-15"))
        added(config, "suspensions", SUSPENDED % ("2020-04-01", "2020-07-15", "2020-03-30", "district"))
        assert len(load_campaign(config, "complete").suspensions) == 1

    def test_a_suspension_that_is_prolonged_from_the_day_it_ends(self, config: ConfigDir) -> None:
        added(
            config,
            "suspensions",
            SUSPENDED % ("2020-04-01", "2020-04-16", "2020-03-30", "district"),
            SUSPENDED % ("2020-04-16", "2020-05-01", "2020-04-15", "district"),
            SUSPENDED % ("2020-04-10", "2020-04-20", "2020-04-09", "grassroots"),
        )
        assert len(load_campaign(config, "complete").suspensions) == 3

    def test_a_congress_may_be_fixed_on_a_sunday(self, config: ConfigDir) -> None:
        added(config, "fixed_dates", FIXED % ("TP.A", "district_congress", "2020-07-12"))
        assert date(2020, 7, 12).isoweekday() == 7
        assert len(load_campaign(config, "complete").fixed_dates) == 1

    def test_the_same_rule_for_a_level_and_for_one_of_its_units(self, config: ConfigDir) -> None:
        added(
            config,
            "exceptions",
            EXCEPTED % ("window_end", "level: grassroots, value: 2020-07-05"),
            EXCEPTED % ("window_end", "unit: TP.A.P1"),
        )
        assert len(load_campaign(config, "complete").exceptions) == 2


class TestAllowedByAnException:
    """What a rule forbids and a document permits is no mistake; nothing beyond what it permits."""

    def test_a_deadline_of_a_level_after_its_window(self, changed: Changed, refused: Refused) -> None:
        config = changed(FILE, "last_day: 2020-10-20", "last_day: 2020-11-20")
        assert len(refused(config)) == 1
        added(config, "exceptions", EXCEPTED % ("window_end", "level: city, value: 2020-11-20"))
        assert load_campaign(config, "complete").deadlines[3].last_day == date(2020, 11, 20)

    def test_a_deadline_a_day_after_what_is_permitted(self, changed: Changed, refused: Refused) -> None:
        config = changed(FILE, "last_day: 2020-10-20", "last_day: 2020-11-20")
        added(config, "exceptions", EXCEPTED % ("window_end", "level: city, value: 2020-11-19"))
        assert refused(config) == [
            f"{FILE}:28: hạn cấp «city» 20/11/2020, sau 19/11/2020 («07-CV/TU ngày 20/03/2020») "
            "→ sửa hạn cho đúng quy định: Chỉ thị mẫu về đại hội đảng bộ các cấp"
        ]

    def test_an_exception_of_one_unit_leaves_its_level_alone(
        self, changed: Changed, refused: Refused
    ) -> None:
        config = changed(FILE, "last_day: 2020-10-20", "last_day: 2020-11-20")
        added(config, "exceptions", EXCEPTED % ("window_end", "unit: TP"))
        assert [line.split(",")[0] for line in refused(config)] == [f"{FILE}:28: hạn cấp «city» 20/11/2020"]

    def test_more_delegates_than_the_cap(self, changed: Changed, refused: Refused) -> None:
        config = changed(FILE, "total: 340", "total: 360")
        assert len(refused(config)) == 1
        added(config, "exceptions", EXCEPTED % ("delegates_max", "unit: TP, value: 360"))
        assert load_campaign(config, "complete").exceptions[0].value == 360

    def test_a_lifted_rule_forbids_nothing(self, changed: Changed) -> None:
        config = changed(FILE, "total: 340", "total: 9000")
        added(config, "exceptions", EXCEPTED % ("delegates_max", "level: city"))
        delegates = load_campaign(config, "complete").delegates
        assert delegates is not None
        assert delegates.total == 9000


BROKEN_FIXED = {
    "unit unknown": (
        FIXED % ("TP.C", "district_congress", "2020-07-15"),
        "58: đơn vị «TP.C» không có trong units.csv → Có phải ý là «TP.B», «TP.A», «TP.A.CA»?",
    ),
    "activity unknown": (
        FIXED % ("TP.A", "district_congres", "2020-07-15"),
        "58: «TP.A» (cấp district) không có việc «district_congres» "
        "→ Có phải ý là «district_congress», «district_plan», «district_approval»?",
    ),
    "activity of another level": (
        FIXED % ("TP.A", "city_congress", "2020-07-15"),
        "58: «TP.A» (cấp district) không có việc «city_congress» → Có phải ý là «district_congress»?",
    ),
    "activity that only units with others below them have": (
        FIXED % ("TP.A.TR", "grassroots_direct_branches", "2020-03-16"),
        "58: «TP.A.TR» không có đơn vị dưới nên không có việc «grassroots_direct_branches» "
        "→ bỏ mốc này, hoặc sửa mã đơn vị",
    ),
    "date day first": (
        FIXED % ("TP.A", "district_congress", "15/07/2020"),
        "58: «start»: «15/07/2020» không phải ngày viết theo năm-tháng-ngày → viết dạng 2020-03-31",
    ),
    "a day that does not exist": (
        FIXED % ("TP.A", "district_congress", "2020-06-31"),
        "58: «start»: ngày «2020-06-31» không có trong lịch → sửa thành ngày có thật",
    ),
    "on a Saturday": (
        FIXED % ("TP.A", "district_approval", "2020-06-06"),
        "58: ngày ấn định của việc «district_approval» ở «TP.A» 06/06/2020 là ngày nghỉ (cuối tuần) "
        "→ chọn ngày khác, hoặc sửa lịch «working»",
    ),
    "on a holiday": (
        FIXED % ("TP.A", "district_approval", "2020-05-01"),
        "58: ngày ấn định của việc «district_approval» ở «TP.A» 01/05/2020 là ngày nghỉ "
        "(Ngày Quốc tế Lao động) → chọn ngày khác, hoặc sửa lịch «working»",
    ),
    "before the campaign starts": (
        FIXED % ("TP", "city_plan", "2019-10-31"),
        "58: ngày ấn định của việc «city_plan» ở «TP» 31/10/2019, trước khi đợt bắt đầu 01/11/2019 "
        "→ sửa ngày, hoặc «start_date» trong campaign.yaml",
    ),
    "outside the calendar": (
        FIXED % ("TP", "city_congress", "2021-01-05"),
        "58: ngày ấn định của việc «city_congress» ở «TP» 05/01/2021 nằm ngoài lịch "
        "(01/10/2019 – 31/12/2020) → sửa ngày, hoặc bổ sung lịch",
    ),
    "beside a floor": (
        FIXED % ("TP.A", "district_plan", "2019-11-20"),
        "58: ngày ấn định của việc «district_plan» ở «TP.A», mà việc này còn có mốc «không sớm hơn» "
        "ở dòng 42 → bỏ một trong hai: ngày đã ấn định thì không chờ mốc nào",
    ),
    "without a reason": (
        "{unit: TP.A, activity: district_congress, start: 2020-07-15, certainty: stated, source: Ví dụ}",
        "58: thiếu «reason» → thêm dòng «reason: …»",
    ),
    "key misspelt": (
        (FIXED % ("TP.A", "district_congress", "2020-07-15")).replace("}", ", ghi_chu: x}"),
        "58: khóa «ghi_chu» không có trong mẫu → "
        "Các mã có: activity, certainty, reason, source, start, unit.",
    ),
    "no mapping": (
        "TP.A 15/07",
        "58: mỗi dòng của «fixed_dates» phải có khóa và giá trị → viết «- {khóa: giá trị, …}»",
    ),
}

BROKEN_SUSPENSIONS = {
    "ends the day it begins": (
        SUSPENDED % ("2020-04-01", "2020-04-01", "2020-03-30", "branch"),
        "58: hết tạm hoãn 01/04/2020, không sau ngày bắt đầu 01/04/2020 "
        "→ «until» là ngày đầu tiên được tổ chức trở lại: ghi ngày sau «first»",
    ),
    "ends before it begins": (
        SUSPENDED % ("2020-04-10", "2020-04-01", "2020-03-30", "branch"),
        "58: hết tạm hoãn 01/04/2020, không sau ngày bắt đầu 10/04/2020 "
        "→ «until» là ngày đầu tiên được tổ chức trở lại: ghi ngày sau «first»",
    ),
    "decided when it was over": (
        SUSPENDED % ("2020-04-01", "2020-04-15", "2020-04-15", "branch"),
        "58: quyết định tạm hoãn ngày 15/04/2020, khi đã hết tạm hoãn (15/04/2020) "
        "→ sửa ngày của quyết định, hoặc «until»",
    ),
    "level unknown": (
        SUSPENDED % ("2020-04-01", "2020-04-15", "2020-03-30", "branch, grasroots"),
        "58: cấp «grasroots» không được nhận → Có phải ý là «grassroots»?",
    ),
    "level twice": (
        SUSPENDED % ("2020-04-01", "2020-04-15", "2020-03-30", "branch, branch"),
        "58: cấp «branch» viết hai lần → mỗi cấp một lần",
    ),
    "no level": (
        SUSPENDED % ("2020-04-01", "2020-04-15", "2020-03-30", ""),
        "58: chưa nêu cấp nào → liệt kê các cấp tạm hoãn, ví dụ «levels: [branch]»",
    ),
    "begins outside the calendar": (
        SUSPENDED % ("2019-09-01", "2020-04-15", "2019-08-30", "branch"),
        "58: ngày bắt đầu tạm hoãn 01/09/2019 nằm ngoài lịch (01/10/2019 – 31/12/2020) "
        "→ sửa ngày, hoặc bổ sung lịch",
    ),
    "ends outside the calendar": (
        SUSPENDED % ("2020-12-01", "2021-01-02", "2020-11-30", "branch"),
        "58: ngày cuối tạm hoãn 01/01/2021 nằm ngoài lịch (01/10/2019 – 31/12/2020) "
        "→ sửa ngày, hoặc bổ sung lịch",
    ),
    "not decided": (
        (SUSPENDED % ("2020-04-01", "2020-04-15", "x", "branch")).replace(" decided_on: x,", ""),
        "58: thiếu «decided_on» → thêm dòng «decided_on: …»",
    ),
}

BROKEN_EXCEPTIONS = {
    "rule unknown": (
        EXCEPTED % ("congress_day_max", "level: grassroots, value: 3"),
        "58: không có quy định nào tên «congress_day_max» → Có phải ý là «congress_days_max»?",
    ),
    "rule that the set does not have": (
        EXCEPTED % ("notice_lead_days", "level: grassroots, value: 3"),
        "58: bộ quy định «small_rules» không có «notice_lead_days» cho cấp «grassroots» "
        "→ cấp này có: congress_days_max, window_end, window_start",
    ),
    "rule that the set has for another level": (
        EXCEPTED % ("delegates_max", "unit: TP.A, value: 400"),
        "58: bộ quy định «small_rules» không có «delegates_max» cho cấp «district» → cấp này có: window_end",
    ),
    "a count for a date": (
        EXCEPTED % ("window_end", "level: district, value: 15"),
        "58: «value»: «15» không phải ngày viết theo năm-tháng-ngày → viết dạng 2020-03-31",
    ),
    "a date for a count": (
        EXCEPTED % ("congress_days_max", "level: grassroots, value: 2020-06-30"),
        "58: «value: 2020-06-30» không phải số nguyên → viết một số nguyên, ví dụ 3",
    ),
    "a negative count": (
        EXCEPTED % ("congress_days_max", "level: grassroots, value: -1"),
        "58: «value: -1» nhỏ hơn 0 → viết số nguyên từ 0 trở lên",
    ),
    "a list of values": (
        EXCEPTED % ("congress_days_max", "level: grassroots, value: [1, 2]"),
        "58: «value» phải là một giá trị, không phải danh sách hay bảng → viết «value: giá trị»",
    ),
    "level unknown": (
        EXCEPTED % ("window_end", "level: quan, value: 2020-09-15"),
        "58: «level: quan» không được nhận → Các mã có: branch, city, district, grassroots.",
    ),
    "unit unknown": (
        EXCEPTED % ("window_end", "unit: tp.a.p1, value: 2020-07-15"),
        "58: đơn vị «tp.a.p1» không có trong units.csv → Có phải ý là «TP.A.P1», «TP.A.P1.04», «TP.A.P1.03»?",
    ),
    "level and unit": (
        EXCEPTED % ("window_end", "level: district, unit: TP.A, value: 2020-09-15"),
        "58: một ngoại lệ ghi cả «level» và «unit» → tách thành hai ngoại lệ, hoặc bỏ một khóa",
    ),
    "of nobody": (
        EXCEPTED % ("window_end", "value: 2020-09-15"),
        "58: không rõ ngoại lệ của ai → thêm «level: …», hoặc «unit: …» cho một đơn vị",
    ),
    "without a document": (
        (EXCEPTED % ("window_end", "level: district")).replace(" document_number: 07-CV/TU,", ""),
        "58: thiếu «document_number» → thêm dòng «document_number: …»",
    ),
    "without who allowed it": (
        (EXCEPTED % ("window_end", "level: district")).replace("allowed_by: Thành ủy", "allowed_by: "),
        "58: thiếu «allowed_by» → thêm dòng «allowed_by: …»",
    ),
}


@pytest.mark.parametrize(("item", "told"), BROKEN_FIXED.values(), ids=BROKEN_FIXED)
def test_a_broken_fixed_date(item: str, told: str, config: ConfigDir, refused: Refused) -> None:
    assert refused(added(config, "fixed_dates", item)) == [f"{FILE}:{told}"]


@pytest.mark.parametrize(("item", "told"), BROKEN_SUSPENSIONS.values(), ids=BROKEN_SUSPENSIONS)
def test_a_broken_suspension(item: str, told: str, config: ConfigDir, refused: Refused) -> None:
    assert refused(added(config, "suspensions", item)) == [f"{FILE}:{told}"]


@pytest.mark.parametrize(("item", "told"), BROKEN_EXCEPTIONS.values(), ids=BROKEN_EXCEPTIONS)
def test_a_broken_exception(item: str, told: str, config: ConfigDir, refused: Refused) -> None:
    assert refused(added(config, "exceptions", item)) == [f"{FILE}:{told}"]


class TestSeveralDecisions:
    def test_a_date_fixed_twice(self, config: ConfigDir, refused: Refused) -> None:
        items = [FIXED % ("TP.A", "district_congress", f"2020-07-{day}") for day in (15, 15, 16)]
        told = "ngày ấn định của việc «district_congress» ở «TP.A» đã viết ở dòng 58 → giữ một ngày ấn định"
        assert refused(added(config, "fixed_dates", *items)) == [f"{FILE}:59: {told}", f"{FILE}:60: {told}"]

    def test_a_level_suspended_twice_for_a_day(self, config: ConfigDir, refused: Refused) -> None:
        added(
            config,
            "suspensions",
            SUSPENDED % ("2020-04-01", "2020-04-16", "2020-03-30", "branch, district"),
            SUSPENDED % ("2020-04-15", "2020-05-01", "2020-04-14", "grassroots, district"),
        )
        assert refused(config) == [
            f"{FILE}:59: tạm hoãn cấp «district» trùng với lần tạm hoãn 01/04/2020 – 15/04/2020 (dòng 58) "
            "→ nối tiếp nhau: «first» của lần sau không trước «until» của lần trước"
        ]

    def test_a_rule_excepted_twice(self, config: ConfigDir, refused: Refused) -> None:
        items = [
            EXCEPTED % ("window_end", f"level: district{value}") for value in (", value: 2020-09-15", "")
        ]
        assert refused(added(config, "exceptions", *items)) == [
            f"{FILE}:59: ngoại lệ của «window_end» cho «district» đã viết ở dòng 58 → giữ một ngoại lệ"
        ]

    @pytest.mark.parametrize("start", ["2020-04-14", "2020-05-30", "2020-03-30"])
    def test_a_congress_fixed_inside_a_suspension(
        self, start: str, config: ConfigDir, refused: Refused
    ) -> None:
        """District congresses take three days: one that opens on 30 March would still sit on 1 April."""
        added(config, "suspensions", SUSPENDED % ("2020-04-01", "2020-05-31", "2020-03-29", "district"))
        added(config, "fixed_dates", FIXED % ("TP.A", "district_congress", start))
        day = date.fromisoformat(start)
        assert refused(config) == [
            f"{FILE}:60: ngày ấn định của việc «district_congress» ở «TP.A» {day:%d/%m/%Y}, trong thời gian "
            "tạm hoãn 01/04/2020 – 30/05/2020 (dòng 58 của campaign.yaml) "
            "→ dời ngày ấn định, hoặc sửa thời gian tạm hoãn"
        ]

    def test_what_is_decided_for_a_level_without_units(self, config: ConfigDir, refused: Refused) -> None:
        units = config.root / "campaigns/complete/units.csv"
        kept = [line for line in units.read_text("utf-8").splitlines() if ",branch," not in line]
        units.write_text("\n".join(kept) + "\n", "utf-8")
        added(config, "suspensions", SUSPENDED % ("2020-04-01", "2020-05-31", "2020-03-29", "branch, city"))
        added(config, "exceptions", EXCEPTED % ("window_end", "level: branch"))
        having = "→ chỉ nêu các cấp có đơn vị: grassroots, district, city"
        assert refused(config) == [
            f"{FILE}:58: tạm hoãn: cấp «branch» không có đơn vị nào trong đợt {having}",
            f"{FILE}:60: ngoại lệ của «window_end»: cấp «branch» không có đơn vị nào trong đợt {having}",
        ]

    def test_everything_is_told_at_once(self, config: ConfigDir, refused: Refused) -> None:
        for key, cases in (
            ("fixed_dates", BROKEN_FIXED),
            ("suspensions", BROKEN_SUSPENSIONS),
            ("exceptions", BROKEN_EXCEPTIONS),
        ):
            added(config, key, *(item for item, _ in cases.values()))
        cases = [*BROKEN_FIXED.values(), *BROKEN_SUSPENSIONS.values(), *BROKEN_EXCEPTIONS.values()]
        said = {told.partition(": ")[2] for _, told in cases}
        heard = {line.partition(": ")[2] for line in refused(config)}
        assert said <= heard
