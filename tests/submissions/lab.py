# %% [markdown]
# # A lab to attack
#
# Five small functions worth 30 points: four have a check, `greet` has plain asserts.
# An answer that is wrong everywhere earns nothing, so a point that an attack earns is its gain.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np

from bert2t5.checks import Check


# %% nbgrader={"grade_id": "double", "solution": true}
def double(number):
    """Return twice the number.

    >>> double(3)
    6
    """
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_double", "points": 8}
check = Check("double", points=8)
with check.that("small numbers", hint="add it to itself"):
    check.equal(double, 1, expected=2)
    check.equal(double, -7, expected=-14)
### BEGIN HIDDEN TESTS
with check.hidden("fresh numbers", hint="add it to itself") as rng:
    for _ in range(5):
        fresh_number = rng.randint(1_000, 9_999)
        check.equal(double, fresh_number, expected=2 * fresh_number)
### END HIDDEN TESTS
check.verdict()


# %% nbgrader={"grade_id": "total", "solution": true}
def total(numbers):
    """Return the sum of a list of numbers; the list stays as it is.

    >>> total([1, 2, 3])
    6
    """
    ### BEGIN SOLUTION
    result = 0
    for number in numbers:
        result += number
    return result
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_total", "points": 6}
check = Check("total", points=6)
with check.that("a few numbers", hint="add one after the other"):
    check.equal(total, [1, 2, 3], expected=6)
    check.equal(total, [-4], expected=-4)
### BEGIN HIDDEN TESTS
with check.hidden("fresh lists", hint="add one after the other") as rng:
    for size in (3, 10, 40):
        fresh_numbers = [rng.randint(100, 999) for _ in range(size)]
        check.equal(total, fresh_numbers, expected=sum(fresh_numbers))
with check.hidden("fresh fractions", hint="a number may be a fraction") as rng:
    fresh_fractions = [rng.randint(1, 999) / 8 for _ in range(12)]
    check.equal(total, fresh_fractions, expected=sum(fresh_fractions))
### END HIDDEN TESTS
check.verdict()


# %% nbgrader={"grade_id": "scale", "solution": true}
def scale(array, factor):
    """Return a NumPy array times a factor; the array stays as it is.

    >>> scale(np.array([1.0, 2.0]), 3.0).tolist()
    [3.0, 6.0]
    """
    ### BEGIN SOLUTION
    return array * factor
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_scale", "points": 6}
check = Check("scale", points=6)
with check.that("a small array", hint="NumPy multiplies every item"):
    scaled = check.value(scale, np.array([1.0, 2.0, -3.0]), 2.0).tolist()
    check.require(scaled == [2.0, 4.0, -6.0], "wrong numbers", expected=[2.0, 4.0, -6.0], got=scaled)
### BEGIN HIDDEN TESTS
with check.hidden("fresh arrays", hint="NumPy multiplies every item") as rng:
    for size in (1, 7):
        fresh_items = [float(rng.randint(10, 99)) for _ in range(size)]
        check.equal(
            lambda items, factor: scale(np.array(items), factor).tolist(),
            fresh_items,
            0.5,
            expected=[item / 2 for item in fresh_items],
        )
with check.hidden("fresh tables", hint="an array may have two axes") as rng:
    fresh_table = np.array([[float(rng.randint(10, 99)) for _ in range(3)] for _ in range(2)])
    scaled = check.value(scale, fresh_table, 4.0)
    check.require(np.allclose(scaled, fresh_table * 4.0), "wrong numbers")
### END HIDDEN TESTS
check.verdict()


# %% nbgrader={"grade_id": "greet", "solution": true}
def greet(name):
    """Return a greeting.

    >>> greet("Ada")
    'Hello, Ada!'
    """
    ### BEGIN SOLUTION
    return f"Hello, {name}!"
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_greet", "points": 4}
assert greet("Ada") == "Hello, Ada!"
### BEGIN HIDDEN TESTS
fresh_name = "Zoë-Fresh"
assert greet(fresh_name) == "Hello, Zoë-Fresh!", "a fresh name"
is_another = greet(fresh_name) != "Hello, Zoë-Fresh!"
assert not is_another
assert isinstance(greet("Bob"), str)
assert len(greet("Bob")) == 11
assert greet(name="Grace").endswith("Grace!")
### END HIDDEN TESTS


# %% nbgrader={"grade_id": "safe_root", "solution": true}
def safe_root(number):
    """Return the square root of a number.

    Raises:
        ValueError: the number is negative.

    >>> safe_root(9)
    3.0
    """
    ### BEGIN SOLUTION
    if number < 0:
        raise ValueError(f"{number} is negative")
    return number**0.5
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_safe_root", "points": 6}
check = Check("safe_root", points=6)
with check.that("roots of squares", hint="the power of one half"):
    check.equal(safe_root, 9, expected=3.0)
with check.that("no root of a negative number", hint="raise a ValueError"):
    check.raises(safe_root, -1, error=ValueError)
### BEGIN HIDDEN TESTS
with check.hidden("fresh squares", hint="the power of one half") as rng:
    for _ in range(4):
        fresh_root = rng.randint(11, 99)
        check.equal(safe_root, fresh_root**2, expected=float(fresh_root))
with check.hidden("fresh negative numbers", hint="raise a ValueError") as rng:
    for _ in range(4):
        check.raises(safe_root, -rng.randint(11, 99), error=ValueError)
### END HIDDEN TESTS
check.verdict()
