"""Batches of many tasks: what is in them, in which shares, and that they go on where they stopped."""

from collections import Counter
from itertools import islice

import pytest
import torch
from scipy.stats import binomtest

from bert2t5_reference.seq2seq_batches import (
    BATCHES_PER_POOL,
    CorruptedText,
    Pairs,
    Seq2SeqBatches,
    collate,
    cut_into_chunks,
)

FIRST_SENTINEL = 99
TEXT = CorruptedText([list(range(10, 70)), list(range(20, 80))], FIRST_SENTINEL)
SHORT = Pairs([([5, number], [6]) for number in range(10, 40)])
LONG = Pairs([([7, *[8] * number], [9, 9]) for number in range(10, 40)])
STREAMS = {"text": TEXT, "short": SHORT, "long": LONG}
RATES = {"text": 0.2, "short": 0.5, "long": 0.3}


def make_batches(seed: int = 0, batch_size: int = 8) -> Seq2SeqBatches:
    return Seq2SeqBatches(STREAMS, RATES, batch_size=batch_size, seed=seed)


def task_of(targets: torch.Tensor) -> str:
    return {6: "short", 9: "long"}.get(int(targets[0]), "text")


def test_padding_by_hand() -> None:
    batch = collate([SHORT.draw(0, torch.Generator()), LONG.draw(0, torch.Generator())])
    assert batch["input_ids"].tolist() == [[5, 10, 1] + [0] * 9, [7] + [8] * 10 + [1]]
    assert batch["attention_mask"].sum(dim=1).tolist() == [3, 12]
    assert batch["labels"].tolist() == [[6, 1, -100], [9, 9, 1]]


def test_chunks_keep_every_token_but_single_ones() -> None:
    documents = [[[1, 2], [3, 4, 5, 6, 7]], [[8]], [[9, 9]]]
    assert cut_into_chunks(documents, 3) == [[1, 2, 3], [4, 5, 6], [9, 9]]
    assert cut_into_chunks(documents, 100) == [[1, 2, 3, 4, 5, 6, 7], [9, 9]]


def test_text_is_corrupted_anew_each_time_and_nothing_is_lost() -> None:
    generator = torch.Generator().manual_seed(0)
    drawn = [TEXT.draw(0, generator) for _ in range(20)]
    assert len({tuple(inputs.tolist()) for inputs, _ in drawn}) > 10
    for inputs, targets in drawn:
        words = [token for token in [*inputs.tolist(), *targets.tolist()] if 10 <= token < 70]
        assert sorted(words) == list(range(10, 70))
        assert inputs[-1] == targets[-1] == 1


def test_tasks_come_in_the_shares_of_their_rates() -> None:
    """4,096 examples: a share that is off by 0.05 is found with a probability above 0.9999.

    Three two-sided binomial tests at 1e-7 each: a false alarm has a probability below 1e-6.
    """
    batches = list(islice(make_batches(), 512))
    counts = Counter(task_of(row) for batch in batches for row in batch["labels"])
    assert sum(counts.values()) == 4096
    for task, rate in RATES.items():
        assert binomtest(counts[task], 4096, rate).pvalue > 1e-7, counts


def test_a_pool_is_sorted_so_that_little_is_padding() -> None:
    """Unsorted, more than a third of the places would be padding, because lengths vary from 3 to 55."""
    batches = list(islice(make_batches(), 2 * BATCHES_PER_POOL))
    masks = [batch["attention_mask"] for batch in batches]
    filled = sum(int(mask.sum()) for mask in masks) / sum(mask.numel() for mask in masks)
    assert filled > 0.85


@pytest.mark.parametrize("taken", [0, 1, BATCHES_PER_POOL, BATCHES_PER_POOL + 3])
def test_a_loaded_state_goes_on_bit_for_bit(taken: int) -> None:
    batches = make_batches(seed=1)
    list(islice(batches, taken))
    state = batches.state_dict()
    wanted = list(islice(batches, 20))
    again = make_batches(seed=2)
    again.load_state_dict(state)
    for ours, theirs in zip(islice(again, 20), wanted, strict=True):
        assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_the_seed_alone_decides_and_other_data_has_another_fingerprint() -> None:
    first, same, other = (next(make_batches(seed)) for seed in (3, 3, 4))
    assert torch.equal(first["input_ids"], same["input_ids"])
    assert first["input_ids"].shape != other["input_ids"].shape or not torch.equal(
        first["input_ids"], other["input_ids"]
    )
    changed = Seq2SeqBatches(STREAMS, RATES | {"text": 0.3}, batch_size=8, seed=0)
    assert make_batches().fingerprint == make_batches(seed=5).fingerprint != changed.fingerprint


def test_a_task_without_examples_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'short'.*no examples"):
        Seq2SeqBatches(STREAMS | {"short": Pairs([])}, RATES, batch_size=2, seed=0)
