"""A name of its own for each call of a batch, whatever its file is called, and the same one in every run."""

from __future__ import annotations

import pytest

from callscore.batch.tasks import LONGEST_NAME, Task, named, plain_name

NAMES = [
    ("day/call.wav", "call"),
    ("day/call.final.wav", "call.final"),
    ("s3://bucket/day/call.wav", "call"),
    ("two\nlines.wav", "two_lines"),
    ("../..wav", "call"),
    ("📞 Mr Bell.wav", "📞 Mr Bell"),
    ("half\udcff.wav", "half_"),
    ("noending", "noending"),
    ("https://host/day/call.wav?X-Amz-Signature=abc.def", "call"),
]


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_a_call_is_named_after_its_file(path: str, name: str) -> None:
    assert plain_name(path) == name


def test_a_long_name_still_fits_a_file_system() -> None:
    assert len(plain_name("é" * 300 + ".wav").encode()) <= LONGEST_NAME


def names(*paths: str, taken: dict[str, str] | None = None) -> list[str]:
    return [task.name for task in named([Task(path) for path in paths], taken=taken)]


def test_two_calls_of_one_stem_have_names_of_their_own_whatever_the_order() -> None:
    first, second = names("mon/call.wav", "tue/call.wav")
    assert first == "call"
    assert second.startswith("call-")
    assert names("tue/call.wav", taken={"call": "mon/call.wav"}) == [second]
    assert names("tue/call.wav", "mon/call.wav", taken={"call": "mon/call.wav"}) == [second, "call"]


def test_names_that_differ_in_case_only_are_kept_apart() -> None:
    assert len({name.casefold() for name in names("a/Call.wav", "b/call.wav", "c/CALL.mp3")}) == 3


def test_a_path_that_is_given_twice_is_one_call() -> None:
    assert names("a.wav", "a.wav") == ["a"]


def test_a_moved_file_takes_its_name_along() -> None:
    tasks = named([Task("new/call.wav")], taken={"call": "old/call.wav"}, is_same=lambda task, name: True)
    assert [task.name for task in tasks] == ["call"]


def test_a_file_called_after_anothers_digest_takes_nothing_from_it() -> None:
    paths = ["mon/call.wav", "tue/call.wav"]
    (_, second) = named([Task(path) for path in paths])
    tasks = named([Task(path) for path in (paths[0], f"{second.name}.wav", paths[1])])
    assert len({task.name for task in tasks}) == 3
