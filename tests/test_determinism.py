"""The same call, options and versions give the same bytes, however often it is scored and in whatever process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest
from wav_files import write_wav

from callscore import ListenOptions, Pipeline
from callscore.batch import Task, local
from callscore.batch.running import run_into
from callscore.samples import sample

SCORED = (
    "import hashlib, json, sys; from callscore import Pipeline\n"
    "report = Pipeline()(sys.argv[1], transcript=sys.argv[2])\n"
    "print(hashlib.sha256(json.dumps(report.to_dict()).encode()).hexdigest())"
)


@pytest.mark.slow
def test_a_recording_gives_the_same_bytes_in_every_process():
    recording, transcript = sample("mixed")
    here = json.dumps(Pipeline()(recording, transcript=transcript).to_dict()).encode()
    done = subprocess.run(
        [sys.executable, "-c", SCORED, str(recording), str(transcript)],
        env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.fixture(scope="module")
def short_calls(tmp_path_factory):
    """Two recordings of a quarter of a minute each, cut from the sample calls."""
    from callscore.audio.recording import read_recording

    folder = tmp_path_factory.mktemp("calls")
    for name in ("mixed", "poor"):
        recording = read_recording(sample(name)[0])
        some = recording.samples[:, : 15 * recording.sample_rate]
        write_wav(folder / f"{name}.wav", some, recording.sample_rate)
    return sorted(folder.iterdir())


def recognising(batch_size: int = 8) -> Pipeline:
    from callscore.audio.transcription import Whisper

    return Pipeline(options=ListenOptions(Whisper("demo", device="cpu", batch_size=batch_size)))


@pytest.mark.slow
def test_pieces_in_a_batch_change_no_byte(short_calls):
    one, eight = (json.dumps(recognising(size)(short_calls[0]).to_dict()) for size in (1, 8))
    assert one == eight
    assert len(json.loads(one)["turns"]) > 1


@pytest.mark.slow
def test_workers_change_no_byte(short_calls, tmp_path):
    written = []
    for workers in (1, 2):
        out = tmp_path / f"by {workers}"
        executor = local(recognising(), [Task(str(path)) for path in short_calls], workers=workers)
        list(run_into(str(out), recognising(), [str(path) for path in short_calls], executor=executor))
        kept = [*(out / "reports").iterdir(), *(out / "conversations").iterdir()]
        written.append({f"{path.parent.name}/{path.name}": path.read_bytes() for path in kept})
    assert written[0] == written[1]
    assert len(written[0]) == 2 * len(short_calls)
