"""Gate 2, of where people are sent: whom a topic names, and the page on which a policy is applied for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.kb.gates.references import known_ids
from bot.kb.loading.files import RawFiles


def check_doors(raw: RawFiles) -> list[Problem]:
    """Return every contact of a topic that is not there, and every page that no clause holds."""
    return [*_contacts(raw), *_links(raw)]


def _contacts(raw: RawFiles) -> Iterator[Problem]:
    contacts = known_ids(raw, "contacts")
    name, topics = raw.single("topics")
    for index, topic in enumerate(topics):
        if "contact" in topic and topic["contact"] not in contacts:
            yield Problem(name, f"[{index}].contact", f"contacts.yml 里没有 {topic['contact']}")


def _links(raw: RawFiles) -> Iterator[Problem]:
    if {"documents", "sources"} & set(raw.unusable):
        return
    pages = {entry["id"]: entry["url"] or "" for entry in raw.single("sources")[1]}
    texts = {
        clause["id"]: f"{clause['text']} {pages.get(data['source'], '')}"
        for _, data in raw.items("documents")
        for clause in data["clauses"]
    }
    for name, data in raw.items("policies"):
        link = data.get("link")
        if link is None:
            continue
        if link["clause"] not in texts:
            yield Problem(name, "link.clause", f"documents 里没有条目 {link['clause']}")
        elif address(link["url"]) not in texts[link["clause"]]:
            yield Problem(name, "link.url", f"条目 {link['clause']} 和它的资料里都没有这个网址;办理入口要有出处")


def address(url: str) -> str:
    """Return an address as sources write it, without the scheme and the last stroke.

    >>> address("https://example.gov.cn/")
    'example.gov.cn'
    """
    return url.partition("://")[2].rstrip("/")
