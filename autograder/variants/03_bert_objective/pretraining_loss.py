"""Answers to `pretraining_loss`: wrong ones with the misconception behind them, then right ones."""

import torch
import torch.nn.functional as F

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mlm import mlm_loss
from bert2t5_reference.nsp import nsp_loss


@wrong("Takes the mean of the two losses: it is their sum (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return (mlm_loss(prediction_logits, labels) + nsp_loss(seq_relationship_logits, next_sentence_label)) / 2


@wrong("Halves the loss of the second task: the two have no weights (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return mlm_loss(prediction_logits, labels) + 0.5 * nsp_loss(seq_relationship_logits, next_sentence_label)


@wrong("Leaves out the next sentences: the model learns both tasks at once (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return mlm_loss(prediction_logits, labels)


@wrong("Leaves out the masked tokens: the model learns both tasks at once (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return nsp_loss(seq_relationship_logits, next_sentence_label)


@wrong("Multiplies the losses: they are added (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return mlm_loss(prediction_logits, labels) * nsp_loss(seq_relationship_logits, next_sentence_label)


@wrong("Takes the greater of the two losses: they are added (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return torch.maximum(
        mlm_loss(prediction_logits, labels), nsp_loss(seq_relationship_logits, next_sentence_label)
    )


@wrong("Returns the two losses side by side: they are added (chapter 3, Two losses, one sum)")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return (mlm_loss(prediction_logits, labels), nsp_loss(seq_relationship_logits, next_sentence_label))


@wrong(
    "Returns a number of Python: without its graph the loss trains nothing (chapter 3, Two losses, one sum)"
)
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return (
        mlm_loss(prediction_logits, labels) + nsp_loss(seq_relationship_logits, next_sentence_label)
    ).item()


@wrong(
    "Lets one task alone train the model: the gradient goes through both losses (chapter 3, Two losses, one"
    " sum)"
)
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    return (
        mlm_loss(prediction_logits, labels) + nsp_loss(seq_relationship_logits, next_sentence_label).detach()
    )


@wrong(
    "Puts all predictions into one mean, in which a sentence counts as little as a token: each task has a "
    "mean of its own (chapter 3, Two losses, one sum)"
)
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    number = int((labels != -100).sum())
    pairs = len(next_sentence_label)
    total = number * mlm_loss(prediction_logits, labels)
    total = total + pairs * nsp_loss(seq_relationship_logits, next_sentence_label)
    return total / (number + pairs)


@wrong(
    "Divides by 0 where no token is selected: the first loss is 0 then, and the second one is left (chapter"
    " 3, Two losses, one sum)"
)
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    mlm = F.cross_entropy(prediction_logits.flatten(0, 1), labels.flatten())
    return mlm + F.cross_entropy(seq_relationship_logits, next_sentence_label)


@right("two names and a sum")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    mlm = mlm_loss(prediction_logits, labels)
    nsp = nsp_loss(seq_relationship_logits, next_sentence_label)
    loss = mlm
    loss = loss + nsp
    return loss


@right("stack and sum")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    losses = [
        nsp_loss(logits=seq_relationship_logits, next_sentence_label=next_sentence_label),
        mlm_loss(logits=prediction_logits, labels=labels),
    ]
    return torch.stack(losses).sum()


@right("both cross-entropies written out")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    selected = labels != -100
    mlm = F.cross_entropy(prediction_logits[selected], labels[selected], reduction="sum")
    nsp = F.cross_entropy(seq_relationship_logits, next_sentence_label)
    return mlm / max(1, int(selected.sum())) + nsp


@right("Python's sum")
def pretraining_loss(prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    tasks = [
        (mlm_loss, prediction_logits, labels),
        (nsp_loss, seq_relationship_logits, next_sentence_label),
    ]
    return sum(loss(logits, wanted) for loss, logits, wanted in tasks)
