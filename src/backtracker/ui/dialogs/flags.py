"""The sheet of the warning signs: press those that are there, or say that none is."""

from PySide6.QtWidgets import QWidget

from backtracker.core import redflags
from backtracker.core.model import Check
from backtracker.core.words import clock_text, day_text, translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import ChipGrid


class FlagSheet(Sheet):
    """Asks for all signs at once; with ``check`` it changes that answer.

    While the notice stands it shows what was said, to add to it or to correct it: nothing of it is lost by
    asking again. Otherwise nothing is chosen beforehand. What a yes means is said by the window, above
    everything, as soon as it is saved.
    """

    def __init__(
        self, desk: Desk, *, episode_id: str | None = None, check: Check | None = None, parent: QWidget | None = None
    ) -> None:
        standing = desk.standing if check is None else None
        lead = translate("Flags", "Press what is there. It says where to go.")
        if standing is not None:
            lead = translate("Flags", "You said this. Take away only what was never so.")
        elif check is not None:
            day, time = day_text(check.moment.day, today=desk.local_now().date()), clock_text(check.moment.local)
            lead = translate("Flags", "Your answer of {day}, {time}.", day=day, time=time)
        super().__init__(desk, translate("Flags", "Check for warning signs"), lead=lead, parent=parent)
        self._episode_id, self._check, self._seen = episode_id, check, standing
        self._said = check.flags if check else frozenset(standing.flags if standing else ())
        asked = {each.level: [] for each in redflags.ASKED}  # type: dict[str, list[redflags.Flag]]
        for each in redflags.ASKED:
            asked[each.level].append(each)
        self.grids: dict[str, ChipGrid] = {}
        headings = {
            redflags.EMERGENCY: translate("Flags", "Is any of this new?"),
            redflags.SOON: translate("Flags", "Is any of this there?"),
        }
        for level, flags in asked.items():
            grid = self.grids[level] = ChipGrid([(each.key, redflags.label(each.key), "") for each in flags])
            grid.reserve(redflags.label(each.key) for each in redflags.ASKED)
            for key, chip in grid.chips.items():
                chip.setToolTip(redflags.question(key))
                chip.setAccessibleDescription(redflags.question(key))
            grid.set_chosen(self._said)
            grid.changed.connect(self._say_what_is_saved)
            self.add_row(headings[level], grid)
        self.save_button.setDefault(False)
        self.save_button.setAutoDefault(False)  # Enter on a sign is no "none of these"
        self._say_what_is_saved()
        only = self._only()
        if only is not None:
            self.offer_delete(only)

    def chosen(self) -> frozenset[str]:
        """The signs that are there; one that is not asked any more stays in the answer it was in."""
        known = frozenset(key for grid in self.grids.values() for key in grid.chips)
        return (self._said - known).union(*(grid.chosen() for grid in self.grids.values()))

    def deed(self) -> Deed:
        """Record the answer."""
        flags, check, episode_id = self.chosen(), self._check, self._episode_id
        standing = self._seen
        if standing is not None:
            return lambda journal: journal.change_standing(standing, flags, episode_id)
        if check is not None:
            return lambda journal: journal.change_check(check, flags)
        if episode_id is not None:
            return lambda journal: journal.record_check(flags, episode_id)
        return lambda journal: journal.check_flags(flags)

    def _only(self) -> Check | None:
        """The one answer that is changed; None while a new one is given, or several stand."""
        if self._seen is not None:
            return self._seen.checks[0] if len(self._seen.checks) == 1 else None
        return self._check

    def _say_what_is_saved(self, _: object = None) -> None:
        """The button says what a press on it tells."""
        count = len(self.chosen())
        words = {0: translate("Flags", "None of these"), 1: translate("Flags", "Yes, this one")}
        self.save_button.setText(words.get(count) or translate("Flags", "Yes, these {n}", n=count))
