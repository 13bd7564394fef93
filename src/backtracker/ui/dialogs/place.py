"""Where a dialog comes up: over the middle of the window it belongs to, and whole on the screen."""

from PySide6.QtCore import QMargins, QPoint, QRect
from PySide6.QtWidgets import QWidget

from backtracker.ui.widgets.painted import within


def centre(dialog: QWidget) -> None:
    """Lay ``dialog``, in the size it has, over the middle of its window."""
    room = dialog.screen().availableGeometry()
    above = dialog.parentWidget()
    around = above.window().frameGeometry() if above is not None and above.window().isVisible() else room
    area = QRect(QPoint(0, 0), dialog.size()).marginsAdded(_frame(dialog))
    area.moveCenter(around.center())
    dialog.move(within(area, room))


def keep_on_screen(dialog: QWidget) -> None:
    """Move ``dialog`` no further than it takes to be seen whole, when it has grown."""
    area = dialog.geometry().marginsAdded(_frame(dialog))
    corner = within(area, dialog.screen().availableGeometry())
    if dialog.isVisible() and corner != area.topLeft():
        dialog.move(corner)


def _frame(dialog: QWidget) -> QMargins:
    """What the window manager puts around it, as around its window: its own is not known before it is seen."""
    above = dialog.parentWidget()
    window = above.window() if above is not None and above.window().isVisible() else dialog
    inner, outer = window.geometry(), window.frameGeometry()
    return QMargins(
        inner.left() - outer.left(),
        inner.top() - outer.top(),
        outer.right() - inner.right(),
        outer.bottom() - inner.bottom(),
    )
