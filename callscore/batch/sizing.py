"""How many workers a batch gets by itself, from what each of them will hold in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.batch.identity import is_recognised
from callscore.batch.resources import CALL_BYTES, TRANSCRIPT_BYTES, automatic_workers
from callscore.listening import TRANSCRIPT_SUFFIXES

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper
    from callscore.batch.tasks import Task
    from callscore.pipeline import Pipeline

__all__ = ["automatic", "bytes_of_a_worker", "fetch_model", "recogniser_of", "shares"]

MODEL_COPY = 1.3
"""Memory of a loaded recognition model over its size on disk: weights, and room to decode in."""


WAITING = 2
"""Workers for each core where one recogniser does the words of all: while some wait for it, others prepare."""


def automatic(pipeline: Pipeline, tasks: Sequence[Task], *, shared: bool = False) -> int:
    """Workers for these calls on this machine.

    Parameters
    ----------
    pipeline, tasks
        What is to be done.
    shared
        Whether one recogniser does the words of all.

    Examples
    --------
    >>> from callscore import Pipeline
    >>> from callscore.batch.tasks import Task
    >>> automatic(Pipeline(), [Task("call.json")])
    1
    """
    if shared:
        return automatic_workers(len(tasks), bytes_each=CALL_BYTES, per_core=WAITING)
    return automatic_workers(len(tasks), bytes_each=bytes_of_a_worker(pipeline, tasks))


def shares(pipeline: Pipeline, tasks: Sequence[Task]) -> bool:
    """Whether one recogniser should do the words of all calls: where there are words to recognise, and a GPU."""
    if not any(is_recognised(task) for task in tasks):
        return False
    from callscore.audio.loading import usable_device

    return usable_device(recogniser_of(pipeline).device) == "cuda"


def fetch_model(pipeline: Pipeline) -> None:
    """See that the recognition model is on this machine before workers ask for it, all of them at once.

    Raises
    ------
    ModelError
        When it can't be had.
    """
    from callscore.audio.models import find_model, no_model, pull_model

    whisper = recogniser_of(pipeline)
    if find_model(whisper.name, revision=whisper.revision) is not None:
        return
    if whisper.local_files_only:
        raise no_model(whisper.name, "not on this machine, and going to the network was not allowed (offline)")
    pull_model(whisper.name, revision=whisper.revision)


def recogniser_of(pipeline: Pipeline) -> Whisper:
    """The pipeline's recogniser, or the one that it takes by itself."""
    from callscore.audio.transcription import Whisper

    return (pipeline.options.recogniser if pipeline.options else None) or Whisper()


def bytes_of_a_worker(pipeline: Pipeline, tasks: Sequence[Task]) -> int:
    """Memory that one worker needs: more where there is sound, and a model where words have to be recognised."""
    if all(Path(task.path).suffix.lower() in TRANSCRIPT_SUFFIXES for task in tasks):
        return TRANSCRIPT_BYTES
    if not any(is_recognised(task) for task in tasks):
        return CALL_BYTES
    return CALL_BYTES + int(MODEL_COPY * _model_bytes(pipeline))


def _model_bytes(pipeline: Pipeline) -> int:
    """Bytes on disk of the recognition model, 0 when it isn't there."""
    from callscore.audio.models import find_model
    from callscore.errors import ModelError

    recogniser = recogniser_of(pipeline)
    try:
        folder = find_model(recogniser.name, revision=recogniser.revision)
    except ModelError:
        return 0  # each call that needs it will say so
    return 0 if folder is None else sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
