"""Turn a checkpoint into the folder that faster-whisper loads: `python export.py RUN_OR_CHECKPOINT FOLDER`."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from network import MELS, POSITIONS, TOKENS, Size
from phones import PHONES
from torch import Tensor
from train import newest_checkpoint, weights
from vocabulary import END, START, TOKENIZER, VOCABULARY
from windows import LONGEST

__all__ = ["export", "main"]

TRAINING_ONLY = ("ph.", "tokp.")
"""Names of the heads that only training needs."""

SAMPLES = 16000
"""Samples a second that faster-whisper works on."""


def export(checkpoint: Path, folder: Path, *, quantization: str = "int8") -> None:
    """Write model.bin, config.json, tokenizer.json, vocabulary.json and preprocessor_config.json into `folder`."""
    import ctranslate2

    size = Size(VOCABULARY, len(PHONES))
    with tempfile.TemporaryDirectory() as temporary:
        transformers_folder = Path(temporary) / "transformers"
        _write_transformers(weights(checkpoint), size, transformers_folder)
        converter = ctranslate2.converters.TransformersConverter(
            str(transformers_folder), copy_files=["tokenizer.json", "preprocessor_config.json"]
        )
        converted = Path(temporary) / "converted"
        converter.convert(str(converted), quantization=quantization)
        folder.mkdir(parents=True, exist_ok=True)
        for file in converted.iterdir():
            shutil.copyfile(file, folder / file.name)


def _write_transformers(kept: dict[str, Tensor], size: Size, folder: Path) -> None:
    """The same network as transformers stores a Whisper, which is what CTranslate2's converter reads."""
    from transformers import GenerationConfig, WhisperConfig, WhisperForConditionalGeneration

    blank = TOKENIZER.encode(" ").ids[0]
    ends = {"bos_token_id": END, "eos_token_id": END, "pad_token_id": END, "decoder_start_token_id": START}
    config = WhisperConfig(
        vocab_size=size.vocabulary,
        num_mel_bins=MELS,
        d_model=size.width,
        encoder_layers=size.encoder_layers,
        decoder_layers=size.decoder_layers,
        encoder_attention_heads=size.heads,
        decoder_attention_heads=size.heads,
        encoder_ffn_dim=4 * size.width,
        decoder_ffn_dim=4 * size.width,
        max_source_positions=POSITIONS,
        max_target_positions=TOKENS,
        suppress_tokens=[],
        begin_suppress_tokens=[blank, END],
        **ends,
    )
    model = WhisperForConditionalGeneration(config).eval()
    named = {f"model.{name}": value for name, value in kept.items() if not name.startswith(TRAINING_ONLY)}
    model.load_state_dict(named | {"proj_out.weight": kept["decoder.embed_tokens.weight"]}, strict=True)
    last = size.decoder_layers - 1
    model.generation_config = GenerationConfig(
        alignment_heads=[[last, 0], [last, 1]],
        suppress_tokens=[],
        begin_suppress_tokens=[blank, END],
        lang_to_id={"<|en|>": TOKENIZER.token_to_id("<|en|>")},
        **ends,
    )
    model.save_pretrained(folder)
    TOKENIZER.save(str(folder / "tokenizer.json"))
    named_ends = dict.fromkeys(("bos_token", "eos_token", "unk_token", "pad_token"), "<|endoftext|>")
    _write_json(folder / "tokenizer_config.json", {"tokenizer_class": "WhisperTokenizerFast", **named_ends})
    chunk = int(LONGEST)
    _write_json(
        folder / "preprocessor_config.json",
        {
            "chunk_length": chunk,
            "feature_extractor_type": "WhisperFeatureExtractor",
            "feature_size": MELS,
            "hop_length": 160,
            "n_fft": 400,
            "n_samples": chunk * SAMPLES,
            "nb_max_frames": chunk * 100,
            "padding_side": "right",
            "padding_value": 0.0,
            "processor_class": "WhisperProcessor",
            "return_attention_mask": False,
            "sampling_rate": SAMPLES,
        },
    )


def _write_json(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="a checkpoint, a safetensors file, or a run's folder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quantization", default="int8")
    options = parser.parse_args(arguments)
    checkpoint = newest_checkpoint(options.checkpoint) if options.checkpoint.is_dir() else options.checkpoint
    if checkpoint is None:
        parser.error(f"no checkpoint in {options.checkpoint}; run train.py first")
    export(checkpoint, options.folder, quantization=options.quantization)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
