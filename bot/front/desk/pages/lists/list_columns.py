"""What each column of a list is, as a colleague chooses it on the desk, and the mapping that comes of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.kb import KnowledgeBase
from bot.people.imports import MappingProposal, PeopleListError

SKIPPED, KEY = "", "key"
PERSON = {
    "id_number": "身份证号（只存代号）",
    "name": "姓名（加密保存）",
    "phone": "联系电话（加密保存）",
    "town": "街镇",
    "station": "服务站",
    "born_on": "出生日期",
}
FACT, SINCE, CONSENT = "fact:", "since:", "consent:"
CONSENTS = {f"{CONSENT}wechat": "同意收微信通知", f"{CONSENT}web": "同意收网页通知"}
# Stands where the basis is still to be written; nothing is stored before it is.
NO_BASIS = "（还没有写）"
LONGEST_BASIS = 128


@dataclass(frozen=True)
class ListColumn:
    """A column: its heading, what it is taken for, and why it is not when it is not."""

    title: str
    role: str
    why_not: str = ""


def roles_of(kb: KnowledgeBase) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a column can be, in groups, with the words for it; sensitive facts need a mapping file with a basis of their own."""
    facts = [fact for fact in kb.facts.values() if fact.of == "person" and not fact.is_sensitive]
    since = [fact for fact in facts if fact.grows and fact.unit in ("years", "months")]
    return [
        ("这个人", [*PERSON.items(), (KEY, "编号（区分人，只存代号）")]),
        ("情况", [(f"{FACT}{fact.id}", fact.label) for fact in facts]),
        ("从哪天算起的日期", [(f"{SINCE}{fact.id}", f"{fact.label}：从这天算起") for fact in since]),
        ("同意收通知", list(CONSENTS.items())),
    ]


# What is said to who keeps a mapping file, and what to say here.
INSTEAD = (
    ("请写映射文件，用 --mapping 给出。", "请在最上面一行给每一列写上表头，再传一次。"),
    ("请写映射文件的 source_key。", "请加上其中一列，再传一次。"),
    ("请改映射文件或名单。", "请看看是不是传错了文件，或表头改过名。"),
    ("同意收通知要写明渠道和依据，请在映射文件里写 consents", "要导入，就选收哪个渠道的通知"),
    ("是敏感情况，要在映射文件里单独写 basis", "是敏感情况，工作台不收"),
    ("；请在映射文件里写 values", "；要读，就自己选上，读不懂的格子会一处处说"),
    ("；别的写法在映射文件的 values 里说明", ""),
    ("，或在映射文件的 values 里加上这种写法", ""),
    ("映射文件的 facts_on", "名单的日期"),
)


def on_the_desk(text: str) -> str:
    """Return what is wrong with a list in words for who has no mapping file.

    >>> on_the_desk("写“是”或“否”，不清楚就空着；别的写法在映射文件的 values 里说明")
    '写“是”或“否”，不清楚就空着'
    """
    for words, instead in INSTEAD:
        text = text.replace(words, instead)
    return text


def proposed_columns(proposal: MappingProposal, titles: Sequence[str]) -> list[ListColumn]:
    """Return the columns of a list as a proposal takes them."""
    content = proposal.content
    roles = {content[name]: name for name in PERSON if name in content}
    key = content["source_key"]["column"]
    roles.setdefault(key, KEY)
    for fact, written in content.get("facts", {}).items():
        roles[written.get("column") or written["since"]] = f"{FACT if 'column' in written else SINCE}{fact}"
    whys = proposal.not_taken
    return [
        ListColumn(title, roles.get(title, SKIPPED), on_the_desk(whys.get(title, "")))
        for title in dict.fromkeys(titles)
        if title
    ]


def chosen(columns: Sequence[ListColumn], roles: Mapping[str, str], known: set[str]) -> list[ListColumn]:
    """Return the columns with the roles that were chosen for some; a role that there is not counts as none."""
    after = []
    for column in columns:
        role = roles.get(column.title, column.role)
        role = role if role in known else SKIPPED
        after.append(ListColumn(column.title, role, column.why_not if role == SKIPPED else ""))
    return after


def mapping_content(
    columns: Sequence[ListColumn], source: str, facts_on: date, basis: str, header_row: int
) -> dict[str, Any]:
    """Return the content of the mapping file that says the same.

    Raises:
        PeopleListError: two columns are the same, or none tells people apart.
    """
    by_role: dict[str, str] = {}
    for column in columns:
        if column.role == SKIPPED:
            continue
        if column.role in by_role:
            raise PeopleListError(
                f"“{by_role[column.role]}”和“{column.title}”选成了同一样，请只留一列，另一列选“不读”。"
            )
        by_role[column.role] = column.title
    key = by_role.get("id_number") or by_role.get(KEY)
    if key is None:
        raise PeopleListError("要有一列能把人区分开：请把一列选成“身份证号”或“编号”。")
    if "id_number" in by_role:
        by_role.pop("born_on", None)
    consents = [
        {"column": by_role[role], "topic": "all", "channel": role.removeprefix(CONSENT), "basis": basis}
        for role in CONSENTS
        if role in by_role
    ]
    return {
        "source": source,
        "source_key": {"column": by_role.get(KEY, key), "hash": True},
        "facts_on": facts_on,
        "basis": basis,
        "header_row": header_row,
        **{role: title for role, title in by_role.items() if role in PERSON},
        "facts": _facts(by_role),
        "consents": consents,
    }


def _facts(by_role: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for role, title in by_role.items():
        kind, _, fact = role.partition(":")
        if f"{kind}:" in (FACT, SINCE):
            if fact in facts:
                raise PeopleListError(f"“{title}”和另一列说的是同一项情况，请只留一列。")
            facts[fact] = {"column" if f"{kind}:" == FACT else "since": title}
    return facts
