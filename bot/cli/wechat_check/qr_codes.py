"""QR codes of stations: asked of the platform, drawn to a file. A code only suggests a station, it proves nothing of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import segno

from bot.cli.processes.failures import StartError
from bot.errors import SettingsError, SituationError
from bot.kb import KnowledgeBase, Station
from bot.messaging.api import WechatApi

FOLDER = Path("var/qr")
# As bot.front.channels.wechat.followers reads it.
STATION_SCENE = "st:"
LONGEST_SCENE = 64
PIXELS_PER_MODULE = 12
SUFFIXES = (".png", ".svg")
NO_STATIONS = (
    "stations.yml 里还没有服务站：手头资料没有任何站点的出处，所以是空的，也就没有二维码可做。"
    "拿到区里公布的名单，照 policies_kb/stations.yml 开头写的登记好，再运行一次。"
)


def chosen_stations(kb: KnowledgeBase, station: str | None, is_all: bool) -> list[Station]:
    """Return the stations that are asked for.

    Raises:
        SituationError: there is no such station, or it is not said which.
    """
    if not kb.stations:
        raise SituationError(NO_STATIONS)
    if is_all == (station is not None):
        raise SituationError("请写一个服务站的编号，或者写 --all 做全部（两样写一样）。")
    if station is None:
        return list(kb.stations.values())
    if station not in kb.stations:
        raise SituationError(f"没有编号是 {station} 的服务站。有：{'、'.join(kb.stations)}。")
    return [kb.stations[station]]


def files_of(stations: Sequence[Station], out: Path | None, is_all: bool) -> dict[str, Path]:
    """Return the file of each station by its id: ``out`` for one, in the folder ``out`` for all.

    Raises:
        SettingsError: the ending names no kind of picture that we draw.
    """
    if out is not None and not is_all:
        if out.suffix.lower() not in SUFFIXES:
            raise SettingsError(f"文件名 {out.name} 要以 .png 或 .svg 结尾。")
        return {stations[0].id: out}
    if out is not None and out.suffix.lower() in SUFFIXES:
        raise SettingsError("做全部服务站时，--out 写一个文件夹，不写文件名。")
    return {station.id: (out or FOLDER) / f"{station.id}.png" for station in stations}


async def make_code(api: WechatApi, station: str, file: Path) -> None:
    """Ask for the permanent code of a station and draw it.

    Raises:
        PlatformRefusal: the platform gives none.
        StartError: the file cannot be written.
    """
    address = await api.create_permanent_qr(scene_of(station))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        segno.make(address, error="m", micro=False).save(str(file), scale=PIXELS_PER_MODULE)
    except OSError as error:
        raise StartError(f"写不了 {file}（{error.strerror}）。请换个地方，例如 --out 二维码.png。") from None


def scene_of(station: str) -> str:
    """Return what the platform hands us when the code of a station is scanned.

    Raises:
        SituationError: the id is too long for the platform.
    """
    scene = f"{STATION_SCENE}{station}"
    if len(scene) > LONGEST_SCENE:
        raise SituationError(
            f"服务站编号 {station} 太长：最多 {LONGEST_SCENE - len(STATION_SCENE)} 个字符。请在 stations.yml 里改短。"
        )
    return scene
