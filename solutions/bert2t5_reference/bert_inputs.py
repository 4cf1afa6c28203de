"""BERT's input: one or two texts become one sequence, and sequences of several lengths one batch.

Texts are lists of token ids here; wordpiece.py makes them. Left out: the other truncation of pre-training,
which takes tokens from both ends at random.

Source: Devlin et al. (2019), section 3; github.com/google-research/bert, run_classifier.py
(`convert_single_example`, `_truncate_seq_pair`); tokenizers 0.23, utils/truncation.rs.
"""

import torch


def truncate_pair(a_ids: list[int], b_ids: list[int], max_length: int) -> tuple[list[int], list[int]]:
    """Shorten two texts until they fit into one budget.

    As long as both together are too long, one token is taken from the end of the longer text; when both are
    equally long, from the end of the second one. So a short text stays whole beside a long one.

    By hand, for lengths 3 and 6 and a budget of 5:

        3 6 -> 3 5 -> 3 4 -> 3 3 (equal: the second loses) -> 3 2

    Args:
        a_ids: token ids of the first text, without [CLS] and [SEP]; not modified. May be empty.
        b_ids: token ids of the second text, likewise.
        max_length: how many tokens may be left in both together, 0 or more; [CLS] and [SEP] do not count.

    Returns:
        The two texts as new lists. Texts that fit come back whole.

    Raises:
        ValueError: if `max_length` is negative.

    >>> truncate_pair([11, 12, 13], [21, 22, 23, 24, 25, 26], 5)
    ([11, 12, 13], [21, 22])
    >>> truncate_pair([11, 12, 13], [], 2)
    ([11, 12], [])
    """
    ### BEGIN SOLUTION
    if max_length < 0:
        raise ValueError(f"max_length is {max_length}, allowed are 0 and more")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids
    ### END SOLUTION


def truncate_pair_tokenizers(
    a_ids: list[int], b_ids: list[int], max_length: int
) -> tuple[list[int], list[int]]:
    """Shorten two texts as the Rust library `tokenizers` does, and with it `BertTokenizer` of transformers.

    Unlike `truncate_pair` it shares the budget in one step: each text gets half of it, and what a text
    shorter than that leaves goes to the other. Of an odd budget the longer text gets the greater half, the
    second one of two equally long. `truncate_pair` always gives that token to the first text; so the two
    differ where an odd budget cuts a second text that is not shorter than the first, and the first exceeds
    half of it.

    Args:
        a_ids: token ids of the first text, without [CLS] and [SEP]; not modified.
        b_ids: token ids of the second text, likewise.
        max_length: how many tokens may be left in both together, 0 or more.

    Returns:
        The two texts as new lists.

    Raises:
        ValueError: if `max_length` is negative.

    >>> nine, ten = list(range(9)), list(range(10))
    >>> [len(ids) for ids in truncate_pair_tokenizers(nine, ten, 7)]
    [3, 4]
    >>> [len(ids) for ids in truncate_pair(nine, ten, 7)]
    [4, 3]
    """
    if max_length < 0:
        raise ValueError(f"max_length is {max_length}, allowed are 0 and more")
    if len(a_ids) + len(b_ids) <= max_length:
        return list(a_ids), list(b_ids)
    shorter = min(len(a_ids), len(b_ids), max_length // 2)
    longer = max_length - shorter
    if len(a_ids) > len(b_ids):
        return a_ids[:longer], b_ids[:shorter]
    return a_ids[:shorter], b_ids[:longer]


def pack_pair(
    a_ids: list[int],
    b_ids: list[int] | None = None,
    *,
    cls_token_id: int,
    sep_token_id: int,
    max_seq_len: int,
) -> dict[str, list[int]]:
    """Join one or two texts to one sequence, and say which segment each token belongs to.

        input_ids       [CLS]  a  a  a  [SEP]  b  b  [SEP]
        token_type_ids    0    0  0  0    0    1  1    1

    Segment 0 reaches up to the first [SEP] and includes it. A single text ends there: [CLS] a a a [SEP],
    all of segment 0. Texts that are too long are cut first: a pair by `truncate_pair`, with the budget that
    [CLS] and two [SEP] leave; a single text at its end. There is no padding yet.

    Args:
        a_ids: token ids of the first text; not modified. If it is empty, [SEP] follows [CLS].
        b_ids: token ids of the second text; None for a single text. An empty list still is a second text: its
            [SEP] remains, in segment 1 (as in `tokenizers`; Google's script packs the first text alone).
        cls_token_id: id of [CLS].
        sep_token_id: id of [SEP].
        max_seq_len: the greatest length of the sequence, [CLS] and [SEP] included.

    Returns:
        A dict of two lists of equal length, `input_ids` and `token_type_ids`.

    Raises:
        ValueError: if `max_seq_len` has no room for [CLS] and [SEP]: below 3 for a pair, below 2 for one.

    >>> packed = pack_pair([7, 8, 9], [5, 6], cls_token_id=2, sep_token_id=3, max_seq_len=7)
    >>> packed["input_ids"]
    [2, 7, 8, 3, 5, 6, 3]
    >>> packed["token_type_ids"]
    [0, 0, 0, 0, 1, 1, 1]
    >>> pack_pair([7, 8, 9], cls_token_id=2, sep_token_id=3, max_seq_len=4)["input_ids"]
    [2, 7, 8, 3]
    """
    ### BEGIN SOLUTION
    num_special = 2 if b_ids is None else 3
    if max_seq_len < num_special:
        raise ValueError(f"max_seq_len is {max_seq_len}, allowed are {num_special} and more")
    if b_ids is None:
        first, second = [cls_token_id, *a_ids[: max_seq_len - 2], sep_token_id], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        first, second = [cls_token_id, *a_ids, sep_token_id], [*b_ids, sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}
    ### END SOLUTION


def collate(
    examples: list[dict[str, list[int]]], *, pad_token_id: int = 0, length: int | None = None
) -> dict[str, torch.Tensor]:
    """Pad packed sequences at their ends to one length, and stack them to a batch.

    By hand, for sequences of 3 and 2 tokens:

        input_ids  token_type_ids  attention_mask  position_ids
        2 7 3      0 0 0           1 1 1           0 1 2
        2 3 0      0 0 0           1 1 0           0 1 2

    A padded place holds `pad_token_id`, segment 0 and mask 0, and positions count on through it. The mask
    tells places, not ids: a token of the text whose id happens to be `pad_token_id` keeps mask 1.

    Args:
        examples: one dict for each sequence with `input_ids` and `token_type_ids`, as `pack_pair` gives
            them; other entries are not read, and nothing is modified. At least one; its lists may be empty.
        pad_token_id: id of [PAD].
        length: the length of the batch's sequences; None takes that of the longest example.

    Returns:
        A dict of four int64 tensors of shape (batch_size, length): `input_ids`, `token_type_ids`,
        `attention_mask` and `position_ids`.

    Raises:
        ValueError: if there is no example, if one is longer than `length`, or if an example's two lists
            differ in length.

    >>> short = {"input_ids": [2, 3], "token_type_ids": [0, 0]}
    >>> batch = collate([{"input_ids": [2, 7, 3], "token_type_ids": [0, 0, 0]}, short])
    >>> batch["input_ids"]
    tensor([[2, 7, 3],
            [2, 3, 0]])
    >>> batch["attention_mask"].tolist(), batch["position_ids"].tolist()
    ([[1, 1, 1], [1, 1, 0]], [[0, 1, 2], [0, 1, 2]])
    """
    ### BEGIN SOLUTION
    if not examples:
        raise ValueError("there are no examples, allowed are 1 and more")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    batch: dict[str, list[list[int]]] = {"input_ids": [], "token_type_ids": [], "attention_mask": []}
    for example in examples:
        input_ids, token_type_ids = example["input_ids"], example["token_type_ids"]
        if len(input_ids) != len(token_type_ids):
            raise ValueError(
                f"{len(input_ids)} input_ids and {len(token_type_ids)} token_type_ids: they must agree"
            )
        if len(input_ids) > length:
            raise ValueError(f"an example of {len(input_ids)} tokens, allowed is a length of up to {length}")
        padding = length - len(input_ids)
        batch["input_ids"].append(input_ids + [pad_token_id] * padding)
        batch["token_type_ids"].append(token_type_ids + [0] * padding)
        batch["attention_mask"].append([1] * len(input_ids) + [0] * padding)
    tensors = {name: torch.tensor(rows, dtype=torch.int64) for name, rows in batch.items()}
    tensors["position_ids"] = torch.arange(length).repeat(len(examples), 1)
    return tensors
    ### END SOLUTION
