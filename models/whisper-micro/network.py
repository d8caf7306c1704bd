"""The network: Whisper's own architecture, small, with two more heads that the synthesiser's times teach."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

__all__ = ["POSITIONS", "Outputs", "Recogniser", "Size"]

POSITIONS = 1500
"""Frames of 20 ms in Whisper's window of 30 s."""

TOKENS = 448
"""Tokens of a text at most."""

MELS = 80


@dataclass(frozen=True, slots=True)
class Size:
    """Shape of the network."""

    vocabulary: int
    phones: int
    width: int = 256
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 2


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one pass gives: float tensors, B windows, T tokens, S frames of 20 ms."""

    logits: Tensor
    """[B, T, vocabulary]"""
    attention: tuple[Tensor, ...]
    """Log attention of each decoder layer to the sound, [B, heads, T, S]."""
    phones: Tensor
    """[B, S, phones]"""
    sound: Tensor
    """The encoder's output, [B, S, width]."""


class Attention(nn.Module):
    """Multi-head attention with Whisper's names and biases."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x: Tensor, *, causal: bool = False) -> Tensor:
        """Attend within `x`: written out, as torch's fused attention is several times slower on a CPU."""
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(x)), self.split(self.v_proj(x))
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3)
        if causal:
            later = torch.ones(scores.shape[-2:], dtype=torch.bool, device=x.device).triu(1)
            scores = scores.masked_fill(later, -math.inf)
        joined: Tensor = self.out_proj((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
        return joined

    def look_at(self, x: Tensor, sound: Tensor) -> tuple[Tensor, Tensor]:
        """Attend from `x` to `sound`; the result and the log attention."""
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(sound)), self.split(self.v_proj(sound))
        log_attention = (q @ k.transpose(2, 3)).float().div(math.sqrt(q.shape[-1])).log_softmax(-1)
        out = log_attention.exp().to(v.dtype) @ v
        return self.out_proj(out.transpose(1, 2).flatten(2)), log_attention


class EncoderLayer(nn.Module):
    """Self-attention and two dense layers, normed before each."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.self_attn(self.self_attn_layer_norm(x))
        return x + self.fc2(F.gelu(self.fc1(self.final_layer_norm(x))))


class DecoderLayer(EncoderLayer):
    """An encoder layer that sees no later token and looks at the sound in between."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__(width, heads)
        self.encoder_attn = Attention(width, heads)
        self.encoder_attn_layer_norm = nn.LayerNorm(width)

    def attend(self, x: Tensor, sound: Tensor) -> tuple[Tensor, Tensor]:
        x = x + self.self_attn(self.self_attn_layer_norm(x), causal=True)
        looked, log_attention = self.encoder_attn.look_at(self.encoder_attn_layer_norm(x), sound)
        x = x + looked
        return x + self.fc2(F.gelu(self.fc1(self.final_layer_norm(x)))), log_attention


class Encoder(nn.Module):
    """Log-mel frames of 10 ms to vectors of 20 ms."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, size.width, 3, padding=1)
        self.conv2 = nn.Conv1d(size.width, size.width, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(POSITIONS, size.width)
        self.embed_positions.weight = nn.Parameter(sinusoids(POSITIONS, size.width), requires_grad=False)
        self.layers = nn.ModuleList([EncoderLayer(size.width, size.heads) for _ in range(size.encoder_layers)])
        self.layer_norm = nn.LayerNorm(size.width)

    def forward(self, mel: Tensor) -> Tensor:
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.embed_positions.weight[: x.shape[1]].to(x.dtype)
        for layer in self.layers:
            x = layer(x)
        out: Tensor = self.layer_norm(x)
        return out


class Decoder(nn.Module):
    """Tokens so far and the sound to the next token."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(size.vocabulary, size.width)
        self.embed_positions = nn.Embedding(TOKENS, size.width)
        self.layers = nn.ModuleList([DecoderLayer(size.width, size.heads) for _ in range(size.decoder_layers)])
        self.layer_norm = nn.LayerNorm(size.width)
        nn.init.normal_(self.embed_tokens.weight, std=size.width**-0.5)
        nn.init.normal_(self.embed_positions.weight, std=0.02)

    def forward(self, tokens: Tensor, sound: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        attention = []
        for layer in self.layers:
            x, log_attention = layer.attend(x, sound)  # type: ignore[operator]
            attention.append(log_attention)
        return F.linear(self.layer_norm(x), self.embed_tokens.weight), tuple(attention)


class Recogniser(nn.Module):
    """Encoder, decoder, and the training heads `ph` (phone of each frame) and `tokp` (token of each frame)."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.decoder = Decoder(size)
        self.ph = nn.Linear(size.width, size.phones)
        self.tokp = nn.Linear(size.width, size.width)
        start_encoder(self.encoder, size)

    def forward(self, mel: Tensor, tokens: Tensor) -> Outputs:
        sound = self.encoder(mel)
        logits, attention = self.decoder(tokens, sound)
        return Outputs(logits, attention, self.ph(sound), sound)

    def frame_tokens(self, sound: Tensor, n_text: int) -> Tensor:
        """Logits of the first `n_text` tokens for vectors of `sound`, tied to the decoder's own embedding."""
        return F.linear(self.tokp(sound), self.decoder.embed_tokens.weight[:n_text])


def sinusoids(length: int, width: int) -> Tensor:
    """Whisper's positions, [length, width]."""
    rates = torch.exp(-math.log(10000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


@torch.no_grad()
def start_encoder(encoder: Encoder, size: Size, *, gain: float = 1.25) -> None:
    """First values that let a small network learn in hours: loud convolutions, heads that look a few frames aside.

    By default the convolutions' output is far smaller than the positions added to it, and the sound is drowned. Query
    and key weights are laid along the sinusoids, so that each head begins as a narrow window at an offset of its own.
    """
    offsets = ((-5, -2, 2, 5), (-8, -3, 3, 8), (-12, -4, 4, 12), (-20, -6, 6, 20))
    encoder.conv1.weight.mul_(1.5)
    encoder.conv2.weight.mul_(10.0)
    half, head = size.width // 2, size.width // size.heads
    pairs = head // 2
    step = math.log(10000) / (half - 1)
    waves = [round(i * (min(half - 1, 64)) / (pairs - 1)) for i in range(pairs)]
    for depth, layer in enumerate(encoder.layers):
        attention = layer.self_attn
        query, key = attention.q_proj.weight, attention.k_proj.weight  # type: ignore[union-attr]
        query.normal_(0, 0.02)
        key.normal_(0, 0.02)
        attention.q_proj.bias.zero_()  # type: ignore[union-attr]
        for h in range(size.heads):
            offset = offsets[depth % 4][h % 4]
            for j, wave in enumerate(waves):
                angle = math.exp(-step * wave) * offset
                row, sine, cosine = h * head + 2 * j, wave, half + wave
                key[row, sine] += gain
                key[row + 1, cosine] += gain
                query[row, sine] += gain * math.cos(angle)
                query[row, cosine] += gain * math.sin(angle)
                query[row + 1, cosine] += gain * math.cos(angle)
                query[row + 1, sine] -= gain * math.sin(angle)
