"""Exceptions that cannot be shown, copied, compared or built again."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
class Bad(Exception):
    def __init__(self, one, two, three):
        self.args = (self,)

    def __str__(self):
        raise Bad(1, 2, 3)

    __repr__ = __reduce__ = __eq__ = __hash__ = __str__

    def __getattribute__(self, name):
        if name in ("__traceback__", "__cause__", "__context__", "args"):
            raise Bad(1, 2, 3)
        return Exception.__getattribute__(self, name)


def fail(*args, **kwargs):
    raise Bad(1, 2, 3)


# %% answer=double
double = fail

# %% answer=total
total = fail

# %% answer=scale
scale = fail

# %% answer=greet
greet = fail

# %% answer=safe_root
safe_root = fail
