"""Masked language modelling: hide a part of the tokens, and ask the model which ones they were.

Every random step comes in two parts: a function that draws random numbers, and a pure one, whose name begins
with `apply_`, that decides from the numbers alone. The number of hidden tokens is exact, as in BERT's own
data creation; `select_independently` tosses a coin for each token, as Hugging Face's collator does.
Left out: hiding spans (SpanBERT), and other shares than 80 %, 10 % and 10 %.

Source: Devlin et al. (2019), section 3.1, task 1; github.com/google-research/bert, create_pretraining_data.py
and run_pretraining.py; transformers, data/data_collator.py and modeling_bert.py.
"""

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional

IGNORED_LABEL = -100  # where no prediction is asked; the value that torch's cross-entropy leaves out


def find_candidates(
    input_ids: torch.Tensor, attention_mask: torch.Tensor, special_ids: Sequence[int]
) -> torch.Tensor:
    """Return where a token may be selected: everywhere but at padding and special tokens.

    Args:
        input_ids: token ids, int64 of shape (batch_size, seq_len); not modified.
        attention_mask: same shape; 1 where there is a token, 0 for padding.
        special_ids: ids that are never selected, at least those of [CLS] and [SEP].

    Returns:
        Booleans of the same shape.

    Example: [CLS] is 2, [SEP] is 3, [PAD] is 0, and the sequence has four tokens and one place of padding:
        >>> input_ids = torch.tensor([[2, 7, 8, 3, 0]])
        >>> find_candidates(input_ids, torch.tensor([[1, 1, 1, 1, 0]]), special_ids=[2, 3])
        tensor([[False,  True,  True, False, False]])

    Source: the original excludes [CLS] and [SEP] and may select [UNK]; Hugging Face's collator excludes every
    special token of its tokenizer, [UNK] too.
    """
    ### BEGIN SOLUTION
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return (attention_mask == 1) & ~is_special
    ### END SOLUTION


def count_predictions(num_tokens: int, mlm_probability: float, max_predictions: int) -> int:
    """Return how many tokens of one sequence are selected.

    It is the share `mlm_probability` of all tokens, rounded to the nearest whole number, but at least 1 and
    at most `max_predictions`. A half is rounded to the even neighbour, as Python's `round` does.

    Args:
        num_tokens: tokens of the sequence with [CLS] and [SEP], without padding.
        mlm_probability: the share to select, in [0, 1]; 0.15 in the paper.
        max_predictions: the largest number allowed, 1 or more; 20 in the original for 128 tokens.

    Example: 15 % of 30 tokens are 4.5, of 50 tokens 7.5; of 400 tokens they are 60, which is too many:
        >>> [count_predictions(num_tokens, 0.15, 20) for num_tokens in (3, 30, 50, 400)]
        [1, 4, 8, 20]

    Source: github.com/google-research/bert, create_pretraining_data.py.
    """
    ### BEGIN SOLUTION
    return min(max_predictions, max(1, round(mlm_probability * num_tokens)))
    ### END SOLUTION


def apply_select_positions(
    input_ids: torch.Tensor,
    attention_mask: torch.Tensor,
    special_ids: Sequence[int],
    mlm_probability: float,
    max_predictions: int,
    draws: torch.Tensor,
) -> torch.Tensor:
    """Return the positions to predict, an exact number for each sequence, as the given numbers choose them.

    In each sequence the candidates (`find_candidates`) with the smallest draws are selected, as many as
    `count_predictions` says; of equal draws the earlier position comes first. A sequence with fewer
    candidates has them all selected.

    Args:
        input_ids, attention_mask, special_ids: as in `find_candidates`.
        mlm_probability, max_predictions: as in `count_predictions`.
        draws: numbers in [0, 1), floats of the shape of `input_ids`.

    Returns:
        Booleans of shape (batch_size, seq_len), True at the selected positions.

    Example: 7 tokens at 30 % make 2.1, so two of the five candidates; the smallest draws of candidates are
    0.1 and 0.2 ([CLS] has a smaller one, but is no candidate):
        >>> input_ids = torch.tensor([[2, 11, 12, 13, 14, 15, 3]])
        >>> draws = torch.tensor([[0.0, 0.7, 0.2, 0.9, 0.1, 0.5, 0.4]])
        >>> apply_select_positions(input_ids, torch.ones_like(input_ids), [2, 3], 0.3, 20, draws).int()
        tensor([[0, 0, 1, 0, 1, 0, 0]], dtype=torch.int32)
    """
    ### BEGIN SOLUTION
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected
    ### END SOLUTION


def select_positions(
    input_ids: torch.Tensor,
    attention_mask: torch.Tensor,
    special_ids: Sequence[int],
    mlm_probability: float,
    max_predictions: int,
    generator: torch.Generator,
) -> torch.Tensor:
    """Return random positions to predict, an exact number for each sequence.

    Draws a number in [0, 1) for every position and hands them to `apply_select_positions`, so that every set
    of candidates of the right size is equally likely.

    Args:
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions: as there.
        generator: the only source of randomness; the same state gives the same positions.

    Returns:
        Booleans of shape (batch_size, seq_len), True at the selected positions.

    Example: 30 % of 10 tokens, always three of the eight that are not special:
        >>> input_ids = torch.tensor([[2, 11, 12, 13, 14, 15, 16, 17, 18, 3]])
        >>> generator = torch.Generator().manual_seed(0)
        >>> select_positions(input_ids, torch.ones_like(input_ids), [2, 3], 0.3, 20, generator).sum()
        tensor(3)
    """
    ### BEGIN SOLUTION
    draws = torch.rand(input_ids.shape, generator=generator)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )
    ### END SOLUTION


def select_independently(
    input_ids: torch.Tensor,
    attention_mask: torch.Tensor,
    special_ids: Sequence[int],
    mlm_probability: float,
    generator: torch.Generator,
) -> torch.Tensor:
    """Return random positions to predict, each candidate with the same probability and on its own.

    Unlike `select_positions` the number varies, from no position at all to every candidate, and it is a share
    of the candidates, not of all tokens. This is how Hugging Face's collator selects.

    Args:
        input_ids, attention_mask, special_ids: as in `find_candidates`.
        mlm_probability: the probability for each candidate, in [0, 1].
        generator: the only source of randomness.

    Returns:
        Booleans of shape (batch_size, seq_len), True at the selected positions.

    >>> input_ids = torch.tensor([[2, 11, 12, 13, 3]])
    >>> select_independently(input_ids, torch.ones_like(input_ids), [2, 3], 1.0, torch.Generator()).int()
    tensor([[0, 1, 1, 1, 0]], dtype=torch.int32)
    """
    draws = torch.rand(input_ids.shape, generator=generator)
    return find_candidates(input_ids, attention_mask, special_ids) & (draws < mlm_probability)


def apply_mask(
    input_ids: torch.Tensor,
    selected: torch.Tensor,
    mask_token_id: int,
    draws: torch.Tensor,
    replacements: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Hide the selected tokens as the given numbers say; return what the model sees and what it must find.

    The draw of a selected position decides what the model sees there:

        draw in [0, 0.8)    [MASK]
        draw in [0.8, 0.9)  the token in `replacements`
        draw in [0.9, 1)    the token itself, unchanged

    The label is the original token in all three cases, and -100 at every position that is not selected.

    Args:
        input_ids: token ids, int64 of shape (batch_size, seq_len); not modified.
        selected: booleans of the same shape.
        mask_token_id: id of [MASK].
        draws: numbers in [0, 1), floats of the same shape.
        replacements: token ids, int64 of the same shape; used only where a draw asks for it.

    Returns:
        (masked_ids, labels), both int64 of the same shape.

    Example: [MASK] is 4, and the last position is not selected:
        >>> masked_ids, labels = apply_mask(
        ...     input_ids=torch.tensor([[11, 12, 13, 14]]),
        ...     selected=torch.tensor([[True, True, True, False]]),
        ...     mask_token_id=4,
        ...     draws=torch.tensor([[0.35, 0.85, 0.95, 0.10]]),
        ...     replacements=torch.tensor([[21, 22, 23, 24]]),
        ... )
        >>> masked_ids, labels
        (tensor([[ 4, 22, 13, 14]]), tensor([[  11,   12,   13, -100]]))

    Source: Devlin et al., 2019, section 3.1, task 1, and appendix A.1.
    """
    ### BEGIN SOLUTION
    labels = torch.where(selected, input_ids, IGNORED_LABEL)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels
    ### END SOLUTION


def mask_tokens(
    input_ids: torch.Tensor,
    selected: torch.Tensor,
    mask_token_id: int,
    replacement_ids: torch.Tensor,
    generator: torch.Generator,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Hide the selected tokens at random: 80 % become [MASK], 10 % another token, 10 % stay.

    Draws a number in [0, 1) and an entry of `replacement_ids` for every position, each entry equally likely,
    and hands both to `apply_mask`. The entry may be the original token.

    Args:
        input_ids, selected, mask_token_id: as there.
        replacement_ids: the ids to draw from, int64 of shape (n,). The course takes `ordinary_ids`; Google
            and Hugging Face draw from the whole vocabulary, special tokens included:
            `torch.arange(vocab_size)`.
        generator: the only source of randomness; the same state gives the same result.

    Returns:
        (masked_ids, labels), both int64 of the shape of `input_ids`.

    Example: whatever is drawn, a position that is not selected stays and has no label:
        >>> selected = torch.tensor([[False, True, False]])
        >>> generator = torch.Generator().manual_seed(0)
        >>> _, labels = mask_tokens(torch.tensor([[2, 11, 3]]), selected, 4, torch.arange(5, 20), generator)
        >>> labels
        tensor([[-100,   11, -100]])
    """
    ### BEGIN SOLUTION
    draws = torch.rand(input_ids.shape, generator=generator)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])
    ### END SOLUTION


def ordinary_ids(vocab_size: int, special_ids: Sequence[int]) -> torch.Tensor:
    """Return all ids but those of special tokens, in increasing order.

    >>> ordinary_ids(8, special_ids=[0, 2, 3])
    tensor([1, 4, 5, 6, 7])
    """
    all_ids = torch.arange(vocab_size)
    return all_ids[~torch.isin(all_ids, torch.tensor(special_ids))]


class MlmHead(nn.Module):
    """Turn the vector of a token into a score for every entry of the vocabulary.

    A linear layer that keeps the length, the exact GELU (with erf) and a LayerNorm with an epsilon of 1e-12;
    then the product with the token table of the encoder, the same parameter and not a copy, plus a bias of
    the head's own for every entry, which starts at 0.

    The parts are called `transform.dense`, `transform.LayerNorm`, `decoder` and `bias`, as in published
    checkpoints; `decoder.weight` is the token table, and `decoder.bias` is `bias`.

    Args:
        word_embeddings: the token table, of vocab_size entries with d_model values.

    Example: the head has no table of its own, but 4*4 + 4 + 2*4 + 10 values:
        >>> word_embeddings = nn.Embedding(10, 4)
        >>> head = MlmHead(word_embeddings)
        >>> head(torch.zeros(2, 7, 4)).shape
        torch.Size([2, 7, 10])
        >>> head.decoder.weight is word_embeddings.weight
        True
        >>> sum(weights.numel() for weights in head.parameters()) - word_embeddings.weight.numel()
        38

    Source: github.com/google-research/bert, run_pretraining.py (`get_masked_lm_output`).
    """

    def __init__(self, word_embeddings: nn.Embedding) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias
        ### END SOLUTION

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return logits of shape (..., vocab_size).

        Args:
            hidden_states: vectors of the encoder, floats of shape (..., d_model).
        """
        ### BEGIN SOLUTION
        hidden_states = functional.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))
        ### END SOLUTION


def mlm_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy over all selected positions of the batch.

    All selected positions weigh the same, in whichever sequence they stand: it is not a mean of the means of
    the sequences. Without any selected position the loss is 0, and its gradient too.

    Args:
        logits: floats of shape (..., vocab_size).
        labels: int64 of shape (...); the token to find, or -100 where no prediction is asked.

    Returns:
        A tensor without dimensions.

    Example: probabilities 1/4 and 1/2 for the right token, so the mean of log 4 and log 2; no label for the
    third position:
        >>> from math import log
        >>> probabilities = torch.tensor([[[0.25, 0.75], [0.5, 0.5], [0.1, 0.9]]])
        >>> loss = mlm_loss(probabilities.log(), torch.tensor([[0, 1, -100]]))
        >>> round(loss.item(), 4), round((log(4) + log(2)) / 2, 4)
        (1.0397, 1.0397)
        >>> mlm_loss(probabilities.log(), torch.full((1, 3), -100))
        tensor(0.)

    Source: github.com/google-research/bert, run_pretraining.py, which adds 1e-5 to the number of positions;
    Hugging Face's loss is nan when no position is selected.
    """
    ### BEGIN SOLUTION
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = functional.cross_entropy(logits, labels, ignore_index=IGNORED_LABEL, reduction="sum")
    return total / max(1, int((labels != IGNORED_LABEL).sum()))
    ### END SOLUTION


def gathered_mlm_loss(head: nn.Module, hidden_states: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the same loss as `mlm_loss(head(hidden_states), labels)`, computed at selected positions only.

    The product with the token table is the dearest step of a small model; most of it would be thrown away.

    Args:
        head: an `MlmHead`.
        hidden_states: vectors of the encoder, floats of shape (batch_size, seq_len, d_model).
        labels: int64 of shape (batch_size, seq_len), -100 where no prediction is asked.

    >>> head, hidden_states = MlmHead(nn.Embedding(10, 4)), torch.ones(2, 3, 4)
    >>> labels = torch.tensor([[-100, 7, -100], [-100, -100, -100]])
    >>> gathered_mlm_loss(head, hidden_states, labels).isclose(mlm_loss(head(hidden_states), labels))
    tensor(True)
    """
    selected = labels != IGNORED_LABEL
    return mlm_loss(head(hidden_states[selected]), labels[selected])
