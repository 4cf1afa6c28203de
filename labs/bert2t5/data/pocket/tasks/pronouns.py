"""WNLI: whom or what does the pronoun mean?

"Anna gave the ring to Ella because she was generous" speaks of the giver, "because she was poor" of the other
one. The second sentence of an example puts one of the two in the place of the pronoun. Every schema has
reasons of both kinds, so that only deed and reason together tell; nobody's name or gender does.

Source: Levesque et al., 2012, "The Winograd Schema Challenge": pairs that differ in a word and in the
referent.
"""

from dataclasses import dataclass

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import FEMALE_NAMES, MALE_NAMES, SCALES, Adjective, nouns_of
from bert2t5.data.pocket.tasks.splits import Example, Scribe
from bert2t5.data.pocket.text import Tokens, join

__all__ = ["SCHEMAS", "Schema", "pronoun_and_candidate"]


@dataclass(frozen=True)
class Schema:
    """A deed with two people or two things, and what would be a reason for it.

    Attributes:
        deed: the tokens of the main clause; X and Y are the two, T is a thing.
        first: qualities of the first that are a reason.
        second: qualities of the second that are a reason.
        kinds: the classes of X and Y if they are things, else those of T.
    """

    deed: tuple[str, ...]
    first: tuple[Adjective, ...]
    second: tuple[Adjective, ...]
    kinds: tuple[str, ...]

    @property
    def of_people(self) -> bool:
        """Whether the two are people."""
        return "T" in self.deed


# deed | reasons of the first | reasons of the second | kinds; skill+ and skill- are the poles of a scale
_SCHEMAS = """
X gave the T to Y       | giving+ kindness+         | wealth- mood-         | jewel toy garment
X lent the T to Y       | giving+ kindness+         | wealth-               | tool boat vehicle
X sold the T to Y       | wealth-                   | wealth+               | jewel furniture
X bought the T from Y   | wealth+                   | wealth-               | jewel furniture
X stole the T from Y    | honesty- giving-          | wealth+               | jewel household
X hid the T from Y      | giving-                   | honesty-              | jewel toy household
X repaired the T for Y  | skill+ kindness+          | skill- years- health- | furniture vehicle tool
X carried the T for Y   | kindness+ manners+ years+ | years- health-        | container furniture
X built the T for Y     | skill+ diligence+         | skill- wealth-        | furniture boat
X read the T to Y       | kindness+                 | health- mood-         | book story poem
X was bought instead of Y   | quality+ use+         | quality- use-         | tool
X was sold instead of Y     | use-                  | use+                  | household
X was repaired instead of Y | strength-             | strength+             | furniture vehicle toy
X was cleaned instead of Y  | cleanness-            | cleanness+            | garment container
X was eaten instead of Y    | freshness+ taste+     | freshness- taste-     | fruit vegetable
X was read instead of Y     | interest+ quality+    | interest- quality-    | book story poem
X was used instead of Y     | safety+ strength+     | safety- strength-     | boat vehicle
X was worn instead of Y     | beauty+ cleanness+    | beauty- cleanness-    | garment
X was faster than Y         | weight-               | weight+               | boat vehicle
"""


def _schema(line: str) -> Schema:
    deed, first, second, kinds = (tuple(cell.split()) for cell in line.split("|"))
    return Schema(deed, tuple(map(_pole, first)), tuple(map(_pole, second)), kinds)


def _pole(name: str) -> Adjective:
    high, low = SCALES[name[:-1]]
    return high if name.endswith("+") else low


SCHEMAS = tuple(_schema(line) for line in _SCHEMAS.strip().splitlines())


def pronoun_and_candidate(scribe: Scribe, label: int) -> Example:
    """Return a sentence with a pronoun, and one with what it means (label 1) or with the other (label 0)."""
    draw = scribe.draw
    schema = draw.choice(SCHEMAS)
    two, pronoun = _two_people(draw) if schema.of_people else _two_things(draw, schema.kinds)
    meant = draw.below(2)
    was_so = ["was", *_reason(draw, (schema.first, schema.second)[meant])]
    words = {"X": two[0], "Y": two[1], "T": [draw.choice(draw.choice(nouns_of(*schema.kinds)).words)]}
    deed = [token for word in schema.deed for token in words.get(word, [word])]
    first = join([*deed, "because", pronoun, *was_so, "."])
    second = join([*two[meant if label else 1 - meant], *was_so, "."])
    return Example((scribe.keep(first), scribe.keep(second)), label)


def _two_people(draw: Draw) -> tuple[list[Tokens], str]:
    names, pronoun = draw.choice(((FEMALE_NAMES, "she"), (MALE_NAMES, "he")))
    return [[name] for name in draw.sample(names, 2)], pronoun


def _two_things(draw: Draw, kinds: tuple[str, ...]) -> tuple[list[Tokens], str]:
    return [["the", draw.choice(noun.words)] for noun in draw.sample(nouns_of(*kinds), 2)], "it"


def _reason(draw: Draw, reasons: tuple[Adjective, ...]) -> Tokens:
    return [*(["so"] if draw.chance(0.3) else []), draw.choice(draw.choice(reasons).words)]
