"""Layouts that answer to the width: a row that wraps, a grid of equal columns, cards side by side or stacked.

All give their height for a width, so that nothing is cut at 800 x 600 or at 200 %.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from backtracker.ui import theme


class _Reflowing(QLayout):
    """What was found out stays known until Qt says that something in the layout has changed: it asks often."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, row_gap: int | None = None) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = gap if row_gap is None else row_gap
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self._hint: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()
        self._least = self._hint = None

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        taken = self._items.pop(index)
        self.invalidate()
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, where: QRect) -> None:
        super().setGeometry(where)
        self._place(where, move=True)

    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = self._find_least()
        return QSize(self._least)

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = self._find_hint()
        return QSize(self._hint)

    def _find_least(self) -> QSize:
        margins = self.contentsMargins()
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _find_hint(self) -> QSize:
        """As wide as it would like to be, and as high as that makes it."""
        width = self._wish()
        return QSize(width, self.heightForWidth(width))

    def _wish(self) -> int:
        """The width of all that is shown in one row."""
        margins, hints = self.contentsMargins(), [item.sizeHint().width() for item in self._shown()]
        return sum(hints) + self._gap * max(0, len(hints) - 1) + margins.left() + margins.right()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _inside(self, where: QRect) -> QRect:
        return where.marginsRemoved(self.contentsMargins())

    def _place(self, where: QRect, move: bool) -> int:
        raise NotImplementedError


class FlowLayout(_Reflowing):
    """Widgets at their own size, one after the other, wrapping into further rows.

    ``centred`` puts the rows into the middle of a height that is more than they need.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = 8, row_gap: int | None = None, centred: bool = False
    ) -> None:
        super().__init__(parent, gap, row_gap)
        self._centred = centred

    def _place(self, where: QRect, move: bool) -> int:
        inside = self._inside(where)
        right = inside.right() + 1
        rows: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        x = inside.x()
        for item in self._shown():
            hint = item.sizeHint().boundedTo(QSize(max(1, inside.width()), 1 << 20))
            if rows[-1] and x + hint.width() > right:
                rows.append([])
                x = inside.x()
            rows[-1].append((item, hint))
            x += hint.width() + self._gap
        y = inside.y()
        if move and self._centred:
            y += max(0, (where.height() - self._place(QRect(0, 0, where.width(), 0), move=False)) // 2)
        for row in rows:
            tallest = max((hint.height() for _, hint in row), default=0)
            x = inside.x()
            for item, hint in row:
                if move:
                    item.setGeometry(QRect(x, y + (tallest - hint.height()) // 2, hint.width(), hint.height()))
                x += hint.width() + self._gap
            y += tallest + self._row_gap
        return y - self._row_gap - where.y() + self.contentsMargins().bottom()


class EqualGrid(_Reflowing):
    """Columns of one width, as many as fit, filled row by row."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, most_columns: int = 3) -> None:
        super().__init__(parent, gap)
        self._most = most_columns
        self.widest = 0
        """Px of the widest item that may ever come, where that is known: then the columns stay when items change."""

    def columns(self, width: int) -> int:
        """How many columns a width in px has room for."""
        widest = self.widest or max((item.sizeHint().width() for item in self._shown()), default=1)
        return max(1, min(self._most, (width + self._gap) // (widest + self._gap)))

    def _wish(self) -> int:
        return self.minimumSize().width() * self._most + self._gap * (self._most - 1)

    def _height_of(self, items: list[QLayoutItem], width: int) -> int:
        """The height of every row."""
        return max((item.sizeHint().height() for item in items), default=0)

    def _place(self, where: QRect, move: bool) -> int:
        inside = self._inside(where)
        shown = self._shown()
        columns = self.columns(inside.width())
        height = self._height_of(shown, (inside.width() + self._gap) // columns - self._gap)
        for number, item in enumerate(shown):
            row, column = divmod(number, columns)
            left = column * (inside.width() + self._gap) // columns
            right = (column + 1) * (inside.width() + self._gap) // columns - self._gap
            if move:
                y = inside.y() + row * (height + self._gap)
                item.setGeometry(QRect(inside.x() + left, y, right - left, height))
        rows = -(-len(shown) // columns)
        margins = self.contentsMargins()
        return margins.top() + margins.bottom() + max(0, rows * (height + self._gap) - self._gap)


class FigureGrid(EqualGrid):
    """The same for items whose height follows from their width."""

    def _height_of(self, items: list[QLayoutItem], width: int) -> int:
        return max((_height(item, width) for item in items), default=0)


class Columns(_Reflowing):
    """Two parts side by side, the left one added first; stacked below ``below`` px of width.

    ``shares`` are their parts of the width; a right part of 0 has its own width and stands in
    the middle of the height when ``centred``, else at the top. Its least width is that of the
    wider part alone, so that a window can always be made narrow.
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
        super().__init__(parent, gap, row_gap)
        self._shares, self._below, self._centred = shares, below, centred

    def _find_least(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self._shown()), default=0), 0)

    def _place(self, where: QRect, move: bool) -> int:
        shown = self._shown()
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


def empty(layout: QLayout) -> None:
    """Take away every widget of ``layout``: it is out of sight at once, and gone soon."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def follow_width(
    widget: QWidget,
    across: QSizePolicy.Policy = QSizePolicy.Policy.Expanding,
    down: QSizePolicy.Policy = QSizePolicy.Policy.Preferred,
) -> None:
    """Let ``widget`` be as high as what is in it needs at the width it gets."""
    policy = QSizePolicy(across, down)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
