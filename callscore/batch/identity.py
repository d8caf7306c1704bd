"""What a report was made from, as digests: the call's files, and the pipeline that heard and scored it."""

from __future__ import annotations

import hashlib
import inspect
import json
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callscore.errors import ModelError
from callscore.listening import TRANSCRIPT_SUFFIXES
from callscore.shipped import DATA, shipped_model
from callscore.whole_files import sha256_of

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper
    from callscore.batch.tasks import Task
    from callscore.metadata import CallMetadata
    from callscore.pipeline import Pipeline
    from callscore.rubric import Rubric

__all__ = ["Fingerprint", "Identity", "fingerprint", "identify", "is_recognised"]

HEARING_DATA = ("floor.toml", "roles.toml")
"""Files of callscore's data that a conversation depends on; all others only matter to its scores."""

NOT_HEARD = ("progress", "media", "batch_size", "cpu_threads", "local_files_only", "device")
"""Options that change how fast something is heard and who watches, not what is heard."""

SAMPLE_BYTES = 2**20
"""Bytes at the beginning and end of a model's large file that stand for it: training changes them all."""

MODEL_SUFFIXES = frozenset({".bin", ".json", ".npz", ".onnx", ".txt"})
"""Endings of the files that make up a model; cards and training scripts lie beside them."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A pipeline as three digests."""

    hearing: str
    """callscore's version, and the options that decide what is heard."""
    recogniser: str
    """The speech recognition model, its revision and options; it counts where words have to be recognised."""
    scoring: str
    """Rubric, day of the calls, analyzers, lexicons, phrase lists, profile and phrasing model."""

    def to_dict(self) -> dict[str, str]:
        """The digests by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Identity:
    """One call together with the pipeline, as two digests."""

    heard: str
    """Sound, transcript, and all that decides what is heard: while it stays the same, nothing is heard again."""
    report: str
    """`heard`, the metadata and all that decides the scores: while it stays the same, the report does."""

    def to_dict(self) -> dict[str, str]:
        """The digests by name, as they stand in a report."""
        return {"heard": self.heard, "report": self.report}

    @classmethod
    def of(cls, data: object) -> Identity | None:
        """The identity out of a report's or an index's data; None when there is none."""
        if not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in ("heard", "report")):
            return None
        return cls(data["heard"], data["report"])


def fingerprint(pipeline: Pipeline, *, recognises: bool = True) -> Fingerprint:
    """The digests of a pipeline.

    Parameters
    ----------
    pipeline
        The recipe.
    recognises
        Whether any call needs recognition; if not, no model is looked for.

    Examples
    --------
    >>> from callscore import Pipeline
    >>> one, other = (fingerprint(Pipeline(rubric), recognises=False) for rubric in ("default", "default"))
    >>> one == other, len(one.scoring)
    (True, 64)
    """
    from callscore import __version__
    from callscore.analysis import installed_analyzers
    from callscore.listening import ListenOptions

    options = pipeline.options or ListenOptions()
    others = [
        (field.name, _print_of(getattr(pipeline, field.name)))
        for field in fields(pipeline)
        if field.compare and field.name not in ("options", "rubric", "analyzers")
    ]
    hearing = (
        __version__,
        pipeline.keep_private,
        _plain(options, leave_out=(*NOT_HEARD, "recogniser", "call_date")),
        _data(HEARING_DATA),
    )
    rubric = pipeline.loaded_rubric()
    scoring = (
        __version__,
        options.call_date,
        repr(rubric),
        [_print_of(each) for each in (installed_analyzers() if pipeline.analyzers is None else pipeline.analyzers)],
        [sha256_of(path) for path in _own_files(pipeline, rubric)],
        others,
        _data(None),
        _phrasing(),
    )
    return Fingerprint(_digest(hearing), _recogniser(options.recogniser) if recognises else "", _digest(scoring))


def is_recognised(task: Task) -> bool:
    """Whether a call's words have to be recognised from its sound."""
    return task.transcript is None and Path(task.path).suffix.lower() not in TRANSCRIPT_SUFFIXES


def identify(
    prints: Fingerprint,
    *,
    sound: str,
    transcript: str | None,
    recognised: bool,
    metadata: CallMetadata | None,
    corrections: str | None = None,
) -> Identity:
    """The identity of a call.

    Parameters
    ----------
    prints
        The pipeline's digests.
    sound, transcript
        SHA-256 of the files, in hex.
    recognised
        Whether the words are recognised.
    metadata
        What is known beside the sound.
    corrections
        Text of the corrections that a person made; they change what is scored, and not what was heard.
    """
    heard = _digest((sound, transcript, prints.hearing, prints.recogniser if recognised else None))
    corrected = () if corrections is None else (corrections,)
    return Identity(heard, _digest((heard, metadata.to_dict() if metadata else None, prints.scoring, *corrected)))


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(options: Any, *, leave_out: Iterable[str]) -> list[tuple[str, str]]:
    """Names and values of an options dataclass."""
    skipped = frozenset(leave_out)
    return [(field.name, repr(getattr(options, field.name))) for field in fields(options) if field.name not in skipped]


def _own_files(pipeline: Pipeline, rubric: Rubric) -> list[str]:
    """The user's phrase lists and profile: what they hold counts, not only what they are called."""
    named = (*rubric.phrases, *pipeline.phrases, pipeline.profile or rubric.profile)
    return [path for path in dict.fromkeys(map(str, named)) if Path(path).is_file()]


def _recogniser(recogniser: Whisper | None) -> str:
    """Digest of the recogniser's options and of its model's files."""
    from callscore.audio.models import find_model
    from callscore.audio.transcription import Whisper

    whisper = recogniser or Whisper()
    try:
        folder = find_model(whisper.name, revision=whisper.revision)
        model = [] if folder is None else _model_files(folder)
    except ModelError as error:
        model = [("missing", str(error))]
    return _digest((whisper.name, _plain(whisper, leave_out=(*NOT_HEARD, "model")), model))


def _sampled(path: Path) -> str:
    """Digest of a file's size and its bytes; of a large one's first and last bytes."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
        file.seek(max(len(head), size - SAMPLE_BYTES))
        return hashlib.sha256(str(size).encode() + head + file.read(SAMPLE_BYTES)).hexdigest()


def _data(names: Iterable[str] | None) -> str:
    """Digest of files of callscore's data: those named, or all that scores may depend on."""
    if names is not None:
        paths = [DATA / name for name in names]
    else:
        paths = [path for path in DATA.rglob("*.toml") if path.relative_to(DATA).parts[0] != "rubrics"]
    found = [(path.relative_to(DATA).as_posix(), sha256_of(str(path))) for path in sorted(paths) if path.is_file()]
    return _digest(found)


def _phrasing() -> list[tuple[str, str]]:
    """Files of the phrasing model, each with its digest."""
    return _model_files(shipped_model("phrasing", "settings.json"))


def _model_files(folder: Path) -> list[tuple[str, str]]:
    return [(path.name, _sampled(path)) for path in sorted(folder.iterdir()) if path.suffix in MODEL_SUFFIXES]


def _print_of(value: Any) -> str:
    """Digest of a value that pickles, with the source of the function or class behind it."""
    code = value if inspect.isfunction(value) or inspect.isclass(value) else type(value)
    try:
        source = inspect.getsource(code)
    except (OSError, TypeError):
        source = ""
    try:
        held = pickle.dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError):
        held = repr(value).encode()
    return hashlib.sha256(held + source.encode()).hexdigest()
