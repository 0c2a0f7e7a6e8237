"""The type of the charts: there, and with every Vietnamese letter."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.doctor.findings import Finding, broken, fine
from daihoi.doctor.installation import Installation
from reports import fonts

TOPIC = "Phông chữ"


def faces(here: Installation) -> Iterator[Finding]:
    """Each face of the font that charts are drawn with."""
    del here
    for face in fonts.FILES:
        try:
            fonts.checked_file(face)
        except fonts.FontError as error:
            what, mend = _parted(str(error))
            yield broken(
                TOPIC,
                what,
                "Biểu đồ không vẽ được, hoặc in ra ô vuông thay cho chữ.",
                mend,
            )
            return
        except Exception as error:  # a damaged file fails in many ways
            yield broken(
                TOPIC,
                f"tệp phông «{fonts.FILES[face]}» hỏng ({type(error).__name__})",
                "Biểu đồ không vẽ được.",
                f"Cài lại bằng: pip install --force-reinstall --no-deps {fonts.PACKAGE}",
            )
            return
    yield fine(TOPIC, f"{len(fonts.FILES)} kiểu chữ, đủ {len(fonts.vietnamese_letters())} chữ cái tiếng Việt")


def _parted(told: str) -> tuple[str, str]:
    """What is wrong, and what to do, of a message that says both."""
    what, remedy, mend = told.partition("Cài lại bằng: ")
    return what.strip(), f"{remedy}{mend}" or f"pip install --force-reinstall --no-deps {fonts.PACKAGE}"
