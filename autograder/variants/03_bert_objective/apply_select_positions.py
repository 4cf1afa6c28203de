"""Answers to `apply_select_positions`: wrong ones with the misconception behind them, then right ones."""

import heapq

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mlm import count_predictions, find_candidates


@wrong(
    "Selects wherever the draw is below the share: the number is exact, and the smallest draws win (chapter"
    " 3, Choosing positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    return find_candidates(input_ids, attention_mask, special_ids) & (draws < mlm_probability)


@wrong(
    "Takes the share of the candidates: it is one of all tokens, [CLS] and [SEP] included (chapter 3, How "
    "many)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(candidates[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong("Counts padding as well: the share is one of the tokens (chapter 3, How many)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = input_ids.shape[1]
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong("Counts the tokens of the whole batch: each sequence has a number of its own (chapter 3, How many)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask.sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong(
    "Takes the number of the first sequence for all: each one has a number of its own (chapter 3, How many)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[0].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong("Forgets max_predictions: there are at most so many in a sequence (chapter 3, How many)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = max(1, round(mlm_probability * num_tokens))
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong("Forgets that at least one token is selected: also where the share rounds to 0 (chapter 3, How many)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = min(max_predictions, round(mlm_probability * num_tokens))
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong(
    "Selects as many as there may be at most: the share decides, and max_predictions only limits it "
    "(chapter 3, How many)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = max_predictions
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong(
    "Takes the positions of the first sequence for all: each one has draws of its own (chapter 3, Choosing "
    "positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[0, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong("Selects in the batch as a whole: each sequence has its own number (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    number = sum(
        count_predictions(int(mask.sum()), mlm_probability, max_predictions) for mask in attention_mask
    )
    positions = candidates.flatten().nonzero().flatten()
    order = draws.flatten()[positions].argsort(stable=True)
    selected = torch.zeros_like(candidates).flatten()
    selected[positions[order[:number]]] = True
    return selected.reshape(input_ids.shape)


@wrong("Selects the largest draws: the smallest ones win (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True, descending=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong(
    "Lets the later position win a tie: of equal draws the earlier one comes first (chapter 3, Choosing "
    "positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten().flip(0)
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong(
    "Selects every draw up to the last one taken, and so too many where draws are equal: the number is "
    "exact (chapter 3, Choosing positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        ordered = draws[row][candidates[row]].sort().values[:number]
        if len(ordered):
            selected[row] = candidates[row] & (draws[row] <= ordered[-1])
    return selected


@wrong(
    "Ranks all places and then strikes out those that are no candidates, so that too few are left: only the"
    " candidates' draws are compared (chapter 3, Choosing positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        order = draws[row].argsort(stable=True)
        selected[row, order[:number]] = True
    return selected & candidates


@wrong("Selects special tokens, too: only candidates are selected (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = attention_mask[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong("Selects padding, too: only candidates are selected (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = (~torch.isin(input_ids[row], torch.tensor(special_ids))).nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected


@wrong(
    "Takes numbers among the candidates for positions in the sequence: the second candidate may stand in "
    "the fifth place (chapter 3, Choosing positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, order[:number]] = True
    return selected


@wrong(
    "Takes the places in sorted order for ranks: where the smallest draw stands and which rank a draw has "
    "are two questions (chapter 3, Choosing positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    ranks = draws.masked_fill(~candidates, 2.0).argsort(dim=1, stable=True)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        selected[row] = candidates[row] & (ranks[row] < number)
    return selected


@wrong(
    "Fills up with other places where candidates are scarce: such a sequence has all of its candidates "
    "selected and no more (chapter 3, Choosing positions)"
)
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    order = draws.masked_fill(~candidates, 2.0).argsort(dim=1, stable=True)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        selected[row, order[row, :number]] = True
    return selected


@wrong("Selects the first candidates of the text: the draws decide (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[:number]] = True
    return selected


@wrong("Writes into the caller's draws: work on a copy (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    draws[~candidates] = 2.0
    order = draws.argsort(dim=1, stable=True)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        selected[row, order[row, :number]] = True
    return selected & candidates


@wrong("Returns 0 and 1: the answer is True or False at every place (chapter 3, Choosing positions)")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(candidates)
    for row in range(len(input_ids)):
        num_tokens = int(attention_mask[row].sum())
        number = count_predictions(num_tokens, mlm_probability, max_predictions)
        positions = candidates[row].nonzero().flatten()
        order = draws[row, positions].argsort(stable=True)
        selected[row, positions[order[:number]]] = True
    return selected.long()


@right("ranks by sorting twice")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    keys = draws.masked_fill(~candidates, float("inf"))
    ranks = keys.argsort(dim=-1, stable=True).argsort(dim=-1)
    numbers = torch.tensor(
        [
            count_predictions(int(total), mlm_probability, max_predictions)
            for total in attention_mask.sum(dim=1)
        ]
    )
    return candidates & (ranks < numbers[:, None])


@right("Python lists, sorted by draw")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids).tolist()
    rows = []
    for allowed, mask, numbers in zip(candidates, attention_mask.tolist(), draws.tolist()):
        count = count_predictions(sum(mask), mlm_probability, max_predictions)
        positions = [i for i, is_allowed in enumerate(allowed) if is_allowed]
        chosen = set(sorted(positions, key=lambda i: numbers[i])[:count])
        rows.append([i in chosen for i in range(len(allowed))])
    return torch.tensor(rows)


@right("NumPy: lexsort by draw, then position")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids).numpy()
    selected = np.zeros(candidates.shape, dtype=bool)
    for row, mask in enumerate(attention_mask.numpy()):
        (positions,) = np.nonzero(candidates[row])
        order = np.lexsort((positions, draws[row].numpy()[positions]))
        count = count_predictions(int(mask.sum()), mlm_probability, max_predictions)
        selected[row, positions[order[:count]]] = True
    return torch.from_numpy(selected)


@right("a heap of draws and positions")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros(input_ids.shape, dtype=torch.bool)
    for row in range(input_ids.size(0)):
        count = count_predictions(attention_mask[row].sum().item(), mlm_probability, max_predictions)
        pairs = [(draws[row, i].item(), i) for i in range(input_ids.size(1)) if candidates[row, i]]
        for _, position in heapq.nsmallest(count, pairs):
            selected[row, position] = True
    return selected


@right("takes the smallest draw that is left, again and again")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    left = find_candidates(input_ids, attention_mask, special_ids)
    selected = torch.zeros_like(left)
    for row, (mask, numbers) in enumerate(zip(attention_mask, draws.tolist())):
        for _ in range(count_predictions(int(mask.sum()), mlm_probability, max_predictions)):
            positions = left[row].nonzero().flatten().tolist()
            if not positions:
                break
            best = min(positions, key=numbers.__getitem__)
            selected[row, best] = True
            left[row, best] = False
    return selected


@right("counts, for each candidate, the candidates that come before it")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    mine, others = draws[:, :, None], draws[:, None, :]
    index = torch.arange(draws.shape[1])
    first = (others < mine) | ((others == mine) & (index[None, :] < index[:, None]))
    ranks = (first & candidates[:, None, :]).sum(dim=-1)
    numbers = [
        count_predictions(int(mask.sum()), mlm_probability, max_predictions) for mask in attention_mask
    ]
    return candidates & (ranks < torch.tensor(numbers).unsqueeze(1))


@right("scatter along the sorted order, in float64")
def apply_select_positions(input_ids, attention_mask, special_ids, mlm_probability, max_predictions, draws):
    candidates = find_candidates(input_ids, attention_mask, special_ids)
    keys = torch.where(candidates, draws.double(), torch.tensor(9.0, dtype=torch.float64))
    order = torch.sort(keys, dim=1, stable=True).indices
    numbers = torch.tensor(
        [count_predictions(int(mask.sum()), mlm_probability, max_predictions) for mask in attention_mask]
    )
    taken = torch.arange(input_ids.shape[1]) < numbers[:, None]
    return torch.zeros_like(candidates).scatter(1, order, taken) & candidates
