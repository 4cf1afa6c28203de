"""Student support package of the course *From BERT to T5*."""

from bert2t5.device import device
from bert2t5.training import steps

__all__ = ["device", "steps"]
