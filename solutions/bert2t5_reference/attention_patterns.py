"""Attention patterns: which positions a position may look at, and what that makes of a model.

A pattern is a square of booleans, [query, key]: True where the position of the row may look at the position
of the column. The same layers with another pattern are another model: with the causal one a language model,
with the fully visible one an encoder. Left out: patterns for long texts (windows, blocks).

Source: Raffel et al. (2020), section 3.2.1 and figure 3.
"""

import torch


def fully_visible_mask(seq_len: int) -> torch.Tensor:
    """Return the pattern in which every position looks at every position.

    Returns:
        Booleans of shape (seq_len, seq_len), [query, key].

    >>> fully_visible_mask(3).int()
    tensor([[1, 1, 1],
            [1, 1, 1],
            [1, 1, 1]], dtype=torch.int32)
    """
    ### BEGIN SOLUTION
    return torch.ones(seq_len, seq_len, dtype=torch.bool)
    ### END SOLUTION


def causal_mask(seq_len: int) -> torch.Tensor:
    """Return the pattern in which a position looks at itself and at everything before it.

    Returns:
        Booleans of shape (seq_len, seq_len), [query, key].

    >>> causal_mask(3).int()
    tensor([[1, 0, 0],
            [1, 1, 0],
            [1, 1, 1]], dtype=torch.int32)
    """
    ### BEGIN SOLUTION
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    ### END SOLUTION


def prefix_lm_mask(seq_len: int, prefix_len: int) -> torch.Tensor:
    """Return the causal pattern with a prefix that every position sees in full.

    Inside the prefix the pattern is fully visible; after it a position sees the prefix, what follows up to
    itself, and nothing later.

    Args:
        seq_len: positions of the whole sequence.
        prefix_len: positions of the prefix, 0 to seq_len.

    Returns:
        Booleans of shape (seq_len, seq_len), [query, key].

    Example: a prefix of two positions. Position 0 sees position 1, although that stands later:
        >>> prefix_lm_mask(4, prefix_len=2).int()
        tensor([[1, 1, 0, 0],
                [1, 1, 0, 0],
                [1, 1, 1, 0],
                [1, 1, 1, 1]], dtype=torch.int32)

    Which positions hold the prefix depends on how the model is fed. seqio shifts the joined sequence to the
    right by one, so that its inputs stand at the positions 1 to len(inputs), behind a start token; hence its
    prefix has len(inputs) + 1 positions.
    Source of that: github.com/google/seqio, feature_converters.py (`PrefixLMFeatureConverter`).
    """
    ### BEGIN SOLUTION
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, :prefix_len] = True
    return mask
    ### END SOLUTION


def backward_mask(seq_len: int) -> torch.Tensor:
    """Return the pattern of reading from right to left: a position sees itself and everything after it.

    Returns:
        Booleans of shape (seq_len, seq_len), [query, key].

    >>> backward_mask(3).int()
    tensor([[1, 1, 1],
            [0, 1, 1],
            [0, 0, 1]], dtype=torch.int32)
    """
    return torch.ones(seq_len, seq_len, dtype=torch.bool).triu()


READING_PATTERNS = {
    # two LSTMs that share no layer: their vectors are joined, and none of them ever sees both sides
    "ELMo": {"forward": causal_mask, "backward": backward_mask},
    "GPT": {"decoder": causal_mask},
    "BERT": {"encoder": fully_visible_mask},
    # besides, every position of the decoder sees all of the encoder (cross-attention)
    "T5": {"encoder": fully_visible_mask, "decoder": causal_mask},
}


def reading_masks(model: str, seq_len: int) -> dict[str, torch.Tensor]:
    """Return what the vector of a position may depend on, for each part of a model.

    ELMo has no attention; its patterns say what an LSTM has read when it reaches a position.

    Args:
        model: "ELMo", "GPT", "BERT" or "T5".
        seq_len: positions of the sequence.

    Returns:
        By part, booleans of shape (seq_len, seq_len), [query, key].

    Raises:
        ValueError: if the model is unknown.

    >>> {part: mask.sum().item() for part, mask in reading_masks("T5", seq_len=4).items()}
    {'encoder': 16, 'decoder': 10}

    Source: Peters et al. (2018), section 3.1; Radford et al. (2018), section 3.1; Devlin et al. (2019),
    figure 3; Raffel et al. (2020), section 2.1.
    """
    if model not in READING_PATTERNS:
        raise ValueError(f"unknown model {model!r}. Known models: {', '.join(READING_PATTERNS)}")
    return {part: pattern(seq_len) for part, pattern in READING_PATTERNS[model].items()}


def hide_padding(mask: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
    """Return a pattern for each sequence of a batch in which nothing looks at padding.

    Positions of padding still look at others, so that their softmax has something to sum; what comes out
    there is not used. With the causal pattern and padding on the left they see nothing at all.

    Args:
        mask: a pattern, booleans of shape (query_len, key_len).
        attention_mask: shape (batch_size, key_len); 1 where there is a token, 0 for padding.

    Returns:
        Booleans of shape (batch_size, query_len, key_len).

    >>> hide_padding(causal_mask(3), torch.tensor([[1, 1, 0]])).int()
    tensor([[[1, 0, 0],
             [1, 1, 0],
             [1, 1, 0]]], dtype=torch.int32)
    """
    return mask & (attention_mask == 1)[:, None, :]
