"""Answers to `corrupt_spans`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.span_corruption import replace_spans


@wrong("Forgets the end: both end with the end-of-sequence token (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return inputs, targets


@wrong("Ends the targets alone: the inputs have an end, too (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return inputs, torch.cat([targets, eos])


@wrong("Ends the inputs alone: the model has to learn where its output ends (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return torch.cat([inputs, eos]), targets


@wrong(
    "Closes the targets with a sentinel in any case: one stands there only where the text ends clean (chapter"
    " 4, Sentinels)"
)
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    if mask[-1]:
        clean = ~mask
        spans = int(clean[0]) + int((clean[1:] & mask[:-1]).sum())
        targets = torch.cat([targets, torch.tensor([first_sentinel_id - spans])])
    return torch.cat([inputs, eos]), torch.cat([targets, eos])


@wrong(
    "Leaves out the last sentinel of a text that ends clean: each clean span has one in the targets (chapter"
    " 4, Sentinels)"
)
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    if not mask[-1]:
        targets = targets[:-1]
    return torch.cat([inputs, eos]), torch.cat([targets, eos])


@wrong(
    "Begins the targets with the noise: the sentinel that it fills stands before it (chapter 4, Sentinels)"
)
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return torch.cat([inputs, eos]), torch.cat([targets[1:], eos])


@wrong("Takes the whole text for the targets: they hold what was cut out (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    return torch.cat([inputs, eos]), torch.cat([input_ids, eos])


@wrong("Takes the noise alone for the targets: sentinels say which gap it fills (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    return torch.cat([inputs, eos]), torch.cat([input_ids[mask], eos])


@wrong("Swaps inputs and targets: the inputs are the text with gaps (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return torch.cat([targets, eos]), torch.cat([inputs, eos])


@wrong(
    "Goes on counting in the targets: both count their sentinels from the first one (chapter 4, Sentinels)"
)
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    used = len(inputs) - int((~mask).sum())
    targets = replace_spans(input_ids, ~mask, first_sentinel_id - used)
    return torch.cat([inputs, eos]), torch.cat([targets, eos])


@wrong("Begins the targets with the end-of-sequence token: it ends them (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return torch.cat([inputs, eos]), torch.cat([eos, targets])


@wrong(
    "Keeps a place for every token, -100 where nothing is asked, as BERT does: the targets are a text of"
    " their own (chapter 4, Sentinels)"
)
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([eos_token_id])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = torch.where(mask, input_ids, torch.full_like(input_ids, -100))
    return torch.cat([inputs, eos]), torch.cat([targets, eos])


@wrong("Takes 1 for the end-of-sequence token: its id is given (chapter 4, Sentinels)")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    eos = torch.tensor([1])
    inputs = replace_spans(input_ids, mask, first_sentinel_id)
    targets = replace_spans(input_ids, ~mask, first_sentinel_id)
    return torch.cat([inputs, eos]), torch.cat([targets, eos])


@right("appends to lists in one pass, without replace_spans")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    inputs, targets = [], []
    next_of_inputs = next_of_targets = first_sentinel_id
    before = None
    for token, is_noise in zip(input_ids.tolist(), mask.tolist()):
        if is_noise:
            if before is not True:
                inputs.append(next_of_inputs)
                next_of_inputs -= 1
            targets.append(token)
        else:
            if before is not False:
                targets.append(next_of_targets)
                next_of_targets -= 1
            inputs.append(token)
        before = is_noise
    return torch.tensor([*inputs, eos_token_id]), torch.tensor([*targets, eos_token_id])


@right("a helper for both sides")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    def ended(gaps):
        ids = replace_spans(input_ids=input_ids, mask=gaps, first_sentinel_id=first_sentinel_id)
        return torch.nn.functional.pad(ids, (0, 1), value=eos_token_id)

    return ended(mask), ended(torch.logical_not(mask))


@right("lists that grow by the end")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    inputs = replace_spans(input_ids, mask, first_sentinel_id).tolist() + [eos_token_id]
    targets = replace_spans(input_ids, mask == False, first_sentinel_id).tolist() + [eos_token_id]  # noqa: E712
    return torch.tensor(inputs, dtype=torch.long), torch.tensor(targets, dtype=torch.long)


@right("the end joins the text before it is cut")
def corrupt_spans(input_ids, mask, first_sentinel_id, eos_token_id):
    text = torch.cat([input_ids, input_ids.new_tensor([eos_token_id])])
    stays = torch.tensor([False])
    return (
        replace_spans(text, torch.cat([mask, stays]), first_sentinel_id),
        replace_spans(text, torch.cat([~mask, stays]), first_sentinel_id),
    )
