"""Care by others and at home: visits, courses of sessions, exercises, and what an injection did.

Frozen values that refuse nonsense with a sentence, and the rules about them. Standard library,
``core`` and ``backtracker.errors`` only.
"""
