"""Answers to `ClsClassifier`: wrong ones with the misconception behind them, then right ones."""

import torch
import torch.nn.functional as F
from torch import nn

from bert2t5_grader.bank import right, wrong


@wrong(
    "Takes the mean of all tokens: the vector of [CLS] stands for the sequence (chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states.mean(dim=1)))
        return self.classifier(self.dropout(pooled))


@wrong("Takes the last token: [CLS] is the first one (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, -1]))
        return self.classifier(self.dropout(pooled))


@wrong("Takes the second token: [CLS] stands at index 0 (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 1]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Takes the largest value of all tokens: the vector of [CLS] stands for the sequence (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states.amax(dim=1)))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Takes the first sequence of the batch: the second axis holds the tokens (chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Takes the first number of each vector: the second axis holds the tokens, the last one the vector "
    "(chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, :, 0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Scores every token: a sequence gets one row of scores, from the vector of [CLS] (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Takes the mean of the scores of all tokens: only the vector of [CLS] is scored (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states))
        return self.classifier(self.dropout(pooled)).mean(dim=1)


@wrong(
    "Keeps an axis for the one token: the scores have the shape (batch_size, num_labels) (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, :1]))
        return self.classifier(self.dropout(pooled))


@wrong("Leaves out the tanh: the pooler is a linear layer and tanh (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = self.dense(hidden_states[:, 0])
        return self.classifier(self.dropout(pooled))


@wrong("Takes ReLU for tanh: the pooler keeps negative values (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.relu(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Takes GELU for tanh: that one stands in the encoder, the pooler has tanh (chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = F.gelu(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong("Takes the sigmoid for tanh: the pooler's values lie between -1 and 1 (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.sigmoid(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong("Applies tanh before the linear layer: it comes after (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = self.dense(torch.tanh(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong("Applies tanh to the scores as well: logits are of any size (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return torch.tanh(self.classifier(self.dropout(pooled)))


@wrong(
    "Leaves out the pooler's layer: the vector of [CLS] goes through a linear layer before tanh (chapter 2,"
    " The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(hidden_states[:, 0])
        return self.classifier(self.dropout(pooled))


@wrong(
    "Scores the vector of [CLS] itself: the pooler, a linear layer and tanh, comes before (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = hidden_states[:, 0]
        return self.classifier(self.dropout(pooled))


@wrong(
    "Adds the vector of [CLS] to the pooled one: there is no way around the pooler (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0])) + hidden_states[:, 0]
        return self.classifier(self.dropout(pooled))


@wrong("Normalises the vector of [CLS] first: the encoder has done that (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(F.layer_norm(hidden_states[:, 0], hidden_states.shape[-1:])))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Returns probabilities: the scores are logits, and the loss applies the softmax (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return torch.softmax(self.classifier(self.dropout(pooled)), dim=-1)


@wrong(
    "Returns logarithms of probabilities: the scores are logits, and the loss applies the softmax (chapter "
    "2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return F.log_softmax(self.classifier(self.dropout(pooled)), dim=-1)


@wrong("Applies the sigmoid to the scores: they are logits, of any size (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return torch.sigmoid(self.classifier(self.dropout(pooled)))


@wrong("Returns the best label: training needs the score of each (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled)).argmax(dim=-1)


@wrong(
    "Drops the axis of a single label: the shape is (batch_size, num_labels), also for one (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled)).squeeze(-1)


@wrong(
    "Drops every axis of length 1: the shape is (batch_size, num_labels), also for one sequence (chapter 2,"
    " The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled)).squeeze()


@wrong("Applies dropout to the vector of [CLS]: it stands behind the pooler (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(self.dropout(hidden_states[:, 0])))
        return self.classifier(pooled)


@wrong(
    "Applies dropout between the linear layer and tanh: it stands behind the pooler (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dropout(self.dense(hidden_states[:, 0])))
        return self.classifier(pooled)


@wrong("Applies dropout to the scores: it stands between pooler and classifier (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.dropout(self.classifier(pooled))


@wrong("Applies dropout twice: it stands behind the pooler alone (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(self.dropout(hidden_states[:, 0])))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Sets values to 0 outside training as well: dropout is for training alone (chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(F.dropout(pooled, self.dropout.p))


@wrong(
    "Makes a dropout and does not use it: it stands between pooler and classifier (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(pooled)


@wrong(
    "Has no dropout: it stands between pooler and classifier, under the name `dropout` (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(pooled)


@wrong(
    "Takes the probability of dropout for that of keeping: `dropout` is how likely a value becomes 0 "
    "(chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(1 - dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong("Pays no heed to the caller's probability of dropout: it is an argument (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Lets torch choose the probability of dropout: it is an argument, 0.1 by default (chapter 2, The first "
    "vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout()
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Forgets to scale what dropout leaves: it grows by 1 / (1 - p), so that the mean stays (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        if self.training:
            pooled = pooled * (torch.rand_like(pooled) >= self.dropout.p)
        return self.classifier(pooled)


@wrong("Keeps the gradient from the pooler: every weight learns (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled.detach()))


@wrong("Keeps the gradient from the encoder: fine-tuning trains it, too (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0].detach()))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Calls the pooler's layer `pooler`: with the names of the docstring the weights of a checkpoint fit "
    "(chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.pooler = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.pooler(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Calls the last layer `output`: with the names of the docstring the weights of a checkpoint fit "
    "(chapter 2, The first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.output(self.dropout(pooled))


@wrong("Leaves out the biases: a checkpoint has them for both layers (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels, bias=False)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong(
    "Lets the pooler's layer shrink the vector to the labels: it keeps d_model numbers (chapter 2, The "
    "first vector)"
)
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, num_labels)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(num_labels, num_labels)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@wrong("Has two labels at all times: `num_labels` gives their number (chapter 2, The first vector)")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, 2)

    def forward(self, hidden_states):
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))


@right("three lines, with indices for every axis")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)
        self.activation = nn.Tanh()

    def forward(self, hidden_states):
        first_token = hidden_states[:, 0, :]
        pooled = self.activation(self.dense(first_token))
        pooled = self.dropout(pooled)
        logits = self.classifier(pooled)
        return logits


@right("torch.nn.functional all the way")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        pooled = F.tanh(F.linear(hidden_states.select(1, 0), self.dense.weight, self.dense.bias))
        pooled = F.dropout(pooled, p=self.dropout.p, training=self.training)
        return F.linear(pooled, self.classifier.weight, self.classifier.bias)


@right("bare parameters under the right names, and einsum")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.ParameterDict({"weight": torch.randn(d_model, d_model), "bias": torch.zeros(d_model)})
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.ParameterDict(
            {"weight": torch.randn(num_labels, d_model), "bias": torch.zeros(num_labels)}
        )

    def forward(self, hidden_states):
        inner = torch.einsum("bsi,oi->bso", hidden_states, self.dense["weight"])[:, 0] + self.dense["bias"]
        pooled = self.dropout(inner.tanh())
        return torch.einsum("bi,oi->bo", pooled, self.classifier["weight"]) + self.classifier["bias"]


@right("all tokens through both layers, and the first one in the end")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        return self.classifier(self.dropout(torch.tanh(self.dense(hidden_states))))[:, 0]


@right("float64 inside, tanh by its formula")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        first = hidden_states[:, 0].double()
        inner = first @ self.dense.weight.double().T + self.dense.bias.double()
        pooled = self.dropout(1 - 2 / (torch.exp(2 * inner) + 1))
        return pooled @ self.classifier.weight.double().T + self.classifier.bias.double()


@right("sequence by sequence, label by label")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        rows = []
        for sequence in hidden_states:
            pooled = self.dropout(torch.tanh(self.dense.weight.mv(sequence[0]) + self.dense.bias))
            scores = [pooled.dot(weight) for weight in self.classifier.weight]
            rows.append(torch.stack(scores) + self.classifier.bias)
        return torch.stack(rows)


@right("dropout by hand, with a mask of its own")
class ClsClassifier(nn.Module):
    def __init__(self, d_model, num_labels, dropout=0.1):
        super().__init__()
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)

    def forward(self, hidden_states):
        cls, _ = hidden_states.split([1, hidden_states.size(1) - 1], dim=1)
        pooled = self.dense(cls.squeeze(1)).tanh()
        if self.training:
            keep = 1 - self.dropout.p
            pooled = pooled * torch.bernoulli(torch.full_like(pooled, keep)) / keep
        return self.classifier(pooled)
