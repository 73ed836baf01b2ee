"""How sure it is that a finding is about what was asked: calibrated by kind of question, on judged ones."""

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


# Fitted on the questions about PolNeAR dev in tests/eval, answerable ones against off-topic ones: there these cuts
# refuse 2 to 3 of 100 answerable questions, and 95 (a known speaker, another one's topic) to 100 of the others.
SPEAKER_TOPIC = Calibration(coverage=7.0, cosine=8.1, constant=-4.9, cut=0.45)
WHO_SAID = Calibration(coverage=6.4, cosine=3.9, constant=-4.6, cut=0.5)
FACT = Calibration(coverage=6.9, cosine=8.1, constant=-7.2, cut=0.4)
