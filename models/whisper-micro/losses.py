"""What the network is taught: the next token, and, from the synthesiser's times, where in the sound to look for it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from network import Outputs, Recogniser
from torch import Tensor
from vocabulary import END
from windows import FRAME, Batch

__all__ = ["WEIGHTS", "Losses", "losses"]

WEIGHTS = {"text": 1.0, "phones": 0.5, "frame_tokens": 0.6, "look": 0.6, "look_back": 0.3}
"""Weight of each loss. All but `text` are dropped with their heads at export."""

GUIDED_HEADS = 2
"""Heads of a layer that are taught where to look; the last layer's give the word times."""

SHORTEST_LOOK = 0.06
"""Seconds in which a token's sound is looked for at least."""


@dataclass(frozen=True, slots=True)
class Losses:
    """Losses by name (scalars), and the answers they judge: logits with what was wanted."""

    parts: dict[str, Tensor]
    answers: dict[str, tuple[Tensor, Tensor]]

    @property
    def total(self) -> Tensor:
        """The weighted sum."""
        return torch.stack([self.parts[name] * weight for name, weight in WEIGHTS.items()]).sum()

    def right(self) -> dict[str, Tensor]:
        """Share of right tokens, phones and frame tokens, 0 to 1."""
        return {
            name: ((logits.argmax(-1) == wanted)[wanted >= 0]).float().mean()
            for name, (logits, wanted) in self.answers.items()
        }


def losses(network: Recogniser, outputs: Outputs, batch: Batch) -> Losses:
    """All losses of one batch."""
    heard = batch.frame_tokens >= 0
    frames = network.frame_tokens(outputs.sound[heard], END)
    wanted = batch.frame_tokens[heard]
    inside, known = _look(outputs, batch)
    known_before = known[:, :-1] & (batch.targets[:, 1:] >= 0)
    parts = {
        "text": F.cross_entropy(outputs.logits.float().flatten(0, 1), batch.targets.flatten(), ignore_index=-100),
        "phones": F.cross_entropy(outputs.phones.float().flatten(0, 1), batch.phones.flatten(), ignore_index=-100),
        "frame_tokens": F.cross_entropy(frames.float(), wanted),
        "look": _guided(outputs.attention[-1], inside, known),
        "look_back": _guided(outputs.attention[0][:, :, 1:], inside[:, :-1], known_before),
    }
    answers = {
        "text": (outputs.logits, batch.targets),
        "phones": (outputs.phones, batch.phones),
        "frame_tokens": (frames, wanted),
    }
    return Losses(parts, answers)


def _look(outputs: Outputs, batch: Batch) -> tuple[Tensor, Tensor]:
    """Which frames belong to each row's token, [B, T, S] as 0 or 1, and which rows have any, [B, T]."""
    middle = (torch.arange(outputs.sound.shape[1], device=batch.spans.device) * FRAME + FRAME / 2)[None, None]
    start, end = batch.spans[..., :1], batch.spans[..., 1:]
    end = torch.maximum(end, start + SHORTEST_LOOK)
    inside = ((middle >= start - FRAME / 2) & (middle <= end + FRAME / 2)).float()
    return inside, (inside.sum(-1) > 0) & (batch.spans[..., 1] > 0)


def _guided(log_attention: Tensor, inside: Tensor, known: Tensor) -> Tensor:
    """Mean divergence of the guided heads' attention from an even one over the frames `inside`."""
    log_attention = log_attention[:, :GUIDED_HEADS].mean(1)
    n = inside.sum(-1).clamp(min=1)
    divergence = -(log_attention * inside).sum(-1) / n - n.log()
    return (divergence * known).sum() / known.sum().clamp(min=1)
