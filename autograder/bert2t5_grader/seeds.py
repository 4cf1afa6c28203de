"""The seed of a student's hidden cases: the same for every regrade, not to be guessed from outside."""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from bert2t5_grader.errors import UserError


def student_seed(secret: bytes, lab: str, student: str) -> str:
    """Return the seed of one student's hidden cases in one lab, 32 hexadecimal digits.

    >>> student_seed(b"secret", "01_subwords", "ada") == student_seed(b"secret", "01_subwords", "ada")
    True
    >>> student_seed(b"secret", "01_subwords", "ada") == student_seed(b"secret", "01_subwords", "bob")
    False
    """
    return hmac.new(secret, f"{lab}/{student}".encode(), hashlib.sha256).hexdigest()[:32]


def course_secret(path: Path) -> bytes:
    """Return the course's secret, 256 random bits in hexadecimal; the file is made at the first call.

    Raises:
        UserError: the file is there and too short to be a secret.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path, secrets.token_hex(32))
    secret = path.read_bytes()
    if len(secret) < 32:
        raise UserError(
            f"{path} holds {len(secret)} bytes, a course's secret has 32 or more. Remove the file"
        )
    return secret


def _create(path: Path, text: str) -> None:
    """Write a file that only its owner can read, at once and whole; where it exists already, it stays."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft:  # mode 0600
        draft.write(text)
        draft.flush()
        with contextlib.suppress(FileExistsError):  # another process was faster
            os.link(draft.name, path)
