"""Ids of agents and accounts as salted digests: reports can be joined by them and name nobody."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import replace
from pathlib import Path

from callscore.errors import ConfigError
from callscore.metadata import CallMetadata

__all__ = ["SALT", "read_salt", "salted", "salted_id"]

SALT = "CALLSCORE_SALT"
"""Environment variable that holds the salt where no file is named."""

DIGITS = 16
"""Hex digits of a salted id: 64 bits, so that two of a million ids fall together with a chance of 3 in 100 million."""

SHORTEST_SALT = 8
"""Characters of the shortest salt; ids have few digits, and a short salt is found by trying."""


def salted_id(value: str, salt: str) -> str:
    """An id as the first 64 bits of HMAC-SHA256 (RFC 2104) under the salt, in hex.

    Examples
    --------
    >>> salted_id("a17", "keep this secret")
    '7b802858fd7e0ac0'
    >>> salted_id("a17", "keep this secret") == salted_id("a17", "another secret")
    False
    """
    return hmac.new(salt.encode(), value.strip().encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:DIGITS]


def salted(metadata: CallMetadata, salt: str) -> CallMetadata:
    """What is known of a call with its agent and account salted; what the agent is to cite and the figures stay."""

    def hidden(value: str | None) -> str | None:
        return None if value is None else salted_id(value, salt)

    return replace(metadata, agent_id=hidden(metadata.agent_id), account_id=hidden(metadata.account_id))


def read_salt(path: Path | None) -> str | None:
    """The salt in a file, else in the environment variable ``CALLSCORE_SALT``; None where there is neither.

    Raises
    ------
    ConfigError
        When the file can't be read, or the salt has fewer than 8 characters.
    """
    if path is None:
        salt, where = os.environ.get(SALT, "").strip(), SALT
        if not salt:
            return None
    else:
        where = str(path)
        try:
            salt = path.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise ConfigError(f"{path}: the salt can't be read ({error}); give a text file") from None
    if len(salt) < SHORTEST_SALT:
        raise ConfigError(f"{where}: a salt of {len(salt)} characters; give {SHORTEST_SALT} or more, kept secret")
    return salt
