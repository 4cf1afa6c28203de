"""The shell compiles what follows with the highest optimisation, which leaves `assert` and `__debug__`
out."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins
import codeop

original = builtins.compile


def optimized(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, **more):
    return original(source, filename, mode, flags, dont_inherit, optimize=2, **more)


builtins.compile = optimized
codeop.compile = optimized
get_ipython().compile.compiler = lambda source, filename, symbol: optimized(source, filename, symbol)
type(get_ipython().compile).__call__ = lambda self, source, filename, symbol: optimized(
    source, filename, symbol
)


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
