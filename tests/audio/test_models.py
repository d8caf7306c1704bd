"""Where models come from: ours, a folder, the hub's cache, the hub; and one clear line when there is none."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

from callscore.audio import hub
from callscore.audio.models import automatic_model, demo_model, find_model, list_models, pull_model
from callscore.errors import ModelError

REPO = "acme/whisper-test"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WAYS_OUT = ("callscore models pull", "--model FOLDER", "--transcript FILE")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache of the hub's."""
    from huggingface_hub import constants

    folder = tmp_path / "hub"
    folder.mkdir()
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    return folder


def put_in_cache(cache, repo=REPO):
    """The demo model as the hub's cache would hold it."""
    place = cache / f"models--{repo.replace('/', '--')}"
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text(COMMIT)
    shutil.copytree(demo_model(), place / "snapshots" / COMMIT)
    return place / "snapshots" / COMMIT


@pytest.fixture
def broken(tmp_path):
    """A copy of the demo model to break."""
    return shutil.copytree(demo_model(), tmp_path / "broken")


def test_demo_model_is_whole():
    assert find_model("demo") == demo_model()
    names = {file.name for file in demo_model().iterdir()}
    assert {"model.bin", "config.json", "tokenizer.json", "vocabulary.json", "card.md"} <= names


def test_demo_card_says_what_it_is_not_for():
    assert "not for real calls" in (demo_model() / "card.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "de", None])
@pytest.mark.parametrize("gpu", [True, False])
def test_nothing_selects_the_demo_model_by_itself(language, gpu):
    english = language is not None and language.lower().startswith("en")
    assert automatic_model(language, gpu=gpu) == ("large-v3-turbo" if gpu else "small.en" if english else "small")


def test_a_folder_is_taken_as_it_is(broken, monkeypatch):
    assert find_model(str(broken)) == broken
    monkeypatch.chdir(broken.parent)
    assert find_model("broken").resolve() == broken
    assert pull_model("./broken").resolve() == broken


@pytest.mark.parametrize("name", ["/nowhere/model", "./nowhere", "~/nowhere/at/all"])
def test_a_missing_folder_is_said_to_be_missing(name):
    with pytest.raises(ModelError, match=r"no model folder at .*nowhere"):
        find_model(name)


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_folder_without_a_file_is_named_with_the_file(broken, name):
    (broken / name).unlink()
    with pytest.raises(ModelError, match=rf"broken is no CTranslate2 Whisper model: {name} missing"):
        find_model(str(broken))


def test_a_transformers_folder_is_told_how_to_convert(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"x")
    with pytest.raises(ModelError, match="ct2-transformers-converter"):
        find_model(str(tmp_path))


def test_an_empty_file_counts_as_missing(broken):
    (broken / "model.bin").write_bytes(b"")
    with pytest.raises(ModelError, match=r"model\.bin missing or empty"):
        find_model(str(broken))


def test_a_damaged_tokenizer_is_named(broken):
    (broken / "tokenizer.json").write_text('{"model": ')
    with pytest.raises(ModelError, match=r"tokenizer\.json can't be read as JSON"):
        find_model(str(broken))


def test_a_file_is_no_folder(broken):
    with pytest.raises(ModelError, match="no model folder at"):
        find_model(str(broken / "model.bin"))


def test_an_unknown_name_lists_the_known_ones(cache):
    with pytest.raises(ModelError, match=r"'smal\.en'.*small\.en.*large-v3-turbo"):
        find_model("smal.en")


def test_the_cache_is_looked_at_first(cache):
    assert find_model(REPO) is None
    folder = put_in_cache(cache)
    assert find_model(REPO) == folder
    assert pull_model(REPO) == folder


def test_a_short_name_is_found_in_the_cache(cache):
    folder = put_in_cache(cache, "Systran/faster-whisper-small.en")
    assert find_model("small.en") == folder


def test_a_half_downloaded_model_is_not_found(cache):
    (put_in_cache(cache) / "model.bin").unlink()
    assert find_model(REPO) is None


def test_list_names_ours_the_known_and_what_else_is_cached(cache):
    put_in_cache(cache, "Systran/faster-whisper-tiny.en")
    put_in_cache(cache)
    (cache / "models--acme--not-a-whisper").mkdir()
    listed = {info.name: info for info in list_models()}
    assert listed["demo"].path == demo_model()
    assert listed["tiny.en"].size_bytes > 8_000_000
    assert listed["small.en"].path is None
    assert listed["small.en"].size_bytes is None
    assert listed[REPO].path is not None
    assert "acme/not-a-whisper" not in listed


def test_every_known_model_says_what_it_is_for():
    assert [info.name for info in list_models() if not info.purpose and "/" not in info.name] == []


def run_python(code, tmp_path, **environment):
    """Standard output of `code` in a process of its own, with an empty cache and `environment`."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    env |= {"HF_HOME": str(tmp_path / "home"), **environment}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout


ASK = """
import time
from callscore.audio.transcription import Whisper
from callscore.errors import ModelError
start = time.monotonic()
try:
    Whisper(device="cpu").load()
except ModelError as error:
    print(time.monotonic() - start)
    print(error)
"""


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE is set"),
        ({"HF_ENDPOINT": "http://127.0.0.1:9"}, "http://127.0.0.1:9 can't be used"),
    ],
)
def test_no_model_to_be_had_is_one_line_with_three_ways_out(tmp_path, environment, reason):
    seconds, *lines = run_python(ASK, tmp_path, **environment).splitlines()
    assert len(lines) == 1
    assert "'small.en'" in lines[0]
    assert reason in lines[0]
    assert str(tmp_path / "home" / "hub") in lines[0]
    assert all(way in lines[0] for way in WAYS_OUT)
    assert float(seconds) < 10


def test_a_hub_that_never_answers_is_given_up_on(cache, monkeypatch):
    from huggingface_hub import constants

    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        monkeypatch.setattr(hub, "HUB_TIMEOUT", 0.3)
        start = monotonic()
        with pytest.raises(ModelError, match="can't be used") as caught:
            pull_model(REPO)
    assert monotonic() - start < 5
    assert "neither a folder nor in the cache" in str(caught.value)
    assert "\n" not in str(caught.value)


class Hub(BaseHTTPRequestHandler):
    """As much of the model hub as a download asks for, with the demo model behind `REPO`."""

    def log_message(self, format, *args):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        path = self.path.partition("?")[0]
        files = sorted(demo_model().iterdir())
        if path.startswith(f"/api/models/{REPO}/tree/"):
            entries = [
                {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": file.name.ljust(40, "0")}
                for file in files
            ]
            self.answer(json.dumps(entries).encode(), "application/json")
        elif path.startswith(f"/api/models/{REPO}"):
            about = {"id": REPO, "sha": COMMIT, "siblings": [{"rfilename": file.name} for file in files]}
            self.answer(json.dumps(about).encode(), "application/json")
        elif path.startswith(f"/{REPO}/resolve/"):
            name = path.rpartition("/")[2]
            self.answer((demo_model() / name).read_bytes(), "application/octet-stream", name)
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def answer(self, body, kind, name="info"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{name.ljust(40, "0")}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@pytest.fixture
def local_hub(cache, monkeypatch):
    """A hub on this machine."""
    from huggingface_hub import constants

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hub))
    address = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setattr(constants, "ENDPOINT", address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address + "/{repo_id}/resolve/{revision}/{filename}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


def test_pull_downloads_into_the_cache_and_only_once(local_hub, monkeypatch):
    folder = pull_model(REPO)
    assert (folder / "model.bin").read_bytes() == (demo_model() / "model.bin").read_bytes()
    assert not (folder / "card.md").exists()
    monkeypatch.setattr(hub, "download", None)
    assert pull_model(REPO) == folder


def test_a_model_that_the_hub_does_not_know_is_said_so(local_hub):
    with pytest.raises(ModelError, match="knows no acme/nothing"):
        pull_model("acme/nothing")
