"""On another device T5 gives what it gives on the CPU, and mixes no devices."""

from copy import deepcopy

import pytest
import torch

from bert2t5.compare import find_difference
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_decoding import (
    greedy_decode,
    greedy_decode_fast,
    sampling,
    with_cache,
    without_cache,
)
from bert2t5_reference.t5_loss import seq2seq_loss, z_loss
from bert2t5_reference.training_run import move

TOKENS = {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0, "max_new_tokens": 6}


def make_model(dtype: torch.dtype = torch.float64) -> T5ForConditionalGeneration:
    """Return a model with weights of order 1, so that no two scores tie."""
    generator = torch.Generator().manual_seed(0)
    model = T5ForConditionalGeneration(T5Config(12, 8, 2, 2, 16, 4, 8, 12), generator=generator)
    for weights in model.parameters():
        weights.data += torch.randn(weights.shape, generator=generator)
    return model.to(dtype).eval()


def make_batch() -> dict[str, torch.Tensor]:
    return {
        "input_ids": torch.tensor([[7, 8, 9, 1], [5, 1, 0, 0]]),
        "attention_mask": torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]]),
        "labels": torch.tensor([[3, 4, 1], [6, 1, -100]]),
    }


def gradients(model: T5ForConditionalGeneration, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the logits and, by its name, the gradient of every weight."""
    logits = model(**batch).logits
    (seq2seq_loss(logits, batch["labels"]) + z_loss(logits, batch["labels"])).backward()
    found = {name: weights.grad.cpu() for name, weights in model.named_parameters()}
    return found | {"logits": logits.detach().cpu()}


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_logits_and_gradients_are_those_of_the_cpu(device: torch.device, dtype: torch.dtype) -> None:
    model, batch = make_model(dtype), make_batch()
    here = gradients(deepcopy(model), batch)
    assert find_difference(gradients(model.to(device), move(batch, device)), here) is None


def test_a_model_that_is_moved_keeps_its_weights_tied(device: torch.device) -> None:
    model = make_model().to(device)
    assert model.lm_head.weight is model.shared.weight is model.decoder.embed_tokens.weight
    assert {weights.device.type for weights in model.parameters()} == {device.type}


def test_outputs_are_those_of_the_cpu_and_lie_there(device: torch.device) -> None:
    def write(where: torch.device) -> list[torch.Tensor]:
        model, batch = make_model().to(where), move(make_batch(), where)
        inputs = (batch["input_ids"], batch["attention_mask"])
        drawn = sampling(with_cache(model, *inputs), generator=torch.Generator().manual_seed(1))
        return [
            greedy_decode_fast(model, *inputs, max_new_tokens=6),
            greedy_decode(without_cache(model, *inputs), 2, **TOKENS),
            greedy_decode(drawn, 2, **TOKENS),
        ]

    there, here = write(device), write(torch.device("cpu"))
    assert [written.device.type for written in there] == ["cpu"] * 3
    assert find_difference(there, here) is None
