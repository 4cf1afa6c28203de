"""Answers to `apply_noise_mask`: wrong ones with the misconception behind them, then right ones."""

from itertools import chain

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.span_corruption import cut_into_spans


@wrong("Begins in noise: a clean span comes first (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[num_clean:], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [True] * noise_length + [False] * clean_length
    return torch.tensor(mask)


@wrong("Takes the first draws for the noise: those of the clean tokens come first (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    noise_lengths = cut_into_spans(draws[:num_noise], num_spans)
    clean_lengths = cut_into_spans(draws[num_noise:], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)


@wrong("Takes num_noise for the clean tokens: all the others are clean (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    clean_lengths = cut_into_spans(draws[:num_noise], num_spans)
    noise_lengths = cut_into_spans(draws[num_noise:], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)


@wrong("Cuts the noise by the first draws again: each part has draws of its own (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[:num_noise], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)


@wrong("Puts all the clean tokens first: the spans take turns (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    return torch.arange(len(draws)) >= len(draws) - num_noise


@wrong("Takes turns from the end, so that the spans stand in reverse (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[num_clean:], num_spans)
    mask = []
    for clean_length, noise_length in zip(reversed(clean_lengths), reversed(noise_lengths)):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)


@wrong("Marks what is clean: True is noise (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[num_clean:], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [True] * clean_length + [False] * noise_length
    return torch.tensor(mask)


@wrong(
    "Cuts the whole text into twice as many spans: how many tokens are noise is fixed before (chapter 4,"
    " Cutting spans)"
)
def apply_noise_mask(num_noise, num_spans, draws):
    mask = []
    for index, length in enumerate(cut_into_spans(draws, 2 * num_spans)):
        mask += [index % 2 == 1] * length
    return torch.tensor(mask)


@wrong("Marks the tokens with the smallest draws: noise comes in spans (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    mask = torch.zeros(len(draws), dtype=torch.bool)
    mask[draws.argsort(stable=True)[:num_noise]] = True
    return mask


@wrong("Makes as many spans as there are tokens of noise: num_spans says how many (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    number = min(num_noise, num_clean)
    clean_lengths = cut_into_spans(draws[:num_clean], number)
    noise_lengths = cut_into_spans(draws[num_clean:], number)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)


@wrong("Returns 0 and 1: the mask is True or False at every token (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[num_clean:], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [0] * clean_length + [1] * noise_length
    return torch.tensor(mask)


@wrong("Returns a list: the mask is a tensor (chapter 4, Cutting spans)")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean_lengths = cut_into_spans(draws[:num_clean], num_spans)
    noise_lengths = cut_into_spans(draws[num_clean:], num_spans)
    mask = []
    for clean_length, noise_length in zip(clean_lengths, noise_lengths):
        mask += [False] * clean_length + [True] * noise_length
    return mask


@right("repeat_interleave")
def apply_noise_mask(num_noise, num_spans, draws):
    clean, noise = draws[:-num_noise], draws[-num_noise:]
    lengths = torch.tensor([cut_into_spans(clean, num_spans), cut_into_spans(noise, num_spans)])
    kinds = torch.tensor([False, True]).repeat(num_spans)
    return kinds.repeat_interleave(lengths.T.flatten())


@right("writes slices into a tensor of False")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    mask = torch.zeros(len(draws), dtype=torch.bool)
    position = 0
    for clean_length, noise_length in zip(
        cut_into_spans(draws[:num_clean], num_spans), cut_into_spans(draws[num_clean:], num_spans)
    ):
        position += clean_length
        mask[position : position + noise_length] = True
        position += noise_length
    return mask


@right("switches at the borders, with a cumulative sum")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    clean = cut_into_spans(draws[:num_clean], num_spans)
    noise = cut_into_spans(draws=draws[num_clean:], num_spans=num_spans)
    lengths = torch.tensor(list(chain.from_iterable(zip(clean, noise))))
    switches = torch.zeros(len(draws), dtype=torch.int64)
    switches[lengths.cumsum(0)[:-1]] = 1
    return switches.cumsum(0) % 2 == 1


@right("its own cuts, without cut_into_spans")
def apply_noise_mask(num_noise, num_spans, draws):
    num_clean = len(draws) - num_noise
    begins = torch.zeros(len(draws), dtype=torch.bool)
    begins[torch.argsort(draws[1:num_clean], stable=True)[: num_spans - 1] + 1] = True
    begins[torch.argsort(draws[num_clean + 1 :], stable=True)[: num_spans - 1] + num_clean + 1] = True
    numbers = begins.long()
    numbers[:num_clean] = numbers[:num_clean].cumsum(0)
    numbers[num_clean:] = numbers[num_clean:].cumsum(0)
    keys = [(int(number), place >= num_clean) for place, number in enumerate(numbers)]
    return torch.tensor([is_noise for _, is_noise in sorted(keys)])
