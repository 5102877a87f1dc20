"""The speed of the WeChat door: callback to passive reply against the web chat, a flood of what is refused, a model that hangs. Part of ``make bench``."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import tempfile
import time
from pathlib import Path

import httpx
from rich.console import Console
from wechatpy.crypto import WeChatCrypto
from xmltodict import parse

from bench.scorecard import measured_on, percentile, table, write_part
from bench.speed.turns import QUESTIONS
from bench.stage.assistant import running_assistant
from bench.stage.chat import Conversation
from bench.stage.wechat import ACCOUNT, StagePlatform, WechatStage, door_stage, simulated_platform
from devservers import free_port

TURNS = 200
WARM_UP = 20
FLOOD_SECONDS = 10
FLOOD_A_SECOND = 200
HANGING = 30
HANG_AT_ONCE = 20
GOALS = {"extra": "≤ 5 毫秒", "flood": "≤ 20 毫秒", "hang": "≤ 4.5 秒"}


def main() -> None:
    """Measure and write the WeChat part of the scorecard."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print("真的助手：启动，网页和微信各问一遍……")
        web, wechat = _turns(Path(folder))
    with tempfile.TemporaryDirectory() as folder, door_stage(Path(folder), core=0) as stage:
        console.print("灌入伪造的和重复的消息……")
        flood = asyncio.run(_flood(stage))
    with tempfile.TemporaryDirectory() as folder, door_stage(Path(folder)) as stage:
        console.print("模型卡住三十秒……")
        hang = asyncio.run(_hang(stage))
    extra = (percentile(wechat, 0.5) - percentile(web, 0.5)) * 1000
    rows = [
        ("网页一问一答，中位数", f"{percentile(web, 0.5) * 1000:.1f} 毫秒", ""),
        ("微信从回调到被动回复，中位数", f"{percentile(wechat, 0.5) * 1000:.1f} 毫秒", ""),
        ("微信比网页多", f"{extra:.1f} 毫秒", GOALS["extra"]),
        (f"每秒 {FLOOD_A_SECOND} 条伪造和重复的，99%", f"{percentile(flood, 0.99) * 1000:.1f} 毫秒", GOALS["flood"]),
        (f"模型卡住 {HANGING} 秒，{HANG_AT_ONCE} 个回调里最慢的", f"{max(hang):.2f} 秒", GOALS["hang"]),
    ]
    note = "前两行是真的助手，经模拟的微信（安全模式，时间由模拟器量）；后两行的对话用替身，网页进程只用一个核。"
    report = "\n\n".join(["## 微信的速度", measured_on(), note, table(("项目", "结果", "目标"), rows)])
    write_part("wechat", report)
    console.print(report, markup=False, highlight=False)


def _turns(folder: Path) -> tuple[list[float], list[float]]:
    """Return the seconds of the same questions by web chat and by WeChat, taken in turns so that both see the same machine."""
    platform_port = free_port()
    account = {name.removeprefix("LEYE_").lower(): value for name, value in ACCOUNT.items()}
    own = {**account, "wechat_api_base": f"http://127.0.0.1:{platform_port}"}
    with (
        running_assistant(folder, **own) as running,
        simulated_platform(running.address, platform_port, folder) as there,
    ):
        conversation = Conversation(running.address)
        return asyncio.run(_both(conversation, there))


async def _both(conversation: Conversation, there: str) -> tuple[list[float], list[float]]:
    platform = StagePlatform(there)
    phone = await platform.new_phone()
    web, wechat = [], []
    for number in range(WARM_UP + TURNS):
        question = QUESTIONS[number % len(QUESTIONS)]
        began = time.perf_counter()
        conversation.say(question)
        web.append(time.perf_counter() - began)
        done = await platform.post(f"people/{phone}/text", {"text": question})
        wechat.append(done["deliveries"][0]["milliseconds"] / 1000)
    await platform.close()
    return web[WARM_UP:], wechat[WARM_UP:]


async def _flood(stage: WechatStage) -> list[float]:
    """Return the seconds of each answer while forged posts and repeated deliveries come at a steady pace."""
    limits = httpx.Limits(max_connections=100)
    repeated = _delivery()
    async with httpx.AsyncClient(base_url=stage.front, trust_env=False, limits=limits) as http:
        # Its first delivery is answered; all that follow are repetitions.
        await _post_at(http, 0.0, repeated)
        began = time.perf_counter()
        posts = [
            asyncio.create_task(_post_at(http, began + number / FLOOD_A_SECOND, repeated if number % 2 else None))
            for number in range(FLOOD_SECONDS * FLOOD_A_SECOND)
        ]
        return list(await asyncio.gather(*posts))


def _delivery() -> tuple[dict[str, str], bytes]:
    """Return query and body of an encrypted delivery, made by a third party."""
    app_id, token, aes_key = (ACCOUNT[f"LEYE_WECHAT_{name}"] for name in ("APP_ID", "TOKEN", "AES_KEY"))
    stamp, nonce = str(int(time.time())), secrets.token_hex(4)
    message = (
        f"<xml><ToUserName>gh_bench</ToUserName><FromUserName>oBenchPerson</FromUserName><CreateTime>{stamp}</CreateTime>"
        "<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>"
    )
    body = WeChatCrypto(token, aes_key, app_id).encrypt_message(message, nonce, stamp)
    signature = parse(body)["xml"]["MsgSignature"]
    query = {"msg_signature": signature, "timestamp": stamp, "nonce": nonce, "encrypt_type": "aes"}
    return query, body.encode()


async def _post_at(http: httpx.AsyncClient, moment: float, captured: tuple[dict[str, str], bytes] | None) -> float:
    query, body = captured or _forged()
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))
    began = time.perf_counter()
    response = await http.post("/channels/wechat", params=query, content=body)
    assert response.status_code == (200 if captured else 403), response.status_code
    return time.perf_counter() - began


def _forged() -> tuple[dict[str, str], bytes]:
    stamp, nonce = str(int(time.time())), secrets.token_hex(4)
    signature = hashlib.sha1(secrets.token_bytes(8)).hexdigest()
    query = {"signature": signature, "msg_signature": signature, "timestamp": stamp, "nonce": nonce}
    body = f"<xml><ToUserName>x</ToUserName><Encrypt>{secrets.token_hex(400)}</Encrypt></xml>"
    return {**query, "encrypt_type": "aes"}, body.encode()


async def _hang(stage: WechatStage) -> list[float]:
    """Return the seconds of callbacks while the model answers none of them."""
    platform = StagePlatform(stage.platform)
    phones = [await platform.new_phone() for _ in range(HANG_AT_ONCE)]
    words = {"text": f"等{HANGING}秒"}
    done = await asyncio.gather(*(platform.post(f"people/{phone}/text", words) for phone in phones))
    await platform.close()
    return [delivery["milliseconds"] / 1000 for each in done for delivery in each["deliveries"]]


if __name__ == "__main__":
    main()
