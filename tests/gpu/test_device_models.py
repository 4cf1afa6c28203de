"""On another device the reference gives what it gives on the CPU, and mixes no devices."""

from copy import deepcopy
from pathlib import Path

import pytest
import torch
from pretend import PRETENDED, Pretend

from bert2t5.compare import find_difference
from bert2t5.data.pocket import KINDS, cloze_probes
from bert2t5.models import load_vocab, pocket_bert
from bert2t5_reference.bert import BertConfig
from bert2t5_reference.bert_pretraining import BertForPreTraining, load_pretrained, pretraining_loss
from bert2t5_reference.pretraining_batches import PretrainingBatches
from bert2t5_reference.pretraining_measures import cloze_accuracy, evaluate, fill_mask
from bert2t5_reference.pretraining_step import pretraining_step, train_step, train_step_fast
from bert2t5_reference.training_run import Training, TrainingRun, move
from bert2t5_reference.wordpiece import SPECIAL_TOKENS, WordPieceTokenizer

CPU = torch.device("cpu")
CONFIG = BertConfig(vocab_size=50, d_model=8, num_layers=2, num_heads=2, d_ff=16, max_seq_len=16, dropout=0.0)
VOCAB = {piece: number for number, piece in enumerate([*SPECIAL_TOKENS, *map(str, range(5, 50))])}


def make_model(dtype: torch.dtype = torch.float64) -> BertForPreTraining:
    return BertForPreTraining(CONFIG, generator=torch.Generator().manual_seed(0)).to(dtype)


def make_batches(seed: int = 0) -> PretrainingBatches:
    """Return batches of sentences of one to five random tokens."""
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.randint(1, 6, (4, 5), generator=generator).tolist()
    documents = [
        [torch.randint(5, 50, (length,), generator=generator).tolist() for length in document]
        for document in lengths
    ]
    return PretrainingBatches(
        documents, VOCAB, max_seq_len=16, batch_size=3, mlm_probability=0.3, max_predictions=5, seed=seed
    )


def assert_same(there: object, here: object) -> None:
    """Compare as a check of the labs does: with the tolerance of the dtype."""
    assert find_difference(there, here) is None


def gradients(model: BertForPreTraining, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the scores of both heads and, by its name, the gradient of every weight."""
    output = model(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    scores = output.prediction_logits, output.seq_relationship_logits
    pretraining_loss(scores[0], batch["labels"], scores[1], batch["next_sentence_label"]).backward()
    found = {name: weights.grad for name, weights in model.named_parameters() if weights.grad is not None}
    named = dict(zip(("tokens", "pairs"), scores, strict=True)) | found
    return {name: tensor.detach().cpu() for name, tensor in named.items()}


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_scores_and_gradients_are_those_of_the_cpu(device: torch.device, dtype: torch.dtype) -> None:
    model, batch = make_model(dtype), next(make_batches())
    here = gradients(deepcopy(model), batch)
    assert_same(gradients(model.to(device), move(batch, device)), here)


@pytest.mark.parametrize("step", [train_step, train_step_fast])
def test_steps_of_training_end_where_those_on_the_cpu_end(device: torch.device, step) -> None:
    def train(where: torch.device) -> tuple[list[tuple[float, float]], dict[str, torch.Tensor]]:
        model, batches = make_model().to(where), make_batches()
        # An epsilon well above the rounding errors: Adam would turn a gradient of nothing else into a step.
        optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, eps=1e-6)
        losses = [step(model, move(next(batches), where), optimizer) for _ in range(3)]
        return losses, {name: weights.cpu() for name, weights in model.state_dict().items()}

    assert_same(train(device), train(CPU))


def test_a_model_that_is_moved_keeps_its_weights_tied(device: torch.device) -> None:
    model = make_model().to(device)
    assert model.cls.predictions.decoder.weight is model.bert.embeddings.word_embeddings.weight
    assert model.cls.predictions.decoder.bias is model.cls.predictions.bias
    assert {weights.device.type for weights in model.parameters()} == {device.type}


def test_the_evaluation_is_that_of_the_cpu(device: torch.device) -> None:
    def measure(where: torch.device) -> dict[str, float]:
        every = torch.ones(CONFIG.vocab_size, dtype=torch.bool).to(where)
        return evaluate(make_model().to(where), [move(next(make_batches()), where)], every)

    assert_same(measure(device), measure(CPU))


def test_gaps_are_filled_and_probes_passed_as_on_the_cpu(gpu: torch.device) -> None:
    # float64, so that no two guesses are so close that rounding decides
    model, tokenizer = load_pretrained(pocket_bert()).double(), WordPieceTokenizer(load_vocab())
    probes = [probe for kind in KINDS for probe in cloze_probes(kind, 4, seed=0)]

    def measure() -> tuple[dict[str, float], float]:
        filled = fill_mask(model, tokenizer, "The [MASK] is late.")
        return filled, cloze_accuracy(model, tokenizer, probes)

    here = measure()
    model.to(gpu)
    assert_same(measure(), here)


def test_a_run_on_a_gpu_goes_on_where_it_was_stopped(gpu: torch.device, tmp_path: Path) -> None:
    def train(folder: str, steps: int) -> dict[str, torch.Tensor]:
        settings = Training(steps=4, report_every=2)
        model = make_model().to(gpu)
        run = TrainingRun(model, make_batches(), settings, tmp_path / folder, pretraining_step)
        while run.step < steps:
            run.take_step()
        run.report(seconds=0.0)
        return {name: weights.cpu() for name, weights in model.state_dict().items()}

    train("stopped", steps=2)
    # Not bit by bit: the order in which a GPU adds up the gradient of the token table is not fixed.
    assert_same(train("stopped", steps=4), train("whole", steps=4))


def test_the_pretended_device_computes_and_refuses_to_mix_devices() -> None:
    with Pretend():
        away = torch.tensor([1.0, 2.0]).to(PRETENDED)
        away += torch.tensor(1.0)  # a single number may come from the CPU
        assert (2 * away).device == PRETENDED
        assert (2 * away).cpu().tolist() == [4.0, 6.0]
        with pytest.raises(RuntimeError, match="on the same device"):
            away + torch.tensor([1.0, 2.0])
