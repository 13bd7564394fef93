"""The window: pages, dialogs, reminders and shared widgets, in PySide6.

Widgets decide nothing: they ask the journal through ``desk`` and show what it says. No SQL
and no rule lives here. May import ``journal`` (on the desk's worker only), ``charts``,
``analysis``, ``core`` and the small rooms.
"""
