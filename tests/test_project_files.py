"""The files around the code agree: locks, environment, citation, import direction, what is tracked."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
# The names of home and work folders are put together here, so that this file is not a finding itself.
MACHINE_PATH = re.compile(r"(?<![\w.~*$}/-])/(?:" + "|".join(["home", "root", "work", "Users"]) + r")/\w")
MIB = 2**20
MAX_MIB = 4
MAX_MIB_OF_WEIGHTS = 8


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def named_requirements() -> list[Requirement]:
    """Return every dependency that either pyproject.toml names, groups included."""
    root, labs = read_toml("pyproject.toml"), read_toml("labs/pyproject.toml")
    named = root["project"]["dependencies"] + labs["project"]["dependencies"]
    for group in root["dependency-groups"].values():
        named += group
    return [Requirement(line) for line in named]


def locked(name: str) -> dict[str, set[str]]:
    """Return package -> locked lines of one lock; several lines where the version depends on Python."""
    lines: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lines.setdefault(canonicalize_name(Requirement(line).name), set()).add(line)
    return lines


def tracked_files() -> list[Path]:
    """Return the files that git tracks or would add: a file counts before its first commit."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def imported_modules(source: str) -> set[str]:
    """Return the top-level names of all modules that a source imports, inside functions as well."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module.split(".")[0])
    return modules


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_one_exact_version_per_line(lock):
    lines = {line for found in locked(lock).values() for line in found}
    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9.-]+==[^\s;*,+]+( ;|$)", line)] == []


def test_locks_never_disagree():
    main, test = locked("requirements.lock"), locked("requirements-test.lock")
    assert {
        name: main[name] | test[name] for name in main.keys() & test.keys() if main[name] != test[name]
    } == {}


def test_torch_is_locked_without_build_or_marker():
    assert locked("requirements.lock")["torch"] == {"torch==2.13.0"}


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_cuda_package_hash_or_index(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"^(?:nvidia|cuda|triton).*|^-.*|--hash.*|\w+://.*", text, re.MULTILINE) == []


@pytest.mark.parametrize("requirement", named_requirements(), ids=str)
def test_named_dependency_is_locked_in_its_range(requirement):
    lines = set().union(*(locked(lock).get(canonicalize_name(requirement.name), set()) for lock in LOCKS))
    assert lines, f"{requirement.name} is in no lock: run .ci/lock"
    for line in lines:
        (pin,) = Requirement(line).specifier
        assert requirement.specifier.contains(Version(pin.version)), f"{line} is not in {requirement}"


def test_every_dependency_says_in_one_comment_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    blocks = re.findall(r"^(?:dependencies|test) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    entries = [line for block in blocks for line in block.splitlines() if line.strip().startswith('"')]
    root = read_toml("pyproject.toml")
    groups = root["dependency-groups"].values()
    assert len(entries) == len(root["project"]["dependencies"]) + sum(map(len, groups))
    assert [line for line in entries if not re.search(r'",\s+# \w.{3,}$', line)] == []


def test_environment_installs_through_pip_from_the_lock_and_pins_only_python():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    assert conda == ["python=3.11", "pip"]
    assert pip == {"pip": ["-r requirements.lock", "-e ./labs", "-e ."]}


def test_citation_and_both_distributions_have_one_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    versions = {read_toml(name)["project"]["version"] for name in ("pyproject.toml", "labs/pyproject.toml")}
    assert {str(citation["version"])} == versions
    assert f"## [{citation['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_citation_has_what_the_format_asks_for():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= citation.keys()
    assert citation["authors"] == [{"name": "The From BERT to T5 authors"}]


def test_licence_names_every_vendored_folder():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    vendored = {
        path.parent.relative_to(ROOT).as_posix() for path in tracked_files() if path.name == "LICENSE"
    }
    assert [folder for folder in vendored - {"."} if f"{folder}/" not in licence] == []


@pytest.mark.parametrize(
    ("package", "banned"),
    [
        ("labs/bert2t5", {"bert2t5_reference", "bert2t5_grader"}),
        ("solutions/bert2t5_reference", {"bert2t5_grader"}),
    ],
)
def test_imports_point_one_way(package, banned):
    sources = sorted((ROOT / package).rglob("*.py"))
    assert sources
    found = {path.name: imported_modules(path.read_text(encoding="utf-8")) & banned for path in sources}
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_imported_modules_finds_every_form_of_import():
    source = "import a.b, c as d\nfrom e.f import g\nfrom . import h\ndef late():\n    import i\n"
    assert imported_modules(source) == {"a", "c", "e", "i"}


def machine_paths(text: str) -> list[str]:
    return [match.group() for match in MACHINE_PATH.finditer(text)]


@pytest.mark.parametrize("folder", ["home", "root", "work", "Users"])
def test_machine_paths_finds_a_planted_path_but_no_address(folder):
    assert machine_paths(f'open("/{folder}/someone/notes.txt")') == [f"/{folder}/s"]
    assert machine_paths(f"https://example.org/{folder}/page book/{folder}/page") == []


def test_no_tracked_file_holds_a_path_of_some_machine():
    found = {}
    for path in tracked_files():
        lines = machine_paths(path.read_bytes().decode("utf-8", errors="replace"))
        if lines:
            found[path.relative_to(ROOT).as_posix()] = lines
    assert found == {}


def test_no_tracked_file_is_larger_than_4_mebibytes_and_no_model_than_8():
    sizes = {path.relative_to(ROOT).as_posix(): path.stat().st_size / MIB for path in tracked_files()}
    assert sizes

    def limit(name: str) -> int:
        return MAX_MIB_OF_WEIGHTS if name.endswith(".safetensors") else MAX_MIB

    assert {name: size for name, size in sizes.items() if size > limit(name)} == {}


def test_system_packages_have_a_reason_each():
    lines = (ROOT / "debian-packages.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert entries
    assert [line for line in entries if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+\s+# \S.*", line)] == []
