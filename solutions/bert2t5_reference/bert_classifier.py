"""A classifier on BERT: the vector of [CLS], a layer with tanh, and a score for each label.

Source: Devlin et al. (2019), section 4.1; github.com/google-research/bert, modeling.py (pooler) and
run_classifier.py (`create_model`); transformers, modeling_bert.py (`BertForSequenceClassification`).
"""

import torch
from torch import nn


class ClsClassifier(nn.Module):
    """Score the labels of a sequence by the vector of its first token, [CLS].

    That vector goes through a linear layer and tanh (together the pooler), dropout, and a linear layer to
    the labels. The scores are logits: no softmax.

    The parts are called `dense`, `dropout` and `classifier`. A checkpoint's `bert.pooler.dense.*` fit
    `dense`, its `classifier.*` fit `classifier`.

    Args:
        d_model: length of a token's vector.
        num_labels: number of labels.
        dropout: probability of setting a pooled value to 0 during training.

    >>> classifier = ClsClassifier(d_model=4, num_labels=3)
    >>> classifier(torch.zeros(2, 5, 4)).shape
    torch.Size([2, 3])
    >>> sum(weights.numel() for weights in classifier.parameters())  # 4 * 4 + 4, and 4 * 3 + 3
    35
    """

    def __init__(self, d_model: int, num_labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.dense = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(d_model, num_labels)
        ### END SOLUTION

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return the logits of a batch.

        Args:
            hidden_states: the encoder's last vectors, floats of shape (batch_size, seq_len, d_model).

        Returns:
            Floats of shape (batch_size, num_labels).
        """
        ### BEGIN SOLUTION
        pooled = torch.tanh(self.dense(hidden_states[:, 0]))
        return self.classifier(self.dropout(pooled))
        ### END SOLUTION
