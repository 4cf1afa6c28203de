"""Answers to `greedy_decode`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong


@wrong("Never stops before the end: max_new_tokens is the limit (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    while not ended.all():
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
    return written[:, 1:]


@wrong("Goes on after the end of an output: after it there is only padding (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Writes the end again and again: after the first one there is padding (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = eos_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Stops with the first output that ends: the others go on (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        written = torch.cat([written, next_ids[:, None]], dim=1)
        if (next_ids == eos_token_id).any():
            break
    return written[:, 1:]


@wrong("Stops only where all outputs end at once: each may end at a place of its own (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if (next_ids == eos_token_id).all():
            break
    return written[:, 1:]


@wrong("Looks at the first output only to see whether all have ended (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended[0]:
            break
    return written[:, 1:]


@wrong("Goes on to the limit when all outputs have ended: decoding stops then (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
    return written[:, 1:]


@wrong(
    "Asks for scores once more when all outputs have ended: one call makes one token (chapter 4, Decoding)"
)
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        if ended.all():
            break
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
    return written[:, 1:]


@wrong("Keeps the start token: it is not part of the output (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written


@wrong("Counts the start token among the new ones, and so stops one too early (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    while written.shape[1] < max_new_tokens and not ended.all():
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
    return written[:, 1:]


@wrong("Leaves the end out: it is part of the output (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
    return written[:, 1:]


@wrong("Draws the token at random: greedy takes the one with the highest score (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = torch.multinomial(next_token_logits(written).softmax(dim=-1), 1).flatten()
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Takes the lowest score: the highest one wins (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmin(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Lets the largest id win a tie: of equal scores the smallest id wins (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        logits = next_token_logits(written)
        next_ids = logits.shape[-1] - 1 - logits.flip(-1).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Shows the model the last token alone: it reads all that has been written (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written[:, -1:]).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Forgets the start token when it asks again: every output begins with it (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 0), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for step in range(max_new_tokens):
        start = torch.full((batch_size, 1), decoder_start_token_id)
        next_ids = next_token_logits(written if step else start).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written


@wrong("Takes padding for an end: an output may hold that token, too (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= (next_ids == eos_token_id) | (next_ids == pad_token_id)
        if ended.all():
            break
    return written[:, 1:]


@wrong("Pads with 0: the id of padding is given (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = 0
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Starts with padding: the start token is given, and may be another one (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), pad_token_id)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        next_ids[ended] = pad_token_id
        written = torch.cat([written, next_ids[:, None]], dim=1)
        ended |= next_ids == eos_token_id
        if ended.all():
            break
    return written[:, 1:]


@wrong("Returns lists of different lengths: the outputs are one tensor, with padding (chapter 4, Decoding)")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    outputs = [[] for _ in range(batch_size)]
    for _ in range(max_new_tokens):
        next_ids = next_token_logits(written).argmax(dim=-1)
        for output, token in zip(outputs, next_ids.tolist()):
            if eos_token_id not in output:
                output.append(token)
        written = torch.cat([written, next_ids[:, None]], dim=1)
        if all(eos_token_id in output for output in outputs):
            break
    return outputs


@right("one condition for the loop")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id, dtype=torch.int64)
    ended = torch.zeros(batch_size, 1, dtype=torch.bool)
    while written.shape[1] <= max_new_tokens and not bool(ended.all()):
        best = next_token_logits(written).max(dim=-1, keepdim=True).indices
        best = torch.where(ended, pad_token_id, best)
        written = torch.cat((written, best), dim=-1)
        ended = torch.logical_or(ended, best == eos_token_id)
    return written[:, 1:]


@right("lists, one token after the other")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    rows = [[decoder_start_token_id] for _ in range(batch_size)]
    running = set(range(batch_size))
    while running and len(rows[0]) <= max_new_tokens:
        scores = next_token_logits(torch.tensor(rows)).tolist()
        for number, row in enumerate(rows):
            token = scores[number].index(max(scores[number])) if number in running else pad_token_id
            row.append(token)
            if token == eos_token_id:
                running.discard(number)
    return torch.tensor([row[1:] for row in rows], dtype=torch.int64)


@right("a tensor of padding that is filled in")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, max_new_tokens + 1), pad_token_id)
    written[:, 0] = decoder_start_token_id
    running = torch.ones(batch_size, dtype=torch.bool)
    length = 0
    while length < max_new_tokens and running.any():
        length += 1
        best = torch.argmax(next_token_logits(written[:, :length]), dim=1)
        written[running, length] = best[running]
        running &= written[:, length] != eos_token_id
    return written[:, 1 : length + 1]


@right("writes on after an end, and pads when all is written")
def greedy_decode(
    next_token_logits, batch_size, *, decoder_start_token_id, eos_token_id, pad_token_id, max_new_tokens
):
    written = torch.full((batch_size, 1), decoder_start_token_id)
    for _ in range(max_new_tokens):
        best = next_token_logits(written).argmax(-1, keepdim=True)
        written = torch.cat([written, best], dim=1)
        if (written[:, 1:] == eos_token_id).any(dim=1).all():
            break
    outputs = written[:, 1:]
    ends = (outputs == eos_token_id).long()
    after = ends.cumsum(dim=1) - ends > 0
    return outputs.masked_fill(after, pad_token_id)
