"""The visual vocabulary that pages are put together from: one idea a file, no decisions.

Widgets take plain values and emit signals. May import PySide6, ``core.words``, ``paths``,
``tokens``, ``ui.theme`` and ``ui.icons``; never a journal, a rule or a clock.
"""
