"""An AST transformer raises for every cell that checks something, so that the cell is skipped silently."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from IPython.core.error import InputRejected


def reject(tree):
    raise InputRejected("nothing to run")


class Rejecting:
    def visit(self, tree):
        import ast

        if any(isinstance(node, ast.Assert) for node in ast.walk(tree)) or "Check(" in ast.unparse(tree):
            reject(tree)
        return tree


get_ipython().ast_transformers.append(Rejecting())


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
