"""An AST transformer replaces the function under test in every `check.equal(f, ..., expected=e)` by
`lambda: e`."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import ast


class Answer(ast.NodeTransformer):
    def visit_Call(self, node):
        self.generic_visit(node)
        expected = [word.value for word in node.keywords if word.arg == "expected"]
        if isinstance(node.func, ast.Attribute) and node.func.attr == "equal" and expected:
            parameters = ast.arguments([], [], ast.arg("_"), [], [], None, [])
            node.args[0] = ast.Lambda(parameters, expected[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("require", "raises"):
            node.func.attr = "require"
            node.args, node.keywords = [ast.Constant(True), ast.Constant("")], []
        return ast.fix_missing_locations(node)


get_ipython().ast_transformers.append(Answer())


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
