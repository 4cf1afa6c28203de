"""The sizes of a T5, and how they stand in a checkpoint's `config.json`.

Left out: a decoder with another number of layers than the encoder, and other special ids than T5's.

Source: Raffel et al. (2020), sections 2.1 and 3.7; transformers, configuration_t5.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

PAD_TOKEN_ID = 0
EOS_TOKEN_ID = 1
DECODER_START_TOKEN_ID = PAD_TOKEN_ID  # there is no token of its own for the start
RMS_NORM_EPS = 1e-6

# our field: the name in a checkpoint's config.json
HF_NAMES = {
    "vocab_size": "vocab_size",
    "d_model": "d_model",
    "num_layers": "num_layers",
    "num_heads": "num_heads",
    "d_ff": "d_ff",
    "d_kv": "d_kv",
    "relative_attention_num_buckets": "relative_attention_num_buckets",
    "relative_attention_max_distance": "relative_attention_max_distance",
    "dropout": "dropout_rate",
}
HF_GATED = {"relu": False, "gated-gelu": True}  # the values of `feed_forward_proj`
# What a config.json may also say, and the one value with which this model computes the same.
HF_FIXED = {
    "model_type": "t5",
    "is_encoder_decoder": True,
    "layer_norm_epsilon": RMS_NORM_EPS,
    "pad_token_id": PAD_TOKEN_ID,
    "eos_token_id": EOS_TOKEN_ID,
    "decoder_start_token_id": DECODER_START_TOKEN_ID,
}


@dataclass(frozen=True)
class T5Config:
    """The sizes of an encoder-decoder; the defaults are those of T5-small.

    Attributes:
        vocab_size: number of token ids; T5's 32,100 pieces are padded to 32,128.
        d_model: length of a token's vector.
        num_layers: number of layers of the encoder, and of the decoder, 1 or more.
        num_heads: number of attention heads.
        d_ff: width of the feed-forward part.
        d_kv: width of one head; `num_heads * d_kv` need not be `d_model`.
        relative_attention_num_buckets: number of distances that are told apart, even, 4 or more.
        relative_attention_max_distance: all distances from here on are one; more than half of the buckets.
        dropout: probability of dropping a value, in [0, 1].
        gated: whether the feed-forward part is that of T5 1.1, a gated GELU; else it is a ReLU.
        tied: whether the output matrix is the token table, as in T5 1.0; else it is its own, as in T5 1.1.

    Raises:
        ValueError: if a size is outside these bounds.

    >>> config = T5Config(vocab_size=100, d_model=8, num_layers=2, num_heads=2, d_ff=32, d_kv=4)
    >>> config.to_hf()["feed_forward_proj"], T5Config.from_hf(config.to_hf()) == config
    ('relu', True)
    """

    vocab_size: int = 32128
    d_model: int = 512
    num_layers: int = 6
    num_heads: int = 8
    d_ff: int = 2048
    d_kv: int = 64
    relative_attention_num_buckets: int = 32
    relative_attention_max_distance: int = 128
    dropout: float = 0.1
    gated: bool = False
    tied: bool = True

    def __post_init__(self) -> None:
        for name in ("vocab_size", "d_model", "num_layers", "num_heads", "d_ff", "d_kv"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}, allowed are 1 and more")
        buckets, farthest = self.relative_attention_num_buckets, self.relative_attention_max_distance
        if buckets < 4 or buckets % 2:
            raise ValueError(
                f"relative_attention_num_buckets is {buckets}, allowed are even numbers from 4 on"
            )
        if farthest <= buckets // 2:
            raise ValueError(
                f"relative_attention_max_distance is {farthest}, must be above half of {buckets} buckets"
            )
        if not 0 <= self.dropout <= 1:
            raise ValueError(f"dropout is {self.dropout}, allowed are 0 to 1")

    @classmethod
    def from_hf(cls, mapping: Mapping[str, Any]) -> Self:
        """Read the content of a checkpoint's `config.json`; what it does not say is as in T5-small.

        Raises:
            ValueError: if it asks for something that this model does not compute.
        """
        num_layers = mapping.get("num_layers", cls.num_layers)
        for name, allowed in (HF_FIXED | {"num_decoder_layers": num_layers}).items():
            # None is how transformers writes a value that is not set
            if mapping.get(name) not in (None, allowed):
                raise ValueError(f"{name} is {mapping[name]!r}, allowed is {allowed!r}")
        feed_forward = mapping.get("feed_forward_proj", "relu")
        if feed_forward not in HF_GATED:
            raise ValueError(f"feed_forward_proj is {feed_forward!r}, allowed are {', '.join(HF_GATED)}")
        sizes = {ours: mapping[theirs] for ours, theirs in HF_NAMES.items() if theirs in mapping}
        return cls(**sizes, gated=HF_GATED[feed_forward], tied=is_tied(mapping))

    def to_hf(self) -> dict[str, Any]:
        """Return the same under the names of `config.json`."""
        sizes = {theirs: getattr(self, ours) for ours, theirs in HF_NAMES.items()}
        feed_forward = next(name for name, gated in HF_GATED.items() if gated == self.gated)
        return HF_FIXED | sizes | {"feed_forward_proj": feed_forward, "tie_word_embeddings": self.tied}


def is_tied(mapping: Mapping[str, Any]) -> bool:
    """Return whether a `config.json` describes the tied and scaled output of T5 1.0.

    transformers 5 writes `tie_word_embeddings` as true in every case, and says in a field of its own whether
    the output is scaled; older versions have the first field alone.

    >>> is_tied({"tie_word_embeddings": True, "scale_decoder_outputs": False})
    False
    """
    return bool(mapping.get("scale_decoder_outputs", mapping.get("tie_word_embeddings", True)))
