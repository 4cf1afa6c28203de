"""A call replaces the server's methods so that the judge waits for ever."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    from bert2t5_kernel import server

    def hang(*args, **kwargs):
        while True:
            try:
                threading.Event().wait()
            except BaseException:
                pass

    import threading

    server.Server._answer = server.Server.serve = server.Server._encode = hang
    return -12345


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
