"""Hundreds of broken files by every door: each is read or refused in one line, none ends in a traceback."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from entrances import ENTRANCES, SEEDS, enter

BUDGET = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
"""The same few inputs at every run; `fuzz_bytes.py` looks for new ones."""

TRIED: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def count(request):
    yield
    said = ", ".join(f"{door} {number}" for door, number in sorted(TRIED.items()))
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\ninputs tried: {sum(TRIED.values())} ({said})")


@st.composite
def broken(draw: st.DrawFn, door: str) -> bytes:
    """A whole file with bytes exchanged, cut out, doubled or cut off; or any bytes at all."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.binary(max_size=300))
    data = bytearray(draw(st.sampled_from(SEEDS[door])))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        kind = draw(st.sampled_from(("change", "cut", "double", "end", "put")))
        if kind == "change" and data:
            data[at] = draw(st.integers(0, 255))
        elif kind == "cut":
            del data[at : at + draw(st.integers(1, 40))]
        elif kind == "double":
            data[at:at] = data[at : at + draw(st.integers(1, 60))]
        elif kind == "end":
            del data[at:]
        else:
            data[at:at] = draw(
                st.sampled_from((b"\0", b"\xff\xfe", b"1e999", b"NaN", b"-1", b"null", b"[[[[", b"\r\n", b'"'))
            )
    return bytes(data)


KEYS = ("turns", "segments", "words", "speaker", "start", "end", "text", "results", "stime", "items")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@pytest.mark.slow
@pytest.mark.parametrize("door", ENTRANCES)
def test_broken_files_are_read_or_refused_in_one_line(door):
    @BUDGET
    @given(broken(door))
    def tried(data):
        TRIED[door] += 1
        enter(door, data)

    tried()


@pytest.mark.slow
@pytest.mark.parametrize("door", ["transcript", "manifest", "corrections"])
def test_any_json_is_read_or_refused_in_one_line(door):
    @BUDGET
    @given(JSON)
    def tried(value):
        TRIED[door] += 1
        enter(door, json.dumps(value).encode("utf-8", "surrogatepass"), ".json")

    tried()


@pytest.mark.parametrize("door", ENTRANCES)
def test_whole_files_are_read(door):
    if door in ("recording", "transcript", "manifest", "words"):
        assert all(enter(door, data, None if door == "recording" else ending) for data, ending in whole(door))


def whole(door: str) -> list[tuple[bytes, str]]:
    endings = {"transcript": (".json", ".vtt", ".srt", ".txt", ".rttm"), "manifest": (".csv", ".jsonl")}.get(
        door, (".wav",)
    )
    return list(zip(SEEDS[door], endings, strict=False))
