"""Answers to `select_positions`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mlm import apply_select_positions, count_predictions, find_candidates


@wrong(
    "Draws from torch's own generator: the caller's is the only source of randomness (chapter 3, Choosing "
    "positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    draws = torch.rand(input_ids.shape)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@wrong(
    "Starts the caller's generator anew at each call: then every batch has the same positions (chapter 3, "
    "Choosing positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    generator.manual_seed(0)
    draws = torch.rand(input_ids.shape, generator=generator)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@wrong(
    "Makes a generator from the first seed of the caller's: that one goes on from call to call, and a copy "
    "does not (chapter 3, Choosing positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    generator = torch.Generator().manual_seed(generator.initial_seed())
    draws = torch.rand(input_ids.shape, generator=generator)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@wrong(
    "Draws once for all sequences, and so selects the same positions in each: every position of the batch "
    "has a number of its own (chapter 3, Choosing positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    draws = torch.rand(input_ids.shape[1], generator=generator).expand(input_ids.shape)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@wrong("Tosses a coin for each candidate: the number of positions is exact (chapter 3, Choosing positions)")
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    return candidates & (torch.rand(input_ids.shape, generator=generator) < mlm_probability)


@wrong(
    "Draws nothing, and so selects the first candidates: the positions are random (chapter 3, Choosing "
    "positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    draws = torch.zeros(input_ids.shape)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@wrong(
    "Draws whole numbers from 0 to 9: many are equal, and then the earlier position comes first, so that "
    "not all are equally likely (chapter 3, Choosing positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    draws = torch.randint(10, input_ids.shape, generator=generator) / 10
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@wrong(
    "Selects a run of neighbours: every set of candidates of the right size is equally likely (chapter 3, "
    "Choosing positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        positions = candidates[row].nonzero().flatten()
        number = count_predictions(int(attention_mask[row].sum()), mlm_probability, max_predictions)
        starts = max(1, len(positions) - number + 1)
        start = int(torch.randint(starts, (1,), generator=generator))
        selected[row, positions[start : start + number]] = True
    return selected


@wrong(
    "Draws one position after the other and may draw one twice, so that too few are left: the number is "
    "exact (chapter 3, Choosing positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        positions = candidates[row].nonzero().flatten()
        number = count_predictions(int(attention_mask[row].sum()), mlm_probability, max_predictions)
        if len(positions):
            drawn = torch.randint(len(positions), (number,), generator=generator)
            selected[row, positions[drawn]] = True
    return selected


@wrong(
    "Selects among special tokens and padding as well: only candidates are selected (chapter 3, Choosing "
    "positions)"
)
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    selected = torch.zeros(input_ids.shape, dtype=torch.bool)
    for row in range(len(input_ids)):
        number = count_predictions(int(attention_mask[row].sum()), mlm_probability, max_predictions)
        selected[row, torch.randperm(input_ids.shape[1], generator=generator)[:number]] = True
    return selected


@right("numbers in float64")
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    draws = torch.rand(*input_ids.shape, generator=generator, dtype=torch.float64)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )


@right("a row of numbers for each sequence")
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    batch_size, seq_len = input_ids.shape
    rows = [torch.rand(seq_len, generator=generator) for _ in range(batch_size)]
    return apply_select_positions(
        input_ids=input_ids,
        attention_mask=attention_mask,
        special_ids=special_ids,
        mlm_probability=mlm_probability,
        max_predictions=max_predictions,
        draws=torch.stack(rows),
    )


@right("shuffles the candidates")
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        positions = candidates[row].nonzero().flatten()
        number = count_predictions(int(attention_mask[row].sum()), mlm_probability, max_predictions)
        shuffled = positions[torch.randperm(len(positions), generator=generator)]
        selected[row, shuffled[:number]] = True
    return selected


@right("multinomial without replacement")
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row, allowed in enumerate(candidates):
        number = count_predictions(int(attention_mask[row].sum()), mlm_probability, max_predictions)
        number = min(number, int(allowed.sum()))
        if number > 0:
            selected[row, torch.multinomial(allowed.double(), number, generator=generator)] = True
    return selected


@right("fills a tensor with uniform numbers")
def select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, generator):
    draws = torch.empty(input_ids.shape).uniform_(0, 1, generator=generator)
    return apply_select_positions(
        input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws
    )
