"""The grader of the course: builds labs, runs submissions, forms verdicts."""

import sys

# Whatever reads notebooks imports jsonschema, which compiles a grammar of web addresses when it finds this
# module: more than a second, for a format that no schema of a notebook has. None stands for "not installed".
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
