"""Gate 3 for what campaigns say: every figure is sourced, every place is a parameter, everything fits where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from bot.kb.gates.figures import figures_in
from bot.kb.gates.references import known_ids
from bot.kb.loading.files import RawFiles
from bot.kb.model.wechat_fields import field_mistake
from bot.kb.statements import PLACE, places_in

LONGEST_TEXT = 300
MET = "{met}"
OPTION = re.compile(r"(?<![\d.])([1-9])\s+(?=[\u4e00-\u9fff])")
OPTIONS = ["1", "2", "3"]

Found = tuple[str, str]


def mistakes_in_texts(raw: RawFiles, data: dict[str, Any], policy: dict[str, Any] | None) -> Iterator[Found]:
    """Yield ``(place, mistake)`` for everything a campaign says; figures are judged where its policy can be read."""
    parameters = known_ids(raw, "parameters")
    values = {each["id"]: [value["shown"] for value in each["values"]] for _, each in raw.items("parameters")}
    sourced = _sourced(policy, data["not_after"]) if policy is not None else None
    for place, text in texts_of(data):
        yield from ((place, words) for words in _places(text, parameters))
        if sourced is not None:
            yield from ((place, words) for words in _figures(text, sourced))
    for place in ("text", "text_unsure"):
        length = len(_longest(data["message"].get(place, ""), values))
        if length > LONGEST_TEXT:
            yield f"message.{place}", f"填上数字有 {length} 个字,最多 {LONGEST_TEXT} 个;写短一点"
    for place, used in (("message", data["message"]), ("follow_up", data.get("follow_up", {}))):
        if "wechat_template" in used:
            found = _template(raw, used["wechat_template"], values)
            yield from ((f"{place}.wechat_template{inside}", words) for inside, words in found)
    if "follow_up" in data and OPTION.findall(data["follow_up"]["text"]) != OPTIONS:
        yield "follow_up.text", "要写清三个选择,照「1 已申请 2 还没有 3 不符合」的样子,数字后空一格"


def texts_of(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield ``(place, text)`` for all that people read of a campaign; marks that are not words of it are taken out."""
    message = data["message"]
    yield "why", data["why"].replace(MET, "")
    for place in ("headline", "text", "text_unsure"):
        if place in message:
            yield f"message.{place}", message[place]
    yield from _field_texts("message", message)
    if "follow_up" in data:
        yield "follow_up.text", OPTION.sub("", data["follow_up"]["text"])
        yield from _field_texts("follow_up", data["follow_up"])


def _field_texts(place: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, text in entry.get("wechat_template", {}).get("fields", {}).items():
        yield f"{place}.wechat_template.fields.{key}", text


def _places(text: str, parameters: set[str]) -> Iterator[str]:
    for parameter in places_in(text):
        if parameter not in parameters:
            yield f"parameters 里没有 {parameter};检查拼写或新建这个数"
    if re.search(r"[{}]", PLACE.sub("", text)):
        yield "花括号里不是参数的写法;写成 {组.名},全用小写"


def _sourced(policy: dict[str, Any], until: str) -> frozenset[Fraction]:
    """Return the figures that the policy's own answers still say on the last day of the campaign."""
    said = [policy["title"]]
    for answer in policy["answers"].values():
        for sentence in answer if isinstance(answer, list) else ():
            if (sentence.get("valid_from") or "") <= until <= (sentence.get("valid_to") or "9999"):
                said.append(PLACE.sub("", sentence["text"]))
    return figures_in("\n".join(said))


def _figures(text: str, sourced: frozenset[Fraction]) -> Iterator[str]:
    for figure in sorted(figures_in(PLACE.sub("", text)) - sourced):
        shown = str(figure.numerator) if figure.denominator == 1 else f"{figure}(即 {float(figure):g})"
        yield f"数字 {shown} 在这项政策现行的答案里找不到;改成参数 {{组.名}},或删去"


def _template(raw: RawFiles, used: dict[str, Any], values: dict[str, list[str]]) -> Iterator[Found]:
    if "templates" in raw.unusable:
        return
    keys = {entry["id"]: [field["key"] for field in entry["fields"]] for entry in raw.single("templates")[1]}.get(
        used["template"]
    )
    if keys is None:
        yield ".template", f"templates.yml 里没有 {used['template']};检查拼写或先登记这个模板"
        return
    if set(keys) != set(used["fields"]):
        yield ".fields", f"{used['template']} 的字段是 {'、'.join(keys)};一个不少、一个不多地写"
        return
    for key, text in used["fields"].items():
        words = field_mistake(key, _longest(text, values))
        if words:
            yield f".fields.{key}", words


def _longest(text: str, values: dict[str, list[str]]) -> str:
    """Return the text as long as it can get: each place filled with the longest value, past ones included."""
    for parameter in places_in(text):
        shown = max(values.get(parameter, [""]), key=len)
        text = text.replace("{" + parameter + "}", shown)
    return text
