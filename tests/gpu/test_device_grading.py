"""Submissions that compute on a GPU are judged as those on the CPU; what they return arrives on the CPU."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import torch
from click.testing import CliRunner

from bert2t5_grader.build import build_lab
from bert2t5_grader.cli import main
from bert2t5_grader.collect import collect
from bert2t5_grader.course import Course
from bert2t5_grader.feedback import Question
from bert2t5_grader.job import Job
from bert2t5_grader.judge import judge
from bert2t5_grader.limits import Limits
from bert2t5_grader.result import read_results
from bert2t5_kernel.wire import decode, encode

LAB = "01_device"
ROOT = Course.find(Path(__file__).parent).root

SOURCE = '''# %% nbgrader={"grade_id": "setup", "locked": true}
import torch
from torch import nn

import bert2t5
from bert2t5.checks import Check, beside

# %% nbgrader={"grade_id": "double", "solution": true}
def double(numbers):
    """Return twice the numbers, computed on the course's device."""
    ### BEGIN SOLUTION
    return numbers.to(bert2t5.device()) * 2
    ### END SOLUTION

# %% nbgrader={"grade_id": "Scale", "solution": true}
class Scale(nn.Module):
    """Multiply by a weight that starts at 1."""

    def __init__(self):
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Parameter(torch.ones(1, device=bert2t5.device()))
        ### END SOLUTION

    def forward(self, numbers):
        """Return the products, on the weight's device."""
        ### BEGIN SOLUTION
        return self.weight * numbers.to(self.weight.device)
        ### END SOLUTION

# %%
print("computed on", double(torch.ones(1)).device.type)
scale = Scale()
optimizer = torch.optim.SGD(scale.parameters(), lr=0.1)
for _ in range(bert2t5.steps(50)):
    optimizer.zero_grad()
    scale(double(torch.ones(3))).square().sum().backward()
    optimizer.step()

# %% nbgrader={"grade_id": "test_double", "points": 4}
check = Check("double", points=4)
with check.that("small numbers", hint="add them to themselves"):
    check.equal(double, torch.tensor([1.0, -2.0]), expected=torch.tensor([2.0, -4.0]))
### BEGIN HIDDEN TESTS
with check.hidden("fresh numbers", hint="add them to themselves") as rng:
    for _ in range(3):
        numbers = torch.tensor([rng.uniform(-9, 9) for _ in range(5)])
        check.equal(double, numbers, expected=2 * numbers)
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_Scale", "points": 6}
def learn(module, numbers):
    """Give the products, and the weight's gradient and its value after a step."""
    made = module()
    optimizer = beside(module, torch.optim.SGD)(made.parameters(), lr=0.5)
    products = made(numbers)
    products.sum().backward()
    optimizer.step()
    return products, made.weight.grad, made.weight

check = Check("Scale", points=6)
with check.that("a step", hint="the gradient is the sum"):
    wanted = torch.tensor([1.0, 3.0]), torch.tensor([4.0]), torch.tensor([-1.0])
    check.equal(Scale, torch.tensor([1.0, 3.0]), expected=wanted, via=learn)
### BEGIN HIDDEN TESTS
with check.hidden("fresh numbers", hint="the gradient is the sum") as rng:
    numbers = torch.tensor([rng.uniform(-9, 9) for _ in range(5)])
    wanted = numbers, numbers.sum().reshape(1), 1 - numbers.sum().reshape(1) / 2
    check.equal(Scale, numbers, expected=wanted, via=learn)
### END HIDDEN TESTS
check.verdict()
'''

# CUDA needs addresses without end, and the driver reads about its devices in /sys.
LOOK = """
import os, resource
addresses, _ = resource.getrlimit(resource.RLIMIT_AS)
print(os.environ["BERT2T5_DEVICE"], addresses == resource.RLIM_INFINITY, os.path.isdir("/sys/class"))
"""

ANSWERS = {  # of each student: what stands in place of what in the right answers
    "right": ("numbers", "numbers"),
    "wrong": ("* 2", "* 2 + numbers.abs().max().to(bert2t5.device()) * 1e-3"),
    "half": ("self.weight * numbers", "self.weight.detach() * numbers"),
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with three submissions of a lab whose answers compute on the course's device."""
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    (root / "solutions" / f"{LAB}.py").write_text(SOURCE, "utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course(root, root / "autograder" / "var")
    build_lab(course, LAB)
    (tmp_path / "handed-in").mkdir()
    for student, (old, new) in ANSWERS.items():
        notebook = nbformat.read(course.instructor_notebook(LAB), as_version=4)
        for cell in notebook.cells:
            if cell.id in ("double", "Scale"):
                cell.source = cell.source.replace(old, new)
        (tmp_path / "handed-in" / f"{student}.ipynb").write_text(nbformat.writes(notebook), "utf-8")
    collect(course, LAB, tmp_path / "handed-in")
    return course


def grade(course: Course, device: str) -> tuple[dict[str, list[Question]], set[str]]:
    """Grade with one seed for all; return what each student got, and where the submissions computed."""
    command = [Path(sys.executable).with_name("bert2t5"), "grade", LAB, "--force", "--seed", "a"]
    subprocess.run([*command, "--device", device], cwd=course.root, check=True, capture_output=True)
    got = {
        result.student: [replace(question, seconds=0.0) for question in result.questions]
        for result in read_results(course, LAB)
    }
    pages = [course.autograded(LAB, student).read_text("utf-8") for student in ANSWERS]
    return got, {place for page in pages for place in re.findall(r"computed on (cpu|cuda)", page)}


def test_grading_on_a_gpu_gives_the_verdicts_of_the_cpu(course: Course, gpu: torch.device) -> None:
    on_the_cpu, where = grade(course, "cpu")
    assert where == {"cpu"}
    points = {student: [question.score for question in got] for student, got in on_the_cpu.items()}
    assert points == {"right": [4, 6], "wrong": [0, 6], "half": [4, 0]}
    on_the_gpu, where = grade(course, str(gpu))
    assert where == {gpu.type}
    assert on_the_gpu == on_the_cpu


def test_the_sandbox_for_a_gpu_opens_on_any_machine() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(LOOK, id="look")])
    plain = json.loads(json.dumps(notebook))
    job = Job(LAB, "ada", plain, "a", Limits().as_dict(), isolation="bwrap", device="cuda")
    (cell,) = judge(job).as_notebook().cells
    assert cell.outputs[0].text == "cuda True True\n"


def test_a_gpu_is_not_asked_for_where_there_is_none(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.chdir(course.root)
    result = CliRunner().invoke(main, ["grade", LAB, "--device", "cuda"])
    assert result.exit_code == 2
    assert "the device is 'cuda'; allowed on this machine: cpu" in result.stderr


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16, torch.int64, torch.bool])
def test_a_tensor_of_a_gpu_arrives_on_the_cpu(gpu: torch.device, dtype: torch.dtype) -> None:
    sent = torch.arange(24).reshape(2, 3, 4).to(dtype)
    for changed in (sent, sent.transpose(0, 2), sent[:, 1], sent[:0]):
        arrived = decode(encode([changed.to(gpu)]).data).value[0]
        assert arrived.device.type == "cpu"
        assert arrived.dtype == dtype
        assert torch.equal(arrived, changed)
