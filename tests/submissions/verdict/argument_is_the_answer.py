"""The answers give their arguments back, or objects that hold them, so that judge and student share an
object."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return number


# %% answer=total
def total(numbers):
    numbers.append(numbers)
    return numbers


# %% answer=scale
def scale(array, factor):
    array.shape = (-1, 1)
    array.dtype = np.int64
    return array


# %% answer=greet
def greet(name):
    return name


# %% answer=safe_root
def safe_root(number):
    return number
