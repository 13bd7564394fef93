"""backtracker: log back spasms, be led through the first days, see what the record says.

The rooms, and who may import whom (``tests/test_layers.py`` fails on any other arrow):

``core``       values and rules, standard library only: model, catalogue, protocol, words
``analysis``   numbers from a history, no drawing                    imports core
``storage``    SQLAlchemy and SQLite, rows in and values out         imports core
``charts``     numbers onto a matplotlib Figure, no Qt               imports analysis, core
``journal``    the use cases and the only writer                     imports storage, core
``example``    a made-up history to show and to test with           imports core, example_care
``example_care``  visits, courses and exercises in that history      imports core
``patterns``   what all charts ask of the record, no drawing        imports journal, charts, analysis, core
``ui``         PySide6: pages, reminders, tray; no SQL, no rules     imports patterns, journal, charts, analysis, core
``cli``        the command line, a second face beside ``ui``         imports patterns, journal, analysis, example, core
``app``        the composition root of the window                    imports everything
``__main__``   picks window or command line                          imports app, cli, ui, when called

Small rooms that anyone may enter: ``errors``, ``clock`` (the only reader of the wall clock),
``paths``, ``settings`` and ``tokens`` (colours and type sizes).
"""

__version__ = "0.1.0"
