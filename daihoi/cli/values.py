"""Text from the command line → typed values."""

from __future__ import annotations

from datetime import date
from typing import Any

import rich_click as click

from daihoi.intake.dates import DateError, read_date


class DayType(click.ParamType[date]):
    """A date written yyyy-mm-dd or dd/mm/yyyy; a day is never taken for a month."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date of a text; refuses everything that could mean two days."""
        try:
            return read_date(value)
        except DateError as error:
            self.fail(str(error), param, ctx)


DAY = DayType()
