"""How much is enough. Properties of the program as measured, not rules of congresses.

They stand here and not in ``config/`` because the doctor has to answer just when the configuration cannot be
read.
"""

from __future__ import annotations

from datetime import timedelta

MEGABYTE = 2**20
GIGABYTE = 2**30

RUN_MEMORY = 600 * MEGABYTE
"""Free memory for ``daihoi run`` of a district: 180 MB and 235 MB for Prefect's server, with room."""

SERVICE_MEMORY = 1 * GIGABYTE
"""Free memory for the service and one run: measured 233 MB + 180 MB + 400 MB."""

FIRST_YEAR_BYTES = 2 * GIGABYTE
"""Room for a year where nothing has been measured yet: a district's log, its copies and its reports."""

LEAST_FREE_BYTES = 500 * MEGABYTE
"""Less than this and the next backup, upgrade or report may not fit."""

WORKING_DAYS_OF_A_YEAR = 250
LEAST_HISTORY = timedelta(days=14)
"""A log younger than this tells nothing about how it grows."""

CLOCK_TOLERANCE = timedelta(minutes=5)
"""Clocks of an office's machines differ; more than this and one of them is wrong."""

BACKUP_AGE_WARNING, BACKUP_AGE_ERROR = timedelta(days=2), timedelta(days=14)
"""A nightly backup may fail once without anybody minding; two weeks of reports cannot be asked for again."""

RUN_AGE_WORKING_DAYS = 3
"""Working days without a progress report after which somebody should look."""

LEAST_POSTGRESQL, TRIED_POSTGRESQL = 13, 15
"""The oldest version that gets corrections at the time of writing, and the one that the tests run on."""

SLOW_SERVER = timedelta(milliseconds=50)
"""A round trip to the server that makes imports noticeably slow: each asks a few hundred questions."""
