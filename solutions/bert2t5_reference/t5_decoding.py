"""Decoding: write an output one token after the other, by scores that only know what has been written.

`greedy_decode` is the one loop. It is given a function from what has been written to scores for the next
token, and the variants are functions: `with_cache` and `without_cache` make one of a T5, `sampling` makes a
random one of any. Left out: beam search, top-p.

Source: Raffel et al. (2020), section 3.1.2; transformers, generation/utils.py and logits_process.py;
Maddison, Tarlow and Minka (2014) for the draw by a maximum.
"""

from collections.abc import Callable

import torch

from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import DECODER_START_TOKEN_ID, EOS_TOKEN_ID, PAD_TOKEN_ID

# From what has been written, (batch_size, length), to scores for the next token, (batch_size, vocab_size).
NextTokenLogits = Callable[[torch.Tensor], torch.Tensor]


def greedy_decode(
    next_token_logits: Callable[[torch.Tensor], torch.Tensor],
    batch_size: int,
    *,
    decoder_start_token_id: int,
    eos_token_id: int,
    pad_token_id: int,
    max_new_tokens: int,
) -> torch.Tensor:
    """Return the outputs that arise when the token with the highest score is written, again and again.

    Every output begins with the start token, which is not returned. An output ends with the first
    `eos_token_id`, which is returned; after it there is only padding. Decoding stops when all outputs have
    ended or have `max_new_tokens` tokens. Of equal scores the smallest id wins.

    Args:
        next_token_logits: takes what has been written so far, with the start token, int64 of shape
            (batch_size, length); returns scores for the token that follows, floats of shape (batch_size,
            vocab_size). Both are on the CPU. It is called once for each new token.
        batch_size: number of outputs.
        decoder_start_token_id: id of the start token.
        eos_token_id: id of the token that ends an output.
        pad_token_id: id of padding.
        max_new_tokens: the largest number of tokens of an output, 0 or more.

    Returns:
        int64 of shape (batch_size, n); n is the length of the longest output, its end included.

    Example: the next token is the last one plus 2, for the second output plus 5; 9 ends an output, and there
    are the tokens 0 to 9:
        >>> def count_up(written):
        ...     following = (written[:, -1] + torch.tensor([2, 5])).clamp(max=9)
        ...     return torch.nn.functional.one_hot(following, 10).float()
        >>> tokens = {"decoder_start_token_id": 1, "eos_token_id": 9, "pad_token_id": 0}
        >>> greedy_decode(count_up, 2, **tokens, max_new_tokens=20)
        tensor([[3, 5, 7, 9],
                [6, 9, 0, 0]])
        >>> greedy_decode(count_up, 2, **tokens, max_new_tokens=1)
        tensor([[3],
                [6]])
    """
    ### BEGIN SOLUTION
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids = next_ids.masked_fill(ended, pad_token_id)
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended = ended | (next_ids == eos_token_id)
        if ended.all():
            break
    return written[:, 1:]
    ### END SOLUTION


def greedy_decode_fast(
    model: T5ForConditionalGeneration,
    input_ids: torch.Tensor,
    attention_mask: torch.Tensor | None = None,
    *,
    max_new_tokens: int,
) -> torch.Tensor:
    """Return what `greedy_decode` returns for a T5; no token is read twice.

    Args:
        model: is used as it is; call `eval` first.
        input_ids: token ids, int64 of shape (batch_size, input_len), on the model's device.
        attention_mask: same shape; 1 where there is a token, 0 for padding.
        max_new_tokens: the largest number of tokens of an output.

    Returns:
        int64 of shape (batch_size, n) on the CPU, without the start token.
    """
    return greedy_decode(
        with_cache(model, input_ids, attention_mask),
        len(input_ids),
        decoder_start_token_id=DECODER_START_TOKEN_ID,
        eos_token_id=EOS_TOKEN_ID,
        pad_token_id=PAD_TOKEN_ID,
        max_new_tokens=max_new_tokens,
    )


@torch.no_grad()
def without_cache(
    model: T5ForConditionalGeneration, input_ids: torch.Tensor, attention_mask: torch.Tensor | None = None
) -> NextTokenLogits:
    """Return a function for `greedy_decode` that reads the whole output again for each token.

    Args:
        model, input_ids, attention_mask: as in `greedy_decode_fast`. The input is read once.
    """
    start = model.start(input_ids, attention_mask)

    @torch.no_grad()
    def next_token_logits(written: torch.Tensor) -> torch.Tensor:
        logits, _ = model.decode(written.to(input_ids.device), start)
        return logits[:, -1].cpu()

    return next_token_logits


@torch.no_grad()
def with_cache(
    model: T5ForConditionalGeneration, input_ids: torch.Tensor, attention_mask: torch.Tensor | None = None
) -> NextTokenLogits:
    """Return a function for `greedy_decode` that reads only what was written since its last call.

    Unlike that of `without_cache` it serves one output batch: what it is given must continue what it was
    given before, or its scores are meaningless.

    Args:
        model, input_ids, attention_mask: as in `greedy_decode_fast`. The input is read once.
    """
    state = model.start(input_ids, attention_mask)

    @torch.no_grad()
    def next_token_logits(written: torch.Tensor) -> torch.Tensor:
        nonlocal state
        if written.shape[1] <= state.num_tokens:
            raise ValueError(f"{written.shape[1]} tokens after {state.num_tokens} were read, must be more")
        logits, state = model.decode(written[:, state.num_tokens :].to(input_ids.device), state)
        return logits[:, -1].cpu()

    return next_token_logits


def sampling(
    next_token_logits: NextTokenLogits,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    generator: torch.Generator,
) -> NextTokenLogits:
    """Return a function for `greedy_decode` whose highest score is that of a randomly drawn token.

    The token's probability is softmax(logits / temperature), of the `top_k` highest scores alone.

    Args:
        next_token_logits: scores for the next token.
        temperature: above 0; below 1 the likely tokens gain, above 1 the unlikely ones.
        top_k: 1 or more; None means all tokens. Tokens that tie with the last one stay.
        generator: the only source of randomness; the same state gives the same tokens.

    Raises:
        ValueError: if temperature or top_k is outside its bounds.

    >>> logits = torch.tensor([[1.0, 3.0, 2.0]])
    >>> certain = sampling(lambda written: logits, top_k=1, generator=torch.Generator())
    >>> ids = {"decoder_start_token_id": 0, "eos_token_id": 2, "pad_token_id": 0}
    >>> greedy_decode(certain, 1, **ids, max_new_tokens=3)
    tensor([[1, 1, 1]])
    """
    if not temperature > 0:
        raise ValueError(f"temperature is {temperature}, must be above 0")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k is {top_k}, allowed are None and 1 and more")

    def sampled_logits(written: torch.Tensor) -> torch.Tensor:
        logits = next_token_logits(written)
        # Float64, or probabilities below 1e-7 would be lost.
        draws = torch.rand(logits.shape, generator=generator, dtype=torch.float64)
        return apply_sampling(logits, temperature, top_k, draws)

    return sampled_logits


def apply_sampling(
    logits: torch.Tensor, temperature: float, top_k: int | None, draws: torch.Tensor
) -> torch.Tensor:
    """Return scores of which the highest is the token that the given numbers draw.

    If u is uniform in (0, 1), then -log(-log(u)) follows the Gumbel distribution, and the largest sum of a
    score and such a number falls on each token with its softmax probability.

    Args:
        logits: floats of shape (batch_size, vocab_size).
        temperature, top_k: as in `sampling`.
        draws: numbers in [0, 1), of the same shape.

    Returns:
        Scores of the same shape; minus infinity for tokens outside the top k.

    Example: the draw of 1/2 adds 0.37 to each score; the larger one of 0.9 adds 2.25, which is enough:
        >>> logits, half = torch.tensor([[1.0, 2.0, 0.0]]), torch.full((1, 3), 0.5)
        >>> unlikely = torch.tensor([[0.9, 0.5, 0.5]])
        >>> [apply_sampling(logits, 1.0, 2, draws).argmax().item() for draws in (half, unlikely)]
        [1, 0]
        >>> apply_sampling(logits, 1.0, 2, half)
        tensor([[1.3665, 2.3665,   -inf]])
    """
    scores = logits / temperature
    if top_k is not None:
        smallest = scores.topk(min(top_k, scores.shape[-1])).values[:, -1:]
        scores = scores.masked_fill(scores < smallest, -torch.inf)
    return scores - (-draws.log()).log()
