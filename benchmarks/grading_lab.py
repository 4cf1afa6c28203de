# %% [markdown]
# # The lab of `bench_grading`
#
# Four small functions worth 10 points. Three have plain asserts, as nbgrader's own courses do; `shift_right`
# has a check, whose verdict is the last value of its cell. What costs time is the import of the libraries.

# %% nbgrader={"grade_id": "setup", "locked": true}
import torch
from transformers import BertConfig, BertModel

from bert2t5.checks import Check


# %% nbgrader={"grade_id": "mean_pool", "solution": true}
def mean_pool(vectors, attention_mask):
    """Return the mean of the vectors whose mask is 1.

    Args:
        vectors: tensor of shape (seq_len, d_model).
        attention_mask: tensor of shape (seq_len,), of 0 and 1.
    """
    ### BEGIN SOLUTION
    return vectors[attention_mask == 1].mean(dim=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_mean_pool", "points": 3}
vectors = torch.tensor([[1.0, 2.0], [3.0, 6.0], [7.0, 7.0]])
assert mean_pool(vectors, torch.tensor([1, 1, 0])).tolist() == [2.0, 4.0]
### BEGIN HIDDEN TESTS
assert mean_pool(vectors, torch.tensor([0, 0, 1])).tolist() == [7.0, 7.0]
assert mean_pool(vectors, torch.tensor([1, 0, 1])).tolist() == [4.0, 4.5]
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "attention_weights", "solution": true}
def attention_weights(scores, attention_mask):
    """Return the softmax of the scores; where the mask is 0 the weight is 0.

    Args:
        scores: tensor of shape (seq_len,).
        attention_mask: tensor of shape (seq_len,), of 0 and 1.
    """
    ### BEGIN SOLUTION
    return scores.masked_fill(attention_mask == 0, float("-inf")).softmax(dim=-1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_attention_weights", "points": 3}
assert attention_weights(torch.zeros(4), torch.tensor([1, 1, 1, 1])).tolist() == [0.25, 0.25, 0.25, 0.25]
### BEGIN HIDDEN TESTS
assert attention_weights(torch.ones(4), torch.tensor([1, 0, 0, 1])).tolist() == [0.5, 0.0, 0.0, 0.5]
assert attention_weights(torch.tensor([3.0, 9.0]), torch.tensor([1, 0])).tolist() == [1.0, 0.0]
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "count_parameters", "solution": true}
def count_parameters(num_layers):
    """Return the number of parameters of a BERT with 30 tokens, 8 positions, 2 heads and widths 16 and 32."""
    ### BEGIN SOLUTION
    config = BertConfig(
        vocab_size=30,
        hidden_size=16,
        num_hidden_layers=num_layers,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=8,
    )
    return sum(parameter.numel() for parameter in BertModel(config).parameters())
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_count_parameters", "points": 2}
assert count_parameters(1) == 3168
### BEGIN HIDDEN TESTS
assert count_parameters(3) == 7616
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "shift_right", "solution": true}
def shift_right(labels, start_id):
    """Return the labels moved one place to the right, with `start_id` in front and without the last.

    Args:
        labels: token ids, a list of length seq_len.
    """
    ### BEGIN SOLUTION
    return [start_id, *labels[:-1]]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_shift_right", "points": 2}
check = Check("shift_right", points=2)
with check.that("the worked example", hint="the last label is never an input"):
    check.equal(shift_right, [5, 6, 7], 0, expected=[0, 5, 6])
### BEGIN HIDDEN TESTS
with check.hidden("other labels", hint="the last label is never an input"):
    check.equal(shift_right, [9], 1, expected=[1])
    check.equal(shift_right, [4, 3, 2, 1], 0, expected=[0, 4, 3, 2])
### END HIDDEN TESTS
check.verdict()
