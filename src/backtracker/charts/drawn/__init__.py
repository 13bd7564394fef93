"""The drawing of the charts: the only part of the program that imports matplotlib, and so imported when first drawn.

May import ``analysis``, ``core``, ``tokens``, ``paths``; matplotlib without pyplot; no Qt.
"""
