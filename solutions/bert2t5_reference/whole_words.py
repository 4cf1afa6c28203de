"""Select whole words for masked language modelling, so that no piece of a word gives the others away.

Unlike `select_positions` of mlm.py, which sees pieces, this keeps the pieces of a word together. Each piece
of a selected word still goes through 80/10/10 by itself (`apply_mask`).

Source: github.com/google-research/bert, create_pretraining_data.py and README.md ("Whole Word Masking").
"""

from collections.abc import Sequence

import torch

from bert2t5_reference.mlm import count_predictions, find_candidates


def group_words(positions: Sequence[int], continues: Sequence[bool]) -> list[list[int]]:
    """Join every piece that continues a word to the candidate before it.

    As in the original a special token between the two does not matter: where a segment was cut at its front,
    its first piece joins the last word before [SEP].

    Args:
        positions: candidates of one sequence, in order.
        continues: for every position of the sequence, whether its piece begins with `##`.

    >>> group_words([1, 2, 3, 4], continues=[False, False, False, True, False])
    [[1], [2, 3], [4]]
    """
    words: list[list[int]] = []
    for position in positions:
        if words and continues[position]:
            words[-1].append(position)
        else:
            words.append([position])
    return words


def fill_budget(words: Sequence[Sequence[int]], budget: int) -> list[int]:
    """Return the positions of words, taken in the given order; a word that no longer fits is left out.

    Fewer positions than the budget can result.

    >>> fill_budget([[4, 5], [1, 2], [7]], budget=3)
    [4, 5, 7]
    """
    positions: list[int] = []
    for word in words:
        if len(positions) + len(word) <= budget:
            positions.extend(word)
    return positions


def apply_select_whole_words(
    input_ids: torch.Tensor,
    attention_mask: torch.Tensor,
    special_ids: Sequence[int],
    continues_word: torch.Tensor,
    mlm_probability: float,
    max_predictions: int,
    draws: torch.Tensor,
) -> torch.Tensor:
    """Return the positions to predict, whole words only, as the given numbers choose them.

    The words of a sequence are taken in the order of the draws at their first pieces, smallest first, until
    `count_predictions` positions are filled; a word that is too long for what is left is passed over.

    Args:
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions: as in
            `apply_select_positions`.
        continues_word: for every id of the vocabulary, whether its piece begins with `##`, booleans of shape
            (vocab_size,).
        draws: numbers in [0, 1), floats of the shape of `input_ids`.

    Returns:
        Booleans of shape (batch_size, seq_len), True at the selected positions.

    Example: 7 tokens at 30 % make two positions. The word of the pieces 11 and 19 has the smallest draw; with
    12 first, 11 and 19 would not fit, and 13 would follow:
        >>> input_ids = torch.tensor([[2, 11, 19, 12, 13, 14, 3]])
        >>> continues_word = torch.arange(20) == 19
        >>> draws = torch.tensor([[0.0, 0.1, 0.9, 0.2, 0.3, 0.5, 0.4]])
        >>> mask = torch.ones_like(input_ids)
        >>> apply_select_whole_words(input_ids, mask, [2, 3], continues_word, 0.3, 20, draws).int()
        tensor([[0, 1, 1, 0, 0, 0, 0]], dtype=torch.int32)
        >>> draws[0, 3] = 0.05
        >>> apply_select_whole_words(input_ids, mask, [2, 3], continues_word, 0.3, 20, draws).int()
        tensor([[0, 0, 0, 1, 1, 0, 0]], dtype=torch.int32)
    """
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row, row_draws in enumerate(draws.tolist()):
        positions = candidates[row].nonzero().flatten().tolist()
        words = group_words(positions, continues_word[input_ids[row]].tolist())
        words.sort(key=lambda word: row_draws[word[0]])
        budget = count_predictions(int(attention_mask[row].sum()), mlm_probability, max_predictions)
        selected[row, fill_budget(words, budget)] = True
    return selected


def select_whole_words(
    input_ids: torch.Tensor,
    attention_mask: torch.Tensor,
    special_ids: Sequence[int],
    continues_word: torch.Tensor,
    mlm_probability: float,
    max_predictions: int,
    generator: torch.Generator,
) -> torch.Tensor:
    """Return random positions to predict, whole words only.

    Draws a number in [0, 1) for every position and hands them to `apply_select_whole_words`.

    Args:
        input_ids, attention_mask, special_ids, continues_word, mlm_probability, max_predictions: as there.
        generator: the only source of randomness.

    >>> input_ids = torch.tensor([[2, 11, 19, 3]])
    >>> continues_word = torch.arange(20) == 19
    >>> mask = torch.ones_like(input_ids)
    >>> select_whole_words(input_ids, mask, [2, 3], continues_word, 0.5, 20, torch.Generator()).int()
    tensor([[0, 1, 1, 0]], dtype=torch.int32)
    """
    draws = torch.rand(input_ids.shape, generator=generator)
    return apply_select_whole_words(
        input_ids, attention_mask, special_ids, continues_word, mlm_probability, max_predictions, draws
    )
