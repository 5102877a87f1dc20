"""``leye audit``: a log that was touched ends with a list and a code of its own; days that are over become files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import now
from bot.settings import Settings
from bot.staff import AuditLog
from bot.storage import open_for, upgrade
from tests.cli.conftest import Leye


@pytest.mark.usefixtures("kb_folder")
def test_a_log_is_exported_by_days_and_verified(leye: Leye) -> None:
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine = open_for(settings)
    AuditLog(engine).write("li", "switch.off", None, now() - timedelta(days=2))
    assert "导出 2 天" in leye("audit", "export").out
    assert len(list(Path("var/journal").glob("audit-*.jsonl"))) == 2
    assert "1 条操作记录" in leye("audit", "verify").out
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_log_no_update"))
        connection.execute(text("UPDATE audit_log SET who = 'wang'"))
    ended = leye("audit", "verify")
    assert (ended.code, "1 号：" in ended.err) == (1, True)
