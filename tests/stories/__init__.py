"""Whole-program stories: the real program on a virtual screen, with a window manager, a tray and a clock we set."""
