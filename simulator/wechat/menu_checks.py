"""Checks a menu before the simulated 服务号 takes it.

Source: doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html.
"""

from __future__ import annotations

from simulator.api.gate import Json
from simulator.wire.errcodes import Refused

MOST_BUTTONS = 3
MOST_SUB_BUTTONS = 5
NAME_BYTES = 16
SUB_NAME_BYTES = 60
KEY_BYTES = 128
URL_BYTES = 1024
NEEDS_KEY = {
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}
NEEDS_URL = {"view", "miniprogram"}


def check_menu(menu: Json) -> None:
    """Accept a menu as the platform would.

    Raises:
        Refused: too many buttons, a name, key or address too long, or a kind of button that does not exist.
    """
    buttons = _list(menu, "button")
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        raise Refused(40016)
    for button in buttons:
        _check_name(button, NAME_BYTES)
        below = _list(button, "sub_button") if "sub_button" in button else []
        if not below:
            _check_action(button)
        if len(below) > MOST_SUB_BUTTONS:
            raise Refused(40023)
        for entry in below:
            _check_name(entry, SUB_NAME_BYTES)
            _check_action(entry)


def _list(holder: Json, name: str) -> list[Json]:
    found = holder.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Refused(47001, name)
    return found


def _check_name(button: Json, most: int) -> None:
    name = button.get("name")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= most:
        raise Refused(40018)


def _check_action(button: Json) -> None:
    kind = button.get("type")
    if kind in NEEDS_KEY:
        _check_size(button.get("key"), KEY_BYTES, 40019)
    elif kind in NEEDS_URL:
        _check_size(button.get("url"), URL_BYTES, 40020)
    else:
        raise Refused(40017)


def _check_size(value: object, most: int, errcode: int) -> None:
    if not isinstance(value, str) or not 1 <= len(value.encode()) <= most:
        raise Refused(errcode)
