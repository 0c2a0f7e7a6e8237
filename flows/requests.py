"""What a person says when starting a flow; Prefect's form is made from these models.

Prefect shows titles and descriptions only of fields inside a model, so every flow takes one argument
``request``. It checks a form against the model's JSON schema before it makes a run: what a schema can say
is said here, the rest is in ``flows.checking``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from daihoi.errors import DaihoiError
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import read_yaml
from daihoi.loading import ConfigDir, find_config

MAX_UNITS = 200
"""As many units as a person would pick by hand; who wants more names the unit above them."""

LAST_FIELDS = ("known_at", "upto")
"""What few people need stands at the end of a form."""

UnitCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", max_length=40)]


WORKLIST: Final = "danh-muc-viec"
GANTTS: Final = "gantt"
"""What a level flow makes."""

Product = Literal["danh-muc-viec", "gantt"]
OfficeForm = Literal["docx", "xlsx", "pdf"]


def _offer_campaigns(schema: dict[str, Any]) -> None:
    """Lets the form offer the campaigns that are configured where and when the schema is made."""
    try:
        config = find_config()
    except DaihoiError:
        return
    codes = config.campaign_codes()
    if codes:
        schema["enum"] = codes
        schema["description"] = "; ".join(f"`{code}` {_title(config, code)}" for code in codes)


def _title(config: ConfigDir, code: str) -> str:
    """Title of a campaign, from the head of its file: reading all of it takes long for a big one."""
    path = config.campaign_folder(code) / "campaign.yaml"
    head = read_yaml(path, config.place(path), Problems())
    return (head.text("title") if head else "") or f"cấu hình có lỗi (daihoi validate {code})"


def _as_form(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Heads the form in Vietnamese, and puts what is rarely needed below what everybody fills in."""
    schema["description"] = HEADS[model.__name__]
    fields = schema["properties"]
    for name in LAST_FIELDS:
        if name in fields:
            fields[name] = fields.pop(name)


HEADS = {
    "ProgressRequest": "Chọn đợt và ngày chốt số liệu.",
    "LevelRequest": "Chọn đợt, ngày chốt số liệu; một số đơn vị hay tất cả.",
    "ReportRequest": "Chọn đợt, ngày chốt số liệu, đơn vị báo cáo và dạng tệp.",
}


class ProgressRequest(BaseModel):
    """Which campaign, and the day to report about."""

    model_config = ConfigDict(extra="forbid", title="Yêu cầu", json_schema_extra=_as_form)

    campaign: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)] = Field(
        title="Đợt đại hội",
        description="Tên thư mục trong config/campaigns",
        json_schema_extra=_offer_campaigns,
    )
    status_date: date | None = Field(
        default=None, title="Chốt số liệu đến hết ngày", description="Để trống: hôm nay, giờ Việt Nam"
    )
    known_at: int | None = Field(
        default=None,
        ge=0,
        title="Theo sổ ghi đến số",
        description="Để trống: mọi điều đã biết. Ghi số để lập lại báo cáo như đã biết khi đó",
    )
    upto: SkipJsonSchema[int | None] = Field(
        default=None,
        ge=0,
        title="Không tính sự kiện sau số",
        description="Cả đợt tự ghi, để mọi cấp dựa trên cùng một hiểu biết; không đổi nơi công bố",
    )


class LevelRequest(ProgressRequest):
    """The same for one level, or for some of its units."""

    units: list[UnitCode] = Field(
        default=[],
        max_length=MAX_UNITS,
        title="Đơn vị",
        description="Mã đơn vị, kể cả mọi đơn vị bên dưới, ví dụ CL.KT; để trống: tất cả đơn vị của cấp",
    )
    products: list[Product] = Field(
        default=[WORKLIST, GANTTS],
        min_length=1,
        title="Làm ra những gì",
        description="`danh-muc-viec`: danh mục việc; `gantt`: biểu đồ Gantt của các đơn vị được nêu, "
        "nhiều nhất 10 đơn vị đầu",
    )


class ReportRequest(ProgressRequest):
    """The written report for the superior."""

    unit: UnitCode | None = Field(
        default=None, title="Đơn vị báo cáo", description="Để trống: đơn vị cao nhất của đợt"
    )
    forms: list[OfficeForm] = Field(
        default=["docx", "xlsx", "pdf"],
        min_length=1,
        title="Dạng tệp",
        description="`docx`: để sửa, ký; `xlsx`: bảng tính; `pdf`: bản lưu trữ",
    )
