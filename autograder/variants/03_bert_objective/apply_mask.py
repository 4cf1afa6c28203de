"""Answers to `apply_mask`: wrong ones with the misconception behind them, then right ones."""

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong


@wrong(
    "Turns every selected token into [MASK]: one in ten becomes another token, one in ten stays (chapter 3,"
    " 80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    masked_ids = torch.where(selected, mask_token_id, input_ids)
    return masked_ids, labels


@wrong("Replaces all that does not become [MASK]: from 0.9 on the token stays (chapter 3, 80, 10, 10)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong(
    "Leaves all that does not become [MASK]: from 0.8 to 0.9 another token stands there (chapter 3, 80, 10,"
    " 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    return masked_ids, labels


@wrong(
    "Leaves the token from 0.8 to 0.9 and replaces it from 0.9 on: it is the other way round (chapter 3, "
    "80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong(
    "Starts with the rare cases, so that a draw below 0.1 replaces and one from 0.2 on hides: [MASK] has "
    "the draws from 0 to 0.8 (chapter 3, 80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws >= 0.2)
    replaced = selected & (draws < 0.1)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong(
    "Replaces below 0.9 after it has hidden below 0.8, so that no [MASK] is left: the two ranges do not "
    "overlap (chapter 3, 80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong(
    "Takes the draw at a limit for the range below: 0.8 belongs to the other tokens, 0.9 to those that stay"
    " (chapter 3, 80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws <= 0.8)
    replaced = selected & (draws > 0.8) & (draws <= 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong(
    "Hides tokens that are not selected: the draws count at selected positions alone (chapter 3, 80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = draws < 0.8
    replaced = (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Puts the same token in all places: each has its own in `replacements` (chapter 3, 80, 10, 10)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements[0, 0], masked_ids)
    return masked_ids, labels


@wrong(
    "Hands the replacements out one after the other: each stands at the position that it is for (chapter 3,"
    " 80, 10, 10)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids[replaced] = replacements.flatten()[: int(replaced.sum())]
    return masked_ids, labels


@wrong("Writes into the caller's tensor: what the model sees is a new one (chapter 3, 80, 10, 10)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = input_ids.clone()
    labels[~selected] = -100
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    input_ids[hidden] = mask_token_id
    input_ids[replaced] = replacements[replaced]
    return input_ids, labels


@wrong("Keeps the label of tokens that are not selected: it is -100 there (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = input_ids.clone()
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Takes what the model sees for the label: it is the original token (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    labels = torch.where(selected, masked_ids, -100)
    return masked_ids, labels


@wrong("Writes 0 where no prediction is asked: 0 is a token, the loss leaves out -100 (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, 0)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Writes -1 where no prediction is asked: the loss leaves out -100 (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -1)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong(
    "Gives a label to [MASK] alone: every selected position has one, also where the token was replaced or "
    "stayed (chapter 3, Labels)"
)
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected & (draws < 0.8), input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Gives no label to a token that stays: every selected position has one (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected & (draws < 0.9), input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Labels the tokens that are not selected: the others are to be found (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, -100, input_ids)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Returns 1 for each selected position: the label is the original token (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, 1, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return masked_ids, labels


@wrong("Returns the labels first: what the model sees comes first (chapter 3, Labels)")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    labels = torch.where(selected, input_ids, -100)
    hidden = selected & (draws < 0.8)
    replaced = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids = torch.where(hidden, mask_token_id, input_ids)
    masked_ids = torch.where(replaced, replacements, masked_ids)
    return labels, masked_ids


@right("copies and boolean indexes")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    masked_ids = input_ids.clone()
    labels = input_ids.clone()
    labels[~selected] = -100
    masked_ids[selected & (draws < 0.8)] = mask_token_id
    replace = selected & (draws >= 0.8) & (draws < 0.9)
    masked_ids[replace] = replacements[replace]
    return masked_ids, labels


@right("two loops over rows and positions")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    masked_ids = input_ids.clone()
    labels = torch.full_like(input_ids, -100)
    for row in range(input_ids.shape[0]):
        for position in range(input_ids.shape[1]):
            if not selected[row, position]:
                continue
            labels[row, position] = input_ids[row, position]
            draw = draws[row, position].item()
            if draw < 0.8:
                masked_ids[row, position] = mask_token_id
            elif draw < 0.9:
                masked_ids[row, position] = replacements[row, position]
    return masked_ids, labels


@right("NumPy: select with three conditions")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    ids, chosen, numbers = input_ids.numpy(), selected.numpy(), draws.numpy()
    seen = np.select([~chosen, numbers < 0.8, numbers < 0.9], [ids, mask_token_id, replacements.numpy()], ids)
    labels = np.where(chosen, ids, -100)
    return torch.from_numpy(seen), torch.from_numpy(labels)


@right("arithmetic with 0 and 1")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    chosen = selected.long()
    hide = chosen * (draws < 0.8).long()
    replace = chosen * (draws < 0.9).long() - hide
    keep = 1 - hide - replace
    masked_ids = hide * mask_token_id + replace * replacements + keep * input_ids
    return masked_ids, chosen * input_ids - 100 * (1 - chosen)


@right("the ranges numbered, and gather among the three tokens")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    fate = (draws >= 0.8).long() + (draws >= 0.9).long()
    fate = torch.where(selected, fate, 2)
    choices = torch.stack([torch.full_like(input_ids, mask_token_id), replacements, input_ids])
    masked_ids = choices.gather(0, fate.unsqueeze(0)).squeeze(0)
    return masked_ids, input_ids.masked_fill(~selected, -100)


@right("works on the selected positions alone")
def apply_mask(input_ids, selected, mask_token_id, draws, replacements):
    ids, numbers, others = input_ids[selected], draws[selected].double(), replacements[selected]
    seen = torch.where(numbers < 0.9, others, ids).masked_fill(numbers < 0.8, mask_token_id)
    masked_ids = input_ids.masked_scatter(selected, seen)
    labels = torch.full_like(input_ids, -100).masked_scatter(selected, ids)
    return masked_ids, labels
