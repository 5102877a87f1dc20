"""Reads the XML of replies into a tree that still knows what stood in CDATA."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from simulator.ground import SandboxRefusal


class BadXml(SandboxRefusal):
    """A body is not the well-formed XML it should be."""


@dataclass
class XmlNode:
    """One element: its text, how much of it stood outside of CDATA, and its children in order."""

    name: str
    text: str = ""
    outside: str = ""
    has_cdata: bool = False
    children: list[XmlNode] = field(default_factory=list)

    def child(self, name: str) -> XmlNode | None:
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def text_of(self, name: str) -> str:
        """Return the text of a child, empty when there is none."""
        child = self.child(name)
        return child.text if child else ""


class _Builder:
    """Collects what expat reports."""

    def __init__(self) -> None:
        self.root: XmlNode | None = None
        self._open: list[XmlNode] = []
        self._in_cdata = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        node = XmlNode(name)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, _name: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        node = self._open[-1]
        node.text += text
        if not self._in_cdata:
            node.outside += text

    def cdata_start(self) -> None:
        self._open[-1].has_cdata = True
        self._in_cdata = True

    def cdata_end(self) -> None:
        self._in_cdata = False


def _refuse_doctype(*_declared: object) -> None:
    raise BadXml("XML 里有 DOCTYPE，平台不接受")


def read_xml(body: bytes) -> XmlNode:
    """Return the root of ``body``.

    Raises:
        BadXml: not well-formed, a document type, or a root other than ``xml``.
    """
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartCdataSectionHandler = builder.cdata_start
    parser.EndCdataSectionHandler = builder.cdata_end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise BadXml(f"回复不是格式正确的 XML（第 {error.lineno} 行第 {error.offset} 列）") from error
    if builder.root is None or builder.root.name != "xml":
        raise BadXml("XML 的根元素应是 <xml>")
    return builder.root
