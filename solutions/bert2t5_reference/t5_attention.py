"""T5's attention: no scaling, and a learned number for each distance instead of position vectors.

Unlike BERT's attention, the products of queries and keys are not divided by the root of their length (the
factor is part of the queries' initial weights), the linear layers have no bias, and order enters as a bias
of the scores. Keys and values are computed apart from the rest, so that a decoder can keep them.

Source: Raffel et al. (2020), section 2.1; github.com/tensorflow/mesh, transformer_layers.py and attention.py;
transformers, modeling_t5.py.
"""

import math
from typing import NamedTuple, Self

import torch
from torch import nn


def relative_position_bucket(
    relative_position: torch.Tensor, *, bidirectional: bool, num_buckets: int = 32, max_distance: int = 128
) -> torch.Tensor:
    """Return the number of the bucket that each distance falls into.

    Half of the buckets hold one distance each; the other half grow with the logarithm up to `max_distance`,
    and the last one holds everything farther away. In the encoder (`bidirectional`) all of this is done with
    half of the buckets, and keys to the right of the query use the other half; in the decoder there are no
    keys to the right, and distance 0 stands for them.

    Args:
        relative_position: position of the key minus position of the query, integers of any shape.
        bidirectional: whether keys to the right have buckets of their own.
        num_buckets: even, 4 or more.
        max_distance: more than half of the buckets.

    Returns:
        int64 of the same shape, in [0, num_buckets).

    Example: with 8 buckets up to distance 20
        >>> distances = torch.tensor([-30, -9, -8, -4, -3, -1, 0, 1, 3, 30])
        >>> relative_position_bucket(distances, bidirectional=True, num_buckets=8, max_distance=20)
        tensor([3, 3, 3, 2, 2, 1, 0, 5, 6, 7])
        >>> relative_position_bucket(distances, bidirectional=False, num_buckets=8, max_distance=20)
        tensor([7, 6, 5, 4, 3, 1, 0, 0, 0, 0])
    """
    if bidirectional:
        num_buckets //= 2
        first = num_buckets * (relative_position > 0)
        distance = relative_position.abs()
    else:
        first = torch.zeros_like(relative_position)
        distance = (-relative_position).clamp(min=0)
    num_exact = num_buckets // 2
    # In float32 and in this order, as in the original: for some sizes another way of rounding moves a border.
    farness = torch.log(distance.clamp(min=num_exact).float() / num_exact)
    farness = farness / math.log(max_distance / num_exact) * (num_buckets - num_exact)
    logarithmic = num_exact + farness.long()
    return first + torch.where(distance < num_exact, distance, logarithmic.clamp(max=num_buckets - 1))


class RelativePositionBias(nn.Embedding):
    """A table with a number for each bucket and head, which is added to the scores.

    >>> bias = RelativePositionBias(32, 4, max_distance=128, bidirectional=True)
    >>> positions = torch.arange(7)
    >>> bias(positions, positions).shape
    torch.Size([1, 4, 7, 7])
    """

    def __init__(self, num_buckets: int, num_heads: int, *, max_distance: int, bidirectional: bool) -> None:
        super().__init__(num_buckets, num_heads)
        self.max_distance = max_distance
        self.bidirectional = bidirectional

    def forward(self, query_positions: torch.Tensor, key_positions: torch.Tensor) -> torch.Tensor:
        """Return the bias of every pair, of shape (1, num_heads, num_queries, num_keys).

        Args:
            query_positions: int64 of shape (num_queries,).
            key_positions: int64 of shape (num_keys,).
        """
        buckets = relative_position_bucket(
            key_positions - query_positions[:, None],
            bidirectional=self.bidirectional,
            num_buckets=self.num_embeddings,
            max_distance=self.max_distance,
        )
        return super().forward(buckets).permute(2, 0, 1)[None]


class KeyValues(NamedTuple):
    """What an attention reads, both of shape (batch_size, num_heads, num_tokens, d_kv)."""

    keys: torch.Tensor
    values: torch.Tensor

    def followed_by(self, later: Self) -> Self:
        """Return these tokens and then the later ones; neither is changed.

        >>> tokens = KeyValues(torch.zeros(1, 2, 3, 4), torch.zeros(1, 2, 3, 4))
        >>> tokens.followed_by(tokens).keys.shape
        torch.Size([1, 2, 6, 4])
        """
        return type(self)(*(torch.cat(pair, dim=2) for pair in zip(self, later, strict=True)))


class T5Attention(nn.Module):
    """Several heads, each of which mixes values by how well queries and keys agree.

    The parts are called `q`, `k`, `v`, `o` and, in the first layer of a stack, `relative_attention_bias`.

    Args:
        d_model: length of a token's vector.
        num_heads: number of heads.
        d_kv: width of a head.
        dropout: probability of dropping a weight of the attention.
        relative_attention_bias: the stack's table; None in all layers but the first, and between encoder and
            decoder.
    """

    def __init__(
        self,
        d_model: int,
        num_heads: int,
        d_kv: int,
        dropout: float,
        relative_attention_bias: RelativePositionBias | None = None,
    ) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.q = nn.Linear(d_model, num_heads * d_kv, bias=False)
        self.k = nn.Linear(d_model, num_heads * d_kv, bias=False)
        self.v = nn.Linear(d_model, num_heads * d_kv, bias=False)
        self.o = nn.Linear(num_heads * d_kv, d_model, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.relative_attention_bias = relative_attention_bias

    def keys_and_values(self, vectors: torch.Tensor) -> KeyValues:
        """Return what queries read of vectors of shape (batch_size, num_tokens, d_model)."""
        return KeyValues(self.split_heads(self.k(vectors)), self.split_heads(self.v(vectors)))

    def forward(
        self, hidden_states: torch.Tensor, source: KeyValues, bias: torch.Tensor | None
    ) -> torch.Tensor:
        """Return what each token has gathered, of the shape of `hidden_states`.

        Args:
            hidden_states: the vectors that ask, of shape (batch_size, num_queries, d_model).
            source: the tokens that are read.
            bias: is added to the scores, broadcast to (batch_size, num_heads, num_queries, num_tokens).
        """
        # Not divided by the root of d_kv.
        scores = self.split_heads(self.q(hidden_states)) @ source.keys.transpose(-1, -2)
        if bias is not None:
            scores = scores + bias
        mixed = self.dropout(scores.softmax(dim=-1)) @ source.values
        return self.o(mixed.transpose(1, 2).flatten(start_dim=2))

    def split_heads(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return vectors of shape (batch_size, num_heads, num_tokens, d_kv)."""
        return vectors.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)


def hide(bias: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
    """Return a bias that keeps queries from the hidden keys; the arguments are broadcast.

    >>> hide(torch.zeros(2), torch.tensor([False, True])).softmax(dim=-1)
    tensor([1., 0.])
    """
    # The smallest float, not -inf: a row of nothing but hidden keys then gives a mean instead of nan.
    return bias.masked_fill(hidden, torch.finfo(bias.dtype).min)


def find_padding(attention_mask: torch.Tensor) -> torch.Tensor:
    """Return which keys are padding, for every head and query, of shape (batch_size, 1, 1, seq_len).

    Args:
        attention_mask: of shape (batch_size, seq_len); 1 where there is a token, 0 for padding.
    """
    return (attention_mask == 0)[:, None, None, :]
