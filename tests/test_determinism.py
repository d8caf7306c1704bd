"""The same call, options and versions give the same bytes, however often it is scored and in whatever process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from callscore import Pipeline
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
