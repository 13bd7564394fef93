"""Steps from one schema to the next, a file per part of the care; ``migrations`` has them in their order.

A released step is never edited and imports nothing of today's program.
"""
