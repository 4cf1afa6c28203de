"""What a forked process does until it is a student's kernel: drop every right, then start ipykernel."""

import contextlib
import importlib.abc
import importlib.util
import json
import os
import random
import shutil
import signal
import sys
import types
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any, NoReturn

from bert2t5_kernel.limits import limit_process

CHANNEL, READY = 3, 4  # descriptors: the channel to the judge, and what tells the guard that all is well


def start(request: dict[str, Any], channel: int, ready: int) -> NoReturn:
    """Become the kernel; never returns."""
    status = 1
    try:
        os.setsid()
        _keep_only(channel, ready)
        if request["sandbox"]:
            from bert2t5_kernel.namespaces import become_student

            become_student()
        os.environ.clear()
        os.environ.update(request["environment"])
        _prepare_home(Path(request["home"]), request["copies"])
        limit_process(request["limits"], request["device"])
        _hide(request["hidden_modules"], request["hidden_paths"])
        _seed(request["seed"])
        _run(request)
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException as error:  # before the kernel is ready the guard hears why, afterwards nobody does
        with contextlib.suppress(OSError):
            os.write(READY, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(status)


def _keep_only(channel: int, ready: int) -> None:
    """Close every descriptor but the two given ones, which become 3 and 4; no terminal, no input."""
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = [os.dup2(descriptor, 1000 + index) for index, descriptor in enumerate((channel, ready))]
    for number in range(3):
        os.dup2(nothing, number)
    for index, descriptor in enumerate(kept):
        os.dup2(descriptor, CHANNEL + index, inheritable=False)
    os.closerange(CHANNEL + 2, 65536)


def _prepare_home(home: Path, copies: dict[str, str]) -> None:
    """Make the home and working directory; `copies` are folders to copy, each with its place in the home."""
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True)
    for source, place in copies.items():
        shutil.copytree(source, home / place, dirs_exist_ok=True)
    os.chdir(work)


def _hide(modules: list[str], paths: list[str]) -> None:
    """Forget folders that the kernel has no business in, and put stubs in the place of hidden modules."""
    sys.path[:] = [entry for entry in sys.path if entry not in paths]
    sys.path_importer_cache.clear()
    if modules:
        for name in [name for name in sys.modules if name.partition(".")[0] in modules]:
            del sys.modules[name]
        sys.meta_path.insert(0, _Hidden(modules))


class _Hidden(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a stub in place of each hidden module: importing it works, using it does not."""

    def __init__(self, names: list[str]) -> None:
        self.names = set(names)

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        hidden = fullname.partition(".")[0] in self.names
        return ModuleSpec(fullname, self, is_package=True) if hidden else None

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        return _Stub(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


class _Stub(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unusable(f"{self.__name__}.{name}")


class _Unusable:
    """What a hidden module offers: it can be looked at, but not called."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> "_Unusable":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unusable(f"{self._name}.{name}")

    def __call__(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImportError(f"{self._name} must not be used in the answer that is checked here")


def _seed(seed: int) -> None:
    """Seed the global generators, those of libraries that are imported later too."""
    random.seed(seed)
    late: dict[str, Callable[[], None]] = {
        "numpy.random": lambda: sys.modules["numpy.random"].seed(seed % 2**32),
        "torch": lambda: sys.modules["torch"].manual_seed(seed),
    }
    for name in [name for name in late if name in sys.modules]:
        late.pop(name)()
    sys.meta_path.insert(0, _AfterImport(late))


class _AfterImport(importlib.abc.MetaPathFinder):
    """Calls a function once after a module has been imported."""

    def __init__(self, functions: dict[str, Callable[[], None]]) -> None:
        self.functions = functions

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        function = self.functions.pop(fullname, None)
        spec = importlib.util.find_spec(fullname) if function else None
        if function and spec and spec.loader:
            run = spec.loader.exec_module
            # the loader was made for this import alone
            spec.loader.exec_module = _both(run, function)  # type: ignore
        return spec


def _both(run: Callable[[Any], None], function: Callable[[], None]) -> Callable[[Any], None]:
    def exec_module(module: Any) -> None:
        run(module)
        function()

    return exec_module


def _run(request: dict[str, Any]) -> None:
    from ipykernel.kernelapp import IPKernelApp

    from bert2t5_kernel import server

    connection = Path(request["home"]) / ".connection.json"
    connection.write_text(json.dumps(request["connection"]), "ascii")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    app = IPKernelApp.instance()
    app.initialize(["-f", str(connection), "--HistoryManager.hist_file=:memory:"])
    with contextlib.suppress(OSError):
        connection.unlink()
    server.install(CHANNEL, app.shell, request["limits"])
    os.write(READY, b".")
    os.close(READY)
    app.start()
