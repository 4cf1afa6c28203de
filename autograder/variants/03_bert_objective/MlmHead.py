"""Answers to `MlmHead`: wrong ones with the misconception behind them, then right ones."""

import math
from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn

from bert2t5_grader.bank import right, wrong


@wrong("Has a table of its own: `decoder.weight` is the token table of the encoder (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Copies the token table: a copy does not follow when the table learns (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = nn.Parameter(word_embeddings.weight.detach().clone())
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong(
    "Makes a second parameter over the same numbers: it is one parameter with two names, and has one "
    "gradient (chapter 3, The head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = nn.Parameter(word_embeddings.weight.detach())
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Freezes the token table: it learns from the head, too (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.weight.requires_grad = False
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Has no bias for the entries: each entry of the vocabulary has one (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.decoder = nn.Linear(d_model, vocab_size, bias=False)
        self.decoder.weight = word_embeddings.weight

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Makes a bias and does not add it: every score has one (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return F.linear(self.transform["LayerNorm"](hidden_states), self.decoder.weight)


@wrong("Has two biases, one of them the decoder's own: `decoder.bias` is `bias` (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Adds the bias twice: the decoder has added it (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states)) + self.bias


@wrong("Starts the bias with random numbers: it starts at 0 (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.bias = self.decoder.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Has no activation: a GELU stands between the linear layer and the LayerNorm (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = self.transform["dense"](hidden_states)
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Takes the approximation of GELU with tanh: BERT's is the exact one with erf (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states), approximate="tanh")
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Takes ReLU for GELU: BERT's head has the exact GELU (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.relu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Takes tanh for GELU: that one stands in the pooler (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = torch.tanh(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong(
    "Makes a LayerNorm and does not use it: it stands before the product with the table (chapter 3, The head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(hidden_states)


@wrong("Has no LayerNorm, or none that learns: a checkpoint has weight and bias for it (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict({"dense": nn.Linear(d_model, d_model)})
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(hidden_states)


@wrong("Keeps torch's epsilon of 1e-5: BERT has 1e-12 (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong("Normalises before the activation: GELU comes right behind the linear layer (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = self.transform["LayerNorm"](self.transform["dense"](hidden_states))
        return self.decoder(F.gelu(hidden_states))


@wrong("Normalises before the linear layer: the LayerNorm comes behind the activation (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](self.transform["LayerNorm"](hidden_states)))
        return self.decoder(hidden_states)


@wrong(
    "Scores the encoder's vectors themselves: they go through a linear layer, GELU and LayerNorm first "
    "(chapter 3, The head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        return self.decoder(hidden_states)


@wrong(
    "Adds the encoder's vector to the transformed one: there is no way around the transform (chapter 3, The"
    " head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states)) + hidden_states
        return self.decoder(self.transform["LayerNorm"](hidden_states))


@wrong(
    "Divides by the root of d_model: that is T5's habit, BERT's scores are not scaled (chapter 3, The head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states) / math.sqrt(hidden_states.shape[-1]))


@wrong("Returns probabilities: the scores are logits, and the loss applies the softmax (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return torch.softmax(self.decoder(self.transform["LayerNorm"](hidden_states)), dim=-1)


@wrong(
    "Returns logarithms of probabilities: the scores are logits, and the loss applies the softmax (chapter "
    "3, The head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return F.log_softmax(self.decoder(self.transform["LayerNorm"](hidden_states)), dim=-1)


@wrong("Scores the first vector alone: every vector gets scores (chapter 3, The head)")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(d_model, d_model), "LayerNorm": nn.LayerNorm(d_model, eps=1e-12)}
        )
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.transform["dense"](hidden_states))
        return self.decoder(self.transform["LayerNorm"](hidden_states[:, 0]))


@wrong(
    "Gives the parts other names: published checkpoints have `transform.dense` and `transform.LayerNorm` "
    "(chapter 3, The head)"
)
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.dense = nn.Linear(d_model, d_model)
        self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Linear(d_model, vocab_size)
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        hidden_states = F.gelu(self.dense(hidden_states))
        return self.decoder(self.LayerNorm(hidden_states))


@right("the transform as a class of its own, as in transformers")
class MlmHead(nn.Module):
    class Transform(nn.Module):
        def __init__(self, d_model):
            super().__init__()
            self.dense = nn.Linear(d_model, d_model)
            self.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)

        def forward(self, hidden_states):
            return self.LayerNorm(F.gelu(self.dense(hidden_states)))

    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = self.Transform(d_model)
        self.decoder = nn.Linear(d_model, vocab_size, bias=False)
        self.decoder.weight = word_embeddings.weight
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        return self.decoder(self.transform(hidden_states))


@right("Sequential with names")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        d_model = word_embeddings.embedding_dim
        self.transform = nn.Sequential(
            OrderedDict(
                dense=nn.Linear(d_model, d_model),
                activation=nn.GELU(),
                LayerNorm=nn.LayerNorm(d_model, eps=1e-12),
            )
        )
        self.decoder = nn.Linear(d_model, word_embeddings.num_embeddings)
        self.decoder.weight = word_embeddings.weight
        nn.init.zeros_(self.decoder.bias)
        self.bias = self.decoder.bias

    def forward(self, hidden_states):
        return self.decoder(self.transform(hidden_states))


@right("GELU with erf and LayerNorm written out, a product for the scores")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.Module()
        self.transform.dense = nn.Linear(d_model, d_model)
        self.transform.LayerNorm = nn.LayerNorm(d_model, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.decoder = nn.Module()
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        x = hidden_states @ self.transform.dense.weight.T + self.transform.dense.bias
        x = 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))
        x = x - x.mean(dim=-1, keepdim=True)
        x = x / torch.sqrt(x.square().mean(dim=-1, keepdim=True) + 1e-12)
        x = x * self.transform.LayerNorm.weight + self.transform.LayerNorm.bias
        return x @ self.decoder.weight.T + self.bias


@right("functional layers in float64")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.shape
        self.transform = nn.ModuleDict()
        self.transform["dense"] = nn.Linear(d_model, d_model)
        self.transform["LayerNorm"] = nn.LayerNorm(d_model, eps=1e-12)
        self.decoder = nn.Linear(d_model, vocab_size)
        self.bias = nn.Parameter(torch.zeros_like(self.decoder.bias))
        self.decoder.weight = word_embeddings.weight
        self.decoder.bias = self.bias

    def forward(self, hidden_states):
        dense, norm = self.transform["dense"], self.transform["LayerNorm"]
        x = F.gelu(F.linear(hidden_states.double(), dense.weight.double(), dense.bias.double()))
        x = F.layer_norm(x, norm.normalized_shape, norm.weight.double(), norm.bias.double(), norm.eps)
        return F.linear(x, self.decoder.weight.double(), self.bias.double()).to(hidden_states.dtype)


@right("einsum over vocabulary and vector")
class MlmHead(nn.Module):
    def __init__(self, word_embeddings):
        super().__init__()
        vocab_size, d_model = word_embeddings.weight.size()
        self.transform = nn.ModuleDict(
            dict(dense=nn.Linear(d_model, d_model), LayerNorm=nn.LayerNorm(d_model, 1e-12))
        )
        self.decoder = nn.Linear(d_model, vocab_size, bias=False)
        self.decoder.weight = word_embeddings.weight
        self.register_parameter("bias", nn.Parameter(torch.zeros(vocab_size)))
        self.decoder.bias = self.bias
        self.activation = nn.GELU()

    def forward(self, hidden_states):
        x = self.transform["LayerNorm"](self.activation(self.transform["dense"](hidden_states)))
        return torch.einsum("...d,vd->...v", x, self.decoder.weight) + self.bias
