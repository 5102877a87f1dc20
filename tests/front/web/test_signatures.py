"""What is signed is signed by HMAC-SHA256; what was signed otherwise before, or with the secret of before, is still read."""

from __future__ import annotations

import pytest
from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.front.web.signatures import signatures

SECRET, OLDER = "a secret of enough characters, 1", "a secret of enough characters, 0"
BYTES_OF_SHA256 = 32


def test_a_signature_is_of_sha256() -> None:
    signature = signatures(SECRET, None, "purpose").dumps("web:a").rsplit(".", 1)[1]
    assert len(signature) == -(-BYTES_OF_SHA256 * 4 // 3)


@pytest.mark.parametrize("secret", [SECRET, OLDER])
def test_what_was_signed_before_is_read_for_its_time(secret: str) -> None:
    token = URLSafeTimedSerializer(secret, salt="purpose").dumps("web:a")
    assert signatures(SECRET, OLDER, "purpose").loads(token, max_age=60) == "web:a"


def test_another_purpose_or_secret_is_not_read() -> None:
    token = signatures(SECRET, None, "purpose").dumps("web:a")
    for other in (signatures(SECRET, None, "another"), signatures(OLDER, None, "purpose")):
        with pytest.raises(BadSignature):
            other.loads(token, max_age=60)
