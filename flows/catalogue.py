"""Everything that can be started in the service, as data: one deployment each.

Nothing of Prefect is imported here, so that a command can look up a name without waiting for it. Flows are
named by where they stand; ``flows.registering`` makes deployments of the entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from daihoi.errors import UnknownCodeError

TAG = "daihoi"
"""On every deployment that this program made, so that it knows which to take away again."""


class When(Enum):
    """When the service starts a work by itself, and in how many schedules."""

    NEVER = "never"
    PROGRESS = "progress"
    """Once per campaign, by its own cron."""
    RECONCILE = "reconcile"
    """Once per campaign, every few minutes."""
    BACKUP = "backup"
    VERIFY = "verify"


@dataclass(frozen=True)
class Work:
    """Something that a coordinator can start, or that the schedule does.

    Attributes:
        slug: how it is called on the command line, in Vietnamese without diacritics.
        other_slug: the same in English.
        title: its name in Prefect's list of deployments.
        description: what it does, where its results are, what it needs.
        flow_name: name of the flow in Prefect.
        entrypoint: the function, ``flows.branch.prepare_branch_congresses``.
        level: code of the level that it is about; empty for others.
        about_campaign: False for what is done for the whole installation, and asks for nothing.
        when: when the schedule starts it.
    """

    slug: str
    other_slug: str
    title: str
    description: str
    flow_name: str
    entrypoint: str
    level: str = ""
    about_campaign: bool = True
    when: When = When.NEVER

    @property
    def full_name(self) -> str:
        """As Prefect names the deployment: flow and deployment."""
        return f"{self.flow_name}/{self.title}"

    @property
    def tags(self) -> list[str]:
        """Tags of the deployment, and so of every run of it."""
        return [TAG, self.slug, *([self.level] if self.level else [])]


_LEVEL_WORDS = (
    "Xét từng bước chuẩn bị đại hội của cấp này: chỉ đạo, văn kiện, góp ý, nhân sự, trình duyệt, phục vụ, "
    "tuyên truyền, đại hội, sau đại hội. Công bố danh mục việc ở out/ĐỢT/NGÀY/viec-CẤP. Xong thì lập lại báo "
    "cáo tiến độ."
)
_PROGRESS_WORDS = (
    "Tính và công bố báo cáo tiến độ của cả đợt: kết luận, biểu đồ, việc gấp, trang tương tác. Chạy theo giờ "
    "của từng đợt; ngày nghỉ thì không công bố. Mỗi tuần một lần, từ ngày nêu ở «weekly_report», lập luôn "
    "báo cáo văn bản."
)

CATALOGUE = (
    Work(
        slug="tien-do",
        other_slug="progress",
        title="Tiến độ",
        description=_PROGRESS_WORDS,
        flow_name="progress",
        entrypoint="flows.progress.report_progress",
        when=When.PROGRESS,
    ),
    Work(
        slug="ca-dot",
        other_slug="campaign",
        title="Cả đợt",
        description="Nhập báo cáo kèm đợt, xét mọi cấp, soát phê duyệt, lập báo cáo tiến độ.",
        flow_name="campaign",
        entrypoint="flows.campaign.run_campaign",
    ),
    Work(
        slug="chi-bo",
        other_slug="branch",
        title="Đại hội chi bộ",
        description=_LEVEL_WORDS,
        flow_name="branch-congresses",
        entrypoint="flows.branch.prepare_branch_congresses",
        level="branch",
    ),
    Work(
        slug="co-so",
        other_slug="grassroots",
        title="Đại hội cấp cơ sở",
        description=_LEVEL_WORDS,
        flow_name="grassroots-congresses",
        entrypoint="flows.grassroots.prepare_grassroots_congresses",
        level="grassroots",
    ),
    Work(
        slug="xa-phuong",
        other_slug="ward",
        title="Đại hội xã, phường, đặc khu",
        description=f"{_LEVEL_WORDS} Chỉ có ở đợt hai cấp (từ năm 2025).",
        flow_name="ward-congresses",
        entrypoint="flows.ward.prepare_ward_congresses",
        level="ward",
    ),
    Work(
        slug="quan",
        other_slug="district",
        title="Đại hội cấp quận, huyện",
        description=_LEVEL_WORDS,
        flow_name="district-congress",
        entrypoint="flows.district.prepare_district_congress",
        level="district",
    ),
    Work(
        slug="thanh-pho",
        other_slug="city",
        title="Đại hội cấp tỉnh, thành phố",
        description=_LEVEL_WORDS,
        flow_name="city-congress",
        entrypoint="flows.city.prepare_city_congress",
        level="city",
    ),
    Work(
        slug="phe-duyet",
        other_slug="reconcile",
        title="Phê duyệt và nhắc việc",
        description="Soát mọi cửa duyệt: việc gì chờ ai, đến hạn ngày nào, phải nhắc ai. Chạy định kỳ và sau "
        "mỗi lần nhập báo cáo.",
        flow_name="reconcile",
        entrypoint="flows.reconcile.reconcile_approvals",
        when=When.RECONCILE,
    ),
    Work(
        slug="chuan-bi",
        other_slug="preparation",
        title="Các mảng chuẩn bị",
        description="Xét từng mảng: chỉ đạo, văn kiện, góp ý, nhân sự, đại biểu, phục vụ, kết quả. Công bố "
        "các biểu ở out/ĐỢT/NGÀY/chuan-bi, lập khung dự thảo còn thiếu ở out/ĐỢT/van-ban.",
        flow_name="preparation",
        entrypoint="flows.preparation.review_preparation",
    ),
    Work(
        slug="bao-cao",
        other_slug="report",
        title="Báo cáo văn bản",
        description="Lập báo cáo tiến độ gửi cấp trên (docx, xlsx, pdf), công bố ở out/ĐỢT/NGÀY/van-ban.",
        flow_name="written-report",
        entrypoint="flows.written_report.write_report",
    ),
    Work(
        slug="sao-luu",
        other_slug="backup",
        title="Sao lưu sổ ghi",
        description="Sao lưu và kiểm tra bản sao, rồi bỏ bớt bản cũ: giữ vài bản mỗi ngày, tuần, tháng theo "
        "config/service.yaml.",
        flow_name="backup",
        entrypoint="flows.keeping.back_up_log",
        about_campaign=False,
        when=When.BACKUP,
    ),
    Work(
        slug="kiem-tra",
        other_slug="verify",
        title="Kiểm tra sổ ghi",
        description="Xét sổ ghi từ tệp đến mã băm cuối cùng; có chỗ hỏng thì lượt chạy hỏng, nêu cách xử lý.",
        flow_name="verify",
        entrypoint="flows.keeping.verify_log",
        about_campaign=False,
        when=When.VERIFY,
    ),
)


def find_work(name: str) -> Work:
    """The work with this slug, Vietnamese or English.

    Raises:
        UnknownCodeError: there is none; the message offers the nearest.
    """
    by_slug = {slug: work for work in CATALOGUE for slug in (work.slug, work.other_slug)}
    if name not in by_slug:
        raise UnknownCodeError("việc", name, by_slug)
    return by_slug[name]


def work_of(flow_name: str) -> Work:
    """The work that a flow of this name does.

    Raises:
        KeyError: no work does.
    """
    return {work.flow_name: work for work in CATALOGUE}[flow_name]
