"""Settings: defaults, the environment over .env, and messages that name the variable and the remedy."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import RequestAllowance, Settings


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own .env out of the tests."""
    monkeypatch.chdir(tmp_path)


def test_an_empty_environment_gives_the_defaults_for_one_machine() -> None:
    assert Settings.from_environment({}) == Settings(
        database_url="sqlite:///var/leye.db",
        redis_url=None,
        host="127.0.0.1",
        port=8000,
        secret=None,
        people_key=None,
        rate_limit="120/minute",
        trusted_proxies="127.0.0.1,::1",
        as_of=None,
        rasa_url="http://127.0.0.1:5005",
        actions_url="http://127.0.0.1:5055",
        kb_dir=Path("policies_kb"),
    )


def test_every_variable_is_read() -> None:
    environ = {
        "LEYE_DATABASE_URL": "postgresql://leye:pass@db/leye",
        "LEYE_REDIS_URL": "redis://cache:6379/1",
        "LEYE_HOST": "0.0.0.0",
        "LEYE_PORT": " 9000 ",
        "LEYE_SECRET": "0123456789abcdef",
        "LEYE_PEOPLE_KEY": "0123456789abcdef0123456789abcdef",
        "LEYE_RATE_LIMIT": "10/second",
        "LEYE_TRUSTED_PROXIES": "10.0.0.2, ::1",
        "LEYE_METRICS_CLIENTS": "10.0.0.9",
        "LEYE_AS_OF": "2022-06-30",
        "LEYE_RASA_URL": "http://rasa:5005/",
        "LEYE_ACTIONS_URL": "http://actions:5055",
        "LEYE_KB_DIR": "/srv/kb",
    }
    assert Settings.from_environment(environ) == Settings(
        database_url="postgresql://leye:pass@db/leye",
        redis_url="redis://cache:6379/1",
        host="0.0.0.0",
        port=9000,
        secret="0123456789abcdef",
        people_key="0123456789abcdef0123456789abcdef",
        rate_limit="10/second",
        trusted_proxies="10.0.0.2,::1",
        metrics_clients="10.0.0.9",
        as_of=date(2022, 6, 30),
        rasa_url="http://rasa:5005",
        actions_url="http://actions:5055",
        kb_dir=Path("/srv/kb"),
    )


def test_the_environment_wins_over_the_dotenv_file() -> None:
    Path(".env").write_text("LEYE_PORT=9001\nLEYE_HOST=0.0.0.0\n", encoding="utf-8")
    settings = Settings.from_environment({"LEYE_PORT": "9002"})
    assert (settings.port, settings.host) == (9002, "0.0.0.0")


def test_an_empty_value_counts_as_unset() -> None:
    assert Settings.from_environment({"LEYE_AS_OF": "", "LEYE_REDIS_URL": "  "}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("LEYE_DATABASE_URL", "mysql://leye:hidden@db/leye", "sqlite:///"),
        ("LEYE_DATABASE_URL", "leye.db", "sqlite:///"),
        ("LEYE_REDIS_URL", "localhost:6379", "redis://"),
        ("LEYE_PORT", "http", "8000"),
        ("LEYE_PORT", "70000", "65535"),
        ("LEYE_PORT", "0", "65535"),
        ("LEYE_SECRET", "short", "openssl rand -hex 32"),
        ("LEYE_PEOPLE_KEY", "hidden-and-too-short", "openssl rand -hex 32"),
        ("LEYE_RATE_LIMIT", "many", "120/minute"),
        ("LEYE_RATE_LIMIT", "0/minute", "off"),
        ("LEYE_AS_OF", "2022-02-30", "2026-01-31"),
        ("LEYE_RASA_URL", "localhost:5005", "http://127.0.0.1:5005"),
        ("LEYE_ACTIONS_URL", "http://", "http://"),
    ],
)
def test_a_malformed_value_names_the_variable_and_the_remedy(variable: str, value: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({variable: value})
    assert variable in str(caught.value)
    assert remedy in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_the_rate_limit_reads_as_numbers() -> None:
    assert Settings().allowance == RequestAllowance(120, 60)
    assert Settings(rate_limit="5/hour").allowance == RequestAllowance(5, 3600)
    assert Settings(rate_limit="off").allowance is None


def test_a_missing_secret_is_made_once_and_only_its_owner_may_read_it() -> None:
    first = Settings().with_secret()
    assert first.secret is not None
    assert len(first.secret) == 64
    assert Settings().with_secret() == first
    assert stat.S_IMODE(Path("var/secret").stat().st_mode) == 0o600
    assert sorted(file.name for file in Path("var").iterdir()) == ["people_key", "secret"]


def test_a_given_secret_is_used_and_no_file_is_made() -> None:
    assert Settings(secret="0123456789abcdef").with_secret().secret == "0123456789abcdef"
    assert not Path("var").exists()


def test_a_secret_that_cannot_be_kept_says_what_to_do() -> None:
    Path("var").write_text("in the way", encoding="utf-8")
    with pytest.raises(SettingsError, match="LEYE_SECRET"):
        Settings().with_secret()


def test_an_emptied_secret_file_is_not_used() -> None:
    Path("var").mkdir()
    Path("var/secret").touch()
    with pytest.raises(SettingsError, match="LEYE_SECRET"):
        Settings().with_secret()


def test_a_secret_of_the_same_few_characters_is_refused() -> None:
    with pytest.raises(SettingsError, match="LEYE_SECRET"):
        Settings.from_environment({"LEYE_SECRET": "ab" * 20})


def test_proxies_are_addresses_or_none() -> None:
    assert Settings.from_environment({"LEYE_TRUSTED_PROXIES": "none"}).trusted_proxies == ""
    with pytest.raises(SettingsError, match="LEYE_METRICS_CLIENTS"):
        Settings.from_environment({"LEYE_METRICS_CLIENTS": "prometheus"})
    with pytest.raises(SettingsError, match="LEYE_TRUSTED_PROXIES"):
        Settings.from_environment({"LEYE_TRUSTED_PROXIES": "nginx"})


def test_the_key_of_people_is_made_once_for_its_owner_alone() -> None:
    first = Settings().with_secret()
    assert first.people_key is not None and len(first.people_key) >= 32
    assert Settings().with_secret().people_key == first.people_key
    assert stat.S_IMODE(Path("var/people_key").stat().st_mode) == 0o600


def test_a_key_of_people_that_is_set_later_leaves_the_first_valid_for_what_it_sealed() -> None:
    first = Settings().with_secret().people_key
    later = Settings(people_key="k" * 40).with_secret()
    assert (later.people_key, later.previous_people_key) == ("k" * 40, first)
    assert Settings(people_key="k" * 40, previous_people_key="p" * 40).with_secret().previous_people_key == "p" * 40
    assert Settings(people_key=first).with_secret().previous_people_key is None


def test_where_alerts_go_is_a_key_that_no_message_repeats() -> None:
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=geheim"
    settings = Settings.from_environment({"LEYE_ALERT_WEBHOOK": address})
    assert settings.alert_webhook == address
    assert "geheim" not in repr(settings)
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"LEYE_ALERT_WEBHOOK": "geheim"})
    assert "geheim" not in str(refused.value)
