"""One step of BERT's pre-training.

Source: Devlin et al. (2019), appendix A.2; github.com/google-research/bert, optimization.py; transformers,
optimization.py.
"""

import torch
from torch import nn

from bert2t5_reference.bert_pretraining import BertForPreTraining, gathered_losses
from bert2t5_reference.mlm import mlm_loss
from bert2t5_reference.nsp import nsp_loss


def train_step(
    model: nn.Module,
    batch: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
    max_grad_norm: float = 1.0,
) -> tuple[float, float]:
    """Change a model by one step of pre-training, and return the two losses that it had before.

    In this order: the gradients of the last step are cleared; the model scores the batch; both losses are
    computed and added; the gradients are computed; all of them together are shortened to the length
    `max_grad_norm`, if they are longer; the optimizer takes its step.

    Args:
        model: takes `input_ids`, `token_type_ids` and `attention_mask` by name, and returns an object with
            `prediction_logits` and `seq_relationship_logits`, as `BertForPreTraining` does. Changed.
        batch: int64 tensors `input_ids`, `token_type_ids`, `attention_mask` and `labels` (-100 where no
            prediction is asked) of shape (batch_size, seq_len), and `next_sentence_label` of shape
            (batch_size,); 0 = B follows A, 1 = B is random. Not modified.
        optimizer: of the model's parameters.
        max_grad_norm: the greatest allowed length of all gradients, as one vector.

    Returns:
        (loss of masked language modelling, loss of next sentence prediction), as floats.

    Example: the same batch again and again, until the model knows it by heart:
        >>> from transformers import BertConfig, BertForPreTraining
        >>> config = BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=2)
        >>> model = BertForPreTraining(config).eval()
        >>> optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
        >>> batch = {
        ...     "input_ids": torch.tensor([[2, 4, 6, 3, 7, 3]]),
        ...     "token_type_ids": torch.tensor([[0, 0, 0, 0, 1, 1]]),
        ...     "attention_mask": torch.tensor([[1, 1, 1, 1, 1, 1]]),
        ...     "labels": torch.tensor([[-100, 5, -100, -100, -100, -100]]),
        ...     "next_sentence_label": torch.tensor([1]),
        ... }
        >>> losses = [sum(train_step(model, batch, optimizer)) for _ in range(30)]
        >>> losses[0] > 2 and losses[-1] < 0.2
        True
    """
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()
    ### END SOLUTION


def train_step_fast(
    model: BertForPreTraining,
    batch: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
    max_grad_norm: float = 1.0,
) -> tuple[float, float]:
    """Take the same step as `train_step`, with token scores for the selected positions alone."""
    optimizer.zero_grad()
    mlm, nsp = gathered_losses(model, batch)
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


def pretraining_step(
    model: BertForPreTraining,
    batch: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
    max_grad_norm: float,
) -> dict[str, float]:
    """Take a step as `TrainingRun` wants it: with both losses under their names in the log."""
    mlm, nsp = train_step_fast(model, batch, optimizer, max_grad_norm)
    return {"mlm_loss": mlm, "nsp_loss": nsp}
