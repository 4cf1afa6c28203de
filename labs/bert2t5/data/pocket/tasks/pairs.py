"""Two meanings become two texts. The second can avoid the words of the first."""

from collections.abc import Callable
from typing import TypeAlias

from bert2t5.data.pocket.tasks.splits import Misfit, Scribe
from bert2t5.data.pocket.tasks.telling import Voice

__all__ = ["Say", "write_pair"]

Say: TypeAlias = Callable[[Voice], str]
"""Says something in a voice."""


def write_pair(scribe: Scribe, first: Say, second: Say, voice: Voice, avoids: float) -> tuple[str, str]:
    """Return two different texts.

    Args:
        scribe: writes them.
        first: says the first one.
        second: says the second one.
        voice: of both.
        avoids: how likely it is that the second one avoids the words of the first.
    Raises:
        Misfit: if a text cannot belong to the part, or both are the same.
    """
    one = scribe.write(lambda: first(voice))
    other_voice = voice.avoiding(one) if scribe.draw.chance(avoids) else voice
    other = scribe.write(lambda: second(other_voice))
    if one == other:
        raise Misfit
    return one, other
