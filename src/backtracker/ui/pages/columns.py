"""Two parts beside each other where there is room, else one below the other.

Its least width is that of the wider part alone, so that a window can always be made narrow.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from backtracker.ui import theme


class Columns(QLayout):
    """Add the left widget, then the right one. ``below`` px of width they are stacked.

    ``shares`` are their parts of the width; a right part of 0 has its own width and stands in
    the middle of the height when ``centred``, else at the top.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        shares: tuple[int, int],
        below: int,
        gap: int,
        row_gap: int | None = None,
        centred: bool = False,
    ) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._items: list[QLayoutItem] = []
        self._shares, self._below, self._gap, self._centred = shares, below, gap, centred
        self._row_gap = gap if row_gap is None else row_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, where: QRect) -> None:
        super().setGeometry(where)
        self._place(where, move=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() for item in self._items) + self._gap
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self._items if not item.isEmpty()), default=0), 0)

    def _place(self, where: QRect, move: bool) -> int:
        """Put the parts into ``where`` if they are to ``move``; the height they need."""
        shown = [item for item in self._items if not item.isEmpty()]
        if len(shown) == 2 and where.width() >= theme.px(self._below):
            return self._place_beside(shown, where, move)
        y = where.y()
        for item in shown:
            height = _height(item, where.width())
            if move:
                item.setGeometry(QRect(where.x(), y, where.width(), height))
            y += height + self._row_gap
        return max(0, y - self._row_gap - where.y())

    def _place_beside(self, items: list[QLayoutItem], where: QRect, move: bool) -> int:
        left, right = items
        natural = self._shares[1] == 0
        space = where.width() - self._gap
        wide = right.sizeHint().width() if natural else space * self._shares[1] // sum(self._shares)
        needed = max(_height(left, space - wide), _height(right, wide))
        if move:
            height = max(needed, where.height())
            left.setGeometry(QRect(where.x(), where.y(), space - wide, height))
            own = _height(right, wide) if natural else height
            y = where.y() + ((height - own) // 2 if self._centred else 0)
            right.setGeometry(QRect(where.right() + 1 - wide, y, wide, own))
        return needed


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
