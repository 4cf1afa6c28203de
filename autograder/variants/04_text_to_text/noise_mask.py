"""Answers to `noise_mask`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.span_corruption import apply_noise_mask, count_noise, cut_into_spans


@wrong("Tosses a coin for each token: the number of tokens and spans is exact (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    return torch.rand(length, generator=generator) < noise_density


@wrong(
    "Draws from torch's own generator: the caller's is the only source of randomness (chapter 4, Cutting"
    " spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    return apply_noise_mask(num_noise, num_spans, torch.rand(max(length, 2)))[:length]


@wrong(
    "Starts the caller's generator anew at each call: then every text of a length has the same mask (chapter"
    " 4, Cutting spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    generator.manual_seed(0)
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator)
    return apply_noise_mask(num_noise, num_spans, draws)[:length]


@wrong(
    "Makes a generator from the first seed of the caller's: that one goes on from call to call, and a copy"
    " does not (chapter 4, Cutting spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    generator = torch.Generator().manual_seed(generator.initial_seed())
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator)
    return apply_noise_mask(num_noise, num_spans, draws)[:length]


@wrong("Draws nothing, and so makes one mask for all: the cuts are random (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    return apply_noise_mask(num_noise, num_spans, torch.zeros(max(length, 2)))[:length]


@wrong(
    "Draws whole numbers from 0 to 9: many are equal, and then the earlier token comes first, so that not all"
    " masks are equally likely (chapter 4, Cutting spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.randint(10, (max(length, 2),), generator=generator) / 10
    return apply_noise_mask(num_noise, num_spans, draws)[:length]


@wrong(
    "Uses the same draws for clean tokens and for noise: each token has a number of its own (chapter 4,"
    " Cutting spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    num_clean = max(length, 2) - num_noise
    draws = torch.rand(max(num_noise, num_clean), generator=generator)
    both = torch.cat([draws[:num_clean], draws[:num_noise]])
    return apply_noise_mask(num_noise, num_spans, both)[:length]


@wrong(
    "Draws the length of one span after the other: then the first spans are long and the last ones short"
    " (chapter 4, Cutting spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)

    def cut(total):
        lengths = []
        for left in range(num_spans - 1, 0, -1):
            lengths.append(int(torch.randint(1, total - sum(lengths) - left + 1, (), generator=generator)))
        return [*lengths, total - sum(lengths)]

    mask = []
    for clean_length, noise_length in zip(cut(max(length, 2) - num_noise), cut(num_noise)):
        mask += [False] * clean_length + [True] * noise_length
    return torch.tensor(mask)[:length]


@wrong("Rotates the mask by a random number: it begins clean and ends in noise (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    size = max(length, 2)
    mask = apply_noise_mask(num_noise, num_spans, torch.rand(size, generator=generator))
    return mask.roll(int(torch.randint(size, (), generator=generator)))[:length]


@wrong("Begins in noise: a clean span comes first (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator)
    return apply_noise_mask(num_noise, num_spans, draws).flip(0)[:length]


@wrong("Chooses the tokens of noise one by one: they form spans (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, _ = count_noise(length, noise_density, mean_noise_span_length)
    mask = torch.zeros(length, dtype=torch.bool)
    mask[torch.randperm(length, generator=generator)[:num_noise]] = True
    return mask


@wrong(
    "Lets spans of fixed length begin anywhere: they may overlap, and the number of tokens is no longer exact"
    " (chapter 4, Cutting spans)"
)
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    _, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    mask = torch.zeros(length, dtype=torch.bool)
    if length:
        for begin in torch.randint(length, (num_spans,), generator=generator).tolist():
            mask[begin : begin + round(mean_noise_span_length)] = True
    return mask


@wrong("Makes one span of all the noise: count_noise says how many spans (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, _ = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator)
    return apply_noise_mask(num_noise, 1, draws)[:length]


@wrong("Gives a text of one token two places: the mask is as long as the text (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator)
    return apply_noise_mask(num_noise, num_spans, draws)


@wrong("Draws too few numbers for a text of one token: it counts as one of 2 (chapter 4, Cutting spans)")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(length, generator=generator)
    return apply_noise_mask(num_noise, num_spans, draws)


@right("numbers in float64")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    counts = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.rand(max(length, 2), generator=generator, dtype=torch.float64)
    return apply_noise_mask(*counts, draws)[:length]


@right("a case of its own for short texts")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    if length < 2:
        return torch.zeros(length, dtype=torch.bool)
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    draws = torch.empty(length).uniform_(generator=generator)
    return apply_noise_mask(num_noise=num_noise, num_spans=num_spans, draws=draws)


@right("permutations in place of numbers, the noise first")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    size = max(length, 2)
    num_noise, num_spans = count_noise(size, noise_density, mean_noise_span_length)
    noise = cut_into_spans(torch.randperm(num_noise, generator=generator), num_spans)
    clean = cut_into_spans(torch.randperm(size - num_noise, generator=generator), num_spans)
    mask = torch.zeros(size, dtype=torch.bool)
    end = 0
    for clean_length, noise_length in zip(clean, noise):
        begin = end + clean_length
        end = begin + noise_length
        mask[begin:end] = True
    return mask[:length]


@right("shuffles marks for the cuts, as the published code does")
def noise_mask(length, noise_density, mean_noise_span_length, generator):
    size = max(length, 2)
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)

    def cut(total):
        marks = (torch.arange(total - 1) < num_spans - 1).long()
        marks = marks[torch.randperm(total - 1, generator=generator)]
        spans = torch.cat([torch.zeros(1, dtype=torch.long), marks]).cumsum(0)
        return torch.bincount(spans, minlength=num_spans)

    lengths = torch.stack([cut(size - num_noise), cut(num_noise)], dim=1).flatten()
    return (torch.arange(2 * num_spans) % 2 == 1).repeat_interleave(lengths)[:length]
