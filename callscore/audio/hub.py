"""The model hub and its cache on this machine: what is here, and how to fetch what isn't without waiting for ever."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

__all__ = ["NEEDED", "OutOfReach", "cached", "cached_ids", "download"]

HUB_TIMEOUT = 5.0
"""Seconds to wait for the hub's first answer before it counts as out of reach; a download may then take its time."""

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""What a CTranslate2 Whisper folder must hold; without tokenizer.json faster-whisper would ask the network for one."""

_FILES = ["config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*"]


OFFLINE = "CALLSCORE_OFFLINE"
"""Environment variable that forbids callscore every use of the network; 0, no, off, false and nothing allow it."""


class OutOfReach(Exception):
    """The hub gave nothing; the text says why in one line."""

    def __init__(self, why: str, cache: str) -> None:
        super().__init__(why)
        self.cache = cache


def cached(repo_id: str, revision: str | None) -> Path | None:
    """Folder of a repository that was downloaded before, or None; never goes to the network."""
    from huggingface_hub import snapshot_download

    try:
        path = snapshot_download(repo_id, revision=revision, local_files_only=True, allow_patterns=_FILES)
    except (OSError, ValueError):
        return None  # not cached, half cached, or no valid id: a download will say which
    folder = Path(path)
    return folder if all((folder / name).is_file() for name in NEEDED) else None


def cached_ids() -> tuple[str, ...]:
    """Ids of all model repositories in the cache, whole or not."""
    from huggingface_hub import constants

    names = sorted(folder.name for folder in Path(constants.HF_HUB_CACHE).glob("models--*--*"))
    return tuple(name.removeprefix("models--").replace("--", "/") for name in names)


def download(repo_id: str, revision: str | None, *, progress: bool) -> Path:
    """Fetch a repository's model files into the cache; gives up within seconds where the hub doesn't answer.

    Raises
    ------
    OutOfReach
        When the hub is switched off, can't be reached, or doesn't have it.
    """
    from faster_whisper.utils import disabled_tqdm
    from huggingface_hub import HfApi, constants, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    # The HTTP library under the hub changes with its version; its root error is a base of the hub's own.
    failures: tuple[Any, ...] = (*HfHubHTTPError.__bases__, OSError, ValueError)
    for name, is_set in ((OFFLINE, _forbidden()), ("HF_HUB_OFFLINE", constants.HF_HUB_OFFLINE)):
        if is_set:
            raise OutOfReach(f"{name} is set", constants.HF_HUB_CACHE)
    silent: dict[str, Any] = {} if progress else {"tqdm_class": disabled_tqdm}
    try:
        # Asked first because this call takes a limit and isn't repeated, as those of a download are for minutes.
        HfApi().model_info(repo_id, revision=revision, timeout=HUB_TIMEOUT)
        return Path(snapshot_download(repo_id, revision=revision, allow_patterns=_FILES, **silent))
    except failures as error:
        raise OutOfReach(_why(error, repo_id, revision, constants.ENDPOINT), constants.HF_HUB_CACHE) from None


def _forbidden() -> bool:
    """Whether the environment forbids the network."""
    return os.environ.get(OFFLINE, "").strip().lower() not in ("", "0", "no", "off", "false")


def _why(error: BaseException, repo_id: str, revision: str | None, endpoint: str) -> str:
    """Why the hub gave nothing, in one line."""
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError

    if isinstance(error, RevisionNotFoundError):
        return f"{repo_id} has no revision {revision!r} on {endpoint}"
    if isinstance(error, GatedRepoError):
        return f"{repo_id} on {endpoint} asks for an access token (HF_TOKEN)"
    if isinstance(error, RepositoryNotFoundError):
        return f"{endpoint} knows no {repo_id}, or it asks for an access token (HF_TOKEN)"
    first_line = str(error).strip().partition("\n")[0]
    return f"{endpoint} can't be used ({type(error).__name__}: {first_line})"
