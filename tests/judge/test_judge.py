"""A submission runs to its end, whatever its cells do; the states and the verdict are the judge's."""

import json
from collections.abc import Callable, Iterator

import nbformat
import pytest
from nbformat import NotebookNode

from bert2t5_grader.isolation import choose
from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.judge import answer_names, judge
from bert2t5_grader.kernel_parent import KernelParent
from bert2t5_grader.limits import Limits
from bert2t5_grader.score import read_verdict
from bert2t5_grader.submission import NOTE

Cells = list[str | tuple[str, str]]
Judged = Callable[..., Outcome]


@pytest.fixture(scope="module")
def parent() -> Iterator[KernelParent]:
    """A warm parent of kernels."""
    made = KernelParent(["import bert2t5.checks", "import numpy"])
    yield made
    made.close()


@pytest.fixture(params=["bwrap-warm", "bwrap-cold", "none-warm"])
def judged(request: pytest.FixtureRequest, parent: KernelParent) -> Judged:
    """Judges cells: a text is a free cell, ("answer" | "test" | "locked", text) a marked one."""
    isolation, _, warm = request.param.partition("-")

    def run(*cells: str | tuple[str, str], seed: str = "a", **limits: object) -> Outcome:
        notebook = nbformat.v4.new_notebook(cells=[_cell(number, cell) for number, cell in enumerate(cells)])
        job = Job(
            lab="01_small",
            student="ada",
            notebook=json.loads(json.dumps(notebook)),
            seed=seed,
            limits=Limits().as_dict() | limits,
            isolation=isolation,
            warm=warm == "warm",
            answers=tuple(sorted(answer_names(notebook.cells))),
        )
        return judge(job, parent)

    return run


def _cell(number: int, cell: str | tuple[str, str]) -> NotebookNode:
    kind, source = cell if isinstance(cell, tuple) else ("", cell)
    marks = {
        "answer": {"solution": True, "grade": False, "locked": False},
        "test": {"solution": False, "grade": True, "locked": True, "points": 1},
        "locked": {"solution": False, "grade": False, "locked": True},
    }
    metadata = {"nbgrader": marks[kind] | {"grade_id": f"cell{number}"}} if kind else {}
    return nbformat.v4.new_code_cell(source, id=f"cell{number}", metadata=metadata)


def states(outcome: Outcome) -> list[str]:
    return [cell.metadata[NOTE]["state"] for cell in outcome.as_notebook().cells]


def printed(outcome: Outcome, stream: str = "stdout") -> str:
    outputs = [output for cell in outcome.as_notebook().cells for output in cell.outputs]
    return "".join(output.text for output in outputs if output.get("name") == stream)


def test_auto_is_a_sandbox() -> None:
    assert choose("auto").protects


def test_an_error_does_not_stop_the_cells_after_it(judged: Judged) -> None:
    outcome = judged("x = 1", "1 / 0", "print(x)", "raise SystemExit", "print(x + 1)")
    assert states(outcome) == ["ok", "error", "ok", "error", "ok"]
    assert printed(outcome) == "1\n2\n"


def test_loops_train_as_long_as_the_grader_says(judged: Judged) -> None:
    outcome = judged("import bert2t5; print(bert2t5.steps(3000), bert2t5.device())", steps=7)
    assert printed(outcome) == "7 cpu\n"


def test_a_cell_that_ends_the_kernel_is_left_out_when_it_starts_again(judged: Judged) -> None:
    outcome = judged("x = 1", "import os; os._exit(1)", "x += 1", "print(x)")
    assert states(outcome) == ["ok", "dead", "ok", "ok"]
    assert printed(outcome) == "2\n"
    assert outcome.record["restarts"] == 1


def test_a_kernel_starts_again_so_often_and_not_more(judged: Judged) -> None:
    outcome = judged(*["import os; os._exit(1)"] * 4, "1", restarts=2)
    assert states(outcome) == ["dead", "dead", "dead", "not run", "not run"]


def test_an_endless_loop_costs_its_own_cell(judged: Judged) -> None:
    outcome = judged("x = 1", "while True: pass", "print(x)", cell_seconds=0.5)
    assert states(outcome) == ["ok", "timeout", "ok"]
    assert printed(outcome) == "1\n"


def test_a_loop_that_cannot_be_interrupted_costs_its_own_cell(judged: Judged) -> None:
    block = "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])\nwhile True: pass"
    outcome = judged("x = 1", block, "print(x)", cell_seconds=0.5)
    assert states(outcome) == ["ok", "timeout", "ok"]
    assert printed(outcome) == "1\n"


def test_the_time_of_a_notebook_ends_it(judged: Judged) -> None:
    outcome = judged(*["while True: pass"] * 4, cell_seconds=0.5, notebook_seconds=1.2)
    assert states(outcome)[0] == "timeout"
    assert states(outcome)[-1] == "not run"


def test_stderr_is_no_error(judged: Judged) -> None:
    outcome = judged("import sys, warnings; warnings.warn('w'); print('e', file=sys.stderr)")
    assert states(outcome) == ["ok"]
    assert printed(outcome, "stderr").endswith("e\n")


def test_memory_has_a_limit(judged: Judged) -> None:
    outcome = judged("kept = bytearray(600 * 2**20)", "1", memory_mib=300)
    assert states(outcome)[0] in ("error", "memory")
    assert states(outcome)[1] == "ok"


def test_so_have_outputs(judged: Judged) -> None:
    outcome = judged("while True: print('x' * 10**6)", "print('after')", output_mib=2, cell_seconds=2)
    assert states(outcome)[0] in ("outputs", "timeout")  # it depends on how the kernel cuts its messages
    assert states(outcome)[1] == "ok"
    assert len(printed(outcome)) < 3 * 2**20


def test_the_kernel_never_learns_the_seed_of_the_hidden_cases(judged: Judged) -> None:
    seed = "0123456789abcdef"
    look = (
        "import os, gc; print(os.environ, [o for o in gc.get_objects() if type(o) is dict and 'seed' in o])"
    )
    assert seed not in printed(judged(look, seed=seed))


def test_random_numbers_and_sets_are_the_same_in_every_run(judged: Judged) -> None:
    source = (
        "import random, numpy; print(random.random(), numpy.random.rand(), {chr(97 + i) for i in range(9)})"
    )
    assert printed(judged(source)) == printed(judged(source))
    assert printed(judged(source)) != printed(judged(source, seed="b"))


def test_a_test_sees_the_students_names_and_the_judges_own_check(judged: Judged) -> None:
    outcome = judged(
        ("locked", "from bert2t5.checks import Check\nlimit = 3"),
        "limit = 99\nclass Check: pass",
        ("answer", "def double(x): return 2 * x"),
        ("test", "assert double(limit) == 6\nassert Check.__module__ == 'bert2t5.checks'"),
        ("test", "assert double(limit) == 7"),
    )
    assert states(outcome) == ["ok", "ok", "ok", "ok", "error"]


def test_a_name_can_be_taken_away_and_put_back(judged: Judged) -> None:
    outcome = judged(
        ("answer", "def squares(n): return [i * i for i in range(1, n + 1)]"),
        ("answer", "def total(n): return sum(squares(n))"),
        (
            "test",
            "kept = squares\ndel squares\ntry:\n    total(1)\nexcept NameError:\n    pass\nelse:\n"
            "    raise AssertionError\nfinally:\n    squares = kept",
        ),
        ("test", "assert total(3) == 14"),
        ("test", "squares = lambda n: [100]\nassert total(3) == 100"),
    )
    assert states(outcome) == ["ok"] * 5


def test_changes_in_place_are_seen_and_objects_keep_their_identity(judged: Judged) -> None:
    outcome = judged(
        ("answer", "def push(items, item):\n    items.append(item)\n    return items"),
        ("answer", "class Box: pass\nbox = Box()\ndef same(thing): return thing is box"),
        ("test", "given = [1]\nassert push(given, 2) is given and given == [1, 2]"),
        ("test", "assert box is box and same(box) and box != 3"),
        ("test", "box.size = 3\nassert box.size == 3\ndel box.size\nassert not hasattr(box, 'size')"),
    )
    assert states(outcome) == ["ok"] * 5


def test_a_function_or_an_iterator_of_the_judge_can_be_given(judged: Judged) -> None:
    outcome = judged(
        ("answer", "def apply(f, items): return [f(item) for item in items]"),
        ("test", "assert apply(lambda x: x + 1, iter([1, 2])) == [2, 3]"),
        ("test", "def fails(x): raise KeyError(x)\ntry:\n    apply(fails, [1])\nexcept KeyError:\n    pass"),
    )
    assert states(outcome) == ["ok"] * 3


def test_an_object_that_equals_everything_equals_nothing_here(judged: Judged) -> None:
    liar = "class Liar:\n    def __eq__(self, other): return True\n    __bool__ = __lt__ = __ge__ = __eq__\n"
    outcome = judged(
        ("answer", f"{liar}def answer(): return Liar()"),
        ("test", "assert answer() == 42"),
        ("test", "assert answer()"),
        ("test", "assert answer() < 3"),
    )
    assert states(outcome) == ["ok", "error", "error", "error"]


def test_a_module_of_the_students_is_never_what_compares(judged: Judged) -> None:
    outcome = judged(
        "import numpy as np\nnp.allclose = lambda *_: True",
        ("answer", "def f(): return np.zeros(3)"),
        ("locked", "import numpy"),
        ("test", "assert np.allclose(f(), numpy.ones(3))"),
        ("test", "assert np.allclose(f(), numpy.zeros(3))"),
    )
    assert states(outcome) == ["ok", "ok", "ok", "error", "ok"]


def test_a_check_that_ends_the_kernel_costs_itself_alone(judged: Judged) -> None:
    outcome = judged(
        ("answer", "import os\ndef f(x):\n    if x == 2: os._exit(3)\n    return x"),
        ("test", "assert f(1) == 1"),
        ("test", "assert f(2) == 2"),
        ("test", "assert f(3) == 3"),
    )
    assert states(outcome) == ["ok", "ok", "dead", "ok"]


def test_a_check_that_hangs_costs_itself_alone(judged: Judged) -> None:
    outcome = judged(
        ("answer", "def f(x):\n    while x == 2: pass\n    return x"),
        ("test", "assert f(1) == 1"),
        ("test", "assert f(2) == 2"),
        ("test", "assert f(3) == 3"),
        cell_seconds=0.5,
    )
    assert states(outcome) == ["ok", "ok", "timeout", "ok"]


def test_a_check_may_take_a_module_away(judged: Judged) -> None:
    outcome = judged(
        ("locked", "import fractions\nfrom bert2t5.checks import Check"),
        ("answer", "from fractions import Fraction\ndef f(): return int(Fraction(6, 3))"),
        ("answer", "def g(): return 2"),
        ("test", 'check = Check("f", points=1, without=("fractions",))\nassert f() == 2'),
        ("test", 'check = Check("g", points=1, without=("fractions",))\nassert g() == 2'),
        ("test", "assert f() == 2"),
    )
    assert states(outcome) == ["ok", "ok", "ok", "error", "ok", "ok"]


def test_a_test_can_be_told_to_run_in_the_students_process(judged: Judged) -> None:
    outcome = judged(
        ("answer", "secret = object()"),
        ("test", "assert type(secret) is object"),
        ("test", "### STUDENT PROCESS\nassert type(secret) is object"),
    )
    assert states(outcome) == ["ok", "error", "ok"]


MODULE = """class Scale(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.full((size,), 5.0))

    def forward(self, x):
        return x * self.weight
"""
TEST_MODULE = """from bert2t5.checks import Check, beside

def scaled(kind, weight, x):
    module = kind(2)
    module.load_state_dict({"weight": weight})
    return module(x)

def trained(kind, x):
    module = kind(2)
    optimizer = beside(kind, torch.optim.SGD)(module.parameters(), lr=0.5)
    module(x).sum().backward()
    optimizer.step()
    return module.state_dict()

check = Check("Scale", points=1)
with check.that("multiplies", hint=""):
    check.equal(Scale, torch.tensor([2.0, 3.0]), torch.ones(2), expected=torch.tensor(RIGHT), via=scaled)
with check.that("learns", hint=""):
    check.equal(Scale, torch.tensor([1.0, 2.0]), expected={"weight": torch.tensor([4.5, 4.0])}, via=trained)
check.verdict()
"""


@pytest.mark.parametrize(("right", "holds"), [("[2.0, 3.0]", [True, True]), ("[2.0, 4.0]", [False, True])])
def test_a_module_is_filled_called_and_trained_where_it_lives(
    judged: Judged, right: str, holds: list[bool]
) -> None:
    test = TEST_MODULE.replace("RIGHT", right)
    outcome = judged(("locked", "import torch"), ("answer", MODULE), ("test", test))
    assert states(outcome) == ["ok", "ok", "ok"]
    verdict = read_verdict(outcome.as_notebook().cells[2])
    assert verdict is not None
    assert [part.holds for part in verdict.properties] == holds, verdict


def test_a_call_back_may_ask_the_student_something_itself(judged: Judged) -> None:
    answer = "def outer(ask):\n    return ask(3) + 1\n\ndef inner(number):\n    return 10 * number"
    test = """from bert2t5.checks import Check
check = Check("outer", points=1)
with check.that("asks back", hint=""):
    check.require(outer(lambda number: inner(number)) == 31, "not 31")
check.verdict()
"""
    outcome = judged(("answer", answer), ("test", test), cell_seconds=5.0)
    assert states(outcome) == ["ok", "ok"]
    verdict = read_verdict(outcome.as_notebook().cells[1])
    assert verdict is not None
    assert verdict.holds
