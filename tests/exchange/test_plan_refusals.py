"""What MS Project can hold and a unit's plan cannot; the file is our own export, changed by a user."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from daihoi.domain.campaign import Floor
from daihoi.errors import InputErrors, UnknownCodeError
from tests.domain.campaigns import STATED, make_campaign, make_district
from tests.domain.networks import day
from tests.exchange.project_files import NS, Project, put
from tests.exchange.returned_plans import Change, found, nothing, on_draft, returned


class TestRefused:
    """Everything that would be lost or bent is refused by the name of the task."""

    def message(self, tmp_path: Path, change: Change, unit: str = "W.1") -> str:
        with pytest.raises(InputErrors) as caught:
            returned(tmp_path, change, unit=unit)
        return str(caught.value)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"ConstraintType": 1}, "càng muộn càng tốt"),
            ({"ConstraintType": 3, "ConstraintDate": "2020-06-05T17:00:00"}, "phải xong đúng ngày"),
            ({"ConstraintType": 5, "ConstraintDate": "2020-06-05T08:00:00"}, "bắt đầu không muộn hơn"),
            ({"ConstraintType": 6, "ConstraintDate": "2020-06-05T17:00:00"}, "kết thúc không sớm hơn"),
            ({"ConstraintType": 7, "ConstraintDate": "2020-06-05T17:00:00"}, "kết thúc không muộn hơn"),
            ({"ConstraintType": 11}, "ràng buộc số 11"),
            ({"ConstraintType": 4}, "ràng buộc không có ngày"),
            ({"ConstraintType": 4, "ConstraintDate": "2020-06-05T13:00:00"}, "lúc 13:00 ngày 05/06/2020"),
            (
                {"ConstraintType": 4, "ConstraintDate": "2031-06-05T08:00:00"},
                "nằm ngoài lịch «Ngày làm việc»",
            ),
            ({"ConstraintType": 2, "ConstraintDate": "2020-06-07T08:00:00"}, "07/06/2020 là ngày nghỉ"),
            ({"Duration": "PT4H0M0S"}, "thời lượng 4 giờ không tròn ngày"),
            ({"Duration": "PT28H30M0S"}, "thời lượng 28,5 giờ không tròn ngày"),
            ({"Duration": "PT0H0M0S"}, "thời lượng 0 ngày"),
            ({"Duration": None}, "không có thời lượng"),
            ({"Duration": "PT72H0M0S", "DurationFormat": 8}, "tính cả ngày nghỉ"),
            ({"Duration": "PT72H0M0S", "DurationFormat": 40}, "tính cả ngày nghỉ"),
            ({"Finish": "2020-06-08T17:00:00"}, "có 4 ngày theo lịch «Ngày làm việc» của đợt"),
            ({"Start": "2031-06-03T08:00:00"}, "nằm ngoài lịch"),
            ({"Manual": 1}, "lập lịch bằng tay"),
            ({"Active": 0}, "đã tắt"),
            ({"Recurring": 1}, "lặp lại"),
            ({"IsSubproject": 1}, "dự án con"),
            ({"ExternalTask": 1}, "của tệp khác"),
            ({"Summary": 1}, "có việc con"),
        ],
    )
    def test_of_one_task(self, tmp_path: Path, values: dict[str, object], said: str) -> None:
        message = self.message(tmp_path, on_draft(**values))
        assert said in message
        assert "[«Việc b_draft»]" in message

    @pytest.mark.parametrize(("form", "said"), [(19, "phần trăm"), (52, "phần trăm")])
    def test_percent_lags(self, tmp_path: Path, form: int, said: str) -> None:
        def change(project: Project) -> None:
            found = project.activity("W.1", "b_submit").element.find(f"{NS}PredecessorLink/{NS}LagFormat")
            assert found is not None
            found.text = str(form)

        assert said in self.message(tmp_path, change)

    def test_links_of_summaries(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            summary = project.named("Đơn vị W.1")
            link = project.activity("W.1", "b_submit").element.find(f"{NS}PredecessorLink")
            assert link is not None
            summary.element.append(link)
            other = project.activity("W.1", "b_report").element.find(
                f"{NS}PredecessorLink/{NS}PredecessorUID"
            )
            assert other is not None
            other.text = summary["UID"]

        message = self.message(tmp_path, change)
        assert "liên kết đặt ở việc tổng hợp" in message
        assert "liên kết từ việc tổng hợp" in message

    def test_calendars_of_resources(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            root = project.root
            root.extend(
                [
                    element("Resources", element("Resource", UID=1, CalendarUID=1)),
                    element("Assignments", element("Assignment", TaskUID=1, ResourceUID=1)),
                ]
            )
            draft = project.activity("W.1", "b_draft")
            put(draft, IgnoreResourceCalendar=0)
            assignment = root.find(f"{NS}Assignments/{NS}Assignment/{NS}TaskUID")
            assert assignment is not None
            assignment.text = draft["UID"]

        assert "lịch riêng của nguồn lực" in self.message(tmp_path, change)

    @pytest.mark.parametrize(("resource", "ignores"), [(-65535, 0), (1, 1)])
    def test_but_not_where_they_decide_nothing(self, tmp_path: Path, resource: int, ignores: int) -> None:
        """MS Project writes an assignment for work that nobody is assigned to, too."""

        def change(project: Project) -> None:
            draft = project.activity("W.1", "b_draft")
            put(draft, IgnoreResourceCalendar=ignores)
            owner = element("Resource", UID=resource, CalendarUID=1)
            assigned = element("Assignment", TaskUID=draft["UID"], ResourceUID=resource)
            project.root.extend([element("Resources", owner), element("Assignments", assigned)])

        assert found(returned(tmp_path, change)) == []

    def test_work_on_what_the_unit_lacks(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            put(project.activity("D.C", "w_direct"), Duration="PT8H0M0S")

        with pytest.raises(InputErrors, match="không có đơn vị dưới nên không có việc này"):
            returned(tmp_path, change, make_district(), unit="D.C", exported_unit="D.C")

    def test_a_project_scheduled_from_its_finish(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            found = project.root.find(f"{NS}ScheduleFromStart")
            assert found is not None
            found.text = "0"

        assert "từ ngày kết thúc" in self.message(tmp_path, change)

    def test_the_superiors_days(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            approval = project.activity("W.1", "b_approval")
            put(approval, Duration="PT8H0M0S", Finish="2020-06-09T17:00:00")

        assert "việc cấp trên duyệt: mẫu 2 ngày, tệp ghi 1 ngày" in self.message(tmp_path, change)

    def test_a_date_against_the_campaigns_own(self, tmp_path: Path) -> None:
        campaign = make_campaign(floors=(Floor("W.1", "b_draft", day("6-3"), "chờ", STATED),))
        change = on_draft(ConstraintType=2, ConstraintDate="2020-06-04T08:00:00")
        with pytest.raises(InputErrors, match=r"campaign\.yaml đã ghi «không sớm hơn 03/06/2020»"):
            returned(tmp_path, change, campaign)

    def test_everything_that_matches_nothing_is_told_at_once(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            set_code(project, "b_draft", "b_drfat")
            set_code(project, "b_submit", "w_plan")
            set_code(project, "b_congress", "b_report")
            set_code(project, "b_approval", "")
            put(project.named("Việc b_approval"), Name="Liên hoan")

        message = self.message(tmp_path, change)
        assert "(4 lỗi)" in message
        assert "không có mã việc «b_drfat» → Có phải ý là «b_draft»" in message
        assert "không có mã việc «w_plan»" in message
        assert "«Liên hoan»" in message
        assert "đã có ở dòng" in message

    def test_a_unit_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownCodeError, match=r"W\.9"):
            returned(tmp_path, unit="W.9")

    def test_a_file_of_another_unit(self, tmp_path: Path) -> None:
        assert "không có việc nào của đơn vị «W.2»" in self.message(tmp_path, nothing, unit="W.2")

    def test_a_unit_code_that_is_unknown(self, tmp_path: Path) -> None:
        def change(project: Project) -> None:
            draft = project.activity("W.1", "b_draft").element
            code = draft.find(f"{NS}ExtendedAttribute/{NS}Value")
            assert code is not None
            code.text = "W.l"

        assert "không có đơn vị «W.l»" in self.message(tmp_path, change)

    def test_two_activities_of_one_name(self, tmp_path: Path) -> None:
        campaign = make_campaign()
        branch, ward = campaign.structure.levels
        same = tuple(replace(a, name="Góp ý") for a in branch.activities)
        structure = replace(campaign.structure, levels=(replace(branch, activities=same), ward))

        def change(project: Project) -> None:
            set_code(project, "b_draft", "")

        with pytest.raises(InputErrors, match="có 5 việc tên này"):
            returned(tmp_path, change, replace(campaign, structure=structure))


def set_code(project: Project, code: str, other: str) -> None:
    """Another activity code in the custom field."""
    for field in project.activity("W.1", code).element.findall(f"{NS}ExtendedAttribute"):
        value = field.find(f"{NS}Value")
        if value is not None and value.text == code:
            value.text = other


def element(name: str, *children: object, **values: object) -> object:
    from xml.etree import ElementTree as ET

    made = ET.Element(f"{NS}{name}")
    for child in children:
        made.append(child)  # type: ignore[arg-type] # elements made here
    for key, value in values.items():
        ET.SubElement(made, f"{NS}{key}").text = str(value)
    return made
