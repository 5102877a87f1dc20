"""What a simulation of notices needs: phones for the people of a list, and campaigns that may be tried at any hour."""

from __future__ import annotations

import asyncio
import csv
import re
import shutil
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import Progress

from bot.channel_settings import WechatAccount
from bot.errors import SituationError

OPENID, NAME = "openid", "姓名"
AT_ONCE = 20
# Tried at night as well as by day; a follow-up does not let one wait for a week.
PRACTICE = (
    (re.compile(r"^quiet: .*$", re.MULTILINE), 'quiet: {from: "03:00", to: "03:01", holidays: false}'),
    (re.compile(r"^  after_days: \d+$", re.MULTILINE), "  after_days: 0"),
    (re.compile(r"per_person_days: \d+"), "per_person_days: 0"),
)
DAYS = re.compile(r'("(?:after_days|per_person_days)": \{\s*"type": "integer",\s*"minimum": )1')


def practice_kb(original: Path, copy: Path) -> Path:
    """Copy the knowledge base with campaigns that know no quiet hours; return where the copy lies."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(original, copy)
    for file in (copy / "campaigns").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        for pattern, instead in PRACTICE:
            text = pattern.sub(instead, text)
        file.write_text(text, encoding="utf-8")
    schema = copy / "schema" / "campaign.schema.json"
    # Waiting times of no days are for practice only, so only the copy allows them.
    schema.write_text(DAYS.sub(r"\g<1>0", schema.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


async def give_phones(people: Path, account: WechatAccount, console: Console) -> int:
    """Give each person of a list a phone that follows the account and allows its templates; return how many there are.

    Raises:
        SituationError: the list cannot be read.
    """
    names = names_of(people)
    limit = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=account.api_base, timeout=60, trust_env=False) as http:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("给名单里的人发手机", total=len(names))

            async def give(openid: str, name: str) -> None:
                async with limit:
                    await http.post("/control/people", json={"name": name, "openid": openid, "follows": True})
                    consent = {"template": list(account.templates.values()), "accept": True}
                    await http.post(f"/control/people/{openid}/consent", json=consent)
                progress.advance(task)

            await asyncio.gather(*(give(openid, name) for openid, name in names.items()))
    return len(names)


def names_of(people: Path) -> dict[str, str]:
    """Return what the phone of each openid of a list is called: the name of its person, else the end of the openid.

    Raises:
        SituationError: it is missing or has no such column.
    """
    try:
        with people.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if OPENID not in (rows.fieldnames or ()):
                raise SituationError(f"{people} 里没有 openid 这一列。请用 leye people sample 编一份名单。")
            return {row[OPENID]: row.get(NAME) or row[OPENID][-6:] for row in rows if row[OPENID]}
    except (OSError, UnicodeDecodeError) as error:
        raise SituationError(f"读不了名单 {people}（{type(error).__name__}）。请检查路径和编码（UTF-8）。") from None
