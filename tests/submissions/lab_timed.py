# %% [markdown]
# # The benchmark's lab without libraries
#
# The four functions and points of `benchmarks/grading_lab.py`, for a run that takes seconds.

# %% nbgrader={"grade_id": "setup", "locked": true}
from bert2t5.checks import Check


# %% nbgrader={"grade_id": "mean_pool", "solution": true}
def mean_pool(vectors, attention_mask):
    """Return the mean of the vectors whose mask is 1."""
    ### BEGIN SOLUTION
    kept = [vector for vector, keep in zip(vectors, attention_mask, strict=True) if keep]
    return [sum(column) / len(kept) for column in zip(*kept, strict=True)]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_mean_pool", "points": 3}
assert mean_pool([[1.0, 2.0], [3.0, 6.0]], [1, 1]) == [2.0, 4.0]
### BEGIN HIDDEN TESTS
assert mean_pool([[1.0, 2.0], [3.0, 6.0]], [0, 1]) == [3.0, 6.0]
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "attention_weights", "solution": true}
def attention_weights(seq_len):
    """Return equal weights for all positions."""
    ### BEGIN SOLUTION
    return [1 / seq_len] * seq_len
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_attention_weights", "points": 3}
assert attention_weights(2) == [0.5, 0.5]


# %% nbgrader={"grade_id": "count_parameters", "solution": true}
def count_parameters(d_model, d_ff):
    """Return the number of weights of a feed-forward layer, without biases."""
    ### BEGIN SOLUTION
    return 2 * d_model * d_ff
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_count_parameters", "points": 2}
assert count_parameters(3, 4) == 24


# %% nbgrader={"grade_id": "shift_right", "solution": true}
def shift_right(labels, start_id):
    """Return the labels moved one place to the right, with `start_id` in front and without the last."""
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
### END HIDDEN TESTS
check.verdict()
