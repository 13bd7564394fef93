"""The look, brought to Qt: which theme is on, its fonts, palette and style sheet.

Painted widgets ask ``current()`` while painting; Qt repaints them by itself when the palette
changes. Charts and other drawings that are not widgets listen to ``announcer.changed``.
May import PySide6, ``paths`` and ``tokens``.
"""

import sys
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from backtracker import tokens
from backtracker.paths import resource
from backtracker.tokens import DARK, LIGHT, Theme, Type

# The size of interface text, in px, that a person gets who never touched that setting.
_ORDINARY_PX = {"win32": 12.0, "darwin": 13.0}.get(sys.platform, 14.0)
_BUNDLED = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")


class Announcer(QObject):
    """Says that the theme is another one now."""

    changed = Signal()


announcer = Announcer()


class _State:
    theme: Theme = LIGHT
    scale: float = 1.0
    family: str = ""
    sheet_for: tuple[Theme, float] | None = None


def current() -> Theme:
    """The theme that is on."""
    return _State.theme


def scale() -> float:
    """How much larger than drawn the person wants text: 1.0 to 2.0."""
    return _State.scale


def px(length: float) -> int:
    """A length that has to grow with the text, such as the height of a button."""
    return round(length * _State.scale)


def colour(token: str) -> QColor:
    """A token of the theme that is on, as Qt's colour."""
    return QColor(_State.theme.colour(token))


@lru_cache(maxsize=64)
def font(kind: Type) -> QFont:
    """The font for a size of type, with figures of equal width."""
    made = QFont(_State.family) if _State.family else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    made.setPixelSize(int(kind.size * _State.scale + 0.5))  # Qt's font engines know whole pixels only
    made.setWeight(QFont.Weight(kind.weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if kind.size >= 20:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return made


def system_theme() -> Theme:
    """The theme that the desktop asks for."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program this look, now; also right after the start."""
    if _State.sheet_for is None:
        app.setStyle("Fusion")
        _load_fonts()
    wanted = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    _State.theme = theme
    _State.scale = _scale_of(wanted)
    font.cache_clear()
    app.setFont(font(tokens.BODY))
    app.setPalette(_palette(theme))
    if _State.sheet_for != (theme, _State.scale):
        app.setStyleSheet(style_sheet(theme, _State.scale))
        _State.sheet_for = (theme, _State.scale)
    announcer.changed.emit()


def _scale_of(wanted: QFont) -> float:
    dots = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    size = wanted.pixelSize() if wanted.pixelSize() > 0 else wanted.pointSizeF() * dots / 72
    return min(2.0, max(1.0, round(size / _ORDINARY_PX, 2)))


def _load_fonts() -> None:
    """Windows and macOS have an interface font of this decade; of Linux desktops one cannot know."""
    if sys.platform in ("win32", "darwin"):
        return
    for name in _BUNDLED:
        number = QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))
        if number >= 0:
            _State.family = QFontDatabase.applicationFontFamilies(number)[0]


def _palette(theme: Theme) -> QPalette:
    """Tokens on Qt's roles, so that plain labels follow the theme without a line of code."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, token in (
        (role.Window, theme.page),
        (role.WindowText, theme.text),
        (role.Base, theme.card),
        (role.AlternateBase, theme.sunk),
        (role.Text, theme.text),
        (role.Button, theme.card),
        (role.ButtonText, theme.text),
        (role.PlaceholderText, theme.quiet),
        (role.BrightText, theme.warning),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.text),
        (role.ToolTipText, theme.card),
        (role.Light, theme.card),
        (role.Midlight, theme.sunk),
        (role.Mid, theme.line2),
        (role.Dark, theme.ctl),
        (role.Shadow, theme.line2),
    ):
        palette.setColor(where, QColor(token))
    faded = QColor(tokens.mix(theme.text, theme.card, 0.45))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, faded)
    return palette


def style_sheet(theme: Theme, scale: float) -> str:
    """Qt's own controls in the program's look; the widgets of ``ui.widgets`` paint themselves."""

    def px(length: float) -> str:
        return f"{round(length * scale)}px"

    field = f"border:1px solid {theme.ctl};border-radius:8px;background:{theme.card};color:{theme.text};"
    field += f"placeholder-text-color:{theme.quiet};"
    # Qt draws the tick's file in black, whatever the theme: the ground under it is pale in both.
    tick, ticked = resource("icons/check.svg").as_posix(), theme.accent if theme.is_dark else theme.tint("accent")
    chosen = f"selection-background-color:{theme.accent};selection-color:{theme.on_accent};"
    return f"""
.QPushButton{{{field}padding:0 16px;min-height:{px(42)};min-width:64px;font-weight:500}}
.QPushButton:hover{{background:{theme.sunk};border-color:{theme.quiet}}}
.QPushButton:pressed{{background:{theme.line}}}
.QPushButton:focus{{border:2px solid {theme.focus};padding:0 15px;min-height:{px(40)}}}
.QPushButton:default,.QPushButton[kind="primary"]
{{background:{theme.accent};border-color:{theme.accent};color:{theme.on_accent};font-weight:600}}
.QPushButton:default:hover,.QPushButton[kind="primary"]:hover{{background:{theme.hover("accent")}}}
.QPushButton:default:focus{{border:2px solid {theme.text}}}
.QPushButton:disabled{{color:{tokens.mix(theme.text, theme.card, 0.45)};border-color:{theme.line};
background:{theme.card}}}
QLineEdit,QAbstractSpinBox{{{field}{chosen}padding:0 12px;min-height:{px(42)}}}
QPlainTextEdit,QTextEdit{{{field}{chosen}padding:8px}}
QLineEdit:hover,QAbstractSpinBox:hover,QPlainTextEdit:hover,QTextEdit:hover{{border-color:{theme.quiet}}}
QLineEdit:focus,QPlainTextEdit:focus,QTextEdit:focus,QAbstractSpinBox:focus{{border:2px solid {theme.focus}}}
QLineEdit:focus,QAbstractSpinBox:focus{{padding:0 11px;min-height:{px(40)}}}
QPlainTextEdit:focus,QTextEdit:focus{{padding:7px}}
QLineEdit:disabled,QAbstractSpinBox:disabled{{background:{theme.sunk};border-color:{theme.line};color:{theme.quiet}}}
QLineEdit[bare="true"],QPlainTextEdit[bare="true"]{{border:0;background:transparent;padding:0}}
QComboBox QLineEdit{{border:0;padding:0;min-height:0;background:transparent}}
QAbstractSpinBox QLineEdit{{border:0;padding:0 10px;min-height:0;background:transparent}}
QAbstractSpinBox::up-button{{subcontrol-origin:border;subcontrol-position:top right;width:0;border:0}}
QAbstractSpinBox::down-button{{subcontrol-origin:border;subcontrol-position:bottom right;width:0;border:0}}
QComboBox{{min-height:{px(44)}}}
QCheckBox,QRadioButton{{spacing:10px;min-height:{px(44)};color:{theme.text}}}
QCheckBox::indicator,QRadioButton::indicator{{width:{px(18)};height:{px(18)};border:1px solid {theme.ctl};
border-radius:4px;background:{theme.card}}}
QRadioButton::indicator{{border-radius:{px(9)}}}
QCheckBox::indicator:hover,QRadioButton::indicator:hover{{border-color:{theme.quiet};background:{theme.sunk}}}
QCheckBox::indicator:checked{{border:1px solid {theme.accent};background:{ticked};image:url("{tick}")}}
QRadioButton::indicator:checked{{border:5px solid {theme.accent};width:{px(10)};height:{px(10)}}}
QCheckBox::indicator:focus,QRadioButton::indicator:focus{{border:2px solid {theme.focus}}}
QDialogButtonBox{{dialogbuttonbox-buttons-have-icons:0}}
QProgressBar{{border:0;border-radius:4px;background:{theme.line};max-height:8px;color:transparent}}
QProgressBar::chunk{{border-radius:4px;background:{theme.accent}}}
QMenu{{background:{theme.card};border:1px solid {theme.line2};border-radius:8px;padding:4px}}
QMenu::item{{padding:{px(14)} 20px {px(14)} 14px;border-radius:6px;color:{theme.text}}}
QMenu::icon{{padding-left:12px}}
QMenu::item:selected{{background:{theme.tint("accent")}}}
QMenu::item:disabled{{color:{theme.quiet}}}
QMenu::separator{{height:1px;background:{theme.line};margin:4px 8px}}
QToolTip{{background:{theme.text};color:{theme.card};border:0;padding:6px 10px}}
QScrollArea,QAbstractScrollArea#page{{border:0;background:transparent}}
QScrollBar:vertical{{width:14px;background:transparent;margin:0}}
QScrollBar:horizontal{{height:14px;background:transparent;margin:0}}
QScrollBar::handle{{background:{theme.line2};border-radius:3px;margin:4px}}
QScrollBar::handle:vertical{{min-height:44px}}
QScrollBar::handle:horizontal{{min-width:44px}}
QScrollBar::handle:hover{{background:{theme.ctl}}}
QScrollBar::add-line,QScrollBar::sub-line{{width:0;height:0}}
QScrollBar::add-page,QScrollBar::sub-page{{background:transparent}}
QTableView,QTreeView,QListView{{border:1px solid {theme.line};border-radius:8px;background:{theme.card};
gridline-color:{theme.line};selection-background-color:{theme.tint("accent")};selection-color:{theme.text};outline:0}}
QTableView::item,QListView::item,QTreeView::item{{padding:4px 12px;border:0}}
QTableView::item:focus,QListView::item:focus{{border:2px solid {theme.focus}}}
QHeaderView,QTableCornerButton::section{{background:{theme.card};border:0}}
QHeaderView::section{{background:{theme.card};color:{theme.quiet};border:0;border-bottom:1px solid {theme.line};
padding:8px 12px;font-weight:500}}
QDialog,QMessageBox{{background:{theme.page}}}
"""
