"""Draws the square code that a phone's app reads, as SVG without styles or scripts."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def drawn(address: str) -> Markup:
    """Return the square code of an address; all of it is made here, so it may stand in a page as it is."""
    file = io.BytesIO()
    segno.make(address, error="m").save(
        file,
        kind="svg",
        scale=5,
        border=2,
        xmldecl=False,
        svgns=True,
        svgclass="square-code",
        lineclass=None,
        omitsize=True,
    )
    return Markup(file.getvalue().decode())
