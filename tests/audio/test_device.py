"""Devices: one that can't be used is one line that says what to do."""

from __future__ import annotations

import pytest

from callscore.audio.transcription import Whisper
from callscore.errors import ModelError


def no_driver(device: str) -> set[str]:
    raise RuntimeError("CUDA failed with error CUDA driver version is insufficient for CUDA runtime version")


def test_a_gpu_without_a_driver_is_a_model_error_that_names_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", no_driver)
    with pytest.raises(ModelError, match=r"device 'cuda' can't be used .*driver.* use device='cpu'") as error:
        Whisper("demo", device="cuda").load()
    assert "\n" not in str(error.value)
