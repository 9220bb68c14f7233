"""Where: units, municipalities and areas through time, and how lists of them arrive. No judgement."""
