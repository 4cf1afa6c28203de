"""What students and readers get holds no graded answer and no hidden test."""

from pathlib import Path

import pytest

from bert2t5_grader.course import Course
from bert2t5_grader.leaks import Secret, answers, find_leaks, hidden_tests
from bert2t5_grader.release import release

COURSE = Course.find(Path(__file__).parent)


@pytest.fixture(scope="module")
def secrets() -> list[Secret]:
    return answers(COURSE) + hidden_tests(COURSE)


def test_every_check_has_an_answer_and_a_hidden_test_to_look_for(secrets: list[Secret]) -> None:
    cells = [cell for lab in COURSE.labs for cell in COURSE.read_instructor_notebook(lab).cells]
    solutions = sum(cell.metadata.get("nbgrader", {}).get("solution", False) for cell in cells)
    checks = sum(cell.metadata.get("nbgrader", {}).get("grade", False) for cell in cells)
    assert solutions >= 13
    assert checks >= 13
    assert len(secrets) >= solutions + checks  # the methods of a class are secrets of their own
    assert {secret.name.rpartition("/")[0] for secret in secrets} == {
        f"{what} {lab}" for what in ("the answer in", "a hidden test in") for lab in COURSE.labs
    }
    # `return "a"` may stand anywhere: these cannot be looked for
    letters = {f"the answer in 05_mixing/{question}" for question in ("learned_by_heart", "left_out")}
    assert {secret.name for secret in secrets if not secret.prints} == letters


def test_the_labs_hold_no_secret(secrets: list[Secret]) -> None:
    assert find_leaks([COURSE.root / "labs"], secrets) == []


def test_the_students_copy_holds_no_secret(tmp_path: Path, secrets: list[Secret]) -> None:
    folder, archive = release(COURSE, tmp_path)
    assert find_leaks([folder, archive], secrets) == []


def test_the_book_holds_no_secret(built_book: Path, secrets: list[Secret]) -> None:
    assert find_leaks([built_book], secrets) == []


@pytest.mark.parametrize("grade_id", ["merge_pair", "test_merge_pair"])
def test_a_secret_planted_in_a_page_is_found(
    built_book: Path, tmp_path: Path, secrets: list[Secret], grade_id: str
) -> None:
    notebook = COURSE.read_instructor_notebook("01_subwords")
    source = next(cell.source for cell in notebook.cells if cell.id == grade_id)
    page = (built_book / "book" / "01_subwords.html").read_text("utf-8")
    planted = page.replace("</article>", f"<pre>{source.replace('for', '<b>for</b>')}</pre></article>")
    (tmp_path / "page.html").write_text(planted, "utf-8")
    assert planted != page
    found = {leak.secret.rsplit("/")[-1] for leak in find_leaks([tmp_path], secrets)}
    assert grade_id in found  # hidden tests share some lines, so others may be named as well
