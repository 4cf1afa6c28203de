"""Student support package of the course *From BERT to T5*."""
