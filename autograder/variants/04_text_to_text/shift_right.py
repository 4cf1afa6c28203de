"""Answers to `shift_right`: wrong ones with the misconception behind them, then right ones."""

import torch
import torch.nn.functional as F

from bert2t5_grader.bank import right, wrong


@wrong("Shifts to the left: the decoder would read what it is to predict (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, pad_token_id)
    shifted[:, :-1] = labels[:, 1:]
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong("Does not shift at all: the decoder would read what it is to predict (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    return labels.masked_fill(labels == -100, pad_token_id)


@wrong("Drops the first label: it is read at the second place (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = labels.clone()
    shifted[:, 0] = decoder_start_token_id
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong("Starts with the end-of-sequence token: the start token is given (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, 1)
    shifted[:, 1:] = labels[:, :-1]
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong("Starts with padding: the start token is given, and another one here (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, pad_token_id)
    shifted[:, 1:] = labels[:, :-1]
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong("Leaves -100 in: it is no token, and the decoder reads padding there (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[:, 1:] = labels[:, :-1]
    return shifted


@wrong("Reads the start token in place of -100: it is padding (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[:, 1:] = labels[:, :-1]
    return shifted.masked_fill(shifted == -100, decoder_start_token_id)


@wrong("Takes padding for 0: its id is given (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[:, 1:] = labels[:, :-1]
    return shifted.clamp(min=0)


@wrong("Lets the last label come round to the front: nobody reads it (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = labels.roll(1, dims=1)
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong("Keeps the last label: the result is as long as the labels (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    start = torch.full_like(labels[:, :1], decoder_start_token_id)
    shifted = torch.cat([start, labels], dim=1)
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong("Shifts the rows of the batch: each output is shifted in itself (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[1:] = labels[:-1]
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong(
    "Shifts through the whole batch, so that an output begins with the end of the one before (chapter 4,"
    " Teacher forcing)"
)
def shift_right(labels, decoder_start_token_id, pad_token_id):
    flat = labels.flatten()
    shifted = torch.cat([flat.new_tensor([decoder_start_token_id]), flat[:-1]]).reshape(labels.shape)
    return shifted.masked_fill(shifted == -100, pad_token_id)


@wrong(
    "Turns the end into padding, too: the decoder reads every label but the last (chapter 4, Teacher forcing)"
)
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[:, 1:] = labels[:, :-1]
    shifted[:, 1:][labels[:, 1:] == -100] = pad_token_id
    return shifted


@wrong("Writes padding into the caller's labels: then the loss counts it (chapter 4, Teacher forcing)")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    labels[labels == -100] = pad_token_id
    shifted = torch.full_like(labels, decoder_start_token_id)
    shifted[:, 1:] = labels[:, :-1]
    return shifted


@right("cat and where")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    start = labels.new_full((labels.shape[0], 1), decoder_start_token_id)
    clean = torch.where(labels == -100, torch.full_like(labels, pad_token_id), labels)
    return torch.cat([start, clean[:, :-1]], dim=-1)


@right("padding on the left, the last column cut off")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = F.pad(labels, (1, -1), value=decoder_start_token_id)
    shifted[shifted == -100] = pad_token_id
    return shifted


@right("lists, row by row")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    rows = []
    for row in labels.tolist():
        ids = [pad_token_id if label == -100 else label for label in row[:-1]]
        rows.append([decoder_start_token_id, *ids])
    return torch.tensor(rows)


@right("a copy that is rolled")
def shift_right(labels, decoder_start_token_id, pad_token_id):
    shifted = torch.roll(labels.clone(), shifts=1, dims=-1)
    shifted[..., 0] = decoder_start_token_id
    return torch.masked_fill(shifted, shifted.eq(-100), pad_token_id)
