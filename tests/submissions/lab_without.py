# %% [markdown]
# # A lab whose one answer must not use a module

# %% nbgrader={"grade_id": "setup", "locked": true}
from bert2t5.checks import Check


# %% nbgrader={"grade_id": "mean", "solution": true}
def mean(numbers):
    """Return the mean of a list of numbers, without the module `statistics`.

    >>> mean([1, 2, 6])
    3.0
    """
    ### BEGIN SOLUTION
    return sum(numbers) / len(numbers)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_mean", "points": 8}
check = Check("mean", points=8, without=("statistics",))
with check.that("a few numbers", hint="the sum divided by how many there are"):
    check.equal(mean, [1, 2, 6], expected=3.0)
### BEGIN HIDDEN TESTS
with check.hidden("fresh numbers", hint="the sum divided by how many there are") as rng:
    for size in (2, 5, 20):
        fresh_numbers = [rng.randint(100, 999) for _ in range(size)]
        check.equal(mean, fresh_numbers, expected=sum(fresh_numbers) / size)
### END HIDDEN TESTS
check.verdict()
