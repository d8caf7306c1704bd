"""Many calls: in this process or in several, with a failed call as a row."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from callscore import Failure, Pipeline, Report, Rubric, run
from callscore.samples import sample


def test_a_failed_call_is_a_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    _, transcript = sample("mixed")
    failure, report = run(Pipeline(), [tmp_path / "missing.wav", transcript])
    assert isinstance(failure, Failure)
    assert failure.kind == "RecordingError"
    assert "missing.wav" in failure.error
    assert isinstance(report, Report)


def test_a_pipeline_pickles() -> None:
    pipeline = Pipeline(Rubric.load("default"))
    assert pickle.loads(pickle.dumps(pipeline)).rubric == pipeline.rubric


@pytest.mark.slow
def test_two_workers_give_what_one_gives() -> None:
    paths = [sample(name)[1] for name in ("excellent", "mixed", "poor")]
    one = {report.call_id: report.to_dict() for report in run(Pipeline(), paths) if isinstance(report, Report)}
    two = {
        report.call_id: report.to_dict() for report in run(Pipeline(), paths, workers=2) if isinstance(report, Report)
    }
    assert len(one) == 3
    assert one == two


def test_no_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="workers=0"):
        list(run(Pipeline(), [], workers=0))


def test_one_path_instead_of_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="is one path"):
        list(run(Pipeline(), "call.wav"))


def fails(conversation: object) -> list[object]:
    raise ZeroDivisionError("by design")


def test_an_analyzer_that_fails_is_a_row() -> None:
    (failure,) = run(Pipeline(analyzers=[fails]), [sample("mixed")[1]])  # type: ignore[list-item]
    assert isinstance(failure, Failure)
    assert "analyzer fails" in failure.error


def dies(conversation: object) -> list[object]:
    if getattr(conversation, "call_id", "") == "poor":
        os._exit(1)
    return []


@pytest.mark.slow
def test_a_worker_that_dies_fails_its_own_call_only() -> None:
    paths = [sample(name)[1] for name in ("excellent", "mixed", "poor")]
    results = list(run(Pipeline(analyzers=[dies]), paths, workers=2))  # type: ignore[list-item]
    failures = [result for result in results if isinstance(result, Failure)]
    assert [Path(failure.path).stem for failure in failures] == ["poor"]
    assert len(results) == 3


def test_progress_shows_nothing_where_nobody_watches_and_changes_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (failure,) = run(Pipeline(), [tmp_path / "missing.wav"], progress=True)
    assert isinstance(failure, Failure)
    assert capsys.readouterr().err == ""


def test_calls_behind_a_url_are_fetched_and_named_by_it() -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/run/a.json", sample("mixed")[1].read_bytes())
    report, failure = run(Pipeline(analyzers=()), ["memory://run/a.json", "memory://run/missing.wav"])
    assert isinstance(report, Report)
    assert isinstance(failure, Failure)
    assert failure.error.startswith("memory://run/missing.wav")
