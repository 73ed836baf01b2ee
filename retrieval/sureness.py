"""How sure it is that a finding is about what was asked: calibrated by kind of question, on questions with known answers."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic of topic coverage and cosine, and the cut below which nothing is shown."""

    coverage: float
    cosine: float
    constant: float
    cut: float

    def sure(self, coverage: float, cosine: float) -> float:
        """The chance, 0 to 1, that the finding answers."""
        return 1 / (1 + math.exp(-(self.coverage * coverage + self.cosine * cosine + self.constant)))


SPEAKER_TOPIC = Calibration(coverage=6.0, cosine=4.0, constant=-3.5, cut=0.35)
WHO_SAID = Calibration(coverage=8.0, cosine=4.0, constant=-6.0, cut=0.45)
FACT = Calibration(coverage=9.0, cosine=4.0, constant=-7.5, cut=0.45)
