"""Where speech recognition models come from: our own starter model, a folder, the hub's cache, or the hub itself."""

from __future__ import annotations

import filecmp
import json
from dataclasses import dataclass
from pathlib import Path

from callscore.audio import hub
from callscore.errors import ModelError
from callscore.shipped import shipped_model
from callscore.trust import DEMO_RECOGNISER

__all__ = ["DEMO", "ModelInfo", "automatic_model", "demo_model", "find_model", "is_demo", "list_models", "pull_model"]

DEMO = DEMO_RECOGNISER
"""Name of the starter model that callscore ships; for tests and demos, never chosen by itself."""

_PURPOSES = {
    "tiny.en": "English; fastest, many wrong words",
    "tiny": "99 languages; fastest, many wrong words",
    "base.en": "English; fast, a rough reading",
    "base": "99 languages; fast, a rough reading",
    "small.en": "English; the default on a CPU",
    "small": "99 languages; the default on a CPU when the language isn't English",
    "medium.en": "English; better than small.en at about a third of its speed",
    "medium": "99 languages; better than small at about a third of its speed",
    "large-v1": "99 languages; replaced by large-v3",
    "large-v2": "99 languages; slow without a GPU, makes up fewer words on silence than large-v3",
    "large-v3": "99 languages; the most accurate, slow without a GPU",
    "large": "the same as large-v3",
    "distil-small.en": "English; near small.en, faster",
    "distil-medium.en": "English; near medium.en, faster",
    "distil-large-v2": "English; near large-v2, faster",
    "distil-large-v3": "English; near large-v3, faster",
    "distil-large-v3.5": "English; near large-v3, faster",
    "large-v3-turbo": "99 languages; the default on a GPU",
    "turbo": "the same as large-v3-turbo",
}


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A speech recognition model that can be named, and whether it is on this machine."""

    name: str
    """What to give as `model`: a short name or a hub id."""
    purpose: str
    """What it is for, in a few words; empty for models that only the cache knows."""
    path: Path | None = None
    """Its folder on this machine, None when it would have to be downloaded."""
    size_bytes: int | None = None
    """Bytes on disk, None when it isn't on this machine."""


def automatic_model(language: str | None = "en", *, gpu: bool = False) -> str:
    """Name of the model that ``"auto"`` stands for.

    Parameters
    ----------
    language
        Language code, None when it is to be detected.
    gpu
        Whether a GPU will run the model.

    Examples
    --------
    >>> automatic_model("en"), automatic_model(None), automatic_model("en", gpu=True)
    ('small.en', 'small', 'large-v3-turbo')
    """
    if gpu:
        return "large-v3-turbo"
    return "small.en" if language is not None and language.split("-")[0].lower() == "en" else "small"


def demo_model() -> Path:
    """Folder of the starter model, in a checkout and in an installed wheel alike.

    Raises
    ------
    ModelError
        When this copy of callscore came without it.

    Examples
    --------
    >>> (demo_model() / "model.bin").is_file()
    True
    """
    return shipped_model("whisper-micro", "model.bin")


def is_demo(name: str) -> bool:
    """Whether a model's name or folder means the starter model, or a copy of it under another name.

    Examples
    --------
    >>> is_demo("demo"), is_demo(str(demo_model())), is_demo("small.en")
    (True, True, False)
    """
    if name == DEMO:
        return True
    folder = _as_folder(name)
    weights = folder / "model.bin" if folder is not None else None
    if weights is None or not weights.is_file():
        return False
    return filecmp.cmp(weights, demo_model() / "model.bin", shallow=False)


def find_model(name: str, *, revision: str | None = None) -> Path | None:
    """Folder of a model that is on this machine already, or None; never goes to the network.

    Parameters
    ----------
    name
        ``"demo"``, a short name such as ``"small.en"``, a hub id such as ``"Systran/faster-whisper-small.en"``,
        or a folder.
    revision
        Branch, tag or commit on the hub; None is the main branch.

    Raises
    ------
    ModelError
        When the name is no model that anybody knows, or the folder is missing or broken.

    Examples
    --------
    >>> find_model("demo").name
    'whisper-micro'
    """
    if name == DEMO:
        return demo_model()
    folder = _as_folder(name)
    if folder is not None:
        return check_folder(folder)
    return hub.cached(hub_id(name), revision)


def pull_model(name: str, *, revision: str | None = None, progress: bool = False) -> Path:
    """Download a model from the hub into its cache, unless it is there, and return its folder.

    The hub's environment variables (``HF_HOME``, ``HF_HUB_CACHE``, ``HF_HUB_OFFLINE``, ``HF_ENDPOINT``, ``HF_TOKEN``
    and the rest) are honoured. Fails within seconds where the hub can't be reached.

    Parameters
    ----------
    name
        As for `find_model`; ``"demo"`` and folders are here already and returned as they are.
    revision
        Branch, tag or commit on the hub; None is the main branch.
    progress
        Show the hub's own progress bars on standard error.

    Raises
    ------
    ModelError
        When it can't be had; the text says why, and the ways to do without.
    """
    found = find_model(name, revision=revision)
    if found is not None:
        return found
    try:
        return check_folder(hub.download(hub_id(name), revision, progress=progress))
    except hub.OutOfReach as error:
        place = "neither a folder nor" if "/" in name else "not"
        raise no_model(name, f"{place} in the cache ({error.cache}), and {error}") from None


def no_model(name: str, reason: str) -> ModelError:
    """The error of a model that can't be had: one line, with the three ways out."""
    return ModelError(
        f"no speech recognition model {name!r}: {reason}; run 'callscore models pull {name}' on a connected machine, "
        "or name a local model with --model FOLDER, or give the words with --transcript FILE"
    )


def list_models() -> tuple[ModelInfo, ...]:
    """Models that can be named: ours, those faster-whisper knows, and other Whisper models in the hub's cache.

    Examples
    --------
    >>> list_models()[0].name
    'demo'
    """
    demo = demo_model()
    known = [ModelInfo(DEMO, "tests and demos on synthetic speech; not for real calls", demo, _size(demo))]
    ids = _known_ids()
    for name, repo_id in ids.items():
        path = hub.cached(repo_id, None)
        known.append(ModelInfo(name, _PURPOSES.get(name, ""), path, _size(path) if path is not None else None))
    for repo_id in hub.cached_ids():
        path = hub.cached(repo_id, None)
        # The configuration of CTranslate2's Whisper models lists language tokens, that of its others doesn't.
        if repo_id in ids.values() or path is None or "lang_ids" not in (path / "config.json").read_text("utf-8"):
            continue
        known.append(ModelInfo(repo_id, "", path, _size(path)))
    return tuple(known)


def check_folder(folder: Path) -> Path:
    """The folder itself when it holds a CTranslate2 Whisper model.

    Raises
    ------
    ModelError
        When it is missing, or lacks a file, or a file is empty or no JSON.
    """
    if not folder.is_dir():
        raise ModelError(f"no model folder at {folder}: check the path, or name a model ('callscore models list')")
    missing = [name for name in hub.NEEDED if not (folder / name).is_file() or (folder / name).stat().st_size == 0]
    if not missing and not any((folder / name).is_file() for name in ("vocabulary.json", "vocabulary.txt")):
        missing = ["vocabulary.json"]
    if missing:
        hint = "convert it with ct2-transformers-converter" if any(folder.glob("*.safetensors")) else "copy it again"
        raise ModelError(f"{folder} is no CTranslate2 Whisper model: {', '.join(missing)} missing or empty; {hint}")
    for name in ("config.json", "tokenizer.json"):
        try:
            json.loads((folder / name).read_text(encoding="utf-8"))
        except ValueError as error:
            raise ModelError(f"{folder / name} can't be read as JSON ({error}): copy the model again") from None
    return folder


def hub_id(name: str) -> str:
    """The hub's id of a short name; ids are returned as they are.

    Raises
    ------
    ModelError
        When the short name isn't known.

    Examples
    --------
    >>> hub_id("small.en")
    'Systran/faster-whisper-small.en'
    """
    if "/" in name:
        return name
    ids = _known_ids()
    if name not in ids:
        raise ModelError(
            f"no speech recognition model is called {name!r}: give one of auto, {DEMO}, {', '.join(ids)}, "
            "a hub id (owner/name) or a folder"
        )
    return ids[name]


def _known_ids() -> dict[str, str]:
    from faster_whisper.utils import _MODELS

    return dict(_MODELS)


def _as_folder(name: str) -> Path | None:
    """The folder that `name` means, or None when it is a name for the hub to know."""
    path = Path(name).expanduser()
    if name.startswith((".", "~")) or path.is_absolute() or "\\" in name or name.count("/") > 1:
        return path
    return path if name not in _PURPOSES and path.exists() else None


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
