"""How soon the open pages show something on a slow phone, and how much of them is loaded. Part of ``make bench``.

The phone is Lighthouse's: 1.6 Mbit/s down, 750 kbit/s up, a round trip of 150 ms, a processor four times slower. Nothing is cached.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from bench.scorecard import measured_on, table, write_part
from bench.stage.server import served
from bot.settings import Settings
from bot.storage import upgrade
from devservers import free_port

SECRET = "a secret for benchmarks only"
PAGES = (
    ("聊天", "/"),
    ("我能领什么", "/benefits"),
    ("服务指南（全部）", "/guides"),
    ("服务指南（一项）", "/guides/social_insurance_subsidy_flexible"),
)
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4
ROUNDS = 5
MOST_SECONDS, MOST_BYTES = 1.0, 60 * 1024
PHONE = {"width": 390, "height": 844}
STARTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
LOADED = "performance.getEntriesByType('resource').map((each) => [each.name, each.encodedBodySize])"
OF_THE_PAGE = "performance.getEntriesByType('navigation')[0].encodedBodySize"


@dataclass(frozen=True)
class FirstPaint:
    """What one page took: seconds to its first content (the middle of several visits), and bytes as they travel."""

    seconds: float
    page_bytes: int
    code_bytes: int
    files: int


def main() -> None:
    """Measure and write the part of the scorecard about the first paint."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/leye.db", secret=SECRET)
        upgrade(settings.database_url)
        with served(settings, free_port()) as address:
            found = [(name, paint_of(address, path)) for name, path in PAGES]
    rows = [
        (
            name,
            f"{paint.seconds:.2f} 秒",
            f"{paint.page_bytes / 1024:.1f} KB",
            f"{paint.code_bytes / 1024:.1f} KB",
            paint.files,
        )
        for name, paint in found
    ]
    note = (
        f"手机按 Lighthouse 的慢 4G：下行 1.6 Mbit/s、往返 150 毫秒、处理器慢 {SLOWER} 倍，没有缓存，{ROUNDS} 次的中位数。"
        f"目标：首次看到内容 ≤ {MOST_SECONDS:.0f} 秒，脚本和样式（压缩后）≤ {MOST_BYTES // 1024} KB。"
    )
    head = ("页面", "首次看到内容", "页面本身", "脚本和样式", "文件数")
    report = "\n\n".join(["## 网页多快看得见", measured_on(), note, table(head, rows)])
    write_part("paint", report)
    Console().print(report, markup=False, highlight=False)


def paint_of(address: str, path: str) -> FirstPaint:
    """Return what a page took on the slow phone."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        # The first visit wakes the server and the browser up.
        visits = [_visit(browser, f"{address}{path}") for _ in range(ROUNDS + 1)][1:]
        browser.close()
    middle = sorted(visits, key=lambda visit: visit.seconds)[len(visits) // 2]
    return FirstPaint(
        statistics.median(visit.seconds for visit in visits), middle.page_bytes, middle.code_bytes, middle.files
    )


def _visit(browser: Browser, address: str) -> FirstPaint:
    context = browser.new_context(
        viewport=PHONE, is_mobile=True, locale="zh-CN", service_workers="block", bypass_csp=True
    )
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", NETWORK)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    page.wait_for_function(STARTED)
    sizes = {urlsplit(name).path: size for name, size in page.evaluate(LOADED)}
    code = [size for name, size in sizes.items() if Path(name).suffix in (".js", ".css")]
    visit = FirstPaint(page.evaluate(PAINTED) / 1000, page.evaluate(OF_THE_PAGE), sum(code), len(sizes))
    context.close()
    return visit


if __name__ == "__main__":
    main()
