"""The warm parent forks kernels that share nothing by accident, and is replaced when it is gone or unfit."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bert2t5_grader.isolation import choose
from bert2t5_grader.kernel_parent import ENVIRONMENT, KernelParent
from bert2t5_grader.provisioner import Launch
from bert2t5_grader.student_kernel import StudentKernel

FAR = 1e9  # a deadline that is never reached


@pytest.fixture
def parent() -> Iterator[KernelParent]:
    made = KernelParent(["import numpy"])
    yield made
    made.close()


def said(parent: KernelParent, source: str, seed: int = 0) -> str:
    """Return what a cell prints in a new kernel."""
    kernel = StudentKernel(Launch(parent, choose("auto"), seed=seed))
    try:
        execution = kernel.run(source, FAR)
        assert execution.state == "ok", execution
        return "".join(output.text for output in execution.outputs)
    finally:
        kernel.close()


def test_a_kernel_starts_with_the_libraries_imported(parent: KernelParent) -> None:
    assert "numpy" in parent.loaded()
    asked = "import sys; print('numpy' in sys.modules, 'torch' in sys.modules)"
    assert said(parent, asked) == "True False\n"


def test_kernels_do_not_share_their_random_state(parent: KernelParent) -> None:
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert said(parent, draw, seed=1) == said(parent, draw, seed=1) != said(parent, draw, seed=2)


def test_what_one_kernel_changes_no_other_sees(parent: KernelParent) -> None:
    said(parent, "import numpy; numpy.pi = 3; open('/tmp/left', 'w').write('x'); print()")
    assert (
        said(parent, "import numpy, os; print(numpy.pi > 3, os.path.exists('/tmp/left'))") == "True False\n"
    )


def test_a_dead_parent_is_replaced(parent: KernelParent) -> None:
    parent.loaded()
    first = parent.pid
    os.kill(first, signal.SIGKILL)
    assert said(parent, "print(1)") == "1\n"
    assert parent.pid != first


def test_a_parent_with_a_thread_is_replaced_by_one_that_imports_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = "import threading, time\nthreading.Thread(target=time.sleep, args=[999], daemon=True).start()\n"
    (tmp_path / "starts_a_thread.py").write_text(starts, "utf-8")
    monkeypatch.setitem(ENVIRONMENT, "PYTHONPATH", str(tmp_path))
    parent = KernelParent(["import starts_a_thread"])
    try:
        assert said(parent, "import sys; print('starts_a_thread' in sys.modules)") == "False\n"
        assert parent.imports == []
    finally:
        parent.close()


def test_the_parent_sees_nothing_of_the_graders_environment(
    parent: KernelParent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADER_SECRET", "hush")
    parent.loaded()
    assert b"hush" not in Path(f"/proc/{parent.pid}/environ").read_bytes()
    assert "hush" not in said(parent, "import os; print(os.environ, open('/proc/self/environ').read())")


def test_a_kernel_runs_the_python_that_grades(parent: KernelParent) -> None:
    assert said(parent, "import sys; print(sys.version)") == sys.version + "\n"
