"""A submission runs to its end, whatever its cells do, and every cell's state is noted."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bert2t5_grader.run import RunSubmission
from bert2t5_grader.submission import NOTE


def run(tmp_path: Path, *sources: str, student: str = "ada", **limits: object) -> NotebookNode:
    """Run cells as a submission and return the notebook."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    resources = {
        "nbgrader": {"assignment": "01_small", "student": student},
        "metadata": {"path": str(tmp_path)},
    }
    step = RunSubmission(secret_file=str(tmp_path / "secret"), **limits)
    return step.preprocess(notebook, resources)[0]


def states(notebook: NotebookNode) -> list[str]:
    return [cell.metadata[NOTE]["state"] for cell in notebook.cells]


def printed(notebook: NotebookNode, stream: str = "stdout") -> str:
    outputs = [output for cell in notebook.cells for output in cell.outputs]
    return "".join(output.text for output in outputs if output.get("name") == stream)


def test_an_error_does_not_stop_the_cells_after_it(tmp_path: Path) -> None:
    notebook = run(tmp_path, "x = 1", "1 / 0", "print(x)", "raise SystemExit", "print(x + 1)")
    assert states(notebook) == ["ok", "error", "ok", "error", "ok"]
    assert printed(notebook) == "1\n2\n"


def test_a_dead_kernel_leaves_the_rest_not_run(tmp_path: Path) -> None:
    notebook = run(tmp_path, "x = 1", "import os; os._exit(1)", "x")
    assert states(notebook) == ["ok", "dead", "not run"]


def test_an_endless_loop_costs_its_own_cell(tmp_path: Path) -> None:
    notebook = run(tmp_path, "x = 1", "while True: pass", "print(x)", cell_seconds=1)
    assert states(notebook) == ["ok", "timeout", "ok"]
    assert printed(notebook) == "1\n"


def test_the_time_of_a_notebook_ends_it(tmp_path: Path) -> None:
    loop = "while True: pass"
    notebook = run(tmp_path, loop, loop, loop, loop, cell_seconds=1, notebook_seconds=2)
    assert states(notebook)[0] == "timeout"
    assert states(notebook)[-1] == "not run"


def test_stderr_is_no_error(tmp_path: Path) -> None:
    notebook = run(tmp_path, "import sys, warnings; warnings.warn('w'); print('e', file=sys.stderr)")
    assert states(notebook) == ["ok"]
    assert printed(notebook, "stderr").endswith("e\n")


def test_a_student_keeps_the_seed_and_another_has_another(tmp_path: Path) -> None:
    show = "import os; print(os.environ['BERT2T5_SEED'])"
    first, again, other = (printed(run(tmp_path, show, student=name)) for name in ("ada", "ada", "bob"))
    assert first == again != other
    assert len(first.strip()) == 32


def test_sets_have_the_same_order_in_every_run(tmp_path: Path) -> None:
    source = "print({chr(97 + i) for i in range(9)})"
    assert printed(run(tmp_path, source)) == printed(run(tmp_path, source))
