"""What the operator gets a message of: read from the gauges that Prometheus reads, so both are told the same."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot.alerts import Alert, AlertBell, AlertWebhook
from bot.clock import now
from bot.conversation import Outcome
from bot.front.health import WriteProbe
from bot.front.watched import HouseGauges, watched_folders
from bot.front.web.metrics import Metrics
from bot.outreach.ledger import take_lease
from bot.outreach.runs import RunState
from bot.restarts import KEPT_AT
from bot.settings import Settings
from bot.storage import holder_name
from bot.storage.tables import campaign_runs

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 15.0
LEASE, LEASE_LASTS = "alerts", timedelta(minutes=1)
LEAST_SPACE = 1024**3
TURNS_WITHIN_SECONDS = 300.0
FEWEST_FAILED_TURNS, FAILED_SHARE = 3, 0.05
PAUSED, TURNS, DISK = "paused_run", "turns", "disk"


@dataclass(frozen=True)
class _Sign:
    """A gauge that says by one value that something is wrong; ``is_shared`` when every web process sees the same."""

    kind: str
    gauge: str
    wrong: float
    after: float
    text: str
    over: str
    is_shared: bool = True


SIGNS = (
    _Sign(
        "database",
        "leye_database_up",
        0,
        60,
        "数据库连不上：居民会收到致歉和 12333。请检查 LEYE_DATABASE_URL 和数据库服务。",
        "数据库连上了。",
        is_shared=False,
    ),
    _Sign(
        "writes",
        "leye_database_writable",
        0,
        60,
        "数据库写不进去：居民会收到“请稍后再试”。请清理磁盘，或停掉占用数据库的程序；之后会自动恢复。",
        "数据库能写了。",
        is_shared=False,
    ),
    _Sign(
        "outreach",
        "leye_outreach_up",
        0,
        120,
        "推送进程没有在工作：到点的通知没发，聊天不受影响。请检查 outreach 进程和它的日志；恢复后会自动补发。",
        "推送进程恢复了。",
    ),
    _Sign(
        "clock",
        "leye_clock_doubted",
        1,
        0,
        "这台机器的时钟比数据库知道的最后时刻晚得太多：到期的先不删，推送先停着。时钟错了就调准；没错就运行 leye db clock --right。",
        "时钟可信了。",
    ),
    _Sign(
        "journal",
        "leye_journal_behind",
        1,
        300,
        "登记簿写不进去：退订照办，推送先等着。请清理 LEYE_JOURNAL_DIR 的磁盘，或改它的权限。",
        "登记簿能写了。",
        is_shared=False,
    ),
)


class OperatorAlerts:
    """Looks at the house and shows a bell what is wrong; touches the database, so never on an event loop.

    Of several web processes one tells what all of them see; each tells of its own disk, turns and way to the database.

    Args:
        turns: replies since the start by outcome.
        monotonic: seconds that only grow.
    """

    def __init__(
        self,
        engine: Engine,
        gauges: HouseGauges,
        turns: Callable[[], Mapping[str, float]],
        bell: AlertBell,
        clock: Callable[[], datetime] = now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine, self._gauges, self._turns, self._bell = engine, gauges, turns, bell
        self._clock, self._monotonic, self._holder = clock, monotonic, holder_name()
        self._counted: deque[tuple[float, float, float]] = deque()

    def look(self) -> None:
        """Show the bell what holds now; what cannot be known stays as it was told."""
        values = {
            (sample.name, next(iter(sample.labels.values()), "")): sample.value
            for family in self._gauges.collect()
            for sample in family.samples
        }
        shared = self._shared(values)
        known = {gauge for gauge, _ in values}
        unsure = {sign.kind for sign in SIGNS if sign.gauge not in known or (sign.is_shared and shared is None)}
        own = [_alert(sign) for sign in SIGNS if not sign.is_shared and values.get((sign.gauge, "")) == sign.wrong]
        self._bell.show(
            [*own, *_of_disks(values), *self._of_turns(), *(shared or [])],
            unsure | (set() if shared is not None else {PAUSED}),
        )

    def _shared(self, values: Mapping[tuple[str, str], float]) -> list[Alert] | None:
        """Return what all web processes see; None where another one tells it, or the database does not answer."""
        try:
            if not take_lease(self._engine, LEASE, self._holder, self._clock(), LEASE_LASTS):
                return None
            paused = select(campaign_runs.c.id).where(campaign_runs.c.state == RunState.PAUSED.value)
            with self._engine.connect() as connection:
                runs = [_of_run(run) for run in connection.execute(paused).scalars()]
        except SQLAlchemyError:
            return None
        return runs + [_alert(sign) for sign in SIGNS if sign.is_shared and values.get((sign.gauge, "")) == sign.wrong]

    def _of_turns(self) -> list[Alert]:
        """Return one when more than one turn in twenty failed within the last five minutes."""
        counts, at = self._turns(), self._monotonic()
        self._counted.append((at, counts.get(Outcome.ERROR.value, 0.0), sum(counts.values())))
        while len(self._counted) > 1 and at - self._counted[0][0] > TURNS_WITHIN_SECONDS:
            self._counted.popleft()
        failed, played = (self._counted[-1][place] - self._counted[0][place] for place in (1, 2))
        if failed < FEWEST_FAILED_TURNS or failed <= FAILED_SHARE * played:
            return []
        text = "五分钟里超过二十分之一的问话没答成：居民收到的是致歉和 12333。请打开 /readyz，照 reasons 做，再看 rasa、actions 的日志。"
        return [Alert(TURNS, text, "问话又答得成了。")]


def operator_alerts_of(settings: Settings, engine: Engine, metrics: Metrics) -> OperatorAlerts | None:
    """Return what watches for these settings, with a bell that rings already; None where no address is set."""
    if settings.alert_webhook is None:
        return None
    bell = AlertBell(AlertWebhook(settings.alert_webhook), settings.alerts_file)
    bell.begin()
    gauges = HouseGauges(engine, WriteProbe(engine).holds, watched_folders(settings), KEPT_AT, now)
    return OperatorAlerts(engine, gauges, metrics.turns, bell)


async def keep_alert(alerts: OperatorAlerts | None) -> None:
    """Look from time to time, whatever happens; return at once where nobody is to be told."""
    while alerts is not None:
        try:
            await run_in_threadpool(alerts.look)
        except Exception:
            # What nobody thought of must not end the watch for good.
            logger.exception("could not look after the house")
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def _alert(sign: _Sign) -> Alert:
    return Alert(sign.kind, sign.text, sign.over, after=sign.after)


def _of_run(run: int) -> Alert:
    text = (
        f"第 {run} 次推送停着等人：有人按了暂停，或程序停下等人看。"
        "请用 leye outreach list 看原因；核对后 leye outreach resume，不发了就 stop。"
    )
    return Alert(PAUSED, text, f"第 {run} 次推送不再停着。", str(run))


def _of_disks(values: Mapping[tuple[str, str], float]) -> list[Alert]:
    free = {folder: value for (gauge, folder), value in values.items() if gauge == "leye_disk_free_bytes"}
    return [
        Alert(
            DISK,
            f"磁盘只剩 {value / 1024**2:.0f} MB（{folder}）：满了以后居民的话记不下，推送会停着等。请清理旧的备份和换下的数据库文件，或加磁盘。",
            f"磁盘又有空间了（{folder}）。",
            folder,
            60.0,
        )
        for folder, value in free.items()
        if value < LEAST_SPACE
    ]
