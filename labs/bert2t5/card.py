"""How a verdict looks: a small card in a notebook, aligned lines in a terminal.

Readable without colour: every state is a word. Fits light and dark pages: the card takes over the
page's own text colour and background and adds only a border.
"""

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bert2t5.verdict import Property, Verdict

_BORDER = {"passed": "#2e8555", "failed": "#c0504d", "not yet": "#8a8a8a"}


def as_text(verdict: "Verdict") -> str:
    """Return the verdict in lines for a terminal."""
    lines = [_title(verdict)]
    lines += [f"  {_state(part):<7} {part.name}{_count(part)}" for part in verdict.properties]
    if failing := _first_failing(verdict):
        lines += ["", *_failure_lines(failing), "", f"hint: {failing.hint}"]
    if verdict.misconception:
        lines.append(f"this looks like a known mistake: {verdict.misconception}")
    return "\n".join([*lines, "", _points(verdict)])


def as_html(verdict: "Verdict") -> str:
    """Return the verdict as an HTML card; every text from outside is escaped."""
    rows = "".join(
        f"<tr><td style='padding:0 1em 0 0;text-align:left'>{_state(part)}</td>"
        f"<td style='text-align:left'>{escape(part.name)}{_count(part)}</td></tr>"
        for part in verdict.properties
    )
    details = ""
    if failing := _first_failing(verdict):
        shown = escape("\n".join(_failure_lines(failing)))
        details = (
            f"<pre style='margin:.6em 0;white-space:pre-wrap;overflow-wrap:anywhere'>{shown}</pre>"
            f"<div><b>hint:</b> {escape(failing.hint)}</div>"
        )
    if verdict.misconception:
        details += f"<div><b>this looks like a known mistake:</b> {escape(verdict.misconception)}</div>"
    return (
        f"<div style='border:1px solid {_colour(verdict)};border-left-width:6px;border-radius:4px;"
        "padding:.6em 1em;margin:.4em 0;max-width:52em'>"
        f"<div><b>{escape(_title(verdict))}</b></div>"
        f"<table style='margin:.4em 0;border:0;background:none'><tbody>{rows}</tbody></table>{details}"
        f"<div style='margin-top:.4em'>{escape(_points(verdict))}</div></div>"
    )


def _title(verdict: "Verdict") -> str:
    visible = [part for part in verdict.properties if not part.hidden]
    hidden = [part for part in verdict.properties if part.hidden]
    counts = []
    for kind, parts in (("visible", visible), ("hidden", hidden)):
        if parts:
            counts.append(f"{sum(part.holds for part in parts)} of {len(parts)} {kind} checks passed")
    return f"{verdict.name}: {', '.join(counts) or 'nothing was checked'}"


def _points(verdict: "Verdict") -> str:
    kind = "bonus points" if verdict.bonus else "points"
    if any(part.hidden for part in verdict.properties):
        return f"{verdict.earned:g} of {verdict.points:g} {kind}"
    if verdict.holds:
        return f"{verdict.points:g} {kind}, if the hidden checks at grading pass too"
    return f"{verdict.earned:g} of {verdict.points:g} {kind} so far; hidden checks follow at grading"


def _state(part: "Property") -> str:
    if part.holds:
        return "passed"
    return "not yet" if part.failure and part.failure.unwritten else "failed"


def _count(part: "Property") -> str:
    return "" if part.holds or part.total == 1 else f" ({part.passed} of {part.total} cases)"


def _colour(verdict: "Verdict") -> str:
    part = _first_failing(verdict)
    return _BORDER[_state(part) if part else "passed"]


def _first_failing(verdict: "Verdict") -> "Property | None":
    return next((part for part in verdict.properties if not part.holds), None)


def _failure_lines(part: "Property") -> list[str]:
    failure = part.failure
    if failure is None:
        return ["no case was checked"]
    if failure.unwritten:
        return ["not written yet: replace `raise NotImplementedError()` by your answer"]
    if not failure.call:
        return [f"{part.name}: {failure.what}"]
    lines = [f"{failure.call}: {failure.what}"]
    if failure.expected or failure.got:
        lines += [f"  expected: {failure.expected}", f"  got:      {failure.got}"]
    return lines
