"""What the simulated platform is told at start: accounts, templates, limits. All values are made up; the command line reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Mode(str, Enum):
    """How callbacks travel: 明文模式 or 安全模式."""

    PLAIN = "plain"
    AES = "aes"


class SandboxTemplateKind(str, Enum):
    """The three ways of reaching people outside a conversation: 一次性订阅, 长期订阅, 模板消息."""

    ONE_OFF = "one_off"
    LONG_TERM = "long_term"
    TEMPLATE = "template"


@dataclass(frozen=True)
class SandboxTemplateField:
    """One line of a template.

    Args:
        key: type and number as the platform spells them, e.g. ``thing1``.
        label: what the phone shows before the value.
    """

    key: str
    label: str


@dataclass(frozen=True)
class SandboxTemplate:
    """A template of the account, as chosen in the platform's console."""

    id: str
    title: str
    kind: SandboxTemplateKind
    fields: tuple[SandboxTemplateField, ...]


@dataclass(frozen=True)
class WeChatAccount:
    """A 服务号: its id, secret and callback settings."""

    app_id: str = "wxsimulator00000001"
    app_secret: str = "simulated-secret-of-wechat"
    token: str = "simulatedtoken"
    aes_key: str = "simulatedAESkeyOfTheServiceAccount000000001"
    mode: Mode = Mode.AES
    original_id: str = "gh_simulator0001"
    name: str = "乐业西青（模拟）"


@dataclass(frozen=True)
class WeComAccount:
    """A 企业微信 self-built application; its callbacks are always encrypted."""

    corp_id: str = "wwsimulator00000001"
    agent_id: int = 1000002
    secret: str = "simulated-secret-of-wecom"
    token: str = "simulatedwecomtoken"
    aes_key: str = "simulatedAESkeyOfTheWeComApplication0000001"


@dataclass(frozen=True)
class Limits:
    """How much the platform takes.

    Args:
        customer_daily: 客服消息 a day; not published, generous here.
        notice_daily: 模板消息 and 订阅通知 a day, each (Template_Message_Interface.html: 100 000).
        minute: calls of one interface a minute before 45011; not published, generous here.
        kept_messages: messages kept per phone.
        kept_transcript: entries kept of what went over the wire.
    """

    customer_daily: int = 500_000
    notice_daily: int = 100_000
    minute: int = 100_000
    kept_messages: int = 200
    kept_transcript: int = 5_000


def _fields(**labels: str) -> tuple[SandboxTemplateField, ...]:
    return tuple(SandboxTemplateField(key, label) for key, label in labels.items())


TEMPLATES = (
    SandboxTemplate(
        "SIMULATEDoneOffPolicyNotice0000000000000001",
        "政策提醒",
        SandboxTemplateKind.ONE_OFF,
        _fields(thing1="政策名称", thing2="提醒内容", time3="截止时间", thing4="备注"),
    ),
    SandboxTemplate(
        "SIMULATEDlongTermPolicyNotice00000000000002",
        "政策申领通知",
        SandboxTemplateKind.LONG_TERM,
        _fields(thing1="政策名称", thing2="提醒内容", time3="截止时间", thing4="备注"),
    ),
    SandboxTemplate(
        "SIMULATEDtemplateMessage0000000000000000003",
        "业务办理提醒",
        SandboxTemplateKind.TEMPLATE,
        _fields(thing1="办理事项", thing2="提醒内容", time3="时间", thing4="备注"),
    ),
    SandboxTemplate(
        "SIMULATEDoneOffAppointment00000000000000004",
        "预约提醒",
        SandboxTemplateKind.ONE_OFF,
        _fields(thing1="预约事项", time2="预约时间", thing3="地点"),
    ),
)


@dataclass(frozen=True)
class SimulatorConfig:
    """Everything the simulator is told at start.

    Args:
        callback: base address of the assistant; posts go to ``/channels/wechat`` and ``/channels/wecom`` below it.
        is_certified: an uncertified or test account has no msgmenu (40200) and sends no ``bizmsgmenuid``.
        time_limit: seconds of wall time the assistant has for an answer (Receiving_standard_messages.html: 5).
        deliveries: deliveries of one callback in total, the first included (same page: 3).
        sends_events: whether job-finish and sent events are posted back after a notice.
        knows_client_msg_id: whether a repeated ``client_msg_id`` is taken as the same message for ten minutes.
    """

    callback: str = "http://127.0.0.1:8000"
    wechat: WeChatAccount = WeChatAccount()
    wecom: WeComAccount = WeComAccount()
    is_certified: bool = True
    templates: tuple[SandboxTemplate, ...] = TEMPLATES
    limits: Limits = Limits()
    time_limit: float = 5.0
    deliveries: int = 3
    sends_events: bool = True
    knows_client_msg_id: bool = True

    def has_page_host(self, host: str | None) -> bool:
        """Return whether the account's pages are on this host, as 网页授权域名 says; loopback has several names."""
        own = urlsplit(self.callback).hostname
        return host == own or (host in LOOPBACK and own in LOOPBACK)


DEFAULT = SimulatorConfig()
