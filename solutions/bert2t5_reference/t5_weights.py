"""A T5 in a folder: read what others saved, and write what they can read.

The token table has up to four names in a checkpoint, and which of them are there depends on who wrote it.
Left out: weights split over several files, and other formats than those of `bert_weights`.

Source: transformers, modeling_t5.py, configuration_t5.py and modeling_utils.py (`save_pretrained`,
`tie_weights`).
"""

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save

from bert2t5_reference.bert_pretraining import write_json
from bert2t5_reference.bert_weights import read_weights
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config

TABLE = "shared.weight"
COPIES = ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight")
OUTPUT = "lm_head.weight"
# transformers before version 3 saved a table of distances between decoder and encoder, which no model uses.
UNUSED = "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"


def complete_weights(state_dict: Mapping[str, torch.Tensor], *, tied: bool) -> dict[str, torch.Tensor]:
    """Return a checkpoint's weights under all names of `T5ForConditionalGeneration`.

    The token table is taken from the first of its names that is there. If the output is not tied and has no
    matrix, as in a model that transformers 5 made anew and has not trained, it starts from the table.

    Args:
        state_dict: weights as transformers saves them; not modified.
        tied: whether the output matrix is the token table.

    Raises:
        ValueError: if it is said to be the table, but the checkpoint holds two that differ.

    >>> weights = complete_weights({"lm_head.weight": torch.ones(2, 3), UNUSED: torch.ones(1)}, tied=True)
    >>> sorted(weights)
    ['decoder.embed_tokens.weight', 'encoder.embed_tokens.weight', 'lm_head.weight', 'shared.weight']
    """
    weights = {name: tensor for name, tensor in state_dict.items() if name != UNUSED}
    table = next((weights[name] for name in (TABLE, *COPIES, OUTPUT) if name in weights), None)
    if table is None:
        return weights  # not a T5; loading says what is missing
    output = weights.get(OUTPUT, table)
    if tied and not torch.equal(output, table):
        raise ValueError(f"{OUTPUT} differs from {TABLE}, but the configuration ties them")
    return weights | dict.fromkeys((TABLE, *COPIES), table) | {OUTPUT: output}


def load_t5(folder: str | Path) -> T5ForConditionalGeneration:
    """Load a model from a folder that `save_pretrained`, ours or transformers', wrote.

    The weights become float32, and the model is in evaluation mode.

    Args:
        folder: holds `config.json` and `model.safetensors` or `pytorch_model.bin`.

    Raises:
        FileNotFoundError: if a file is missing.
        ValueError: if the configuration asks for something that this model does not compute.
        RuntimeError: if a weight is missing, is not known, or has another shape than the configuration says.
    """
    config = T5Config.from_hf(json.loads((Path(folder) / "config.json").read_text(encoding="utf-8")))
    weights = complete_weights(read_weights(folder), tied=config.tied)
    model = T5ForConditionalGeneration(config)
    model.load_state_dict(weights)
    return model.eval()


def save_pretrained(model: T5ForConditionalGeneration, folder: str | Path) -> None:
    """Write a model as transformers does; `AutoModelForSeq2SeqLM` reads the folder.

    Args:
        model: the model; its weights are written in their own dtype.
        folder: is made if need be; files of the same names are replaced.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = model.config.to_hf() | {
        "architectures": ["T5ForConditionalGeneration"],
        "dtype": str(model.shared.weight.dtype).removeprefix("torch."),
    }
    write_json(folder / "config.json", config)
    left_out = {*COPIES, OUTPUT} if model.config.tied else set(COPIES)
    weights = {name: tensor.cpu() for name, tensor in model.state_dict().items() if name not in left_out}
    (folder / "model.safetensors").write_bytes(save(weights, metadata={"format": "pt"}))


def save_vocabulary(folder: str | Path, sentencepiece_model: bytes, num_sentinels: int = 100) -> None:
    """Write a vocabulary beside a model, so that `AutoTokenizer` reads the folder as that of a T5.

    Args:
        folder: exists.
        sentencepiece_model: content of a SentencePiece `.model` file with T5's ids: 0 for padding, 1 for
            `</s>`, 2 for unknown pieces. Its pieces do not include the sentinels.
        num_sentinels: sentinels that follow the pieces; the first, `<extra_id_0>`, has the highest id.
    """
    (Path(folder) / "spiece.model").write_bytes(sentencepiece_model)
    write_json(
        Path(folder) / "tokenizer_config.json",
        {"tokenizer_class": "T5Tokenizer", "extra_ids": num_sentinels},
    )
