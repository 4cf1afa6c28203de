"""Answers to `BertEmbeddings`: wrong ones with the misconception behind them, then right ones."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from bert2t5_grader.bank import right, wrong


@wrong(
    "Normalises the word vectors before the sum: the sum of all three goes through the LayerNorm (chapter "
    "2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words) + positions + segments)


@wrong(
    "Normalises each of the three vectors: their sum goes through the LayerNorm, once (chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words) + self.LayerNorm(positions) + self.LayerNorm(segments))


@wrong(
    "Normalises before the segments are added: the sum of all three goes through the LayerNorm (chapter 2, "
    "LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions) + segments)


@wrong("Makes a LayerNorm and does not use it: the sum goes through it (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(words + positions + segments)


@wrong(
    "Has no LayerNorm, or none that learns: the sum is normalised, and a checkpoint has weight and bias for"
    " it (chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(words + positions + segments)


@wrong("Applies dropout before the LayerNorm: it comes last (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.LayerNorm(self.dropout(words + positions + segments))


@wrong("Applies dropout to the word vectors alone: it comes last (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.LayerNorm(self.dropout(words) + positions + segments)


@wrong("Keeps torch's epsilon of 1e-5: BERT has 1e-12 (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Adds the epsilon to the deviation: it is added to the variance, under the root (chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        deviation = total.std(dim=-1, keepdim=True, unbiased=False)
        normalised = (total - total.mean(dim=-1, keepdim=True)) / (deviation + 1e-12)
        return self.dropout(self.LayerNorm.weight * normalised + self.LayerNorm.bias)


@wrong(
    "Divides the squares by one less than their number: the variance of a LayerNorm is their mean (chapter "
    "2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        variance = total.var(dim=-1, keepdim=True)
        normalised = (total - total.mean(dim=-1, keepdim=True)) / torch.sqrt(variance + 1e-12)
        return self.dropout(self.LayerNorm.weight * normalised + self.LayerNorm.bias)


@wrong("Divides without an epsilon: a vector of equal numbers has variance 0 (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        deviation = total.std(dim=-1, keepdim=True, unbiased=False)
        normalised = (total - total.mean(dim=-1, keepdim=True)) / deviation
        return self.dropout(self.LayerNorm.weight * normalised + self.LayerNorm.bias)


@wrong("Divides by the variance: a LayerNorm divides by its root (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        centred = total - total.mean(dim=-1, keepdim=True)
        normalised = centred / ((centred**2).mean(dim=-1, keepdim=True) + 1e-12)
        return self.dropout(self.LayerNorm.weight * normalised + self.LayerNorm.bias)


@wrong(
    "Normalises over the positions of a sequence: each vector is normalised by itself (chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        mean = total.mean(dim=1, keepdim=True)
        variance = total.var(dim=1, keepdim=True, unbiased=False)
        normalised = (total - mean) / torch.sqrt(variance + 1e-12)
        return self.dropout(self.LayerNorm.weight * normalised + self.LayerNorm.bias)


@wrong("Leaves out the mean, as T5's norm does: a LayerNorm subtracts it (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        square = total.pow(2).mean(dim=-1, keepdim=True)
        normalised = total * torch.rsqrt(square + 1e-12)
        return self.dropout(self.LayerNorm.weight * normalised + self.LayerNorm.bias)


@wrong(
    "Normalises and forgets the learned weight and bias: they follow in a LayerNorm (chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = words + positions + segments
        return self.dropout(F.layer_norm(total, total.shape[-1:], eps=1e-12))


@wrong("Leaves out the LayerNorm's bias: a checkpoint has one (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Sets values to 0 outside training as well: dropout is for training alone (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = self.LayerNorm(words + positions + segments)
        return F.dropout(total, self.dropout.p)


@wrong("Makes a dropout and does not use it: it comes after the LayerNorm (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.LayerNorm(words + positions + segments)


@wrong("Has no dropout: it comes after the LayerNorm, under the name `dropout` (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.LayerNorm(words + positions + segments)


@wrong(
    "Takes the probability of dropout for that of keeping: `dropout` is how likely a value becomes 0 "
    "(chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(1 - dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Pays no heed to the caller's probability of dropout: it is an argument (chapter 2, LayerNorm)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Lets torch choose the probability of dropout: it is an argument, 0.1 by default (chapter 2, LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout()

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Forgets to scale what dropout leaves: it grows by 1 / (1 - p), so that the mean stays (chapter 2, "
    "LayerNorm)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        total = self.LayerNorm(words + positions + segments)
        if self.training:
            total = total * (torch.rand_like(total) >= self.dropout.p)
        return total


@wrong(
    "Gives id 0 a row that never learns: padding has a vector like any other token (chapter 2, Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model, padding_idx=0)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Wipes out the vectors of padding: the attention mask hides them later (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments)) * (input_ids != 0).unsqueeze(-1)


@wrong(
    "Takes padding's word vector for 0: padding has a vector like any other token (chapter 2, Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids) * (input_ids != 0).unsqueeze(-1)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Leaves out the positions: nothing of an order is left without them (chapter 2, Positions)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + segments))


@wrong("Leaves out the segments: a vector is the sum of three (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions))


@wrong(
    "Adds no segment vector where no segments are given: then it is that of segment 0 (chapter 2, Three "
    "tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = 0 if token_type_ids is None else self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Takes segment 1 where no segments are given: a single text is segment 0 (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.ones_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Asks for the segments in any case: None means segment 0 everywhere (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Expects the segments last: ids, segments, positions is the order (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, position_ids=None, token_type_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Lets the positions begin anew with the second text: they count through the whole sequence (chapter 2, "
    "Positions)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            places = torch.arange(input_ids.shape[1]).expand_as(input_ids)
            lengths = (token_type_ids == 0).sum(dim=1, keepdim=True)
            position_ids = torch.where(token_type_ids == 0, places, (places - lengths).clamp(min=0))
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Counts positions from 1: the first place is position 0 (chapter 2, Positions)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(1, input_ids.shape[1] + 1, device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Counts positions through tokens with another id than 0: padding counts like any other token (chapter "
    "2, Positions)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = ((input_ids != 0).cumsum(dim=1) - 1).clamp(min=0)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Gives every token position 0 by default: positions count 0, 1, 2, ... (chapter 2, Positions)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.zeros_like(input_ids)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Counts the examples of a batch instead of the tokens of a sequence: the second axis holds the tokens "
    "(chapter 2, Positions)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[0], device=input_ids.device).unsqueeze(1)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Pays no heed to given positions: they choose the rows of the table (chapter 2, Positions)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Takes the first row's positions for all rows: each row may have its own (chapter 2, Positions)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        position_ids = position_ids.view(-1, input_ids.shape[1])[0]
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Saves the numbers 0, 1, 2, ... among the weights: published weights have no such entry, so they do not"
    " fit (chapter 2, Positions)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("position_ids", torch.arange(max_seq_len))

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = self.position_ids[: input_ids.shape[1]]
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Takes sines for the positions, as the first Transformer does: BERT learns their table (chapter 2, "
    "Positions)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        angles = torch.arange(max_seq_len)[:, None] / 10000 ** (torch.arange(d_model) // 2 * 2 / d_model)
        even = torch.arange(d_model) % 2 == 0
        table = torch.where(even, torch.sin(angles), torch.cos(angles))
        self.position_embeddings = nn.Embedding.from_pretrained(table, freeze=True)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Multiplies the word vectors by the root of their length, as the first Transformer does: BERT adds them"
    " as they are (chapter 2, Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words * math.sqrt(words.shape[-1]) + positions + segments))


@wrong("Takes the mean of the three vectors: they are added (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm((words + positions + segments) / 3))


@wrong("Multiplies the three vectors: they are added (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words * positions * segments))


@wrong(
    "Puts the three vectors behind each other: they are added, and the length stays d_model (chapter 2, "
    "Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(3 * d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(torch.cat([words, positions.expand_as(words), segments], dim=-1)))


@wrong("Keeps the gradient from the word vectors: all three tables are learned (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids).detach()
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Makes the vectors without gradients: all three tables are learned (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        with torch.no_grad():
            words = self.word_embeddings(input_ids)
            positions = self.position_embeddings(position_ids)
            segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Chooses names of its own: with those of the docstring the weights of a checkpoint fit (chapter 2, "
    "Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.token_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.segment_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.token_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.segment_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Writes the LayerNorm's name small: checkpoints call it `LayerNorm`, and names have to agree (chapter "
    "2, Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.layer_norm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.layer_norm(words + positions + segments))


@wrong(
    "Pays no heed to the number of segments: `type_vocab_size` gives the rows of their table (chapter 2, "
    "Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(2, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Pays no heed to the number of positions: `max_seq_len` gives the rows of their table (chapter 2, Three"
    " tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(512, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong(
    "Swaps rows and columns of the tables: a table has a row for each id, of length d_model (chapter 2, "
    "Three tables)"
)
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(d_model, vocab_size)
        self.position_embeddings = nn.Embedding(d_model, max_seq_len)
        self.token_type_embeddings = nn.Embedding(d_model, type_vocab_size)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments))


@wrong("Returns a tuple: the answer is the tensor of vectors (chapter 2, Three tables)")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device)
        words = self.word_embeddings(input_ids)
        positions = self.position_embeddings(position_ids)
        segments = self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(words + positions + segments)), position_ids


@right("sums up in steps, with segments only after the positions")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        for name, rows in [("word", vocab_size), ("position", max_seq_len), ("token_type", type_vocab_size)]:
            setattr(self, f"{name}_embeddings", nn.Embedding(rows, d_model))
        self.LayerNorm = nn.LayerNorm(d_model, 1e-12)
        self.dropout = nn.Dropout(p=dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        batch_size, seq_len = input_ids.size()
        vectors = self.word_embeddings(input_ids)
        if position_ids is None:
            position_ids = torch.arange(seq_len).unsqueeze(0).expand(batch_size, seq_len)
        vectors += self.position_embeddings(position_ids)
        if token_type_ids is None:
            token_type_ids = torch.zeros(batch_size, seq_len, dtype=torch.long)
        vectors += self.token_type_embeddings(token_type_ids)
        vectors = self.LayerNorm(vectors)
        vectors = self.dropout(vectors)
        return vectors


@right("bare parameters under the right names, and torch.nn.functional")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.ParameterDict({"weight": torch.randn(vocab_size, d_model)})
        self.position_embeddings = nn.ParameterDict({"weight": torch.randn(max_seq_len, d_model)})
        self.token_type_embeddings = nn.ParameterDict({"weight": torch.randn(type_vocab_size, d_model)})
        self.LayerNorm = nn.ParameterDict({"weight": torch.ones(d_model), "bias": torch.zeros(d_model)})
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        vectors = F.embedding(input_ids, self.word_embeddings["weight"])
        if token_type_ids is None:
            vectors = vectors + self.token_type_embeddings["weight"][0]
        else:
            vectors = vectors + F.embedding(token_type_ids, self.token_type_embeddings["weight"])
        if position_ids is None:
            vectors = vectors + self.position_embeddings["weight"][: input_ids.shape[1]]
        else:
            vectors = vectors + F.embedding(position_ids, self.position_embeddings["weight"])
        weight, bias = self.LayerNorm["weight"], self.LayerNorm["bias"]
        vectors = F.layer_norm(vectors, weight.shape, weight, bias, eps=1e-12)
        return F.dropout(vectors, self.dropout.p, training=self.training)


@right("LayerNorm by hand")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = input_ids * 0
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[-1])[None]
        x = self.word_embeddings(input_ids)
        x = x + self.token_type_embeddings(token_type_ids)
        x = x + self.position_embeddings(position_ids)
        x = x - x.mean(dim=-1, keepdim=True)
        x = x / torch.sqrt((x * x).mean(dim=-1, keepdim=True) + 1e-12)
        return self.dropout(x * self.LayerNorm.weight + self.LayerNorm.bias)


@right("float64 inside")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1])
        vectors = self.word_embeddings(input_ids).double()
        vectors = vectors + self.token_type_embeddings(token_type_ids).double()
        vectors = vectors + self.position_embeddings(position_ids).double()
        weight, bias = self.LayerNorm.weight.double(), self.LayerNorm.bias.double()
        normalised = F.layer_norm(vectors, vectors.shape[-1:], weight, bias, self.LayerNorm.eps)
        return self.dropout(normalised)


@right("one-hot rows times the tables")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        def rows(ids, table):
            return F.one_hot(ids, table.num_embeddings).to(table.weight.dtype) @ table.weight

        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1]).unsqueeze(0)
        vectors = rows(input_ids, self.word_embeddings) + rows(token_type_ids, self.token_type_embeddings)
        return self.dropout(self.LayerNorm(vectors + rows(position_ids, self.position_embeddings)))


@right("one table out of three, whose rows are summed in bags")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        tables = [self.word_embeddings, self.token_type_embeddings, self.position_embeddings]
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1])
        position_ids = position_ids.expand_as(input_ids)
        first_segment = tables[0].num_embeddings
        first_position = first_segment + tables[1].num_embeddings
        bags = [input_ids, token_type_ids + first_segment, position_ids + first_position]
        table = torch.cat([part.weight for part in tables])
        summed = F.embedding_bag(torch.stack(bags, dim=-1).flatten(end_dim=1), table, mode="sum")
        return self.dropout(self.LayerNorm(summed.view(*input_ids.shape, -1)))


@right("position ids as a buffer that is not saved, as in transformers")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("position_ids", torch.arange(max_seq_len).expand((1, -1)), persistent=False)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        seq_len = input_ids.size(1)
        if position_ids is None:
            position_ids = self.position_ids[:, :seq_len]
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        inputs = [
            self.word_embeddings(input_ids),
            self.token_type_embeddings(token_type_ids),
            self.position_embeddings(position_ids).expand(len(input_ids), -1, -1),
        ]
        return self.dropout(self.LayerNorm(torch.stack(inputs).sum(dim=0)))


@right("loops over the batch and the sequence")
class BertEmbeddings(nn.Module):
    def __init__(self, vocab_size, d_model, max_seq_len=512, type_vocab_size=2, dropout=0.1):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, d_model)
        self.position_embeddings = nn.Embedding(max_seq_len, d_model)
        self.token_type_embeddings = nn.Embedding(type_vocab_size, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        rows = []
        for b in range(len(input_ids)):
            row = []
            for i in range(len(input_ids[b])):
                segment = 0 if token_type_ids is None else token_type_ids[b, i]
                position = i
                if position_ids is not None:
                    position = position_ids[b if len(position_ids) > 1 else 0, i]
                vector = self.word_embeddings.weight[input_ids[b, i]]
                vector = vector + self.token_type_embeddings.weight[segment]
                row.append(vector + self.position_embeddings.weight[position])
            rows.append(torch.stack(row))
        return self.dropout(self.LayerNorm(torch.stack(rows)))
