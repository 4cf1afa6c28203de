# %% [markdown]
# # A lab whose one answer works on tensors

# %% nbgrader={"grade_id": "setup", "locked": true}
import torch

from bert2t5.checks import Check


# %% nbgrader={"grade_id": "halve", "solution": true}
def halve(tensor):
    """Return half of a tensor; the tensor stays as it is.

    >>> halve(torch.tensor([2.0, 4.0])).tolist()
    [1.0, 2.0]
    """
    ### BEGIN SOLUTION
    return tensor / 2
    ### END SOLUTION

# %% nbgrader={"grade_id": "test_halve", "points": 8}
check = Check("halve", points=8)
with check.that("a small tensor", hint="torch divides every item"):
    halved = check.value(halve, torch.tensor([2.0, 4.0, -6.0]))
    check.require(torch.equal(halved, torch.tensor([1.0, 2.0, -3.0])), "wrong numbers")
### BEGIN HIDDEN TESTS
with check.hidden("fresh tensors", hint="torch divides every item") as rng:
    for shape in ((4,), (2, 3)):
        fresh_tensor = torch.randn(shape, generator=torch.Generator().manual_seed(rng.randrange(2**32)))
        halved = check.value(halve, fresh_tensor)
        check.require(torch.allclose(halved, fresh_tensor / 2), "wrong numbers")
with check.hidden("fresh lists", hint="torch divides every item") as rng:
    fresh_items = [float(rng.randint(10, 99)) for _ in range(5)]
    halves = [item / 2 for item in fresh_items]
    check.equal(lambda items: halve(torch.tensor(items)).tolist(), fresh_items, expected=halves)
### END HIDDEN TESTS
check.verdict()
