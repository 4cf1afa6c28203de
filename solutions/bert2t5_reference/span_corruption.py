"""Span corruption: cut spans out of the text, and ask for them in one short target.

Unlike in mlm.py, where every hidden token keeps a place of its own, a whole span of noise becomes one
sentinel in the inputs, and the targets hold what was cut out, so both are shorter than the text. A mask of
spans is random in its cuts alone: how many tokens and how many spans are noise is fixed by the length of the
text.

Here as well are the lengths that result, and two objectives to compare with: independent coins, and the
prefix language model. Left out: rotating the mask (`random_roll`, off in T5), and the objectives that drop,
shuffle or mask tokens one by one.

Source: Raffel et al. (2020), sections 3.1.4 and 3.3; github.com/google-research/
text-to-text-transfer-transformer, t5/data/preprocessors.py.
"""

from itertools import pairwise

import torch

# -- the mask


def count_noise(length: int, noise_density: float, mean_noise_span_length: float) -> tuple[int, int]:
    """Return how many tokens of a text are noise, and how many spans they form.

    Both numbers are rounded to the nearest whole number, a half to the even neighbour. At least one token is
    noise and at least one is not, so a text of 0 or 1 tokens counts as one of 2.

    Args:
        length: tokens of the text, 0 or more.
        noise_density: share of the tokens that are noise, above 0 and below 1; 0.15 in T5.
        mean_noise_span_length: tokens of an average span, above 0; 3 in T5.

    Returns:
        (num_noise, num_spans). There are as many clean spans as spans of noise.

    Raises:
        ValueError: if a number is out of range, or the text is too short for so many spans.

    Example: 15 % of 568 tokens are 85.2, in 85 / 3 = 28.3 spans; of 30 tokens they are 4.5, in 4 / 3 spans:
        >>> count_noise(568, 0.15, 3), count_noise(30, 0.15, 3)
        ((85, 28), (4, 1))

    As in the published code the product has 32 bits, and 0.15 is a little more than 0.15 there. So 28.5
    becomes 29:
        >>> count_noise(190, 0.15, 3)[0], round(190 * 0.15)
        (29, 28)
    """
    if not 0 < noise_density < 1:
        raise ValueError(f"noise_density is {noise_density}, allowed are numbers above 0 and below 1")
    if not mean_noise_span_length > 0:
        raise ValueError(f"mean_noise_span_length is {mean_noise_span_length}, allowed are numbers above 0")
    length = max(length, 2)
    num_noise = min(max(round((float32(length) * float32(noise_density)).item()), 1), length - 1)
    num_spans = max(round((float32(num_noise) / float32(mean_noise_span_length)).item()), 1)
    if num_spans > min(num_noise, length - num_noise):
        parts = f"{num_noise} tokens of noise and {length - num_noise} others"
        raise ValueError(f"{num_spans} spans of each kind do not fit into {parts}: no span may be empty")
    return num_noise, num_spans


def float32(number: float) -> torch.Tensor:
    """Return a number as a tensor without dimensions, rounded to 32 bits.

    >>> float32(0.15).item()
    0.15000000596046448
    """
    return torch.tensor(number, dtype=torch.float32)


def cut_into_spans(draws: torch.Tensor, num_spans: int) -> list[int]:
    """Return the lengths of the spans into which the given numbers cut a row of tokens.

    The first token begins a span in any case. Of the others, those with the smallest draws begin one as well,
    as many as it takes; of equal draws the earlier token comes first. So no span is empty.

    Args:
        draws: numbers in [0, 1), floats of shape (num_tokens,); that of the first token does not matter.
        num_spans: 1 to num_tokens.

    Returns:
        `num_spans` lengths of 1 or more, in the order of the text; their sum is num_tokens.

    Example: six tokens in three spans. The two smallest draws, but for that of the first token, are those of
    the tokens 2 and 5:
        >>> cut_into_spans(torch.tensor([0.0, 0.8, 0.1, 0.6, 0.9, 0.3]), num_spans=3)
        [2, 3, 1]
    """
    ### BEGIN SOLUTION
    order = draws[1:].argsort(stable=True) + 1
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]
    ### END SOLUTION


def apply_noise_mask(num_noise: int, num_spans: int, draws: torch.Tensor) -> torch.Tensor:
    """Return which tokens of a text are noise, as the given numbers choose the spans.

    The draws of the clean tokens come first, then those of the noise. Each part is cut by `cut_into_spans`,
    and the spans take turns: a clean one, one of noise, a clean one, and so on. So a mask begins clean and
    ends in noise.

    Args:
        num_noise: tokens that are noise, 1 to length - 1.
        num_spans: spans of each kind; 1 or more, and no more than there are tokens of either kind.
        draws: numbers in [0, 1), floats of shape (length,).

    Returns:
        Booleans of shape (length,), True where there is noise.

    Example: five clean tokens are cut at token 3, and three of noise at token 1:
        >>> draws = torch.tensor([0.9, 0.5, 0.7, 0.2, 0.4, 0.0, 0.3, 0.6])
        >>> apply_noise_mask(num_noise=3, num_spans=2, draws=draws).int()
        tensor([0, 0, 0, 1, 0, 0, 1, 1], dtype=torch.int32)
    """
    ### BEGIN SOLUTION
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[num_clean:], num_spans)
    mask: list[bool] = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths, strict=True):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)
    ### END SOLUTION


def noise_mask(
    length: int, noise_density: float, mean_noise_span_length: float, generator: torch.Generator
) -> torch.Tensor:
    """Return a random mask of spans for a text.

    `count_noise` says how many tokens and spans. Then a number in [0, 1) is drawn for every token, and
    `apply_noise_mask` makes the mask, so that every mask that begins clean, ends in noise and has these
    counts is equally likely.

    A text of 0 or 1 tokens gets the beginning of a mask for 2: its only token stays clean.

    Args:
        length, noise_density, mean_noise_span_length: as in `count_noise`.
        generator: the only source of randomness; the same state gives the same mask.

    Returns:
        Booleans of shape (length,), True where there is noise.

    Raises:
        ValueError: as `count_noise`.

    Example: 15 % of 20 tokens are 3, and make one span. It stands at the end:
        >>> noise_mask(20, 0.15, 3, torch.Generator().manual_seed(0)).nonzero().flatten()
        tensor([17, 18, 19])
        >>> noise_mask(1, 0.15, 3, torch.Generator().manual_seed(0))
        tensor([False])
    """
    ### BEGIN SOLUTION
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator)
    return apply_noise_mask(num_noise, num_spans, draws)[:length]
    ### END SOLUTION


def independent_noise_mask(length: int, noise_density: float, generator: torch.Generator) -> torch.Tensor:
    """Return a mask in which each token is noise with the same probability and on its own.

    Unlike `noise_mask` the number of noise tokens varies, from none to all, and a mask may begin in noise or
    end clean. This is the paper's baseline; neighbours that are noise still share one sentinel.

    Args:
        length: tokens of the text, 0 or more.
        noise_density: the probability for each token, in [0, 1].
        generator: the only source of randomness.

    Returns:
        Booleans of shape (length,), True where there is noise.

    >>> independent_noise_mask(3, 1.0, torch.Generator())
    tensor([True, True, True])

    Source: Raffel et al. (2020), section 3.1.4; `iid_noise_mask` in the published code.
    """
    return torch.rand(length, generator=generator) < noise_density


# -- inputs and targets


def replace_spans(input_ids: torch.Tensor, mask: torch.Tensor, first_sentinel_id: int) -> torch.Tensor:
    """Return the tokens with a sentinel in place of each span where the mask is True.

    The first span becomes `first_sentinel_id`, and each further one the next lower id.

    Args:
        input_ids: token ids, int64 of shape (seq_len,); not modified.
        mask: booleans of shape (seq_len,).
        first_sentinel_id: the id of <extra_id_0>, the largest of the vocabulary. There must be a sentinel for
            every span (T5 has 100); this is not checked.

    Returns:
        int64 of shape (tokens that stay + spans,).

    Example: two spans, of two tokens and of one:
        >>> mask = torch.tensor([False, True, True, False, True])
        >>> replace_spans(torch.tensor([11, 12, 13, 14, 15]), mask, first_sentinel_id=99)
        tensor([11, 99, 14, 98])
    """
    ### BEGIN SOLUTION
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    sentinel_ids = first_sentinel_id + 1 - begins.cumsum(dim=0)
    replaced = torch.where(begins, sentinel_ids, input_ids)
    return replaced[begins | ~mask]
    ### END SOLUTION


def corrupt_spans(
    input_ids: torch.Tensor, mask: torch.Tensor, first_sentinel_id: int, eos_token_id: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what the model reads and what it has to write when the masked spans are cut out of a text.

    In the inputs a sentinel stands for each span of noise, and in the targets for each clean span. Both count
    their sentinels from `first_sentinel_id` downwards, and both end with the end-of-sequence token.

    So where the mask begins clean, each span of the targets follows the sentinel that it fills in the inputs.
    Where the mask ends clean, a last sentinel closes the targets. Where it ends in noise, as the masks of
    `noise_mask` do, none does.

    Args:
        input_ids: token ids without end-of-sequence token, int64 of shape (seq_len,); not modified.
        mask: booleans of shape (seq_len,), True where there is noise.
        first_sentinel_id: as in `replace_spans`.
        eos_token_id: id of the end-of-sequence token; 1 in T5.

    Returns:
        (inputs, targets), int64 of shapes (inputs_length,) and (targets_length,).

    Example: the paper's "Thank you <for inviting> me to your party <last> week ." with the words as 11 to 21:
        >>> mask = torch.tensor([0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0]).bool()
        >>> inputs, targets = corrupt_spans(torch.arange(11, 22), mask, first_sentinel_id=99, eos_token_id=1)
        >>> inputs.tolist()
        [11, 12, 99, 15, 16, 17, 18, 98, 20, 21, 1]
        >>> targets.tolist()
        [99, 13, 14, 98, 19, 97, 1]

    and the same text when it ends at "last", in noise:
        >>> _, targets = corrupt_spans(torch.arange(11, 20), mask[:9], first_sentinel_id=99, eos_token_id=1)
        >>> targets.tolist()
        [99, 13, 14, 98, 19, 1]

    Source: Raffel et al. (2020), figure 2. It is drawn with a mask that ends clean, so its targets end with a
    sentinel; those of T5's own pre-training do not.
    """
    ### BEGIN SOLUTION
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return torch.cat([inputs, eos]), torch.cat([targets, eos])
    ### END SOLUTION


def split_prefix(
    input_ids: torch.Tensor, eos_token_id: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the beginning of a text as inputs and the rest as targets: the prefix language model.

    Every place between two tokens is equally likely to be the split.

    Args:
        input_ids: token ids without end-of-sequence token, int64 of shape (seq_len,), seq_len 2 or more.
        eos_token_id: id of the end-of-sequence token, which ends both.
        generator: the only source of randomness.

    Returns:
        (inputs, targets), int64, of seq_len + 2 tokens together.

    Raises:
        ValueError: if the text has fewer than two tokens.

    >>> split_prefix(torch.tensor([11, 12]), 1, torch.Generator())
    (tensor([11,  1]), tensor([12,  1]))

    Source: Raffel et al. (2020), section 3.3.1; `random_prefix_noise_mask` in the published code.
    """
    if len(input_ids) < 2:
        raise ValueError(f"a split needs 2 tokens, found {len(input_ids)}")
    split = int(torch.randint(1, len(input_ids), (), generator=generator))
    eos = torch.tensor([eos_token_id])
    return torch.cat([input_ids[:split], eos]), torch.cat([input_ids[split:], eos])


# -- lengths


def corrupted_lengths(length: int, noise_density: float, mean_noise_span_length: float) -> tuple[int, int]:
    """Return how long inputs and targets are, both with their end-of-sequence token.

    They are the same for every mask of `noise_mask`.

    Args:
        length: tokens of the text, 2 or more.
        noise_density, mean_noise_span_length: as in `count_noise`.

    Returns:
        (inputs_length, targets_length)

    Example: of 20 tokens 3 are noise and form one span, so 17 + 1 + 1 and 3 + 1 + 1:
        >>> corrupted_lengths(20, 0.15, 3)
        (19, 5)
    """
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    return length - num_noise + num_spans + 1, num_noise + num_spans + 1


def random_spans_lengths(
    inputs_length: int, noise_density: float, mean_noise_span_length: float
) -> tuple[int, int]:
    """Return how many tokens of text fill the inputs, and how long the targets then are.

    With one token more the inputs would no longer fit. Texts of that many tokens need no padding, because
    `corrupted_lengths` are the same for all of them.

    Args:
        inputs_length: places for the inputs, with the end-of-sequence token; 3 or more.
        noise_density, mean_noise_span_length: as in `count_noise`.

    Returns:
        (tokens_length, targets_length); the targets are counted with their end-of-sequence token.

    Raises:
        ValueError: if `inputs_length` is below 3, or as `count_noise`.

    Example: of 568 tokens 85 are noise, in 28 spans. The inputs have 483 + 28 + 1 = 512 tokens, and the
    targets 85 + 28 + 1 = 114:
        >>> random_spans_lengths(512, 0.15, 3)
        (568, 114)

    Source: `random_spans_helper` in the published code. It counts in 64 bits and without a least number of
    tokens and spans, and so for some lengths differs from the mask; here both count alike. Left out: its
    shorter text for a share of exactly 0.5.
    """
    if inputs_length < 3:
        raise ValueError(f"inputs_length is {inputs_length}, allowed are 3 and more: token, sentinel and end")
    tokens_length = inputs_length - 1  # always fits: no mask has more spans than noise
    while corrupted_lengths(tokens_length + 1, noise_density, mean_noise_span_length)[0] <= inputs_length:
        tokens_length += 1
    return tokens_length, corrupted_lengths(tokens_length, noise_density, mean_noise_span_length)[1]
