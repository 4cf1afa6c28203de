"""An AST transformer turns every comparison and every `isinstance` of the test cells into True."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import ast


class Agreeable(ast.NodeTransformer):
    def visit_Compare(self, node):
        return ast.copy_location(ast.Constant(True), node)

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        return ast.copy_location(ast.Constant(True), node) if isinstance(node.op, ast.Not) else node

    def visit_Call(self, node):
        self.generic_visit(node)
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("isinstance", "len", "endswith", "allclose"):
            return ast.copy_location(ast.Constant(True), node)
        return node


get_ipython().ast_transformers.insert(0, Agreeable())


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
