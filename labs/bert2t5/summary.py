"""The lab's last cell: every check of the session in one table, and the sum."""

from html import escape

from bert2t5.checks import session
from bert2t5.verdict import Verdict


class Summary:
    """Points of the checks that ran in this session; Jupyter shows it as a table.

    Args:
        expected: the names of the lab's checks in order; one that did not run is listed with 0 points.

    >>> session.clear()
    >>> print(Summary(["count_pairs"]))
    count_pairs  did not run
    sum          0 points
    """

    def __init__(self, expected: list[str]) -> None:
        verdicts = {name: session.get(name) for name in expected}
        self.rows = [(name, _state(verdict)) for name, verdict in verdicts.items()]
        self.rows.append(("sum", _sum([verdict for verdict in verdicts.values() if verdict])))

    def __str__(self) -> str:
        width = max(len(name) for name, _ in self.rows)
        return "\n".join(f"{name:<{width}}  {text}" for name, text in self.rows)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(name)}</td><td style='text-align:left'>{text}</td></tr>"
            for name, text in self.rows
        )
        return f"<table><tbody>{rows}</tbody></table>"


def _state(verdict: Verdict | None) -> str:
    if verdict is None:
        return "did not run"
    kind = "bonus points" if verdict.bonus else "points"
    return f"{verdict.earned:g} of {verdict.points:g} {kind}"


def _sum(verdicts: list[Verdict]) -> str:
    points = sum(verdict.earned for verdict in verdicts if not verdict.bonus)
    bonus = sum(verdict.earned for verdict in verdicts if verdict.bonus)
    return f"{points:g} points" + (f" and {bonus:g} bonus points" if bonus else "")
