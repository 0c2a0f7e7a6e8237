"""What stands in the way of a service."""

from __future__ import annotations

from daihoi.errors import DaihoiError


class ServiceError(DaihoiError):
    """The service cannot start, or cannot go on; the message says what to do."""
