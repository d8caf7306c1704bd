"""Nothing leaves the machine, nothing that comes in can run: no sockets, no telemetry, no pickles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from wav_files import write_wav

import callscore
from callscore.audio.recording import read_recording
from callscore.samples import sample

PACKAGE = Path(callscore.__file__).parent
MODELS = PACKAGE.parent / "models"

REFUSED = """
import json, socket, sys

def refuse(*arguments, **named):
    sys.stderr.write(f"NETWORK {arguments[1:]}\\n")
    raise RuntimeError("the network was used")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
from callscore.cli import main
main(sys.argv[1:])
"""
"""A command line that has no network: any use of it ends the run."""


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", REFUSED, *map(str, arguments)], capture_output=True, text=True)


@pytest.mark.slow
def test_a_recording_is_scored_without_the_network(tmp_path):
    recording = read_recording(sample("mixed")[0])
    some = recording.samples[:, : 12 * recording.sample_rate]
    path = write_wav(tmp_path / "call.wav", some, recording.sample_rate)
    done = command("score", path, "--model", "demo", "--json")
    assert "NETWORK" not in done.stderr
    assert (done.returncode, done.stdout[:1]) == (0, "{"), done.stderr


@pytest.mark.slow
def test_a_model_that_is_not_here_is_one_line_when_offline(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    done = command("score", sample("mixed")[0], "--model", "tiny.en", "--offline")
    assert "NETWORK" not in done.stderr
    assert done.returncode in (1, 2)
    assert "no speech recognition model 'tiny.en'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("library", ["huggingface_hub", "faster_whisper"])
def test_libraries_report_nothing_home(library):
    code = (
        "import os; [os.environ.pop(name, None) for name in ('HF_HUB_DISABLE_TELEMETRY', 'DO_NOT_TRACK')]\n"
        f"import sys, callscore.audio.hub, {library}\n"
        "from huggingface_hub import constants; print(constants.HF_HUB_DISABLE_TELEMETRY)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]


UNSAFE = re.compile(
    r"\bpickle\.loads?\(|\bjoblib\.load|\btorch\.load\((?![^)]*weights_only=True)|allow_pickle\s*=\s*True|\bdill\b|\bmarshal\.load"
    r"|\byaml\.(?:unsafe_)?load\(|\beval\(|\bexec\(|\bos\.system\(|shell=True"
)
"""What runs whatever stands in a file."""

ALLOWED = {"callscore/batch/worker.py": "pickle.loads("}
"""A worker unpickles what the run that started it sends through its own pipe; no file."""


def test_nothing_that_is_read_can_run():
    for path in sorted([*PACKAGE.rglob("*.py"), *MODELS.rglob("*.py")]):
        name = path.relative_to(PACKAGE.parent).as_posix()
        found = UNSAFE.findall(re.sub(r"\.eval\(|\b(?:model|network)\.eval\(", "", path.read_text(encoding="utf-8")))
        assert [each for each in found if each != ALLOWED.get(name)] == [], name


def test_models_are_of_kinds_that_hold_numbers_only():
    kinds = {path.suffix for path in MODELS.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert not kinds & {".pkl", ".pickle", ".joblib", ".pt", ".pth", ".ckpt", ".h5", ".npy"}
    for path in [path for path in MODELS.rglob("*") if path.suffix in (".bin", ".onnx", ".npz")]:
        head = path.read_bytes()[:4]
        assert head[:1] != b"\x80", f"{path} begins like a pickle"
        assert (head[:2] == b"PK") == (path.suffix == ".npz"), f"{path} is an archive where none is meant, or none"


def test_arrays_of_the_phrasing_model_load_without_objects():
    import numpy as np

    with np.load(MODELS / "phrasing" / "linear.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
