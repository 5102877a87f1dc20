"""What colleagues did, in words for who reads the audit log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.wording.office.questions import PROPOSAL_KINDS as PROPOSALS
from bot.wording.office.switches import TITLES
from bot.wording.office.wecom import ROLES

# The first word of an act, for choosing what to see.
KINDS = {
    "desk": "工作台",
    "staff": "同事",
    "referral": "呼叫",
    "talk": "和居民对话",
    "question": "群众问的",
    "proposal": "建议",
    "outreach": "推送",
    "content": "改内容",
    "station": "服务站",
    "people": "名单",
    "jobs": "岗位",
    "switch": "总开关",
    "overview": "总览",
    "audit": "操作记录",
    "backup": "备份",
    "keys": "密钥",
}
PROGRAMS = {"command-line": "命令行", "restore": "恢复备份的程序", "outbox": "发送的程序", "system": "系统"}
SUBJECTS = {
    "referral": "呼叫{}",
    "staff": "同事{}",
    "run": "第{}批推送",
    "switch": "总开关“{}”",
    "proposal": "建议{}",
    "group": "同类问题{}",
    "content": "内容改动{}号",
    "person": "居民（编号{}）",
    "list": "名单{}",
    "opening": "岗位{}",
    "employer": "单位{}",
    "fair": "招聘会{}",
    "table": "总览的表“{}”",
    "report": "总览的报告（{}）",
}
SWITCH_TITLES = {switch.value: title for switch, title in TITLES.items()}
NOBODY: Mapping[str, str] = MappingProxyType({})
ACTS = {
    "desk.signed_in": "登录",
    "desk.signed_out": "退出",
    "desk.sign_in_failed": "密码不对",
    "desk.code_failed": "验证码不对",
    "desk.password_changed": "改了密码",
    "desk.second_factor_on": "开了验证码登录",
    "desk.second_factor_off": "关了验证码登录",
    "staff.added": "添加同事",
    "staff.changed": "改同事的角色或站",
    "staff.removed": "取消同事的权限",
    "staff.password_reset": "重置密码",
    "staff.unlocked": "解除锁定",
    "staff.second_factor_off": "替同事关验证码",
    "referral.phone_shown": "看了居民电话",
    "referral.person_shown": "看了要敲门的人",
    "referral.contacted": "记为已联系",
    "referral.introduced": "记为已双向推介",
    "referral.closed": "办结",
    "referral.handed_on": "转给别人",
    "referral.noted": "写了备注",
    "referral.introduction_asked": "问本人要不要推荐",
    "referral.introduction_noted": "记推介的答复和结果",
    "talk.read": "看对话",
    "talk.began": "接过对话",
    "talk.said": "对居民说话",
    "talk.ended": "还给机器人",
    "question.proposed": "提了建议",
    "question.settled": "标为看过了",
    "question.exported": "下载问题",
    "proposal.done": "采纳建议",
    "proposal.declined": "没有采纳",
    "content.proposed": "提出改内容",
    "content.published": "发布内容",
    "content.declined": "没有同意改内容",
    "content.withdrawn": "撤下自己提的改动",
    "content.undone": "撤回发布的内容",
    "station.served": "改服务站管的地方",
    "station.dropped": "让一个地方没有站管",
    "people.looked_through": "试读名单",
    "people.imported": "导入名单",
    "people.merged": "合并两份记录",
    "people.split": "把一个人分成两个",
    "jobs.imported": "导入岗位",
    "jobs.passed": "通过岗位",
    "jobs.refused": "不通过岗位",
    "jobs.filled": "记为招满",
    "jobs.looked_through": "看了一份岗位表",
    "jobs.opening_written": "写了一个岗位",
    "jobs.fair_written": "写了一场招聘会",
    "jobs.fair_changed": "改了一场招聘会",
    "jobs.fairs_looked_through": "看了一份招聘会的表",
    "jobs.fairs_imported": "导入招聘会",
    "jobs.fair_dropped": "取消一场招聘会",
    "jobs.employer_erased": "删掉单位",
    "jobs.contact_shown": "看了单位联系方式",
    "jobs.employer_written": "写了一个单位",
    "jobs.form_linked": "给单位发了填表链接",
    "jobs.answer_linked": "给单位发了答复链接",
    "outreach.proposed": "提出推送",
    "outreach.rehearsed": "彩排",
    "outreach.tried": "试发给自己",
    "outreach.approved": "批准",
    "outreach.started": "开始",
    "outreach.paused": "暂停",
    "outreach.resumed": "继续",
    "outreach.stopped": "停止",
    "outreach.retried": "重试没发成的",
    "outreach.exported": "下载推送效果",
    "switch.off": "停用",
    "switch.on": "恢复",
    "overview.exported": "下载总览",
    "jobs.figures_exported": "下载求职用工的数",
    "audit.exported": "下载操作记录",
    "backup.restored": "恢复了备份",
    "keys.rotated": "换了密钥",
    "backup.released": "恢复后放行推送",
}
DETAILS = {
    "reason": "原因",
    "role": "角色",
    "station": "站",
    "to": "转给",
    "by": "从",
    "kind": "哪一种",
    "group": "同类问题",
    "entries": "条数",
    "days": "天数",
    "stage": "接下来",
    "fresh": "新增",
    "changed": "更新",
    "lost": "没导入的行",
    "other": "另一个编号",
    "list": "名单",
    "count": "个数",
    "undo": "撤回的号",
}
# By the name of the detail: a station or a reason is said as it was written, whatever it is.
VALUES = {
    "role": {role.value: title for role, title in ROLES.items()},
    "by": {"card": "企业微信卡片"},
    "kind": PROPOSALS,
    "stage": {
        "willing": "单位愿意见",
        "turned_down": "单位不要",
        "interview": "面试过了",
        "hired": "录用了",
        "failed": "没成",
        "stopped": "停了",
        "code": "还要验证码",
        "change": "先改密码",
        "open": "直接进入",
    },
}


def say_act(act: str) -> str:
    """Return an act in words; one that has none yet as it is kept."""
    kind, _, _ = act.partition(".")
    return f"{KINDS[kind]}：{ACTS[act]}" if act in ACTS and kind in KINDS else act


def say_detail(detail: Mapping[str, Any] | None, names: Mapping[str, str] = NOBODY) -> str:
    """Return the further ids and numbers of an act in words; colleagues by their names."""
    return "；".join(
        f"{DETAILS.get(name, name)}：{_said(name, value, names)}"
        for name, value in (detail or {}).items()
        if value is not None
    )


def say_who(userid: str, names: Mapping[str, str] = NOBODY) -> str:
    """Return who did something: a colleague by name, a program by what it is.

    >>> say_who("lihong", {"lihong": "李红"}), say_who("restore"), say_who("gone")
    ('李红', '恢复备份的程序', 'gone')
    """
    return names.get(userid) or PROGRAMS.get(userid, userid)


def say_about(about: str | None, names: Mapping[str, str] = NOBODY) -> str:
    """Return what an act was about, in words.

    >>> say_about("referral:12"), say_about("staff:lihong", {"lihong": "李红"}), say_about("switch:chat"), say_about(None)
    ('呼叫12', '同事李红', '总开关“回答居民”', '')
    """
    kind, _, what = (about or "").partition(":")
    if kind not in SUBJECTS:
        return about or ""
    shown = names.get(what, what) if kind == "staff" else SWITCH_TITLES.get(what, what) if kind == "switch" else what
    return SUBJECTS[kind].format(shown)


def about_as_said(said: str | None) -> str | None:
    """Return what an act was about as the log keeps it, for what a colleague types: the words of ``say_about``, or what is kept.

    >>> about_as_said("呼叫12"), about_as_said("第 3 批推送"), about_as_said("总开关“回答居民”"), about_as_said("referral:12")
    ('referral:12', 'run:3', 'switch:chat', 'referral:12')
    """
    text = re.sub(r"\s", "", said or "")
    for kind, words in SUBJECTS.items():
        before, _, after = words.partition("{}")
        what = text.removeprefix(before).removesuffix(after)
        if what and text == f"{before}{what}{after}":
            titles = {title: switch for switch, title in SWITCH_TITLES.items()}
            return f"{kind}:{titles.get(what, what) if kind == 'switch' else what}"
    return said


def _said(name: str, value: Any, names: Mapping[str, str]) -> Any:
    return names.get(value, value) if name == "to" else VALUES.get(name, {}).get(value, value)
