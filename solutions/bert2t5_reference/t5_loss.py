"""Teacher forcing: what the decoder reads while it learns, and how its scores are judged.

Source: Raffel et al. (2020), section 3.1; transformers, modeling_t5.py; github.com/tensorflow/mesh,
transformer.py, whose loss is the sum over labels divided by the number of all places, padding too.
"""

import torch
from torch.nn import functional

from bert2t5_reference.mlm import IGNORED_LABEL


def shift_right(labels: torch.Tensor, decoder_start_token_id: int, pad_token_id: int) -> torch.Tensor:
    """Return what the decoder reads while it learns to write the labels.

    At each place it reads the label of the place before, and the start token at the first; so it never sees
    what it is to predict. The last label is read by nobody. A label of -100 is read as padding.

    Args:
        labels: the right output, int64 of shape (batch_size, target_len), -100 where no prediction is asked;
            not modified.
        decoder_start_token_id: id of the start token; T5 takes that of padding, 0.
        pad_token_id: id of padding; 0 in T5.

    Returns:
        int64 of the same shape.

    Example: two outputs that end with `</s>`, 1; the second is shorter:
        >>> labels = torch.tensor([[11, 12, 13, 1], [21, 1, -100, -100]])
        >>> shift_right(labels, decoder_start_token_id=0, pad_token_id=0)
        tensor([[ 0, 11, 12, 13],
                [ 0, 21,  1,  0]])
    """
    ### BEGIN SOLUTION
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[:, 1:] = labels[:, :-1]
    return shifted.masked_fill(shifted == IGNORED_LABEL, pad_token_id)
    ### END SOLUTION


def seq2seq_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy over all labels of the batch.

    All labels weigh the same, in whichever output they stand: it is not a mean of the means of the outputs.
    Without any label the loss is 0, and its gradient too.

    Args:
        logits: a score for every token at every place, floats of shape (batch_size, target_len, vocab_size).
        labels: the right output, int64 of shape (batch_size, target_len), -100 where no prediction is asked.

    Returns:
        A tensor without dimensions.

    Example: probabilities 1/4 and 1/2 for the right token in the first output and 1/8 in the second, so the
    mean of log 4, log 2 and log 8, which is 2 log 2; no label at the last place:
        >>> from math import log
        >>> probabilities = torch.tensor([[[0.25, 0.75], [0.5, 0.5]], [[0.125, 0.875], [0.1, 0.9]]])
        >>> labels = torch.tensor([[0, 1], [0, -100]])
        >>> round(seq2seq_loss(probabilities.log(), labels).item(), 4), round(2 * log(2), 4)
        (1.3863, 1.3863)
        >>> seq2seq_loss(probabilities.log(), torch.full((2, 2), -100))
        tensor(0.)
    """
    ### BEGIN SOLUTION
    total = functional.cross_entropy(
        logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORED_LABEL, reduction="sum"
    )
    return total / max(1, int((labels != IGNORED_LABEL).sum()))
    ### END SOLUTION


def z_loss(logits: torch.Tensor, labels: torch.Tensor, weight: float = 1e-4) -> torch.Tensor:
    """Return a penalty to be added to `seq2seq_loss`, which keeps scores from drifting away together.

    It is `weight` times the mean of (log Z)^2 over all labels, Z being the sum of exp(score) over the
    vocabulary; without any label it is 0. The code that trained T5 adds it with a weight of 1e-4; neither the
    paper nor transformers speaks of it.

    Args:
        logits, labels: as in `seq2seq_loss`.
        weight: 0 or more.

    Example: scores that are logarithms of probabilities have Z = 1; ten more on each make log Z = 10:
        >>> scores = torch.tensor([[[0.25, 0.75]]]).log()
        >>> [round(z_loss(scores + shift, torch.tensor([[0]])).item(), 6) for shift in (0, 10)]
        [0.0, 0.01]
    """
    log_z = logits.logsumexp(dim=-1)[labels != IGNORED_LABEL]
    return weight * log_z.pow(2).sum() / max(1, log_z.numel())
