"""The layers of T5: every part is normalised on its way in, and its result is added to what it was given.

The names of all parts are those of the checkpoints.

Source: Raffel et al. (2020), section 2.1; Zhang and Sennrich (2019) for the norm; Shazeer (2020) for the
gated feed-forward part; transformers, modeling_t5.py.
"""

import torch
from torch import nn
from torch.nn import functional

from bert2t5_reference.t5_attention import KeyValues, RelativePositionBias, T5Attention
from bert2t5_reference.t5_config import RMS_NORM_EPS, T5Config


class RmsNorm(nn.Module):
    """Divide a vector by the root of the mean of its squares; learn one factor for each value.

    Unlike LayerNorm it takes no mean away and adds no bias.

    >>> RmsNorm(2)(torch.tensor([1.0, 7.0])) * 5  # the mean of 1 and 49 is 25
    tensor([1., 7.], grad_fn=<MulBackward0>)
    """

    def __init__(self, d_model: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(d_model))

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return normalised vectors of the same shape and dtype."""
        # Squares of half precision would overflow.
        wide = hidden_states.to(torch.promote_types(hidden_states.dtype, torch.float32))
        inverse_root = torch.rsqrt(wide.pow(2).mean(dim=-1, keepdim=True) + RMS_NORM_EPS)
        return self.weight * (wide * inverse_root).to(hidden_states.dtype)


class ReluFeedForward(nn.Module):
    """Widen, ReLU, and narrow again: T5 1.0."""

    def __init__(self, config: T5Config) -> None:
        super().__init__()
        self.wi = nn.Linear(config.d_model, config.d_ff, bias=False)
        self.wo = nn.Linear(config.d_ff, config.d_model, bias=False)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return vectors of the same shape."""
        return self.wo(self.dropout(functional.relu(self.wi(hidden_states))))


class GatedGeluFeedForward(nn.Module):
    """Widen twice, let one half through GELU (its form with tanh), multiply both, and narrow: T5 1.1."""

    def __init__(self, config: T5Config) -> None:
        super().__init__()
        self.wi_0 = nn.Linear(config.d_model, config.d_ff, bias=False)
        self.wi_1 = nn.Linear(config.d_model, config.d_ff, bias=False)
        self.wo = nn.Linear(config.d_ff, config.d_model, bias=False)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return vectors of the same shape."""
        gate = functional.gelu(self.wi_0(hidden_states), approximate="tanh")
        return self.wo(self.dropout(gate * self.wi_1(hidden_states)))


class FeedForwardLayer(nn.Module):
    """The last part of every block: each token by itself."""

    def __init__(self, config: T5Config) -> None:
        super().__init__()
        self.DenseReluDense = GatedGeluFeedForward(config) if config.gated else ReluFeedForward(config)
        self.layer_norm = RmsNorm(config.d_model)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return vectors of the same shape."""
        return hidden_states + self.dropout(self.DenseReluDense(self.layer_norm(hidden_states)))


class SelfAttentionLayer(nn.Module):
    """The first part of every block: the tokens of one sequence read each other."""

    def __init__(self, config: T5Config, relative_attention_bias: RelativePositionBias | None) -> None:
        super().__init__()
        self.SelfAttention = T5Attention(
            config.d_model, config.num_heads, config.d_kv, config.dropout, relative_attention_bias
        )
        self.layer_norm = RmsNorm(config.d_model)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self, hidden_states: torch.Tensor, bias: torch.Tensor, past: KeyValues | None = None
    ) -> tuple[torch.Tensor, KeyValues]:
        """Return vectors of the same shape, and keys and values of all tokens so far.

        Args:
            hidden_states: of shape (batch_size, num_tokens, d_model).
            bias: of the scores, broadcast to (batch_size, num_heads, num_tokens, num_past + num_tokens).
            past: keys and values of the tokens before these.
        """
        normed = self.layer_norm(hidden_states)
        source = self.SelfAttention.keys_and_values(normed)
        if past is not None:
            source = past.followed_by(source)
        return hidden_states + self.dropout(self.SelfAttention(normed, source, bias)), source


class CrossAttentionLayer(nn.Module):
    """The second part of a decoder's block: its tokens read the encoder's vectors."""

    def __init__(self, config: T5Config) -> None:
        super().__init__()
        self.EncDecAttention = T5Attention(config.d_model, config.num_heads, config.d_kv, config.dropout)
        self.layer_norm = RmsNorm(config.d_model)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self, hidden_states: torch.Tensor, memory: KeyValues, bias: torch.Tensor | None
    ) -> torch.Tensor:
        """Return vectors of the same shape.

        Args:
            hidden_states: of shape (batch_size, num_tokens, d_model).
            memory: keys and values of the encoder's vectors.
            bias: of the scores; it hides padding, and knows no distances.
        """
        normed = self.layer_norm(hidden_states)
        return hidden_states + self.dropout(self.EncDecAttention(normed, memory, bias))


class EncoderBlock(nn.Module):
    """Self-attention and feed-forward."""

    def __init__(self, config: T5Config, relative_attention_bias: RelativePositionBias | None) -> None:
        super().__init__()
        self.layer = nn.ModuleList(
            [SelfAttentionLayer(config, relative_attention_bias), FeedForwardLayer(config)]
        )

    def forward(self, hidden_states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return vectors of the same shape."""
        attend, transform = self.layer
        attended, _ = attend(hidden_states, bias)
        return transform(attended)


class DecoderBlock(nn.Module):
    """Self-attention, attention to the encoder's vectors, and feed-forward."""

    def __init__(self, config: T5Config, relative_attention_bias: RelativePositionBias | None) -> None:
        super().__init__()
        self.layer = nn.ModuleList(
            [
                SelfAttentionLayer(config, relative_attention_bias),
                CrossAttentionLayer(config),
                FeedForwardLayer(config),
            ]
        )

    def forward(
        self,
        hidden_states: torch.Tensor,
        bias: torch.Tensor,
        past: KeyValues | None,
        memory: KeyValues,
        memory_bias: torch.Tensor | None,
    ) -> tuple[torch.Tensor, KeyValues]:
        """Return vectors of the same shape, and keys and values of all tokens so far."""
        attend, read, transform = self.layer
        attended, own = attend(hidden_states, bias, past)
        return transform(read(attended, memory, memory_bias)), own
