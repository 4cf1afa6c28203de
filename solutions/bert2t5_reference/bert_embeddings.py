"""BERT's input layer: the sum of a token, a segment and a position vector, normalised.

All three tables are learned, the one of positions too; nothing of an order is left once it is taken away. The
names of the parts are those of the checkpoints, so that their weights fit.

Source: Devlin et al. (2019), section 3 and figure 2; github.com/google-research/bert, modeling.py
(`embedding_postprocessor`); transformers, modeling_bert.py.
"""

import torch
from torch import nn


class BertEmbeddings(nn.Module):
    """Turn token ids into vectors that know their word, their segment and their position.

    The vectors of the token, of the segment and of the position are added; the sum goes through a LayerNorm
    with an epsilon of 1e-12 and then through dropout. No row of a table is treated apart: padding has a
    vector like any other token, and the attention mask hides it later.

    The parts are called `word_embeddings`, `position_embeddings`, `token_type_embeddings`, `LayerNorm` and
    `dropout`, as in published checkpoints: the weights named `bert.embeddings.*` there fit.

    Args:
        vocab_size: number of token ids.
        d_model: length of a vector (`hidden_size` in a checkpoint's configuration).
        max_seq_len: number of positions.
        type_vocab_size: number of segments.
        dropout: probability of setting a value to 0 during training.

    >>> embeddings = BertEmbeddings(vocab_size=10, d_model=4)
    >>> embeddings(torch.tensor([[2, 7, 3], [2, 8, 3]])).shape
    torch.Size([2, 3, 4])
    >>> sum(weights.numel() for weights in embeddings.parameters())  # (10 + 512 + 2) * 4, and 4 + 4
    2104
    """

    def __init__(
        self,
        vocab_size: int,
        d_model: int,
        max_seq_len: int = 512,
        type_vocab_size: int = 2,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        ### END SOLUTION

    def forward(
        self,
        input_ids: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
        position_ids: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Return the vectors of a batch.

        Args:
            input_ids: token ids, int64 of shape (batch_size, seq_len).
            token_type_ids: segment of each token, same shape; None means segment 0 everywhere.
            position_ids: position of each token, same shape or (1, seq_len); None means 0, 1, 2, ...

        Returns:
            Floats of shape (batch_size, seq_len, d_model).

        Raises:
            IndexError: on the CPU, if an id, a segment or a position lies outside its table.
        """
        ### BEGIN SOLUTION
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        vectors = self.word_embeddings(input_ids) + self.token_type_embeddings(token_type_ids)
        vectors = vectors + self.position_embeddings(position_ids)
        return self.dropout(self.LayerNorm(vectors))
        ### END SOLUTION
