"""Answers to `nsp_loss`: wrong ones with the misconception behind them, then right ones."""

import torch
import torch.nn.functional as F

from bert2t5_grader.bank import right, wrong


@wrong("Takes 1 for B follows A: the first score, that of label 0, says so (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return F.cross_entropy(logits, 1 - next_sentence_label)


@wrong(
    "Looks at the second score alone: what counts is the difference of the two (chapter 3, The next sentence)"
)
def nsp_loss(logits, next_sentence_label):
    return F.binary_cross_entropy_with_logits(logits[:, 1], next_sentence_label.to(logits.dtype))


@wrong(
    "Asks two questions of yes and no and takes the mean of both: it is one choice between two classes "
    "(chapter 3, The next sentence)"
)
def nsp_loss(logits, next_sentence_label):
    return F.binary_cross_entropy_with_logits(logits, F.one_hot(next_sentence_label, 2).to(logits.dtype))


@wrong("Returns the sum: the loss is the mean over the batch (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return F.cross_entropy(logits, next_sentence_label, reduction="sum")


@wrong("Applies the softmax twice: cross-entropy takes logits (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return F.cross_entropy(logits.softmax(dim=-1), next_sentence_label)


@wrong("Returns one loss for each pair: the loss is their mean (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return F.cross_entropy(logits, next_sentence_label, reduction="none")


@wrong(
    "Takes the logarithm of a probability that has become 0: the logarithm of the softmax is one step "
    "(chapter 3, The next sentence)"
)
def nsp_loss(logits, next_sentence_label):
    probabilities = torch.softmax(logits, dim=-1)
    return -probabilities[torch.arange(len(logits)), next_sentence_label].log().mean()


@wrong(
    "Forgets the minus: the loss falls when the right answer becomes likelier (chapter 3, The next sentence)"
)
def nsp_loss(logits, next_sentence_label):
    return -F.cross_entropy(logits, next_sentence_label)


@wrong("Takes probabilities for logarithms: the loss is made of logarithms (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return F.nll_loss(torch.softmax(logits, dim=-1), next_sentence_label)


@wrong("Counts the random pairs alone: both answers are learned (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    log_probabilities = F.log_softmax(logits, dim=-1)
    return -(next_sentence_label * log_probabilities[:, 1]).mean()


@wrong("Takes the square of the error: the loss is a cross-entropy (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return (torch.softmax(logits, dim=-1)[:, 1] - next_sentence_label).square().mean()


@wrong("Returns a number of Python: without its graph the loss trains nothing (chapter 3, The next sentence)")
def nsp_loss(logits, next_sentence_label):
    return F.cross_entropy(logits, next_sentence_label).item()


@right("log_softmax, then gather")
def nsp_loss(logits, next_sentence_label):
    log_probabilities = logits.log_softmax(dim=-1)
    return -log_probabilities.gather(1, next_sentence_label[:, None]).mean()


@right("binary cross-entropy of the difference of the two scores")
def nsp_loss(logits, next_sentence_label):
    difference = logits[:, 1] - logits[:, 0]
    return F.binary_cross_entropy_with_logits(difference, next_sentence_label.to(logits.dtype))


@right("softplus of the lead of the wrong answer")
def nsp_loss(logits, next_sentence_label):
    rows = torch.arange(len(logits))
    lead = logits[rows, 1 - next_sentence_label] - logits[rows, next_sentence_label]
    return torch.logaddexp(lead, torch.zeros_like(lead)).mean()


@right("one pair after the other")
def nsp_loss(logits, next_sentence_label):
    losses = []
    for scores, label in zip(logits, next_sentence_label.tolist()):
        losses.append(torch.logsumexp(scores, dim=0) - scores[label])
    return sum(losses) / len(losses)


@right("nll_loss in float64")
def nsp_loss(logits, next_sentence_label):
    log_probabilities = torch.log_softmax(logits.double(), dim=1)
    return torch.nn.NLLLoss()(log_probabilities, next_sentence_label).to(logits.dtype)
