"""BERT's encoder: a stack of layers in which every token looks at every other, and a vector for the whole.

The names of all parts are those of the checkpoints, so that published weights load unchanged; the names of
the arguments are the paper's. Left out: use as a decoder, other activations than the exact GELU, and the
heads of pre-training.

Source: Devlin et al. (2019), section 3 and appendix A.2; Vaswani et al. (2017), section 3.2 (attention);
github.com/google-research/bert, modeling.py; transformers, modeling_bert.py.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import torch
from torch import nn
from torch.nn import functional

from bert2t5_reference.bert_embeddings import BertEmbeddings
from bert2t5_reference.bert_weights import encoder_weights, read_weights

LAYER_NORM_EPS = 1e-12

# our field: the name in a checkpoint's config.json
HF_NAMES = {
    "vocab_size": "vocab_size",
    "d_model": "hidden_size",
    "num_layers": "num_hidden_layers",
    "num_heads": "num_attention_heads",
    "d_ff": "intermediate_size",
    "max_seq_len": "max_position_embeddings",
    "type_vocab_size": "type_vocab_size",
    "dropout": "hidden_dropout_prob",
    "initial_sd": "initializer_range",
}
HF_ATTENTION_DROPOUT = "attention_probs_dropout_prob"
# What a config.json may also say, and the one value with which this encoder computes the same.
HF_FIXED = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "layer_norm_eps": LAYER_NORM_EPS,
    "position_embedding_type": "absolute",
    "is_decoder": False,
}


@dataclass(frozen=True)
class BertConfig:
    """The sizes of an encoder; the defaults are those of BERT-base, uncased.

    Attributes:
        vocab_size: number of token ids.
        d_model: length of a token's vector.
        num_layers: number of layers, 0 or more.
        num_heads: number of attention heads; divides `d_model`.
        d_ff: width of the feed-forward part.
        max_seq_len: number of positions.
        type_vocab_size: number of segments.
        dropout: probability of dropping a value of a vector, in [0, 1].
        attention_dropout: probability of dropping a weight of the attention, in [0, 1]; None takes `dropout`.
        initial_sd: standard deviation of the weights before training, above 0.

    Raises:
        ValueError: if a size is below 1 (`num_layers`: below 0), a probability outside [0, 1], `initial_sd`
            not above 0, or `num_heads` no divisor of `d_model`.

    >>> config = BertConfig(vocab_size=100, d_model=8, num_layers=2, num_heads=2, d_ff=32)
    >>> config.to_hf()["hidden_size"], BertConfig.from_hf(config.to_hf()) == config
    (8, True)
    """

    vocab_size: int = 30522
    d_model: int = 768
    num_layers: int = 12
    num_heads: int = 12
    d_ff: int = 3072
    max_seq_len: int = 512
    type_vocab_size: int = 2
    dropout: float = 0.1
    attention_dropout: float | None = None
    initial_sd: float = 0.02

    def __post_init__(self) -> None:
        for name in ("vocab_size", "d_model", "num_heads", "d_ff", "max_seq_len", "type_vocab_size"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}, allowed are 1 and more")
        if self.num_layers < 0:
            raise ValueError(f"num_layers is {self.num_layers}, allowed are 0 and more")
        for rate in (self.dropout, self.attention_rate):
            if not 0 <= rate <= 1:
                raise ValueError(f"a dropout is {rate}, allowed are 0 to 1")
        if not self.initial_sd > 0:
            raise ValueError(f"initial_sd is {self.initial_sd}, must be above 0")
        if self.d_model % self.num_heads:
            raise ValueError(f"num_heads is {self.num_heads}, allowed are the divisors of {self.d_model}")

    @property
    def attention_rate(self) -> float:
        """The dropout of the attention that holds."""
        return self.dropout if self.attention_dropout is None else self.attention_dropout

    @classmethod
    def from_hf(cls, mapping: Mapping[str, Any]) -> Self:
        """Read the content of a checkpoint's `config.json`; what it does not say is as in BERT-base.

        Raises:
            ValueError: if it asks for something that this encoder does not compute.
        """
        for name, allowed in HF_FIXED.items():
            if mapping.get(name, allowed) != allowed:
                raise ValueError(f"{name} is {mapping[name]!r}, allowed is {allowed!r}")
        config = cls(**{ours: mapping[theirs] for ours, theirs in HF_NAMES.items() if theirs in mapping})
        attention_dropout = mapping.get(HF_ATTENTION_DROPOUT, cls.dropout)
        if attention_dropout == config.dropout:
            return config
        return replace(config, attention_dropout=attention_dropout)

    def to_hf(self) -> dict[str, Any]:
        """Return the same under the names of `config.json`."""
        sizes = {theirs: getattr(self, ours) for ours, theirs in HF_NAMES.items()}
        return HF_FIXED | sizes | {HF_ATTENTION_DROPOUT: self.attention_rate}


@dataclass(frozen=True)
class BertOutput:
    """What an encoder says about a batch.

    Attributes:
        last_hidden_state: a vector for each token, of shape (batch_size, seq_len, d_model).
        pooled: a vector for each sequence, of shape (batch_size, d_model); None without a pooler.
        hidden_states: num_layers + 1 tensors shaped as `last_hidden_state`: the embeddings, then the result
            of each layer.
    """

    last_hidden_state: torch.Tensor
    pooled: torch.Tensor | None
    hidden_states: tuple[torch.Tensor, ...]


class BertModel(nn.Module):
    """BERT without the heads of a task.

    Weights start from a normal distribution with standard deviation `initial_sd`, cut off at two of them;
    biases at 0, and every LayerNorm as the identity.

    Args:
        config: the sizes.
        add_pooling_layer: whether there is a pooler; some published models have none.
        generator: source of the initial weights; None takes torch's own.

    >>> config = BertConfig(vocab_size=100, d_model=8, num_layers=2, num_heads=2, d_ff=32)
    >>> model = BertModel(config, generator=torch.Generator().manual_seed(0))
    >>> output = model(torch.tensor([[2, 7, 3, 0]]), attention_mask=torch.tensor([[1, 1, 1, 0]]))
    >>> output.last_hidden_state.shape, output.pooled.shape, len(output.hidden_states)
    (torch.Size([1, 4, 8]), torch.Size([1, 8]), 3)
    """

    def __init__(
        self,
        config: BertConfig,
        *,
        add_pooling_layer: bool = True,
        generator: torch.Generator | None = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.embeddings = BertEmbeddings(
            config.vocab_size, config.d_model, config.max_seq_len, config.type_vocab_size, config.dropout
        )
        self.encoder = BertEncoder(config)
        self.pooler = BertPooler(config.d_model) if add_pooling_layer else None
        for module in self.modules():
            initialize(module, config.initial_sd, generator)

    def forward(
        self,
        input_ids: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        position_ids: torch.Tensor | None = None,
    ) -> BertOutput:
        """Encode a batch.

        Args:
            input_ids: token ids, int64 of shape (batch_size, seq_len).
            token_type_ids: segment of each token, same shape; None means segment 0 everywhere.
            attention_mask: same shape; 1 where there is a token, 0 for padding, which no token looks at. None
                means no padding.
            position_ids: position of each token, same shape; None means 0, 1, 2, ...
        """
        embedded = self.embeddings(input_ids, token_type_ids, position_ids)
        hidden_states = self.encoder(embedded, attention_mask)
        pooled = None if self.pooler is None else self.pooler(hidden_states[-1])
        return BertOutput(hidden_states[-1], pooled, hidden_states)


class BertEncoder(nn.Module):
    """The stack of layers."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(BertLayer(config) for _ in range(config.num_layers))

    def forward(
        self, embedded: torch.Tensor, attention_mask: torch.Tensor | None
    ) -> tuple[torch.Tensor, ...]:
        """Return the hidden states before the first layer and after every layer."""
        # (batch_size, seq_len) -> (batch_size, 1, 1, seq_len): the same for every head and every query
        padding = None if attention_mask is None else (attention_mask == 0)[:, None, None, :]
        hidden_states = [embedded]
        for layer in self.layer:
            hidden_states.append(layer(hidden_states[-1], padding))
        return tuple(hidden_states)


class BertLayer(nn.Module):
    """Attention between the tokens, then a feed-forward network for each token by itself."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.attention = BertAttention(config)
        self.intermediate = BertIntermediate(config)
        self.output = AddAndNorm(config.d_ff, config)

    def forward(self, hidden_states: torch.Tensor, padding: torch.Tensor | None) -> torch.Tensor:
        """Return the layer's result, of the shape of `hidden_states`."""
        attended = self.attention(hidden_states, padding)
        return self.output(self.intermediate(attended), attended)


class BertAttention(nn.Module):
    """Self-attention with its residual connection."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.self = SelfAttention(config)
        self.output = AddAndNorm(config.d_model, config)

    def forward(self, hidden_states: torch.Tensor, padding: torch.Tensor | None) -> torch.Tensor:
        """Return what each token has gathered, added to the token and normalised."""
        return self.output(self.self(hidden_states, padding), hidden_states)


class SelfAttention(nn.Module):
    """Several heads, each of which mixes the tokens by how well queries and keys agree."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.num_heads = config.num_heads
        self.query = nn.Linear(config.d_model, config.d_model)
        self.key = nn.Linear(config.d_model, config.d_model)
        self.value = nn.Linear(config.d_model, config.d_model)
        self.dropout = nn.Dropout(config.attention_rate)

    def forward(self, hidden_states: torch.Tensor, padding: torch.Tensor | None) -> torch.Tensor:
        """Return the mixed values of all heads side by side, of the shape of `hidden_states`.

        Args:
            hidden_states: of shape (batch_size, seq_len, d_model).
            padding: True for keys to leave out, broadcast to (batch_size, num_heads, seq_len, seq_len).
        """
        query = self.split_heads(self.query(hidden_states))
        key = self.split_heads(self.key(hidden_states))
        value = self.split_heads(self.value(hidden_states))
        scores = query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5
        if padding is not None:
            # The smallest float, not -inf: a row of nothing but padding then gives a mean instead of nan.
            scores = scores.masked_fill(padding, torch.finfo(scores.dtype).min)
        mixed = self.dropout(scores.softmax(dim=-1)) @ value
        return mixed.transpose(1, 2).flatten(start_dim=2)

    def split_heads(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return vectors of shape (batch_size, num_heads, seq_len, d_model / num_heads)."""
        return vectors.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)


class BertIntermediate(nn.Module):
    """The first half of the feed-forward network: widen, then GELU in its exact form with erf."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(config.d_model, config.d_ff)

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return values of shape (batch_size, seq_len, d_ff)."""
        return functional.gelu(self.dense(hidden_states))


class AddAndNorm(nn.Module):
    """The end of both halves of a layer: map to d_model, add what went in, and normalise the sum."""

    def __init__(self, width: int, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(width, config.d_model)
        self.dropout = nn.Dropout(config.dropout)
        self.LayerNorm = nn.LayerNorm(config.d_model, eps=LAYER_NORM_EPS)

    def forward(self, changed: torch.Tensor, unchanged: torch.Tensor) -> torch.Tensor:
        """Return the normalised sum of the mapped `changed` and of `unchanged`."""
        return self.LayerNorm(self.dropout(self.dense(changed)) + unchanged)


class BertPooler(nn.Module):
    """One vector for a sequence, made from that of its first token, [CLS]."""

    def __init__(self, d_model: int) -> None:
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return values in (-1, 1) of shape (batch_size, d_model)."""
        return self.dense(hidden_states[:, 0]).tanh()


@torch.no_grad()
def initialize(module: nn.Module, sd: float, generator: torch.Generator | None) -> None:
    """Give one layer's own weights the values that they have before training."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        # The bounds are absolute values, not multiples of the standard deviation.
        nn.init.trunc_normal_(module.weight, std=sd, a=-2 * sd, b=2 * sd, generator=generator)
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)


def load_bert(folder: str | Path) -> BertModel:
    """Load an encoder from a folder that `save_pretrained` of transformers wrote.

    The folder may hold a model with a head; only the encoder is read. The weights become float32, and the
    model is in evaluation mode.

    Args:
        folder: holds `config.json` and `model.safetensors` or `pytorch_model.bin`.

    Raises:
        FileNotFoundError: if a file is missing.
        ValueError: if the configuration asks for something that this encoder does not compute.
        RuntimeError: if a weight is missing, is not known, or has another shape than the configuration says.
    """
    config = BertConfig.from_hf(json.loads((Path(folder) / "config.json").read_text(encoding="utf-8")))
    weights = encoder_weights(read_weights(folder))
    with torch.device("meta"):  # without memory and initial values, which would be thrown away
        model = BertModel(config, add_pooling_layer="pooler.dense.weight" in weights)
    model.load_state_dict(weights, assign=True)
    return model.float().eval()
