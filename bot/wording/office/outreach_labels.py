"""What those who run campaigns read for the codes of outreach: ways, verdicts, reasons, acts."""

from __future__ import annotations

WAYS = {
    "subscribe": "微信订阅通知",
    "template": "微信模板消息",
    "customer": "微信客服消息",
    "web": "网页收件箱",
    "staff": "企业微信",
}
VERDICTS = {
    "eligible": "符合",
    "possibly": "可能符合",
    "needs_facts": "情况不全",
    "not_eligible": "不符合",
    "out_of_force": "政策不在有效期",
}
WHY_NOT = {
    "no_consent": "没有同意接收",
    "no_channel": "现在没有能送到的渠道",
    "cap": "这几天刚收到过别的推送",
    "told_already": "已经告知过",
    "out_of_force": "政策不在有效期",
    "not_in_town": "不在这次的街镇",
    "not_told_before": "以前没有告知过",
    "not_eligible": "不符合条件",
    "needs_facts": "情况不全，判断不了",
    "possibly": "只是可能符合",
    "eligible": "符合，但这次不发给这一类",
}
KNOCK_REASONS = {"no_channel": "没有能送到的渠道", "not_asked": "还没问过愿不愿意收消息", "failed": "消息没送到"}
KNOCK_STATES = {"open": "还没上门", "closed": "已销号"}
ACTS = {
    "rehearse": "彩排",
    "approve": "批准",
    "begin": "开始",
    "pause": "暂停",
    "resume": "继续",
    "stop": "停止",
    "retry": "重发没送到的",
    "finish": "结束",
}
# Why a run ended or was proposed, and why a notice did not arrive; a platform's code may follow the word.
REASONS = {
    "policy_changed": "政策有变",
    "campaign_removed": "推送文件已删除",
    "done": "都发完了",
    "stopped": "推送停止",
    "not_after": "过了最后一天",
    "no_longer_fits": "不再符合条件",
    "merged": "和另一份记录合并成一个人，不重复发",
    "interrupted": "发送中断，不清楚是否送到",
    "no_answer": "平台没有答复，不清楚是否送到",
    "no_words": "这条消息的话说不出来",
    "dead_recipient": "收件人已注销或不存在",
    "unfollowed": "没有关注公众号",
    "blocked": "把公众号拉黑了",
    "retry": "平台一直忙",
    "outside_window": "超过能回复的时间",
    "used_up": "回复次数用完",
    "our_mistake": "平台说内容不对",
    "next_day": "当天额度用完",
    "next_minute": "平台限速",
    **WHY_NOT,
}


def say_reason(code: str) -> str:
    """Return a reason as people read it; one that was written by a person, or is not known, as it is.

    >>> say_reason("dead_recipient:40003"), say_reason("等领导看过")
    ('收件人已注销或不存在（40003）', '等领导看过')
    """
    word, _, rest = code.partition(":")
    if word not in REASONS:
        return code
    return f"{REASONS[word]}（{rest}）" if rest else REASONS[word]
