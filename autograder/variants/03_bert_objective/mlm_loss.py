"""Answers to `mlm_loss`: wrong ones with the misconception behind them, then right ones."""

import torch
import torch.nn.functional as F

from bert2t5_grader.bank import right, wrong


@wrong(
    "Divides by the number of all tokens: the mean is one over the selected positions (chapter 3, The loss "
    "over the chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return total / labels.numel()


@wrong(
    "Divides by the number of sequences: the mean is one over the selected positions (chapter 3, The loss "
    "over the chosen)"
)
def mlm_loss(logits, labels):
    batch_size = len(labels)
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return total / batch_size


@wrong(
    "Takes the mean of the sequences' means: all selected positions of the batch weigh the same (chapter 3,"
    " The loss over the chosen)"
)
def mlm_loss(logits, labels):
    means = []
    for row_logits, row_labels in zip(logits, labels):
        selected = row_labels != -100
        if selected.any():
            means.append(F.cross_entropy(row_logits[selected], row_labels[selected]))
    return torch.stack(means).mean() if means else logits.sum() * 0


@wrong(
    "Returns the sum: the loss is the mean over the selected positions (chapter 3, The loss over the chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return total


@wrong(
    "Divides by 0 where nothing is selected: the loss is 0 then, not nan (chapter 3, The loss over the "
    "chosen)"
)
def mlm_loss(logits, labels):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1))


@wrong(
    "Adds 1 to the number of positions: only where it is 0 does it become 1 (chapter 3, The loss over the "
    "chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return total / (1 + int((labels != -100).sum()))


@wrong("Takes -100 for a token to find: no prediction is asked there (chapter 3, The loss over the chosen)")
def mlm_loss(logits, labels):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1).clamp(min=0))


@wrong(
    "Leaves out the token 0 as well: only -100 asks for no prediction (chapter 3, The loss over the chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1).clamp(min=0)
    total = F.cross_entropy(logits, labels, ignore_index=0, reduction="sum")
    return total / max(1, int((labels > 0).sum()))


@wrong("Applies the softmax twice: cross-entropy takes logits (chapter 3, The loss over the chosen)")
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits.softmax(dim=-1), labels, ignore_index=-100, reduction="sum")
    return total / max(1, int((labels != -100).sum()))


@wrong(
    "Takes the logarithm of a probability that has become 0: the logarithm of the softmax is one step "
    "(chapter 3, The loss over the chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.nll_loss(torch.log(torch.softmax(logits, dim=-1)), labels, ignore_index=-100, reduction="sum")
    return total / max(1, int((labels != -100).sum()))


@wrong(
    "Forgets the minus: the loss falls when the right token becomes likelier (chapter 3, The loss over the "
    "chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return -total / max(1, int((labels != -100).sum()))


@wrong(
    "Returns a number of Python: without its graph the loss trains nothing (chapter 3, The loss over the "
    "chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return (total / max(1, int((labels != -100).sum()))).item()


@wrong(
    "Computes the loss without its graph: it has to reach the logits (chapter 3, The loss over the chosen)"
)
def mlm_loss(logits, labels):
    logits = logits.reshape(-1, logits.shape[-1])
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return (total / max(1, int((labels != -100).sum()))).detach()


@wrong(
    "Takes the batch for granted: logits may have any axes before the last one (chapter 3, The loss over "
    "the chosen)"
)
def mlm_loss(logits, labels):
    batch_size, seq_len, vocab_size = logits.shape
    logits = logits.reshape(batch_size * seq_len, vocab_size)
    labels = labels.reshape(-1)
    total = F.cross_entropy(logits, labels, ignore_index=-100, reduction="sum")
    return total / max(1, int((labels != -100).sum()))


@wrong("Returns one loss for each position: the loss is their mean (chapter 3, The loss over the chosen)")
def mlm_loss(logits, labels):
    losses = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), reduction="none")
    return losses.reshape(labels.shape)


@wrong("Returns the share of wrong tokens: the loss is a cross-entropy (chapter 3, The loss over the chosen)")
def mlm_loss(logits, labels):
    selected = labels != -100
    wrong = (logits.argmax(dim=-1) != labels) & selected
    return wrong.sum() / max(1, int(selected.sum()))


@right("cross-entropy of the selected positions, 0 where there is none")
def mlm_loss(logits, labels):
    selected = labels != -100
    if not selected.any():
        return logits[selected].sum()
    return F.cross_entropy(logits[selected], labels[selected])


@right("log_softmax, then gather")
def mlm_loss(logits, labels):
    selected = labels != -100
    log_probabilities = torch.log_softmax(logits, dim=-1)
    index = labels.masked_fill(~selected, 0).unsqueeze(-1)
    picked = log_probabilities.gather(-1, index).squeeze(-1)
    return -picked[selected].sum() / selected.sum().clamp(min=1)


@right("logsumexp minus the right score, one position after the other")
def mlm_loss(logits, labels):
    flat = logits.reshape(-1, logits.shape[-1])
    total, count = flat[:0].sum(), 0
    for scores, label in zip(flat, labels.flatten().tolist()):
        if label != -100:
            total = total + torch.logsumexp(scores, dim=0) - scores[label]
            count += 1
    return total / count if count else total


@right("the loss of every place, and a sum with where")
def mlm_loss(logits, labels):
    losses = F.cross_entropy(logits.flatten(0, -2), labels.flatten(), reduction="none")
    mask = labels.flatten() != -100
    return torch.where(mask, losses, torch.zeros_like(losses)).sum() / torch.clamp(mask.sum(), min=1)


@right("a product with one-hot vectors")
def mlm_loss(logits, labels):
    mask = labels.ne(-100)
    chosen, targets = logits[mask], labels[mask]
    one_hot = F.one_hot(targets, logits.shape[-1]).bool()
    right_scores = chosen.masked_fill(~one_hot, 0).sum(dim=-1)
    return (chosen.logsumexp(dim=-1) - right_scores).sum() / max(int(mask.sum()), 1)


@right("nll_loss in float64")
def mlm_loss(logits, labels):
    rows = logits.reshape(-1, logits.shape[-1]).double().log_softmax(dim=-1)
    total = F.nll_loss(rows, labels.reshape(-1), ignore_index=-100, reduction="sum")
    count = (labels != -100).sum().item()
    return (total / (count or 1)).to(logits.dtype)
