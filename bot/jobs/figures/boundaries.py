"""Reads the shapes of towns from a GeoJSON file that the operator names. Nothing of it is taken but names and numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from bot.errors import SettingsError
from bot.jobs.town_names import tidy_town

VARIABLE = "LEYE_TOWNS_GEOJSON"
LARGEST_BYTES = 5_000_000
LONGEST_NAME, MOST_TOWNS = 16, 60
# Under which property files say the name of a town.
NAME_PROPERTIES = ("name", "NAME", "Name", "名称", "街镇", "乡镇", "town", "townname", "XZQMC", "xzqmc")
FEWEST_POINTS = 4
Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class TownShape:
    """A town with its rings of (longitude, latitude) in degrees, as the file has them."""

    town: str
    rings: tuple[Ring, ...]


def read_boundaries(path: Path) -> tuple[TownShape, ...]:
    """Return the shapes of the towns that a file names; what has no name is passed over.

    Raises:
        SettingsError: the file cannot be used; the message says why and what to do.
    """
    features = _features(_document(path), path)
    found: dict[str, tuple[Ring, ...]] = {}
    for number, feature in enumerate(features, start=1):
        town = _name(feature)
        if town is not None:
            found[town] = found.get(town, ()) + tuple(_rings(feature, number, path))
    if not found:
        _refuse(path, f"里面没有一个写了街镇名字的区域（名字写在 properties 的 {'、'.join(NAME_PROPERTIES[:1])} 里）")
    if len(found) > MOST_TOWNS:
        _refuse(path, f"里面有 {len(found)} 个街镇，最多 {MOST_TOWNS} 个；请只留本区的")
    return tuple(TownShape(town, rings) for town, rings in found.items())


def _document(path: Path) -> Any:
    if not path.is_file():
        _refuse(path, "没有这个文件")
    try:
        if path.stat().st_size > LARGEST_BYTES:
            _refuse(path, f"超过 {LARGEST_BYTES // 1_000_000} MB；请先简化边界")
        return json.loads(path.read_text("utf-8-sig"), parse_constant=_no_number)
    except OSError as error:
        _refuse(path, f"读不了（{error.strerror}）")
    except (ValueError, RecursionError):
        _refuse(path, "不是 GeoJSON（JSON 读不出来）")


def _features(document: Any, path: Path) -> Iterable[Any]:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        _refuse(path, "不是 GeoJSON（最外面要是 FeatureCollection）")
    features = document.get("features")
    if not isinstance(features, list):
        _refuse(path, "不是 GeoJSON（没有 features）")
    return features


def _name(feature: Any) -> str | None:
    """Return the name of the town of a feature; None where none is a short text of letters."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return None
    for each in NAME_PROPERTIES:
        written = properties.get(each)
        if isinstance(written, str) and len(written) <= 4 * LONGEST_NAME:
            town = tidy_town(written)
            if town is not None and len(town) <= LONGEST_NAME and town.isalnum():
                return town
    return None


def _rings(feature: dict[str, Any], number: int, path: Path) -> Iterator[Ring]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    held = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(held, list):
        _refuse(path, f"第 {number} 个区域不是面（要 Polygon 或 MultiPolygon）")
    polygons = [held] if kind == "Polygon" else held
    for polygon in polygons:
        for ring in polygon if isinstance(polygon, list) else [None]:
            points = tuple(map(_point, ring)) if isinstance(ring, list) else ()
            if len(points) < FEWEST_POINTS or None in points:
                _refuse(path, f"第 {number} 个区域的坐标看不懂（要经度、纬度，经度在 -180 到 180，纬度在 -90 到 90）")
            yield tuple(point for point in points if point is not None)


def _point(written: Any) -> Point | None:
    """Return a place; None where it is none on earth."""
    if not isinstance(written, list) or len(written) < 2:
        return None
    longitude, latitude = written[:2]
    for value, most in ((longitude, 180), (latitude, 90)):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if not math.isfinite(value) or abs(value) > most:
            return None
    return float(longitude), float(latitude)


def _no_number(written: str) -> NoReturn:
    raise ValueError(written)


def _refuse(path: Path, why: str) -> NoReturn:
    raise SettingsError(f"{VARIABLE}={path}：{why}。改好以前，地图用一样大的方格画。")
