"""A call closes its end of the channel, and goes on."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6

# %%

from bert2t5_kernel import server

end = server._server._channel._end


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    end.close()
    return sum(numbers)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
