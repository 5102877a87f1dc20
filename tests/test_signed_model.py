"""Only a model that was trained here, and is as it was then, is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.signed_model import is_signed, require_signed, sign_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Give a model that was trained and sealed here."""
    model = tmp_path / "models/leye.tar.gz"
    model.parent.mkdir()
    model.write_bytes(b"weights")
    sign_model(model, model, tmp_path / "var/key")
    return model


def test_a_model_trained_here_is_taken_and_its_key_is_for_its_owner_only(model: Path, tmp_path: Path) -> None:
    require_signed(model, tmp_path / "var/key")
    assert (tmp_path / "var/key").stat().st_mode & 0o777 == 0o600


def test_a_model_with_one_other_byte_is_refused_with_what_to_do(model: Path, tmp_path: Path) -> None:
    model.write_bytes(b"weighty")
    with pytest.raises(SettingsError, match="leye train"):
        require_signed(model, tmp_path / "var/key")


def test_a_model_sealed_elsewhere_is_refused(model: Path, tmp_path: Path) -> None:
    sign_model(model, model, tmp_path / "elsewhere/key")
    model.with_name("leye.tar.gz.signatures").write_text(
        model.with_name("leye.tar.gz.signatures").read_text().splitlines()[0]
    )
    assert not is_signed(model, tmp_path / "var/key")
    assert is_signed(model, tmp_path / "elsewhere/key")


def test_a_model_from_before_models_were_sealed_is_not_signed_and_makes_no_key(tmp_path: Path) -> None:
    (tmp_path / "leye.tar.gz").write_bytes(b"weights")
    assert not is_signed(tmp_path / "leye.tar.gz", tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_while_a_new_model_takes_the_place_of_the_old_one_both_are_good_and_no_third(
    model: Path, tmp_path: Path
) -> None:
    fresh, key = tmp_path / "fresh", tmp_path / "var/key"
    for content in (b"second", b"third"):
        fresh.write_bytes(content)
        sign_model(fresh, model, key)
        assert is_signed(model, key) is (content == b"second")
    fresh.replace(model)
    assert is_signed(model, key)


def test_a_key_that_is_empty_is_said(model: Path, tmp_path: Path) -> None:
    (tmp_path / "var/key").write_text("")
    with pytest.raises(SettingsError, match="模型的密钥"):
        is_signed(model, tmp_path / "var/key")
