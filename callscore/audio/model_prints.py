"""Which files a model really is: its revision on the hub and the SHA-256 of its weights, for the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from callscore.audio.models import find_model
from callscore.whole_files import sha256_of

__all__ = ["ModelPrint", "model_print"]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class ModelPrint:
    """Hex SHA-256 of a model's weights, and the commit they have on the hub (None for a folder of your own)."""

    sha256: str
    revision: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Both by name."""
        return {"sha256": self.sha256, "revision": self.revision}


def model_print(name: str, *, revision: str | None = None) -> ModelPrint | None:
    """What identifies a speech recognition model that is on this machine; None when it isn't.

    The hub's cache names files by their digest, so nothing is read there; other weights are read once a process.

    Examples
    --------
    >>> len(model_print("demo").sha256)
    64
    """
    folder = find_model(name, revision=revision)
    if folder is None:
        return None
    weights = folder / "model.bin"
    stored = weights.resolve().name
    digest = stored if _SHA256.fullmatch(stored) else _sha256(weights, weights.stat().st_mtime_ns)
    return ModelPrint(digest, folder.name if _COMMIT.fullmatch(folder.name) else None)


@lru_cache(maxsize=8)
def _sha256(path: Path, changed: int) -> str:
    """Digest of a file that was last changed then (nanoseconds)."""
    return sha256_of(path)
