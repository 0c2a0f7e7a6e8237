"""The finding of a line of balance as a sentence, and the names of the steps."""

from __future__ import annotations

from daihoi.domain.line_of_balance import LineOfBalance, StepBalance
from reports.tokens import number

STEP_NAMES = {
    "steering": "Lãnh đạo, chỉ đạo",
    "documents": "Dự thảo văn kiện",
    "feedback": "Lấy góp ý",
    "finalizing": "Hoàn thiện văn kiện",
    "personnel": "Nhân sự",
    "approval": "Trình duyệt",
    "logistics": "Tổ chức phục vụ",
    "communications": "Tuyên truyền",
    "congress": "Đại hội",
    "follow_up": "Sau đại hội",
}
"""The steps of the procedure (``daihoi.domain.structure.STEPS``) as users read them."""


def balance_finding(balance: LineOfBalance) -> str:
    """Which step lacks most, and what is only inferred (Vietnamese)."""
    level, steps = balance.level_name, balance.steps
    if not balance.units or not steps:
        return f"Chưa có {level} nào trong đợt."
    if all(step.done == step.total for step in steps):
        return f"Cả {number(balance.units)} {level} đã qua mọi bước của quy trình."
    if not any(step.through for step in steps):
        return f"Chưa có {level} nào báo cáo xong bước nào. {_lacking(balance)}".strip()
    return " ".join(part for part in (_lacking(balance), _unproven(balance)) if part)


def _lacking(balance: LineOfBalance) -> str:
    behind = sorted((step for step in balance.steps if step.gap < 0), key=lambda step: step.gap)
    if not behind:
        return f"Không bước nào thiếu: số {balance.level_name} đã qua đủ để giữ ngày đại hội theo kế hoạch."
    worst = behind[0]
    words = (
        f"Bước hụt nhiều nhất: {STEP_NAMES[worst.code].lower()}, {number(worst.through)} "
        f"{balance.level_name} đã qua, phải qua {number(worst.required)}, thiếu {number(-worst.gap)}."
    )
    others = [f"{STEP_NAMES[step.code].lower()} {number(-step.gap)}" for step in behind[1:4]]
    return f"{words} Còn thiếu: {', '.join(others)}." if others else words


def _unproven(balance: LineOfBalance) -> str:
    """Gates that congresses went through without anybody showing a document."""
    gates: list[StepBalance] = [step for step in balance.steps if step.has_gate and step.inferred]
    if not gates:
        return ""
    worst = max(gates, key=lambda step: step.inferred)
    return (
        f"{number(worst.inferred)} {balance.level_name} đã sang bước sau mà chưa ai báo cáo đủ bước "
        f"{STEP_NAMES[worst.code].lower()}."
    )
