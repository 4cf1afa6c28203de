"""Answers to `mask_tokens`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mlm import apply_mask


@wrong(
    "Draws from torch's own generator: the caller's is the only source of randomness (chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape)
    entries = torch.randint(len(replacement_ids), input_ids.shape)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Starts the caller's generator anew at each call: then every batch is hidden in the same way (chapter "
    "3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    generator.manual_seed(0)
    draws = torch.rand(input_ids.shape, generator=generator)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Draws once for all sequences: every position of the batch has a draw of its own (chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape[1], generator=generator).expand(input_ids.shape)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Draws once for each sequence, so that all its selected tokens share one fate: every position has a "
    "draw of its own (chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand((len(input_ids), 1), generator=generator).expand(input_ids.shape)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong("Draws one token for all places: every position has an entry of its own (chapter 3, 80, 10, 10)")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape, generator=generator)
    entries = torch.randint(len(replacement_ids), (1,), generator=generator).expand(input_ids.shape)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Uses the number of an entry as a token: `replacement_ids` says which token has that number (chapter 3,"
    " 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape, generator=generator)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, entries)


@wrong("Never draws the last entry: the upper end of randint is left out already (chapter 3, 80, 10, 10)")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape, generator=generator)
    entries = torch.randint(len(replacement_ids) - 1, input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Uses the draw of the fate for the token as well: draws from 0.8 to 0.9 then reach a tenth of the "
    "entries (chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape, generator=generator)
    entries = (draws * len(replacement_ids)).long()
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Draws the fate from a normal distribution: it is a number in [0, 1), each equally likely (chapter 3, "
    "80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.randn(input_ids.shape, generator=generator)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@wrong(
    "Replaces a tenth of what did not become [MASK]: it is a tenth of all that are selected, so one half of"
    " the rest (chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (torch.rand(input_ids.shape, generator=generator) < 0.8)
    replaced = selected & ~hidden & (torch.rand(input_ids.shape, generator=generator) < 0.1)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    return torch.where(replaced, replacement_ids[entries], masked_ids), labels


@wrong(
    "Replaces one half of the places where [MASK] stands, too: the replaced ones are half of the rest "
    "(chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (torch.rand(input_ids.shape, generator=generator) < 0.8)
    replaced = selected & (torch.rand(input_ids.shape, generator=generator) < 0.5)
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    return torch.where(replaced, replacement_ids[entries], masked_ids), labels


@wrong(
    "Draws the token from all ids, special tokens among them: only entries of `replacement_ids` may be "
    "drawn (chapter 3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape, generator=generator)
    others = torch.randint(int(replacement_ids.max()) + 1, input_ids.shape, generator=generator)
    return apply_mask(input_ids, selected, mask_token_id, draws, others)


@wrong(
    "Takes the tokens of the text itself for replacements: they are drawn from `replacement_ids` (chapter "
    "3, 80, 10, 10)"
)
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws = torch.rand(input_ids.shape, generator=generator)
    order = torch.randperm(input_ids.numel(), generator=generator)
    shuffled = input_ids.flatten()[order].reshape(input_ids.shape)
    return apply_mask(input_ids, selected, mask_token_id, draws, shuffled)


@right("numbers in float64, the replacements drawn first")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    size = input_ids.shape
    replacements = replacement_ids[torch.randint(0, len(replacement_ids), size, generator=generator)]
    draws = torch.rand(size, generator=generator, dtype=torch.float64)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacements)


@right("entries from a second uniform number")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    draws, others = torch.rand((2, *input_ids.shape), generator=generator, dtype=torch.float64)
    entries = (others * len(replacement_ids)).floor().long()
    return apply_mask(input_ids, selected, mask_token_id, draws, replacement_ids[entries])


@right("multinomial for the entries")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    count = input_ids.numel()
    draws = torch.rand(count, generator=generator).view_as(input_ids)
    weights = torch.ones(len(replacement_ids), dtype=torch.float64)
    entries = torch.multinomial(weights, count, replacement=True, generator=generator)
    replacements = replacement_ids[entries].view_as(input_ids)
    return apply_mask(input_ids, selected, mask_token_id, draws, replacements)


@right("two coins, as in Hugging Face's collator")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    masked_ids, labels = input_ids.clone(), input_ids.clone()
    labels[~selected] = -100
    hidden = torch.bernoulli(torch.full(input_ids.shape, 0.8), generator=generator).bool() & selected
    masked_ids[hidden] = mask_token_id
    coins = torch.bernoulli(torch.full(input_ids.shape, 0.5), generator=generator).bool()
    replaced = coins & selected & ~hidden
    entries = torch.randint(len(replacement_ids), input_ids.shape, generator=generator)
    masked_ids[replaced] = replacement_ids[entries][replaced]
    return masked_ids, labels


@right("a loop over the selected positions")
def mask_tokens(input_ids, selected, mask_token_id, replacement_ids, generator):
    masked_ids = input_ids.clone()
    labels = torch.full_like(input_ids, -100)
    for row, position in selected.nonzero().tolist():
        labels[row, position] = input_ids[row, position]
        draw = torch.rand(1, generator=generator).item()
        if draw < 0.8:
            masked_ids[row, position] = mask_token_id
        elif draw < 0.9:
            entry = torch.randint(len(replacement_ids), (1,), generator=generator).item()
            masked_ids[row, position] = replacement_ids[entry]
    return masked_ids, labels
