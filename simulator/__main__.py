"""``python -m simulator --port 8100 --callback http://127.0.0.1:8000``: start the simulated platform."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import uvicorn

from simulator.app import create_simulator
from simulator.ground import SandboxSettingsError
from simulator.platform.config import (
    DEFAULT,
    Mode,
    SandboxTemplate,
    SandboxTemplateField,
    SandboxTemplateKind,
    SimulatorConfig,
)

KEEP_ALIVE_SECONDS = 75


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; return 2 when an argument must be mended first."""
    options = _parser().parse_args(arguments)
    try:
        config = config_of(options)
    except SandboxSettingsError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"模拟微信：http://{options.host}:{options.port}/ ，消息发往 {config.callback}", flush=True)
    logging.getLogger("uvicorn.error").addFilter(is_real_failure)
    uvicorn.run(
        create_simulator(config),
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        # Longer than clients keep an idle connection: who closes first must not be us, in the middle of a request.
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        ws="none",
    )
    return 0


def is_real_failure(record: logging.LogRecord) -> bool:
    """Return whether a line is worth logging: an answer dropped on purpose is not."""
    return not (record.exc_info and isinstance(record.exc_info[1], httpx.ReadError))


def config_of(options: argparse.Namespace) -> SimulatorConfig:
    """Return the configuration that the arguments ask for.

    Raises:
        SandboxSettingsError: the file of templates cannot be used.
    """
    wechat = replace(
        DEFAULT.wechat,
        app_id=options.app_id,
        app_secret=options.app_secret,
        token=options.token,
        aes_key=options.aes_key,
        mode=Mode(options.mode),
    )
    wecom = replace(
        DEFAULT.wecom,
        corp_id=options.corp_id,
        agent_id=options.agent_id,
        secret=options.wecom_secret,
        token=options.wecom_token,
        aes_key=options.wecom_aes_key,
    )
    daily = options.daily_limit
    limits = replace(DEFAULT.limits, customer_daily=daily, notice_daily=daily) if daily else DEFAULT.limits
    return replace(
        DEFAULT,
        callback=options.callback.rstrip("/"),
        wechat=wechat,
        wecom=wecom,
        is_certified=not options.uncertified,
        templates=read_templates(options.templates) if options.templates else DEFAULT.templates,
        limits=limits,
        time_limit=options.time_limit,
        sends_events=not options.no_events,
    )


def read_templates(path: Path) -> tuple[SandboxTemplate, ...]:
    """Return the templates of a JSON file: a list of ``{id, title, kind, fields: {thing1: label}}``.

    Raises:
        SandboxSettingsError: the file is missing or not of this form.
    """
    try:
        return tuple(
            SandboxTemplate(
                str(each["id"]),
                str(each["title"]),
                SandboxTemplateKind(each["kind"]),
                tuple(SandboxTemplateField(key, str(label)) for key, label in each["fields"].items()),
            )
            for each in json.loads(path.read_text(encoding="utf-8"))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SandboxSettingsError(
            f"模板文件 {path.name} 不能用：应是 JSON 列表，每项有 id、title、kind（one_off、long_term 或 template）和 fields。"
        ) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m simulator", description="模拟的微信服务号和企业微信平台，只供本机使用")
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址")
    parser.add_argument("--port", type=int, default=8100, help="监听的端口")
    parser.add_argument(
        "--callback", default=DEFAULT.callback, help="助手的地址，消息发往它的 /channels/wechat 和 /channels/wecom"
    )
    parser.add_argument(
        "--mode", choices=[mode.value for mode in Mode], default=DEFAULT.wechat.mode.value, help="明文或安全模式"
    )
    parser.add_argument("--uncertified", action="store_true", help="当作未认证的账号：没有菜单消息")
    parser.add_argument("--templates", type=Path, help="消息模板的 JSON 文件")
    parser.add_argument("--time-limit", type=float, default=DEFAULT.time_limit, help="等回复的秒数")
    parser.add_argument("--daily-limit", type=int, help="客服消息、模板消息、订阅通知每天各多少条")
    parser.add_argument("--no-events", action="store_true", help="下发通知后不推送结果事件")
    accounts = parser.add_argument_group("账号（都是编造的，助手那边填一样的）")
    accounts.add_argument("--app-id", default=DEFAULT.wechat.app_id)
    accounts.add_argument("--app-secret", default=DEFAULT.wechat.app_secret)
    accounts.add_argument("--token", default=DEFAULT.wechat.token)
    accounts.add_argument("--aes-key", default=DEFAULT.wechat.aes_key)
    accounts.add_argument("--corp-id", default=DEFAULT.wecom.corp_id)
    accounts.add_argument("--agent-id", type=int, default=DEFAULT.wecom.agent_id)
    accounts.add_argument("--wecom-secret", default=DEFAULT.wecom.secret)
    accounts.add_argument("--wecom-token", default=DEFAULT.wecom.token)
    accounts.add_argument("--wecom-aes-key", default=DEFAULT.wecom.aes_key)
    return parser


if __name__ == "__main__":
    sys.exit(main())
