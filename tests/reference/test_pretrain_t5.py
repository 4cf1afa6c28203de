"""The pocket T5's pre-training: its tasks, its scores, and what a run leaves behind."""

import json
import random
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
import transformers
from torch.nn import functional

from bert2t5.data.pocket import corpus
from bert2t5_reference import pretrain_t5
from bert2t5_reference.pocket_tasks import POCKET_TASKS, load_examples, load_rows, pocket_task
from bert2t5_reference.pretrain_t5 import (
    UNLABELED,
    Pretraining,
    make_model,
    make_streams,
    task_rates,
    training_step,
)
from bert2t5_reference.seq2seq_batches import Pairs, Seq2SeqBatches
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.t5_weights import load_t5
from bert2t5_reference.text_scores import score, score_majority, write_answers
from bert2t5_reference.training_run import TrainingRun

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def short_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("t5")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pretrain_t5, "QUICK_CORPUS_BYTES", 30_000)
        patch.setattr(pretrain_t5, "QUICK_EXAMPLES", 30)
        patch.setattr(pretrain_t5, "HELD_OUT_EXAMPLES", 4)
        return folder, pretrain_t5.run(folder, quick=True, steps=3, device=CPU)


@pytest.mark.parametrize("name", sorted(POCKET_TASKS))
def test_every_task_has_rows_that_become_text(name: str) -> None:
    rows = load_rows(name, "train", 20)
    examples = load_examples(name, "train", 20)
    task = pocket_task(name)
    assert [task.format(row) for row in rows] == examples
    for row, example in zip(rows, examples, strict=True):
        assert example["inputs"].startswith(task.prefix or "question: ")
        if task.kind == "classification":
            assert task.parse(example["targets"]) == row["label"]
    held_out = load_examples(name, "validation", 20)
    assert not {example["inputs"] for example in examples} & {example["inputs"] for example in held_out}


def test_an_unknown_task_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown task 'wic'\. Known tasks: cola, .*wnli"):
        load_rows("wic", "train", 1)


def test_the_majority_is_that_of_the_training_set() -> None:
    """By hand: two of three training targets are "a"; one of four held-out ones is."""
    task = pocket_task("sst2")
    training = [{"inputs": "", "targets": target} for target in "aab"]
    held_out = [{"inputs": "", "targets": target} for target in "abbb"]
    assert score_majority(task, held_out, training) == 0.25
    assert score(task, ["a", "b", "B", " b"], held_out) == 0.5


def test_a_run_leaves_a_model_that_transformers_decodes_alike(short_run: tuple[Path, dict]) -> None:
    folder, record = short_run
    theirs = transformers.AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    ours, vocabulary = load_t5(folder), T5Vocabulary.read(folder)
    assert len(tokenizer) == len(vocabulary) == record["config"]["vocab_size"]
    inputs = [load_examples(name, "validation", 1)[0]["inputs"] for name in sorted(POCKET_TASKS)]
    written = write_answers(ours, vocabulary, inputs, max_new_tokens=6, max_input_len=128)
    encoded = tokenizer(inputs, padding=True, return_tensors="pt")
    outputs = theirs.generate(**encoded, do_sample=False, num_beams=1, max_new_tokens=6)
    assert [vocabulary.decode(ids[1:]) for ids in outputs.tolist()] == written
    assert record["parameters"] == theirs.num_parameters()


def test_a_run_reports_what_it_did(short_run: tuple[Path, dict]) -> None:
    folder, record = short_run
    assert json.loads((folder / "pretraining.json").read_text("utf-8")) == record
    assert record["settings"] == asdict(Pretraining(steps=3, report_every=pretrain_t5.QUICK_REPORT_EVERY))
    assert record["result"]["step"] == 3
    assert set(record["majority"]) == set(POCKET_TASKS) <= set(record["result"])
    assert len(record["code"]) == 64


def test_a_finished_run_starts_again_at_its_end(
    short_run: tuple[Path, dict], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, record = short_run
    monkeypatch.setattr(pretrain_t5, "QUICK_CORPUS_BYTES", 30_000)
    monkeypatch.setattr(pretrain_t5, "QUICK_EXAMPLES", 30)
    monkeypatch.setattr(pretrain_t5, "HELD_OUT_EXAMPLES", 4)
    weights = (folder / "model.safetensors").read_bytes()
    assert pretrain_t5.run(folder, quick=True, steps=3, device=CPU) == record
    assert (folder / "model.safetensors").read_bytes() == weights


def test_a_step_reports_the_loss_before_it_and_lowers_it() -> None:
    model = make_model(60, Pretraining())
    batch = {
        "input_ids": torch.tensor([[7, 8, 1]]),
        "attention_mask": torch.ones(1, 3, dtype=torch.int64),
        "labels": torch.tensor([[9, 1]]),
    }
    with torch.no_grad():
        logits = model(**batch).logits
    wanted = functional.cross_entropy(logits[0], batch["labels"][0]).item()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    losses = [training_step(model, batch, optimizer, max_grad_norm=1.0)["loss"] for _ in range(3)]
    assert losses[0] == pytest.approx(wanted, abs=1e-5)  # float32 sums in another order
    assert losses == sorted(losses, reverse=True)


def test_text_and_tasks_share_the_batches() -> None:
    rates = task_rates(Pretraining())
    assert sum(rates.values()) == pytest.approx(1)
    assert rates[UNLABELED] == 0.3
    assert len(set(rates.values())) == 2
    documents = corpus(20_000)
    training = {"sst2": load_examples("sst2", "train", 5)}
    vocabulary = T5Vocabulary.train(pretrain_t5.vocabulary_lines(documents, training), 500)
    streams = make_streams(documents, training, vocabulary, Pretraining(text_len=32))
    assert set(streams) == {UNLABELED, "sst2"}
    inputs, targets = streams["sst2"].draw(2, torch.Generator())
    assert vocabulary.decode(inputs.tolist()) == training["sst2"][2]["inputs"]
    assert vocabulary.decode(targets.tolist()) == training["sst2"][2]["targets"]
    lengths = [len(streams[UNLABELED].draw(index, torch.Generator())[0]) for index in range(50)]
    assert max(lengths) == 32


def test_training_finds_the_odd_token_and_writes_it(tmp_path: Path) -> None:
    """One token of six is another than the rest, and where it stands says nothing.

    Of 8 tokens each is equally likely, so guessing is right once in 8 times.
    """
    rng = random.Random(0)
    pairs = []
    for _ in range(400):
        odd = rng.randrange(11, 19)
        pairs.append((rng.sample([odd, *[10] * 5], 6), [odd]))
    settings = Pretraining(steps=200, rate=5e-3, report_every=200)
    model = make_model(20, settings)
    batches = Seq2SeqBatches({"odd": Pairs(pairs)}, {"odd": 1.0}, batch_size=16, seed=0)
    TrainingRun(model, batches, settings, tmp_path, training_step).train()
    with torch.no_grad():
        batch = next(batches)
        right = model(**batch).logits[:, 0].argmax(dim=-1) == batch["labels"][:, 0]
    assert right.float().mean() > 0.8
