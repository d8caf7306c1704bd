"""One call of a batch whose results are kept: heard unless it was heard before, scored, and written."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from callscore.batch.identity import Fingerprint, Identity, identify, is_recognised
from callscore.batch.outcomes import Done, Failure, Lost, State, failure
from callscore.batch.store import IDENTITY, Store
from callscore.batch.tasks import Task
from callscore.batch.urls import is_url, reached
from callscore.conversation import Conversation
from callscore.errors import RecordingError, TranscriptError
from callscore.listening import TRANSCRIPT_SUFFIXES
from callscore.pipeline import Pipeline
from callscore.transcripts.fields import one_line
from callscore.whole_files import sha256_of

if TYPE_CHECKING:
    from callscore.corrections import Corrections
    from callscore.metadata import CallMetadata

__all__ = ["Keep", "at_hand", "identity_of", "signature"]


@dataclass(frozen=True)
class Keep:
    """What a worker does with a task; it pickles, and holds no model until the first call.

    Parameters
    ----------
    pipeline
        The recipe.
    store
        Where results go.
    prints
        The pipeline's digests.
    force
        Do everything anew, whatever was done before.
    muted
        Folder for copies of the recordings with private numbers muted; None for no copies.
    """

    pipeline: Pipeline
    store: Store
    prints: Fingerprint
    force: bool = False
    muted: str | None = None

    def __call__(self, task: Task) -> Done | Failure:
        """Do a call; whatever goes wrong with it becomes a failure that names it."""
        clock = time.perf_counter()
        path = task.path
        try:
            signs = signature(task, self.pipeline.written_metadata(task.metadata))
            with at_hand(task) as (path, transcript):
                done = self._do(task, path, transcript)
        except ConnectionError as error:
            raise Lost(str(error)) from error
        except Exception as error:  # noqa: BLE001 - a batch turns whatever goes wrong with a call into a row
            failed = failure(path, error)
            return replace(failed, path=task.path, error=failed.error.replace(path, task.path))
        return replace(done, seconds=time.perf_counter() - clock, signature=signs)

    def _do(self, task: Task, path: str, transcript: str | None) -> Done:
        known = self.pipeline.written_metadata(task.metadata)
        identity = identity_of(replace(task, metadata=known), path, transcript, self.prints)
        copy = muted_copy(self.muted, task)
        if not self.force and (copy is None or copy.is_file()):
            before = self.store.report(task.name)
            if before is not None and Identity.of(before.get(IDENTITY)) == identity:
                return _done(task, State.KEPT, before["source"].get("duration"), before["scorecard"]["total"], identity)
        conversation = None if self.force else self.store.conversation(task.name, identity.heard)
        state = State.SCORED if conversation is None else State.RESCORED
        if conversation is None:
            conversation = replace(_undated(self.pipeline).listen(path, transcript=transcript), call_id=task.name)
            self.store.write_conversation(task.name, _written(conversation, self.pipeline), identity.heard)
        if copy is not None:
            conversation = _with_muted(conversation, path, copy)
        conversation = _dated(_placed(conversation, task), self.pipeline)
        score = self.pipeline.score_heard if state is State.SCORED else self.pipeline  # what was kept is masked anew
        report = score(conversation, metadata=task.metadata, corrections=_corrections(task))
        self.store.write_report(task.name, report, identity)
        return _done(task, state, conversation.duration, _rounded(report.scorecard.total), identity)


def _written(conversation: Conversation, pipeline: Pipeline) -> Conversation:
    """The conversation with its files named as they may be written."""
    source = conversation.source
    path, words = source.path, source.transcript_path
    named = replace(
        source,
        path=None if path is None else pipeline.written_path(path),
        transcript_path=None if words is None else pipeline.written_path(words),
    )
    return replace(conversation, source=named)


def muted_copy(folder: str | None, task: Task) -> Path | None:
    """Where the muted copy of a call's recording goes; None where none is asked for, or there is no recording."""
    if folder is None or Path(task.path).suffix.lower() in TRANSCRIPT_SUFFIXES:
        return None
    return Path(folder, f"{task.name}.flac")


def _with_muted(conversation: Conversation, sound: str, copy: Path) -> Conversation:
    """The call with a copy of its recording in which private numbers are muted."""
    from callscore.audio.muting import redact_audio

    redact_audio(conversation, copy, source=sound)
    return replace(conversation, source=replace(conversation.source, redacted=str(copy)))


def identity_of(task: Task, path: str, transcript: str | None, prints: Fingerprint) -> Identity:
    """The identity of a task whose files are at hand at `path` and `transcript`.

    Raises
    ------
    RecordingError, TranscriptError
        When a file can't be read.
    """
    return identify(
        prints,
        sound=_digest_of(path, task.path, RecordingError),
        transcript=None if transcript is None else _digest_of(transcript, task.transcript or "", TranscriptError),
        recognised=is_recognised(task),
        metadata=task.metadata,
        corrections=task.corrections,
    )


def _undated(pipeline: Pipeline) -> Pipeline:
    """The pipeline as it hears calls to be kept: the day of the calls matters to the scores alone."""
    return (
        pipeline if pipeline.options is None else replace(pipeline, options=replace(pipeline.options, call_date=None))
    )


def _dated(conversation: Conversation, pipeline: Pipeline) -> Conversation:
    """The conversation with the day that the options say; else with the one that its transcript has."""
    day = None if pipeline.options is None else pipeline.options.call_date
    return conversation if day is None else replace(conversation, call_date=day)


def _corrections(task: Task) -> Corrections | None:
    """What a person put right on a call."""
    if task.corrections is None:
        return None
    from callscore.corrections import parse_corrections

    return parse_corrections(task.corrections, f"corrections of {task.name}")


def _placed(conversation: Conversation, task: Task) -> Conversation:
    """The conversation with its files named as they were given, wherever they were read and whenever it was heard."""
    source = conversation.source
    words = task.transcript or (task.path if source.transcript_path is not None else None)
    sound = None if source.path is None else task.path
    placed = replace(source, path=sound, transcript_path=None if words is None else one_line(words))
    return replace(conversation, source=placed)


def signature(task: Task, known: CallMetadata | None) -> tuple[str, ...]:
    """What tells a call's files apart from changed ones without reading them: sizes, times, the written metadata.

    Empty when a file can't be asked about; then it has to be read to know.
    """
    metadata = None if known is None else sorted(known.to_dict().items())
    paths = (task.path,) if task.transcript is None else (task.path, task.transcript)
    try:
        corrected = () if task.corrections is None else (task.corrections,)
        return (*(_signature(path) for path in paths), str(metadata), *map(_short, corrected))
    except (OSError, ValueError):
        return ()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _signature(path: str) -> str:
    if is_url(path):
        with reached(path) as (system, place):
            return str(system.ukey(place))
    found = os.stat(path)  # noqa: PTH116 - a path stays as it was written
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


@contextmanager
def at_hand(task: Task) -> Iterator[tuple[str, str | None]]:
    """A task's files as paths of this machine: those behind a URL are fetched for as long as the block runs."""
    if not is_url(task.path) and not (task.transcript and is_url(task.transcript)):
        yield task.path, task.transcript
        return
    with tempfile.TemporaryDirectory(prefix="callscore-") as folder:
        path = _fetched(task.path, Path(folder, "sound"), RecordingError)
        words = task.transcript
        yield path, None if words is None else _fetched(words, Path(folder, "text"), TranscriptError)


def _fetched(path: str, folder: Path, error_type: type[RecordingError | TranscriptError]) -> str:
    """The file behind a URL, in a folder of its own, under its own name; any other path as it is."""
    if not is_url(path):
        return path
    folder.mkdir()
    try:
        with reached(path) as (system, place):
            target = folder / (Path(place).name or "call")
            system.get_file(place, str(target))
    except FileNotFoundError:
        raise error_type(f"{path}: no such file; check the address") from None
    return str(target)


def _digest_of(path: str, given: str, error_type: type[RecordingError | TranscriptError]) -> str:
    """SHA-256 of a file; one that can't be read is the call's own failure, and a pipe, which may never end, isn't."""
    try:
        kind = os.stat(path).st_mode  # noqa: PTH116 - a path stays as it was written
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
            raise error_type(f"{given}: this is a pipe, a socket or a device; name a file")
        return sha256_of(path)
    except FileNotFoundError:
        raise error_type(f"{given}: no such file; check the path") from None
    except IsADirectoryError:
        raise error_type(f"{given}: this is a folder; name one file") from None
    except OSError as error:
        raise error_type(f"{given}: can't be read ({error.strerror}); check its permissions") from None


def _done(task: Task, state: State, duration: float | None, total: float | None, identity: Identity) -> Done:
    return Done(task.name, task.path, state, duration, total, 0.0, identity.to_dict())


def _rounded(total: float | None) -> float | None:
    """A total as it stands in the report."""
    return None if total is None else round(total, 2)
