"""The menu at the bottom of the 服务号: at most three columns of five entries, each a question that can also be typed, or a page.

https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation import Wish

MOST_COLUMNS = 3
MOST_ENTRIES = 5
COLUMN_BYTES = 16
ENTRY_BYTES = 60
KEY_BYTES = 128


@dataclass(frozen=True)
class MenuEntry:
    """One entry: asks ``intent`` with its entities when it is tapped, or opens ``page`` (a path of this installation)."""

    name: str
    key: str = ""
    intent: str = ""
    topic: str | None = None
    page: str | None = None

    @property
    def wish(self) -> Wish:
        """Return what a tap asks of the dialogue."""
        return Wish(self.intent, {"topic": self.topic} if self.topic else {})


MENU: Mapping[str, tuple[MenuEntry, ...]] = {
    "问政策": (
        MenuEntry("社保补贴", "ask:social_insurance_subsidy", "ask_overview", "social_insurance_subsidy"),
        MenuEntry("创业担保贷款", "ask:startup_loan", "ask_overview", "startup_loan"),
        MenuEntry("创业培训补贴", "ask:training_subsidy", "ask_overview", "training_subsidy"),
        MenuEntry("失业的事", "ask:unemployment", "ask_overview", "unemployment"),
        MenuEntry("还能问什么", "menu", "show_menu"),
    ),
    "我能领啥": (
        MenuEntry("看看我能享受哪些", "list", "list_policies"),
        MenuEntry("查社保补贴资格", "check:social_insurance_subsidy", "check_eligibility", "social_insurance_subsidy"),
        MenuEntry("答几题，一次看全", page="/benefits"),
        MenuEntry("查创业贷款资格", "check:startup_loan", "check_eligibility", "startup_loan"),
    ),
    "我的": (
        MenuEntry("找真人帮忙", "person", "talk_to_person"),
        MenuEntry("订阅和我的数据", page="/me/wechat"),
    ),
}
ENTRIES = {entry.key: entry for entries in MENU.values() for entry in entries if entry.key}


def menu_body(public_url: str | None) -> dict[str, Any]:
    """Return the menu as the platform takes it; entries that open pages are left out while there is no public address."""
    columns = []
    for name, entries in MENU.items():
        shown = [_button(entry, public_url) for entry in entries if entry.page is None or public_url is not None]
        columns.append({"name": name, "sub_button": shown})
    return {"button": columns}


def _button(entry: MenuEntry, public_url: str | None) -> dict[str, str]:
    if entry.page is not None:
        return {"type": "view", "name": entry.name, "url": f"{public_url}{entry.page}"}
    return {"type": "click", "name": entry.name, "key": entry.key}
