"""The XML of callbacks: what people type survives it, and no one can break out of it."""

from __future__ import annotations

import pytest
import xmltodict

from simulator.wire.xml_writer import write_xml


@pytest.mark.parametrize("text", ["你好😀", "a]]>b", "]]>]]>", "<b>&amp;</b>", "两\n行", "]]><Evil>1</Evil><![CDATA["])
def test_what_people_type_survives(text: str) -> None:
    assert xmltodict.parse(write_xml({"Content": text}), strip_whitespace=False)["xml"] == {"Content": text}


def test_control_characters_are_left_out() -> None:
    assert xmltodict.parse(write_xml({"Content": "a\x00\x08b"}))["xml"]["Content"] == "ab"


def test_a_list_repeats_its_element() -> None:
    xml = write_xml({"Popup": {"List": [{"Id": "a", "Scene": 1}, {"Id": "b", "Scene": 2}]}})
    assert xml == (
        "<xml><Popup><List><Id><![CDATA[a]]></Id><Scene>1</Scene></List>"
        "<List><Id><![CDATA[b]]></Id><Scene>2</Scene></List></Popup></xml>"
    )
