"""What a person says when starting a flow; Prefect's form is made from these models."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field


class ProgressRequest(BaseModel):
    """Which campaign, and the day to report about."""

    campaign: str = Field(title="Đợt đại hội", description="Tên thư mục trong config/campaigns")
    status_date: date | None = Field(
        default=None, title="Chốt số liệu đến hết ngày", description="Để trống: hôm nay, giờ Việt Nam"
    )
    known_at: int | None = Field(
        default=None,
        ge=0,
        title="Theo sổ ghi đến số",
        description="Để trống: mọi điều đã biết. Ghi số để lập lại báo cáo như đã biết khi đó",
    )
    upto: int | None = Field(
        default=None,
        ge=0,
        title="Không tính sự kiện sau số",
        description="Cả đợt tự ghi, để mọi cấp dựa trên cùng một hiểu biết; không đổi nơi công bố",
    )


class LevelRequest(ProgressRequest):
    """The same for one level, or for some of its units."""

    units: list[str] = Field(
        default_factory=list,
        title="Đơn vị",
        description="Mã đơn vị, kể cả mọi đơn vị bên dưới; để trống: tất cả đơn vị của cấp",
    )
