"""The sending of notices: what was given up, and what waits although nobody sends."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.doctor.findings import Finding, fine, warning
from daihoi.doctor.installation import Installation
from daihoi.doctor.log_access import readable_log
from daihoi.loading import find_config
from daihoi.loading.places import NoConfigError
from daihoi.notifying.troubles import troubles

TOPIC = "Thông báo"
TABLE = "outbox"


def notices(here: Installation) -> Iterator[Finding]:
    """What the outbox tells; nothing where there is no configuration or no log to look at."""
    with readable_log(here) as run:
        if run is None or TABLE not in run.tables():
            return
    try:
        config = find_config(here.workspace.config)
    except NoConfigError:
        return
    found = troubles(config, here.data, here.workspace.log_place, here.environment, here.now)
    for one in found:
        yield warning(TOPIC, one.what, "Cơ quan, đơn vị không được nhắc việc đúng hạn.", one.remedy)
    if not found:
        yield fine(TOPIC, "không thông báo nào bị kẹt")
