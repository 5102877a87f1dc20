"""The seal of this installation on the model that it trained: Rasa unpacks no archive, and runs nothing of it, that somebody else put there."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.errors import SettingsError

# A key of its own: exchanging LEYE_SECRET must not make a model useless, and `leye train` need not know LEYE_SECRET.
MODEL_KEY = Path("var/model_key")
# The one before stays good for the moment between two files that are exchanged one after the other.
SIGNATURES_KEPT = 2
READ_AT_ONCE = 1 << 20
CHANGED = "模型文件 {model} 不是这里训练的，或者训练以后被改过，不装它。请运行 leye train 重新训练；不是自己改的，先查是谁动过 {folder}。"
NO_KEY = "读不了、写不了模型的密钥 {key}（{why}）。请检查它的权限：要由运行助手的账号所有，只有它能读。"


def sign_model(archive: Path, model: Path, key: Path = MODEL_KEY) -> None:
    """Seal an archive that is about to become the model.

    Raises:
        SettingsError: the key can be neither read nor made.
    """
    file, seal = _signatures(model), _seal(archive, _key(key))
    kept = [seal, *(line for line in _read(file) if line != seal)][:SIGNATURES_KEPT]
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text("\n".join(kept) + "\n", encoding="ascii")
    os.replace(fresh, file)


def is_signed(model: Path, key: Path = MODEL_KEY) -> bool:
    """Tell whether a model is there as this installation sealed it.

    Raises:
        SettingsError: the key cannot be read.
    """
    if not model.exists() or not key.exists():
        return False
    seal = _seal(model, _key(key))
    return any(hmac.compare_digest(seal.encode(), each.encode()) for each in _read(_signatures(model)))


def require_signed(model: Path, key: Path = MODEL_KEY) -> None:
    """Refuse a model that this installation did not train as it is.

    Raises:
        SettingsError: it was changed, put there by somebody else, or trained before models were sealed.
    """
    if not is_signed(model, key):
        raise SettingsError(CHANGED.format(model=model, folder=model.parent))


def _signatures(model: Path) -> Path:
    return model.with_name(f"{model.name}.signatures")


def _read(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []


def _seal(archive: Path, key: bytes) -> str:
    """Return the seal of an archive, in hexadecimal digits."""
    seal = hmac.new(key, b"leye model\0", hashlib.sha256)
    with archive.open("rb") as file:
        while read := file.read(READ_AT_ONCE):
            seal.update(read)
    return seal.hexdigest()


def _key(path: Path) -> bytes:
    """Return the key of models, made when it is missing.

    Raises:
        SettingsError: it cannot be read or made, or is empty.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
            os.replace(fresh, path)
        key = path.read_bytes().strip()
    except OSError as error:
        raise SettingsError(NO_KEY.format(key=path, why=error.strerror)) from error
    if not key:
        raise SettingsError(NO_KEY.format(key=path, why="是空的"))
    return key
