"""T5: an encoder that reads the input, and a decoder that writes the output one token after the other.

In training the decoder is given the right output, shifted by one place (teacher forcing), and scores all
places at once; in use it is given what it wrote itself. Both are one function here: `decode` reads any number
of tokens after those that it has read before. The names of all weights are those of the checkpoints. Left
out: a padding mask for the decoder, which needs none while padding stands at the end and has no label.

Source: Raffel et al. (2020), sections 2.1 and 3.1; github.com/tensorflow/mesh, transformer.py (scaling of the
tied output, initial weights); transformers, modeling_t5.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import nn

from bert2t5_reference.t5_attention import KeyValues, RelativePositionBias, find_padding, hide
from bert2t5_reference.t5_config import DECODER_START_TOKEN_ID, PAD_TOKEN_ID, T5Config
from bert2t5_reference.t5_layers import DecoderBlock, EncoderBlock, RmsNorm
from bert2t5_reference.t5_loss import shift_right


@dataclass(frozen=True)
class StackOutput:
    """What an encoder or a decoder makes of a batch.

    Attributes:
        last_hidden_state: a normalised vector for each token, of shape (batch_size, seq_len, d_model).
        hidden_states: num_layers + 1 tensors of the same shape, not normalised: the embeddings, then the
            result of each layer.
    """

    last_hidden_state: torch.Tensor
    hidden_states: tuple[torch.Tensor, ...]


@dataclass(frozen=True)
class DecoderState:
    """What a decoder has read so far. It is not changed by reading on: the decoder returns a new one.

    Attributes:
        memory: keys and values of the encoder's vectors, for each layer.
        memory_bias: hides the padding of the input; None if there is none.
        past: keys and values of the decoder's own tokens, for each layer; None before the first.
    """

    memory: tuple[KeyValues, ...]
    memory_bias: torch.Tensor | None
    past: tuple[KeyValues | None, ...]

    @property
    def num_tokens(self) -> int:
        """The number of tokens of the output that have been read."""
        past = self.past[0]
        return 0 if past is None else past.keys.shape[2]


@dataclass(frozen=True)
class T5Output:
    """What T5 says about a batch.

    Attributes:
        logits: a score for every token at every place of the output, of shape (batch_size, target_len,
            vocab_size).
        encoder: the vectors of the input.
        decoder: the vectors of the output.
    """

    logits: torch.Tensor
    encoder: StackOutput
    decoder: StackOutput


class T5ForConditionalGeneration(nn.Module):
    """T5 with its scores for the next token.

    Weights start from normal distributions, those of the queries so small that attention needs no scaling
    (`initial_sd`); every norm starts with factors of 1. Encoder, decoder and, in T5 1.0, the output share one
    token table; there the vectors are multiplied by d_model^-0.5 before the product with it.

    Args:
        config: the sizes.
        generator: source of the initial weights; None takes torch's own.

    >>> config = T5Config(vocab_size=100, d_model=8, num_layers=2, num_heads=2, d_ff=32, d_kv=4)
    >>> model = T5ForConditionalGeneration(config, generator=torch.Generator().manual_seed(0))
    >>> output = model(torch.tensor([[7, 8, 9, 1]]), labels=torch.tensor([[8, 9, 1]]))
    >>> output.logits.shape, output.encoder.last_hidden_state.shape, len(output.decoder.hidden_states)
    (torch.Size([1, 3, 100]), torch.Size([1, 4, 8]), 3)
    """

    def __init__(self, config: T5Config, *, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.config = config
        self.shared = nn.Embedding(config.vocab_size, config.d_model)
        self.encoder = T5Encoder(config, self.shared)
        self.decoder = T5Decoder(config, self.shared)
        self.lm_head = nn.Linear(config.d_model, config.vocab_size, bias=False)
        if config.tied:
            self.lm_head.weight = self.shared.weight
        for name, weights in self.named_parameters():
            if "layer_norm" not in name:
                nn.init.normal_(weights, std=initial_sd(name, config), generator=generator)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor | None = None,
        labels: torch.Tensor | None = None,
        decoder_input_ids: torch.Tensor | None = None,
    ) -> T5Output:
        """Score every place of the output, each from the input and the places before it.

        Args:
            input_ids: token ids, int64 of shape (batch_size, input_len).
            attention_mask: same shape; 1 where there is a token, 0 for padding, which no token looks at. None
                means no padding.
            labels: the right output, int64 of shape (batch_size, target_len), -100 where no prediction is
                asked; the decoder reads it shifted to the right.
            decoder_input_ids: what the decoder reads, of the same shape, instead of `labels`.

        Raises:
            TypeError: unless exactly one of `labels` and `decoder_input_ids` is given.
        """
        if (labels is None) == (decoder_input_ids is None):
            raise TypeError("give either labels or decoder_input_ids")
        if decoder_input_ids is None:
            decoder_input_ids = shift_right(labels, DECODER_START_TOKEN_ID, PAD_TOKEN_ID)
        encoded = self.encoder(input_ids, attention_mask)
        state = self.decoder.start(encoded.last_hidden_state, attention_mask)
        decoded, _ = self.decoder(decoder_input_ids, state)
        return T5Output(self.score(decoded), encoded, decoded)

    def start(self, input_ids: torch.Tensor, attention_mask: torch.Tensor | None = None) -> DecoderState:
        """Read the input, and return the state before the first token of the output.

        Args:
            input_ids, attention_mask: as in `forward`.
        """
        encoded = self.encoder(input_ids, attention_mask)
        return self.decoder.start(encoded.last_hidden_state, attention_mask)

    def decode(
        self, decoder_input_ids: torch.Tensor, state: DecoderState
    ) -> tuple[torch.Tensor, DecoderState]:
        """Read on in the output, and return scores for what follows each token, and the state after the last.

        Args:
            decoder_input_ids: the tokens after those of the state, int64 of shape (batch_size, num_tokens).
            state: from `start` or from `decode`.

        Returns:
            (logits of shape (batch_size, num_tokens, vocab_size), the new state).
        """
        decoded, state = self.decoder(decoder_input_ids, state)
        return self.score(decoded), state

    def score(self, decoded: StackOutput) -> torch.Tensor:
        """Return logits of shape (batch_size, num_tokens, vocab_size)."""
        vectors = decoded.last_hidden_state
        if self.config.tied:
            # The table's values have a spread of 1; without the factor the scores would have sqrt(d_model).
            vectors = vectors * self.config.d_model**-0.5
        return self.lm_head(vectors)


class T5Stack(nn.Module):
    """What encoder and decoder have in common: token table, blocks, bias of distances, last norm."""

    def __init__(self, embed_tokens: nn.Embedding, blocks: Sequence[nn.Module], dropout: float) -> None:
        super().__init__()
        self.embed_tokens = embed_tokens
        self.block = nn.ModuleList(blocks)
        self.final_layer_norm = RmsNorm(embed_tokens.embedding_dim)
        self.dropout = nn.Dropout(dropout)

    def embed(self, input_ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors of tokens; they say nothing of positions."""
        return self.dropout(self.embed_tokens(input_ids))

    def position_bias(self, query_positions: torch.Tensor, key_positions: torch.Tensor) -> torch.Tensor:
        """Return the bias that all layers share; the first one owns its table."""
        return self.block[0].layer[0].SelfAttention.relative_attention_bias(query_positions, key_positions)

    def finish(self, hidden_states: Sequence[torch.Tensor]) -> StackOutput:
        """Return the output after the last block."""
        last_hidden_state = self.dropout(self.final_layer_norm(hidden_states[-1]))
        return StackOutput(last_hidden_state, tuple(hidden_states))


class T5Encoder(T5Stack):
    """The stack that reads the input: every token looks at every other."""

    def __init__(self, config: T5Config, embed_tokens: nn.Embedding) -> None:
        tables = make_bias_tables(config, bidirectional=True)
        super().__init__(embed_tokens, [EncoderBlock(config, table) for table in tables], config.dropout)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor | None = None) -> StackOutput:
        """Encode a batch; the arguments are those of `T5ForConditionalGeneration`."""
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        bias = self.position_bias(positions, positions)
        if attention_mask is not None:
            bias = hide(bias, find_padding(attention_mask))
        hidden_states = [self.embed(input_ids)]
        for block in self.block:
            hidden_states.append(block(hidden_states[-1], bias))
        return self.finish(hidden_states)


class T5Decoder(T5Stack):
    """The stack that writes the output: every token looks at those before it, itself, and the input."""

    def __init__(self, config: T5Config, embed_tokens: nn.Embedding) -> None:
        tables = make_bias_tables(config, bidirectional=False)
        super().__init__(embed_tokens, [DecoderBlock(config, table) for table in tables], config.dropout)

    def start(self, encoded: torch.Tensor, attention_mask: torch.Tensor | None) -> DecoderState:
        """Return the state before the first token.

        Args:
            encoded: the encoder's vectors, of shape (batch_size, input_len, d_model).
            attention_mask: of the input.
        """
        memory = tuple(block.layer[1].EncDecAttention.keys_and_values(encoded) for block in self.block)
        memory_bias = None
        if attention_mask is not None:
            memory_bias = hide(encoded.new_zeros(()), find_padding(attention_mask))
        return DecoderState(memory, memory_bias, past=(None,) * len(memory))

    def forward(self, input_ids: torch.Tensor, state: DecoderState) -> tuple[StackOutput, DecoderState]:
        """Return the vectors of the tokens after those of the state, and the state after them."""
        num_read = state.num_tokens
        keys = torch.arange(num_read + input_ids.shape[1], device=input_ids.device)
        queries = keys[num_read:]
        bias = hide(self.position_bias(queries, keys), keys > queries[:, None])
        hidden_states, past = [self.embed(input_ids)], []
        for block, before, memory in zip(self.block, state.past, state.memory, strict=True):
            vectors, own = block(hidden_states[-1], bias, before, memory, state.memory_bias)
            hidden_states.append(vectors)
            past.append(own)
        return self.finish(hidden_states), replace(state, past=tuple(past))


def make_bias_tables(config: T5Config, *, bidirectional: bool) -> list[RelativePositionBias | None]:
    """Return what each layer of a stack owns: a table for the first, None for the others."""
    first = RelativePositionBias(
        config.relative_attention_num_buckets,
        config.num_heads,
        max_distance=config.relative_attention_max_distance,
        bidirectional=bidirectional,
    )
    return [first, *[None] * (config.num_layers - 1)]


def initial_sd(name: str, config: T5Config) -> float:
    """Return the standard deviation of a weight before training.

    It is 1 for the token table and the inverse root of the number of inputs for matrices; for the queries'
    d_kv counts too, which stands for the division by its root that T5's attention leaves out.

    Args:
        name: of a weight that is no factor of a norm.
        config: the sizes.

    >>> initial_sd("encoder.block.0.layer.0.SelfAttention.q.weight", T5Config(d_model=16, d_kv=4))
    0.125
    """
    part = name.split(".")[-2]
    if part == "shared":
        return 1.0
    sizes = {
        "q": config.d_model * config.d_kv,
        "o": config.num_heads * config.d_kv,
        "wo": config.d_ff,
    }
    return sizes.get(part, config.d_model) ** -0.5
