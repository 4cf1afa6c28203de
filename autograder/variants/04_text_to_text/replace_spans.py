"""Answers to `replace_spans`: wrong ones with the misconception behind them, then right ones."""

from itertools import groupby

import torch

from bert2t5_grader.bank import right, wrong


@wrong("Counts the sentinels upwards: they descend from the top of the vocabulary (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id - 1 + begins.cumsum(0), input_ids)
    return replaced[begins | ~mask]


@wrong(
    "Uses one sentinel for all spans: each has its own, or nobody knows which gap is meant (chapter 4,"
    " Sentinels)"
)
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, torch.full_like(input_ids, first_sentinel_id), input_ids)
    return replaced[begins | ~mask]


@wrong("Puts a sentinel for every token: a whole span becomes one (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    return torch.where(mask, first_sentinel_id + 1 - mask.cumsum(0), input_ids)


@wrong("Repeats the sentinel for every token of its span: a whole span becomes one (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    return torch.where(mask, first_sentinel_id + 1 - begins.cumsum(0), input_ids)


@wrong("Begins one sentinel too low: the first span has the largest id (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id - begins.cumsum(0), input_ids)
    return replaced[begins | ~mask]


@wrong("Cuts the spans out without a trace: a sentinel marks each gap (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    return input_ids[~mask]


@wrong("Counts the sentinels by tokens: they go down by one for each span (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id + 1 - mask.cumsum(0), input_ids)
    return replaced[begins | ~mask]


@wrong("Takes the place of a span for its number: sentinels are counted (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id - torch.arange(len(mask)), input_ids)
    return replaced[begins | ~mask]


@wrong(
    "Keeps the first token of a span for its sentinel: the sentinel is an id of its own (chapter 4,"
    " Sentinels)"
)
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    return input_ids[begins | ~mask]


@wrong("Replaces what is not masked: True is what goes (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    mask = ~mask
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id + 1 - begins.cumsum(0), input_ids)
    return replaced[begins | ~mask]


@wrong("Overlooks a span at the beginning: no token stands before it (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = torch.zeros_like(mask)
    begins[1:] = mask[1:] & ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id + 1 - begins.cumsum(0), input_ids)
    return replaced[begins | ~mask]


@wrong("Looks at the last token for what stands before the first: the first has none (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask & ~mask.roll(1)
    replaced = torch.where(begins, first_sentinel_id + 1 - begins.cumsum(0), input_ids)
    return replaced[begins | ~mask]


@wrong("Writes a sentinel only when its span is over, and so loses a span at the end (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    output, sentinel, inside = [], first_sentinel_id, False
    for token, is_noise in zip(input_ids.tolist(), mask.tolist()):
        if is_noise:
            inside = True
        else:
            if inside:
                output.append(sentinel)
                sentinel -= 1
            inside = False
            output.append(token)
    return torch.tensor(output, dtype=torch.int64)


@wrong("Puts a closing sentinel at the end: there is one for each span, and no more (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id + 1 - begins.cumsum(0), input_ids)[begins | ~mask]
    return torch.cat([replaced, torch.tensor([first_sentinel_id - int(begins.sum())])])


@wrong("Writes the sentinels into the caller's ids: work on a copy (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    input_ids[begins] = first_sentinel_id + 1 - begins.cumsum(0)[begins]
    return input_ids[begins | ~mask]


@wrong("Changes the caller's mask: work on a copy (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    clean = ~mask
    mask[1:] &= clean[:-1]
    replaced = torch.where(mask, first_sentinel_id + 1 - mask.cumsum(0), input_ids)
    return replaced[mask | clean]


@wrong("Returns a list: the ids are a tensor (chapter 4, Sentinels)")
def replace_spans(input_ids, mask, first_sentinel_id):
    begins = mask.clone()
    begins[1:] &= ~mask[:-1]
    replaced = torch.where(begins, first_sentinel_id + 1 - begins.cumsum(0), input_ids)
    return replaced[begins | ~mask].tolist()


@right("a loop that remembers the token before")
def replace_spans(input_ids, mask, first_sentinel_id):
    output, sentinel, before = [], first_sentinel_id, False
    for token, is_noise in zip(input_ids.tolist(), mask.tolist()):
        if not is_noise:
            output.append(token)
        elif not before:
            output.append(sentinel)
            sentinel -= 1
        before = is_noise
    return torch.tensor(output, dtype=torch.int64)


@right("groupby")
def replace_spans(input_ids, mask, first_sentinel_id):
    output, count = [], 0
    for is_noise, places in groupby(range(len(mask)), key=lambda place: bool(mask[place])):
        if is_noise:
            output.append(first_sentinel_id - count)
            count += 1
        else:
            output += [int(input_ids[place]) for place in places]
    return torch.LongTensor(output)


@right("pad and compare, as the published code does")
def replace_spans(input_ids, mask, first_sentinel_id):
    before = torch.nn.functional.pad(mask[:-1], (1, 0), value=False)
    first = torch.logical_and(mask, torch.logical_not(before))
    rest = torch.logical_and(mask, before)
    sentinels = first_sentinel_id + 1 - torch.cumsum(first.long(), dim=0)
    return torch.masked_select(torch.where(first, sentinels, input_ids), ~rest)


@right("a walk with two indices, then cat")
def replace_spans(input_ids, mask, first_sentinel_id):
    parts, start, next_id = [], 0, first_sentinel_id
    while start < len(input_ids):
        end = start
        while end < len(input_ids) and mask[end] == mask[start]:
            end += 1
        if mask[start]:
            parts.append(torch.tensor([next_id]))
            next_id -= 1
        else:
            parts.append(input_ids[start:end])
        start = end
    return torch.cat(parts)
