"""The seed of a student's hidden cases: the same for every regrade, not to be guessed from outside."""

import hashlib
import hmac
import secrets
from pathlib import Path


def student_seed(secret: bytes, lab: str, student: str) -> str:
    """Return the seed of one student's hidden cases in one lab, 32 hexadecimal digits.

    >>> student_seed(b"secret", "01_subwords", "ada") == student_seed(b"secret", "01_subwords", "ada")
    True
    >>> student_seed(b"secret", "01_subwords", "ada") == student_seed(b"secret", "01_subwords", "bob")
    False
    """
    return hmac.new(secret, f"{lab}/{student}".encode(), hashlib.sha256).hexdigest()[:32]


def course_secret(path: Path) -> bytes:
    """Return the course's secret, 256 random bits; the file is made at the first call."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), "ascii")
    return path.read_bytes()
