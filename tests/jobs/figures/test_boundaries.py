"""A file of boundaries is used, or it is said what is wrong with it; nothing in it reaches a page but names and numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.jobs.figures import TownShape, draw, draw_tiles, read_boundaries
from bot.jobs.figures.boundaries import LARGEST_BYTES

SQUARE = [[117.0, 39.0], [117.1, 39.0], [117.1, 39.1], [117.0, 39.1], [117.0, 39.0]]

RING = tuple((x, y) for x, y in SQUARE)


def feature(name: object, ring: Any = SQUARE, kind: str = "Polygon", prop: str = "name") -> dict[str, Any]:
    held = [ring] if kind == "Polygon" else [[ring]]
    return {"type": "Feature", "properties": {prop: name}, "geometry": {"type": kind, "coordinates": held}}


def file(folder: Path, *features: Any) -> Path:
    path = folder / "towns.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_towns_are_read_by_their_names_in_one_or_several_pieces(tmp_path: Path) -> None:
    path = file(
        tmp_path, feature("西青区中北镇"), feature("大寺镇", kind="MultiPolygon"), feature("大寺镇"), feature("")
    )
    found = read_boundaries(path)
    assert [(shape.town, len(shape.rings)) for shape in found] == [("中北镇", 1), ("大寺镇", 2)]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "镇" * 40, 7, None, {"a": 1}, ["中北镇"], "a\u202eb", '"><svg onload=1>']
)
def test_a_hostile_name_is_no_name(tmp_path: Path, name: object) -> None:
    assert [shape.town for shape in read_boundaries(file(tmp_path, feature(name), feature("中北镇")))] == ["中北镇"]
    with pytest.raises(SettingsError, match="没有一个写了街镇名字的区域"):
        read_boundaries(file(tmp_path, feature(name)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not json", "不是 GeoJSON"),
        ("[]", "FeatureCollection"),
        ('{"type": "FeatureCollection"}', "没有 features"),
        ('{"type": "FeatureCollection", "features": []}', "没有一个写了街镇名字的区域"),
        ("[" * 100_000, "不是 GeoJSON"),
        ('{"type": NaN}', "不是 GeoJSON"),
    ],
)
def test_what_is_no_geojson_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "towns.geojson"
    path.write_text(text)
    with pytest.raises(SettingsError, match=message) as refused:
        read_boundaries(path)
    assert "LEYE_TOWNS_GEOJSON=" in str(refused.value)


def test_a_file_that_is_not_there_a_folder_and_one_that_is_too_large_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.geojson", tmp_path):
        with pytest.raises(SettingsError, match="没有这个文件"):
            read_boundaries(path)
    large = tmp_path / "large.geojson"
    large.write_bytes(b" " * (LARGEST_BYTES + 1))
    with pytest.raises(SettingsError, match="超过 5 MB"):
        read_boundaries(large)


@pytest.mark.parametrize(
    "ring",
    [
        SQUARE[:3],
        [[1e9, 39.0], *SQUARE],
        [[True, 39.0], *SQUARE],
        [["117", "39"], *SQUARE],
        [[117.0], *SQUARE],
        [None, *SQUARE],
        "ring",
    ],
)
def test_places_that_are_none_on_earth_are_said_with_the_number_of_their_feature(tmp_path: Path, ring: Any) -> None:
    with pytest.raises(SettingsError, match="第 2 个区域的坐标看不懂"):
        read_boundaries(file(tmp_path, feature("大寺镇"), feature("中北镇", ring)))


def test_a_point_is_no_town(tmp_path: Path) -> None:
    point = {"type": "Feature", "properties": {"name": "中北镇"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    with pytest.raises(SettingsError, match="第 1 个区域不是面"):
        read_boundaries(file(tmp_path, point))


def test_north_is_up_and_east_is_right_and_a_square_on_earth_is_square() -> None:
    north = tuple((x, y + 0.1) for x, y in SQUARE)
    east = tuple((x + 0.1, y) for x, y in SQUARE)
    drawing = draw([TownShape("中北镇", (RING,)), TownShape("北", (north,)), TownShape("东", (east,))], [])
    own, up, right = drawing.towns
    assert up.y < own.y and abs(up.x - own.x) < 1 and right.x > own.x and abs(right.y - own.y) < 1
    # At 39 degrees north a degree of longitude is 0.777 of one of latitude.
    assert (right.x - own.x) / (own.y - up.y) == pytest.approx(0.777, abs=0.005)
    assert drawing.is_true and drawing.width <= 440 and drawing.height <= 620


def test_a_fine_survey_makes_no_large_page() -> None:
    ring = tuple((117 + number / 1e6, 39 + (number % 2) / 1e6) for number in range(50_000))
    assert len(draw([TownShape("中北镇", (ring, RING))], []).towns[0].path) < 20_000


def test_a_shape_has_the_name_by_which_its_town_is_counted() -> None:
    shape = TownShape("中北", (RING,))
    assert draw([shape], ["中北镇"]).towns[0].town == "中北镇"


def test_without_boundaries_every_town_has_a_tile() -> None:
    drawing = draw_tiles(["甲镇", "乙镇", "丙镇", "丁镇", "戊镇"])
    assert len({(town.x, town.y) for town in drawing.towns}) == 5 and not drawing.is_true
    assert drawing.towns[4].y > drawing.towns[0].y and draw_tiles([]).towns == ()
