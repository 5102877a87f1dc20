"""``leye keys``: exchanging the secret and the key of names and phones, while both hold, until nothing needs the old ones."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.engine import Engine

from bot import clock
from bot.errors import SituationError
from bot.people import reseal_column, sealer_for
from bot.people.unions import reseal_records
from bot.settings import NAMING, PREVIOUS, SECRET_FILE, Settings
from bot.staff import Accounts, AuditLog
from bot.storage import open_for, upgrade
from bot.storage.tables import employers, openings, people, referrals, seekers

# Every column that holds what the key of names and phones sealed.
SEALED = (
    (people, "name_sealed"),
    (people, "phone_sealed"),
    (referrals, "phone_sealed"),
    (employers, "contact_sealed"),
    (employers, "phone_sealed"),
    (openings, "hidden_sealed"),
    (seekers, "phone_sealed"),
)
HOW = (
    "没有要换的密钥。换 LEYE_SECRET：它存在 var/secret 里就加 --new-secret；写在 .env 里就把原来的改写成 LEYE_PREVIOUS_SECRET，"
    "新的写成 LEYE_SECRET。换 LEYE_PEOPLE_KEY：原来的改写成 LEYE_PREVIOUS_PEOPLE_KEY，新的写成 LEYE_PEOPLE_KEY。再运行一次。"
)
app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """密钥：换 LEYE_SECRET 和 LEYE_PEOPLE_KEY。"""


@app.command()
def rotate(
    new_secret: Annotated[bool, typer.Option("--new-secret", help="密钥存在 var/secret 里时：换一个新的")] = False,
    finish: Annotated[bool, typer.Option("--finish", help="换好一天以后：旧的 LEYE_SECRET 作废")] = False,
) -> None:
    """换密钥：新旧都认，把旧密钥加密的一点点换成新的；中断了再运行一次就行。"""
    if new_secret:
        _make_new_secret()
    settings = Settings.from_environment().with_secret()
    if settings.previous_secret is None and settings.previous_people_key is None:
        raise SituationError(HOW)
    upgrade(settings.database_url)
    engine = open_for(settings)
    if settings.previous_secret is not None:
        _keep_naming(settings)
    count = _reseal(settings, engine)
    AuditLog(engine).write("command-line", "keys.rotated", None, clock.now(), resealed=count)
    typer.echo(f"换了 {count:,} 处；旧密钥加密的，一处也没有了。")
    if finish:
        _forget_previous()
    elif settings.previous_secret is not None:
        typer.echo(
            "请重新启动助手。旧密钥签的登录和链接一天以后自然过期，那时运行 leye keys rotate --finish，或从 .env 去掉 LEYE_PREVIOUS_SECRET。"
        )
    if settings.previous_people_key is not None:
        typer.echo(
            "重新启动以后，就可以从 .env 去掉 LEYE_PREVIOUS_PEOPLE_KEY。以前的备份还要用旧密钥，请和备份一起锁起来。"
        )


def _make_new_secret(path: Path = SECRET_FILE) -> None:
    """Exchange the secret that is kept in a file; broken off anywhere, either of the two is there, and the other with it.

    Raises:
        SituationError: the secret is in the environment, or the last exchange is not finished.
    """
    if os.environ.get("LEYE_SECRET"):
        raise SituationError(HOW)
    current = Settings().with_secret(path)
    if path.with_name(PREVIOUS).exists():
        raise SituationError("上一次换的还没有收尾。请先运行 leye keys rotate --finish，再换新的。")
    _write(path.with_name(NAMING), current.naming_key or "")
    _write(path.with_name(PREVIOUS), current.secret or "")
    _write(path, secrets.token_hex(32))


def _keep_naming(settings: Settings, path: Path = SECRET_FILE) -> None:
    """Keep what conversations are named from: it must outlive the secret that it was."""
    if not os.environ.get("LEYE_NAMING_KEY") and not path.with_name(NAMING).exists():
        _write(path.with_name(NAMING), settings.naming_key or "")
    typer.echo(
        f"会话编号仍按原来的算，凭据在 {path.with_name(NAMING)}：请和密钥一样锁起来，几台机器各放一份（或写成 LEYE_NAMING_KEY）。"
    )


def _forget_previous(path: Path = SECRET_FILE) -> None:
    path.with_name(PREVIOUS).unlink(missing_ok=True)
    typer.echo("旧的 LEYE_SECRET 作废了，请重新启动助手。写在 .env 里的 LEYE_PREVIOUS_SECRET 请去掉。")


def _reseal(settings: Settings, engine: Engine) -> int:
    assert settings.secret is not None
    count = Accounts(engine, settings.secret, settings.previous_secret).reseal()
    sealer = sealer_for(settings)
    if sealer is not None:
        count += sum(reseal_column(engine, sealer, table, name) for table, name in SEALED)
        count += reseal_records(engine, sealer)
    return count


def _write(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
