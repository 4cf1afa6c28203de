"""The weights of a published BERT: where they lie in a folder, and what their names mean to the encoder.

A checkpoint may hold more than the encoder (heads of a task) and may name things in an older way. Left out:
weights split over several files, and TensorFlow's format.

Source: transformers, modeling_bert.py and modeling_utils.py (`save_pretrained`, `from_pretrained`).
"""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file

ENCODER_PARTS = ("embeddings.", "encoder.", "pooler.")
# A buffer with 0, 1, 2, ... that old versions of transformers saved beside the weights.
POSITION_IDS = "embeddings.position_ids"


def encoder_weights(state_dict: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the weights of the encoder alone, under the names of `BertModel`.

    The prefix `bert.` of a model with a head is taken away, the heads are left out, and `gamma` and `beta` of
    a LayerNorm, as converted TensorFlow checkpoints call them, become `weight` and `bias`.

    Args:
        state_dict: weights of a `BertModel` or of any model with a head on it; not modified.

    >>> one = torch.ones(2)
    >>> list(encoder_weights({"bert.embeddings.LayerNorm.gamma": one, "cls.predictions.bias": one}))
    ['embeddings.LayerNorm.weight']
    """
    renamed = {current_name(name): tensor for name, tensor in state_dict.items()}
    return {
        name: tensor
        for name, tensor in renamed.items()
        if name.startswith(ENCODER_PARTS) and name != POSITION_IDS
    }


def current_name(name: str) -> str:
    """Return what a weight is called in `BertModel` today.

    >>> current_name("bert.encoder.layer.0.output.LayerNorm.beta")
    'encoder.layer.0.output.LayerNorm.bias'
    """
    name = name.removeprefix("bert.")
    return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias")


def read_weights(folder: str | Path) -> dict[str, torch.Tensor]:
    """Read all weights that `save_pretrained` left in a folder, on the CPU.

    `model.safetensors` is preferred to `pytorch_model.bin`. The second is a pickle, of which only tensors are
    read: code in it is not run.

    Raises:
        FileNotFoundError: if the folder holds neither file.
    """
    safetensors = Path(folder) / "model.safetensors"
    if safetensors.is_file():
        return load_file(safetensors)
    pickled = Path(folder) / "pytorch_model.bin"
    if pickled.is_file():
        return dict(torch.load(pickled, map_location="cpu", weights_only=True))
    raise FileNotFoundError(f"{folder} holds neither {safetensors.name} nor {pickled.name}")
