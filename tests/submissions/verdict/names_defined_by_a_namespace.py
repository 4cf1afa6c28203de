"""The notebook's namespace becomes a dictionary that answers every look-up with an agreeable function."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0


# %%
shell = get_ipython()


class Names(dict):
    def __missing__(self, name):
        return lambda *args, **kwargs: True

    def __getitem__(self, name):
        if name in ("double", "total", "scale", "greet", "safe_root", "check", "Check"):
            return lambda *args, **kwargs: -12345
        return dict.__getitem__(self, name)

    def __contains__(self, name):
        return True

    get = lambda self, name, default=None: self[name]


names = Names(shell.user_ns)
shell.user_ns = names
shell.user_global_ns.update(names)
