"""Debian's festival through a pipe: a line of plain words becomes sound and the time of every word.

Optional: the voices are those of ``apt-get install festival festvox-kdlpc16k festvox-kallpc16k``.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from functools import cache
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

__all__ = ["MODELS", "available", "synthesise"]

Times = list[tuple[float, float]]
Phones = list[tuple[str, float]]

MODELS = {"ked_diphone": 105.0, "kal_diphone": 105.0}
"""Voices and their mean pitch in Hz."""

_PROGRAM = """
(set! step "R:SylStructure.daughter1.daughter1.R:Segment.segment_start")
(define (tell_tokens token)
  (if token
    (begin
      (format t "word %s %f\\n" (item.name token) (item.feat token (string-append "daughter1." step)))
      (tell_tokens (item.next token)))))
(define (tell_phone phone) (format t "phone %s %f\\n" (item.name phone) (item.feat phone "end")))
(define (speak text file)
  (let ((utt (utt.synth (eval (list 'Utterance 'Text text)))))
    (utt.save.wave utt file 'riff)
    (tell_tokens (utt.relation.first utt 'Token))
    (mapcar tell_phone (utt.relation.items utt 'Segment))
    (format t "done\\n")
    (fflush nil)))
"""


def available() -> bool:
    """Whether festival is installed."""
    return shutil.which("festival") is not None


@cache
def _process() -> subprocess.Popen[str]:
    process = subprocess.Popen(["festival", "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    _pipe(process.stdin).write(_PROGRAM)
    return process


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ValueError("festival was started without pipes")
    return pipe


def synthesise(
    line: str, model: str, *, tempo: float, pitch: float, phones: Phones | None = None
) -> tuple[NDArray[np.float32], int, Times]:
    """Speak `line` with voice `model` (a key of `MODELS`); each phone and its end in seconds go into `phones`.

    Returns
    -------
    Sound as float32 [n_samples], its rate in Hz, and start and end in seconds of every space-separated word.
    """
    process = _process()
    said = line.lower()  # before a capital it takes a full stop for an abbreviation's and doesn't pause
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        _pipe(process.stdin).write(
            f"(voice_{model})\n(Parameter.set 'Duration_Stretch {1 / tempo:.3f})\n"
            f"(set! int_lr_params '((target_f0_mean {MODELS[model] * pitch:.1f}) (target_f0_std {15 * pitch:.1f}) "
            f"(model_f0_mean 170) (model_f0_std 34)))\n"
            f'(speak "{said}" "{path}")\n'
        )
        _pipe(process.stdin).flush()
        starts: list[float] = []
        found: Phones = []
        for answer in _pipe(process.stdout):
            kind, *rest = answer.split()
            if kind == "done":
                break
            if kind == "word" and any(c.isalnum() for c in rest[0]):
                starts.append(float(rest[1]))
            elif kind == "phone":
                found.append((rest[0], float(rest[1])))
        with wave.open(str(path)) as file:
            rate, samples = file.getframerate(), file.readframes(file.getnframes())
    if len(starts) != len(line.split()):
        raise ValueError(f"festival read {len(starts)} words where {len(line.split())} were written: {line!r}")
    if phones is not None:
        phones += found
    sound = np.frombuffer(samples, np.int16).astype(np.float32) / np.float32(32768)
    return sound, rate, _with_ends(starts, found)


def _with_ends(starts: list[float], phones: Phones) -> Times:
    """Each word ends with its last phone that isn't a pause."""
    times: Times = []
    for start, following in zip(starts, [*starts[1:], float("inf")], strict=True):
        ends = [end for name, end in phones if name != "pau" and start < end <= following + 1e-3]
        times.append((start, max(ends, default=start)))
    return times
