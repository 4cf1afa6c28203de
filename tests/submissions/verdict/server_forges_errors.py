"""Errors are sent that the judge's process would take for its own: SystemExit, KeyboardInterrupt, its
classes."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from bert2t5_kernel import server

ERRORS = [
    {"name": "SystemExit", "base": "SystemExit", "text": "0"},
    {"name": "KernelLost", "base": "BaseException", "text": "ok"},
    {"name": "_BlockEnds", "base": "Exception", "text": ""},
    {"name": "KeyboardInterrupt", "base": "KeyboardInterrupt", "text": ""},
    {"name": "GeneratorExit", "base": "GeneratorExit", "text": ""},
    {"name": "StopIteration", "base": "StopIteration", "text": ""},
    {"name": "eval", "base": "eval", "text": "1"},
    {"name": "exit", "base": "exit", "text": "0"},
    {"name": "x y", "base": "ExceptionGroup", "text": ["a"]},
    {"name": "ValueError", "base": "Exception", "text": ""},
    {"name": "UnicodeDecodeError", "base": "UnicodeDecodeError", "text": "\ud800" * 9},
    {"name": "BaseExceptionGroup", "base": "BaseExceptionGroup", "text": ""},
    {"base": "ValueError"},
    "ValueError",
    None,
]
sent = 0


def describe(error):
    global sent
    sent += 1
    return ERRORS[sent % len(ERRORS)]


server.describe_error = describe


def fail(*args, **kwargs):
    raise RuntimeError("forged")


# %% answer=double
double = fail

# %% answer=total
total = fail

# %% answer=scale
scale = fail

# %% answer=greet
greet = fail


# %% answer=safe_root
def safe_root(number):
    raise RuntimeError("forged")
