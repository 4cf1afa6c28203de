"""BERT with the two heads of its pre-training, and how it is saved for other programs.

Unlike bert.py, which ends with vectors, this ends with scores: for every token of the vocabulary at every
position, and for the question whether B follows A. The names of all weights are those of the checkpoints.

Source: Devlin et al. (2019), section 3.1; github.com/google-research/bert, run_pretraining.py; transformers,
modeling_bert.py (`BertForPreTraining`) and modeling_utils.py (`save_pretrained`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save
from torch import nn

from bert2t5_reference.bert import BertConfig, BertModel, initialize
from bert2t5_reference.bert_weights import read_weights
from bert2t5_reference.mlm import MlmHead, gathered_mlm_loss, mlm_loss
from bert2t5_reference.nsp import nsp_loss

# Weights that are the same parameter as another: a checkpoint holds the other alone.
TIED = {
    "cls.predictions.decoder.weight": "bert.embeddings.word_embeddings.weight",
    "cls.predictions.decoder.bias": "cls.predictions.bias",
}


@dataclass(frozen=True)
class PreTrainingOutput:
    """What BERT says about a batch of pairs.

    Attributes:
        prediction_logits: a score for every token, of shape (batch_size, seq_len, vocab_size).
        seq_relationship_logits: the scores of "B follows A" (0) and "B is random" (1), of shape
            (batch_size, 2).
    """

    prediction_logits: torch.Tensor
    seq_relationship_logits: torch.Tensor


class BertForPreTraining(nn.Module):
    """BERT with the heads of masked language modelling and of next sentence prediction.

    New weights of the heads start as those of `BertModel`. The token table is one parameter with two names.

    Args:
        config: the sizes.
        generator: source of the initial weights; None takes torch's own.

    >>> config = BertConfig(vocab_size=100, d_model=8, num_layers=2, num_heads=2, d_ff=32)
    >>> model = BertForPreTraining(config, generator=torch.Generator().manual_seed(0))
    >>> output = model(torch.tensor([[2, 7, 3, 8, 3]]), torch.tensor([[0, 0, 0, 1, 1]]))
    >>> output.prediction_logits.shape, output.seq_relationship_logits.shape
    (torch.Size([1, 5, 100]), torch.Size([1, 2]))
    """

    def __init__(self, config: BertConfig, *, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.config = config
        self.bert = BertModel(config, generator=generator)
        self.cls = PreTrainingHeads(self.bert.embeddings.word_embeddings)
        for module in (self.cls.predictions.transform["dense"], self.cls.seq_relationship):
            initialize(module, config.initial_sd, generator)

    def forward(
        self,
        input_ids: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
    ) -> PreTrainingOutput:
        """Return the scores of both heads; the arguments are those of `BertModel`."""
        encoded = self.bert(input_ids, token_type_ids, attention_mask)
        return PreTrainingOutput(*self.cls(encoded.last_hidden_state, encoded.pooled))


class PreTrainingHeads(nn.Module):
    """Both heads under the names of the checkpoints."""

    def __init__(self, word_embeddings: nn.Embedding) -> None:
        super().__init__()
        self.predictions = MlmHead(word_embeddings)
        self.seq_relationship = nn.Linear(word_embeddings.embedding_dim, 2)

    def forward(self, hidden_states: torch.Tensor, pooled: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the scores for tokens and for the relation of the two segments."""
        return self.predictions(hidden_states), self.seq_relationship(pooled)


def pretraining_loss(
    prediction_logits: torch.Tensor,
    labels: torch.Tensor,
    seq_relationship_logits: torch.Tensor,
    next_sentence_label: torch.Tensor,
) -> torch.Tensor:
    """Return the loss of pre-training: the sum of `mlm_loss` and `nsp_loss`, without weights.

    Args:
        prediction_logits: floats of shape (batch_size, seq_len, vocab_size).
        labels: int64 of shape (batch_size, seq_len); the token to find, or -100 where no prediction is asked.
        seq_relationship_logits: floats of shape (batch_size, 2).
        next_sentence_label: int64 of shape (batch_size,); 0 = B follows A, 1 = B is random.

    Returns:
        A tensor without dimensions.

    Example: with equal scores for 8 tokens and for 2 answers the loss is log 8 + log 2:
        >>> from math import log
        >>> labels, next_sentence_label = torch.tensor([[-100, 5, -100]]), torch.tensor([1])
        >>> loss = pretraining_loss(torch.zeros(1, 3, 8), labels, torch.zeros(1, 2), next_sentence_label)
        >>> round(loss.item(), 4), round(log(8) + log(2), 4)
        (2.7726, 2.7726)

    Source: Devlin et al., 2019, appendix A.2.
    """
    ### BEGIN SOLUTION
    return mlm_loss(prediction_logits, labels) + nsp_loss(seq_relationship_logits, next_sentence_label)
    ### END SOLUTION


def gathered_losses(
    model: BertForPreTraining, batch: dict[str, torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the losses of both tasks, with token scores for the selected positions alone.

    Args:
        model: the model.
        batch: `input_ids`, `token_type_ids`, `attention_mask` and `labels` of shape (batch_size, seq_len),
            and `next_sentence_label` of shape (batch_size,); 0 = B follows A, 1 = B is random.

    Returns:
        (loss of masked language modelling, loss of next sentence prediction).
    """
    encoded = model.bert(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    mlm = gathered_mlm_loss(model.cls.predictions, encoded.last_hidden_state, batch["labels"])
    nsp = nsp_loss(model.cls.seq_relationship(encoded.pooled), batch["next_sentence_label"])
    return mlm, nsp


def save_pretrained(model: BertForPreTraining, folder: str | Path, pieces: Sequence[str]) -> None:
    """Write a model and its vocabulary as transformers does, for an uncased tokenizer.

    `AutoModel`, `AutoModelForPreTraining` and `AutoTokenizer` read the folder.

    Args:
        model: the model; its weights are written in their own dtype.
        folder: is made if need be; files of the same names are replaced.
        pieces: the vocabulary in the order of the ids.

    Raises:
        ValueError: if the vocabulary has another size than the model.
    """
    if len(pieces) != model.config.vocab_size:
        raise ValueError(f"{len(pieces)} pieces for a model with {model.config.vocab_size} tokens")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = model.config.to_hf() | {
        "architectures": ["BertForPreTraining"],
        "dtype": str(model.cls.seq_relationship.weight.dtype).removeprefix("torch."),
        "pad_token_id": pieces.index("[PAD]"),
        "tie_word_embeddings": True,
    }
    tokenizer = {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": True,
        "model_max_length": model.config.max_seq_len,
    }
    write_json(folder / "config.json", config)
    write_json(folder / "tokenizer_config.json", tokenizer)
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    weights = {name: tensor.cpu() for name, tensor in model.state_dict().items() if name not in TIED}
    (folder / "model.safetensors").write_bytes(save(weights, metadata={"format": "pt"}))


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write a JSON object with sorted keys."""
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def load_pretrained(folder: str | Path) -> BertForPreTraining:
    """Load a model with both heads from a folder that `save_pretrained`, ours or transformers', wrote.

    The model is in evaluation mode.

    Raises:
        FileNotFoundError: if a file is missing.
        ValueError: if the configuration asks for something that the encoder does not compute.
        RuntimeError: if a weight is missing, is not known, or has another shape than the configuration says.
    """
    config = BertConfig.from_hf(json.loads((Path(folder) / "config.json").read_text(encoding="utf-8")))
    weights = read_weights(folder)
    tied = {name: weights[source] for name, source in TIED.items() if source in weights}
    model = BertForPreTraining(config)
    model.load_state_dict(weights | tied)
    return model.eval()
