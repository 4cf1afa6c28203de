"""The answers raise what usual handlers let pass: KeyboardInterrupt, GeneratorExit, StopIteration, a new
base."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    raise KeyboardInterrupt


# %% answer=total
def total(numbers):
    raise GeneratorExit


# %% answer=scale
def scale(array, factor):
    raise StopIteration([2.0, 4.0, -6.0])


# %% answer=greet
class Away(BaseException):
    pass


def greet(name):
    raise Away


# %% answer=safe_root
def safe_root(number):
    raise StopAsyncIteration
