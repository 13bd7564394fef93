"""Numbers from a history: frozen values that a chart, a page or the command line can put into words.

May import ``core``; standard library only. Nothing here draws, reads a clock or asks the store:
the history, the present day and the limits are arguments.
"""
