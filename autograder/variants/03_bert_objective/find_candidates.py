"""Answers to `find_candidates`: wrong ones with the misconception behind them, then right ones."""

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong


@wrong("Forgets padding: there is no token to predict there (chapter 3, Choosing positions)")
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return ~is_special


@wrong(
    "Selects special tokens, too: [CLS] and [SEP] tell nothing about language (chapter 3, Choosing positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    return attention_mask.bool()


@wrong(
    "Takes every id below 5 for a special token, [UNK] too: the caller says which ids are special (chapter "
    "3, Choosing positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    return (attention_mask == 1) & (input_ids >= 5)


@wrong(
    "Excludes [UNK] as well: an id that the caller does not name may be selected (chapter 3, Choosing "
    "positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    unk_token_id = 1
    is_special = torch.isin(input_ids, torch.tensor([unk_token_id, *special_ids]))
    return (attention_mask == 1) & ~is_special


@wrong("Recognises padding by the id 0: the attention mask says where it is (chapter 3, Choosing positions)")
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return (input_ids != 0) & ~is_special


@wrong(
    "Marks the tokens that must not be selected: True stands for those that may (chapter 3, Choosing "
    "positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return (attention_mask == 0) | is_special


@wrong("Joins the two conditions with or: a token has to meet both (chapter 3, Choosing positions)")
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return (attention_mask == 1) | ~is_special


@wrong(
    "Compares with the first special id alone: every id of the list is special (chapter 3, Choosing "
    "positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    return (attention_mask == 1) & (input_ids != special_ids[0])


@wrong(
    "Begins anew with each special id, so that the last one alone counts: what was excluded stays excluded "
    "(chapter 3, Choosing positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    for special_id in special_ids:
        candidates = (attention_mask == 1) & (input_ids != special_id)
    return candidates


@wrong(
    "Leaves out the first and the last token: a [SEP] stands between two segments, too (chapter 3, Choosing"
    " positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    candidates = attention_mask == 1
    for row, mask in enumerate(attention_mask):
        candidates[row, 0] = False
        candidates[row, int(mask.sum()) - 1] = False
    return candidates


@wrong("Writes into the caller's attention mask: the answer is a new tensor (chapter 3, Choosing positions)")
def find_candidates(input_ids, attention_mask, special_ids):
    for special_id in special_ids:
        attention_mask[input_ids == special_id] = 0
    return attention_mask == 1


@wrong("Returns numbers: the answer is True or False at every place (chapter 3, Choosing positions)")
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return attention_mask * (~is_special).long()


@wrong(
    "Returns the positions: the answer has the shape of the input, with True at them (chapter 3, Choosing "
    "positions)"
)
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = torch.isin(input_ids, torch.tensor(special_ids))
    return ((attention_mask == 1) & ~is_special).nonzero()


@right("a loop over the special ids")
def find_candidates(input_ids, attention_mask, special_ids):
    candidates = attention_mask == 1
    for special_id in special_ids:
        candidates = candidates & (input_ids != special_id)
    return candidates


@right("Python lists and a set")
def find_candidates(input_ids, attention_mask, special_ids):
    special = set(special_ids)
    rows = []
    for ids, mask in zip(input_ids.tolist(), attention_mask.tolist()):
        rows.append([bool(is_token) and token_id not in special for token_id, is_token in zip(ids, mask)])
    return torch.tensor(rows, dtype=torch.bool).reshape(input_ids.shape)


@right("one comparison with all special ids, by broadcasting")
def find_candidates(input_ids, attention_mask, special_ids):
    ids = torch.tensor(special_ids, dtype=input_ids.dtype)
    is_special = (input_ids[..., None] == ids).any(dim=-1)
    return torch.logical_and(attention_mask.bool(), torch.logical_not(is_special))


@right("NumPy")
def find_candidates(input_ids, attention_mask, special_ids):
    is_special = np.isin(input_ids.numpy(), list(special_ids))
    return torch.from_numpy((attention_mask.numpy() == 1) & ~is_special)


@right("a table with an entry for every id")
def find_candidates(input_ids, attention_mask, special_ids):
    size = 1 + max([int(input_ids.max()), *special_ids])
    ordinary = torch.ones(size, dtype=torch.bool)
    ordinary[list(special_ids)] = False
    return ordinary[input_ids] & (attention_mask > 0)


@right("a copy in which the special tokens are struck out")
def find_candidates(input_ids, attention_mask, special_ids):
    candidates = attention_mask.clone().bool()
    for row in range(input_ids.shape[0]):
        for position in range(input_ids.shape[1]):
            if input_ids[row, position].item() in special_ids:
                candidates[row, position] = False
    return candidates
