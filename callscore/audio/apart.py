"""Decoding in a process of its own with limits of time and memory, so that a decoder that crashes costs one call."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from callscore.audio.limits import MIB, MediaLimits
from callscore.audio.recording import Recording, read_recording
from callscore.conversation import Source
from callscore.errors import CallscoreError, RecordingError

__all__ = ["read_apart"]

ALONE = "score it alone to see more, or export the recording again as WAV"


def read_apart(path: str | os.PathLike[str], limits: MediaLimits, *, seconds: float, mib: float) -> Recording:
    """A recording as `callscore.audio.recording.read_recording` reads it, decoded by a process that may be lost.

    Parameters
    ----------
    path
        The file.
    limits
        How large, long and wide it may be.
    seconds, mib
        Time on the clock, and memory in MiB (address space; where the system can't limit it, only the time counts).

    Raises
    ------
    RecordingError
        What decoding it here would raise, and where the process died or took too long.
    """
    own = replace(limits, apart_seconds=None)
    asked = json.dumps({"path": os.fspath(path), "limits": asdict(own), "mib": mib})
    with tempfile.TemporaryDirectory(prefix="callscore-") as folder:
        samples = Path(folder, "samples.f32")
        command = [sys.executable, "-m", "callscore.audio.apart", str(samples)]
        try:
            done = subprocess.run(  # noqa: S603 - this interpreter and this module; the file's name goes by the pipe
                command, input=asked, capture_output=True, text=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            raise RecordingError(f"{path}: decoding took more than {seconds:g} s and was stopped; {ALONE}") from None
        answer = _answer(done.stdout)
        if answer is None:
            how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit code {done.returncode}"
            raise RecordingError(f"{path}: the decoder died on it ({how}, {mib:g} MiB allowed); {ALONE}")
        if "error" in answer:
            raise RecordingError(answer["error"])
        sound = np.fromfile(samples, np.float32).reshape(answer["shape"])
    return Recording(sound, answer["rate"], Source(**answer["source"]), tuple(answer["warnings"]))


def _answer(output: str) -> dict[str, Any] | None:
    """What the process said in its last line; None where it didn't get that far."""
    try:
        answer = json.loads(output.rpartition("\n")[2] or "null")
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _serve(samples: Path) -> None:
    """Body of the process: read what is asked from standard input, decode, leave the samples in a file."""
    asked = json.loads(sys.stdin.read())
    _limit_memory(asked["mib"])
    try:
        recording = read_recording(asked["path"], limits=MediaLimits(**asked["limits"]))
        recording.samples.tofile(samples)
    except CallscoreError as error:
        answer: dict[str, Any] = {"error": str(error)}
    except MemoryError:
        answer = {"error": f"{asked['path']}: decoding needs more than the {asked['mib']:g} MiB allowed; {ALONE}"}
    else:
        answer = {
            "shape": recording.samples.shape,
            "rate": recording.sample_rate,
            "source": asdict(recording.source),
            "warnings": recording.warnings,
        }
    sys.stdout.write("\n" + json.dumps(answer))


def _limit_memory(mib: float) -> None:
    """Let this process have no more address space than that: on Linux; elsewhere the time limit alone counts."""
    if sys.platform == "win32":
        return
    import resource

    most = int(mib * MIB)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(ValueError, OSError):  # macOS knows the limit and takes none
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
