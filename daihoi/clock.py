"""The only reader of the wall clock. Vietnam has one time zone and no daylight saving since 1975.

pendulum is imported when the clock is read: commands that are given a status date start without it.
"""

from __future__ import annotations

from datetime import date, datetime

TIME_ZONE = "Asia/Ho_Chi_Minh"


def today() -> date:
    """The local date in Vietnam, whatever the zone of the machine."""
    import pendulum

    return pendulum.now(TIME_ZONE).date()


def now() -> datetime:
    """This instant in UTC, for the column ``recorded_at`` of the log (never used for order)."""
    import pendulum

    return pendulum.now("UTC")
