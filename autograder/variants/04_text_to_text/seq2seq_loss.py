"""Answers to `seq2seq_loss`: wrong ones with the misconception behind them, then right ones."""

import torch
import torch.nn.functional as F

from bert2t5_grader.bank import right, wrong


@wrong("Counts padding, as if it were a token to write: no prediction is asked at -100 (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    return F.cross_entropy(logits.flatten(0, 1), labels.flatten().clamp(min=0))


@wrong("Divides by the number of all places: the mean is one over the labels (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / labels.numel()


@wrong("Divides by the number of outputs: the mean is one over the labels (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / len(labels)


@wrong("Takes the mean of the outputs' means: all labels of the batch weigh the same (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    means = []
    for row_logits, row_labels in zip(logits, labels):
        asked = row_labels != -100
        if asked.any():
            means.append(F.cross_entropy(row_logits[asked], row_labels[asked]))
    return torch.stack(means).mean() if means else logits.sum() * 0


@wrong("Returns the sum: the loss is the mean over the labels (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    return F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")


@wrong("Divides by 0 where there is no label: the loss is 0 then, not nan (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    return F.cross_entropy(logits.flatten(0, 1), labels.flatten())


@wrong("Adds 1 to the number of labels: only where it is 0 does it become 1 (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / (1 + int((labels != -100).sum()))


@wrong(
    "Shifts once more: the decoder has read shifted labels, so the scores at a place belong to the label of"
    " that place (chapter 4, The loss)"
)
def seq2seq_loss(logits, labels):
    logits, labels = logits[:, :-1], labels[:, 1:]
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / max(1, int((labels != -100).sum()))


@wrong("Leaves out the token 0 as well: only -100 asks for no prediction (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    asked = labels > 0
    total = F.cross_entropy(logits[asked], labels[asked], reduction="sum")
    return total / max(1, int(asked.sum()))


@wrong("Leaves out the end of each output: the model has to learn where to stop (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    asked = labels != -100
    ends = asked.clone()
    ends[:, :-1] &= ~asked[:, 1:]
    asked &= ~ends
    total = F.cross_entropy(logits[asked], labels[asked], reduction="sum")
    return total / max(1, int(asked.sum()))


@wrong("Applies the softmax twice: cross-entropy takes logits (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.softmax(dim=-1).flatten(0, 1), labels.flatten(), reduction="sum")
    return total / max(1, int((labels != -100).sum()))


@wrong(
    "Takes the logarithm of a probability that has become 0: the logarithm of the softmax is one step (chapter"
    " 4, The loss)"
)
def seq2seq_loss(logits, labels):
    asked = labels != -100
    total = F.nll_loss(torch.log(torch.softmax(logits[asked], dim=-1)), labels[asked], reduction="sum")
    return total / max(1, int(asked.sum()))


@wrong("Forgets the minus: the loss falls when the right token becomes likelier (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return -total / max(1, int((labels != -100).sum()))


@wrong("Returns a number of Python: without its graph the loss trains nothing (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return (total / max(1, int((labels != -100).sum()))).item()


@wrong("Computes the loss without its graph: it has to reach the logits (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return (total / max(1, int((labels != -100).sum()))).detach()


@wrong(
    "Gives a new 0 where there is no label: it does not hang on the logits, so there is nothing to go back"
    " through (chapter 4, The loss)"
)
def seq2seq_loss(logits, labels):
    asked = labels != -100
    if not asked.any():
        return torch.tensor(0.0)
    return F.cross_entropy(logits[asked], labels[asked])


@wrong("Returns one loss for each place: the loss is their mean (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    return F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="none").reshape(labels.shape)


@wrong("Returns the share of wrong tokens: the loss is a cross-entropy (chapter 4, The loss)")
def seq2seq_loss(logits, labels):
    asked = labels != -100
    return ((logits.argmax(dim=-1) != labels) & asked).sum() / max(1, int(asked.sum()))


@right("cross-entropy of the labels, 0 where there is none")
def seq2seq_loss(logits, labels):
    asked = labels != -100
    if not asked.any():
        return logits[asked].sum()
    return F.cross_entropy(logits[asked], labels[asked])


@right("log_softmax, then gather")
def seq2seq_loss(logits, labels):
    asked = labels.ne(-100)
    index = labels.masked_fill(~asked, 0).unsqueeze(-1)
    picked = torch.log_softmax(logits, dim=-1).gather(-1, index).squeeze(-1)
    return -picked[asked].sum() / asked.sum().clamp(min=1)


@right("logsumexp minus the right score, one place after the other")
def seq2seq_loss(logits, labels):
    total, count = logits[:, :0].sum(), 0
    for scores_of_output, output in zip(logits, labels.tolist()):
        for scores, label in zip(scores_of_output, output):
            if label != -100:
                total = total + torch.logsumexp(scores, dim=0) - scores[label]
                count += 1
    return total / max(count, 1)


@right("classes on the second axis, and a sum with where")
def seq2seq_loss(logits, labels):
    losses = F.cross_entropy(logits.transpose(1, 2), labels, reduction="none")
    asked = labels != -100
    return torch.where(asked, losses, 0.0).sum() / torch.clamp(asked.sum(), min=1)


@right("nll_loss in float64")
def seq2seq_loss(logits, labels):
    rows = logits.reshape(-1, logits.shape[-1]).double().log_softmax(dim=-1)
    total = F.nll_loss(rows, labels.reshape(-1), ignore_index=-100, reduction="sum")
    return (total / ((labels != -100).sum().item() or 1)).to(logits.dtype)
