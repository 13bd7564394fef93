"""What the kept files of released schemas hold, and how the next one is made.

When schema n is released: ``python -m tests.storage.kept tests/storage/files/vn.db``. The files
of earlier schemas are never made anew.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from backtracker.core.body import Measure
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Examination, Question, Visit
from backtracker.core.habits import Habit
from backtracker.core.marks import Mark
from backtracker.core.medicines.product import Product
from backtracker.core.model import Act, Check, Episode, Exposure, Flare, Moment, Reading, Treatment
from backtracker.core.records import Record
from backtracker.core.redflags import Acknowledgement
from backtracker.core.suggestions import Dismissal
from backtracker.core.trial import Trial
from backtracker.storage.migrations import MIGRATIONS
from backtracker.storage.store import Store


def _moment(hour: int, minute: int = 0) -> Moment:
    return Moment(datetime(2026, 8, 22, hour, minute, tzinfo=UTC), 7200, "Europe/Berlin")


_spasm = Episode(
    "11111111-1111-4111-8111-111111111111", _moment(6), _moment(20), frozenset({"lower_left", "own:hip"}),
    frozenset({"heat"}), "Lifted a crate – 20 kg",
)  # fmt: skip
_ice = Treatment(
    "22222222-2222-4222-8222-222222222222", _moment(7), "ice", 1200, 1200, episode_id=_spasm.id, slot="ice:1"
)

RECORDS: tuple[Record, ...] = (
    _spasm,
    _ice,
    Treatment(
        "33333333-3333-4333-8333-333333333333", _moment(8), "medicine", product="Ibuprofen", amount="400 mg",
        note="with breakfast", episode_id=_spasm.id,
    ),
    Reading("44444444-4444-4444-8444-444444444444", _moment(6), 8, _spasm.id, role="onset"),
    Reading("55555555-5555-4555-8555-555555555555", _moment(7, 20), 6, _spasm.id, _ice.id, "after", note="numb"),
    Reading("66666666-6666-4666-8666-666666666666", _moment(21), 2),
    Flare("77777777-7777-4777-8777-777777777777", _moment(12), _spasm.id, "bent down"),
    Exposure("88888888-8888-4888-8888-888888888888", _moment(6), _spasm.id, "lift"),
    Exposure("99999999-9999-4999-8999-999999999999", _moment(6), _spasm.id, "own:cold hall", 24, "unknown"),
    Act("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", _moment(9), "snoozed", _spasm.id, "walk", "walk:2", _moment(9, 30).at),
    Check("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", _moment(6), _spasm.id, frozenset({"saddle"})),
)  # fmt: skip


_doctor = Visit(
    "14141414-1414-4414-8414-141414141414", _moment(15), "doctor", "Dr. Weber", "rest", "lumbar strain",
    (Examination("xray", "no fracture – “clear”"), Examination("mri")),
)  # fmt: skip
_massage = Course(
    "15151515-1515-4515-8515-151515151515", _moment(10), "massage", "Anna", 8, date(2026, 12, 1), _moment(23),
    note="ten on prescription",
)  # fmt: skip
_bridge = Exercise(
    "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee", _moment(10), "Bridge", 3, 10, 5, frozenset({"mon", "thu"}), 2, True,
    _massage.id, _moment(21), "slowly",
)  # fmt: skip
_done = Treatment(
    "12121212-1212-4212-8212-121212121212", _moment(11), "exercise", product="Bridge", amount="3 × 10",
    episode_id=_spasm.id, slot=f"exercise:{_bridge.id}:2026-08-22:1",
)  # fmt: skip

SINCE: dict[int, tuple[Record, ...]] = {
    3: (
        Product(
            "cccccccc-cccc-4ccc-8ccc-cccccccccccc", "Muscle aid", (("own:methocarbamol", 500_000),), 2, 360, 480, 8, 14,
            "doctor", preventive=True, source="Dr. Who",
        ),
        Treatment(
            "dddddddd-dddd-4ddd-8ddd-dddddddddddd", _moment(10), "medicine", product="Advil", amount="300 mg",
            episode_id=_spasm.id, medicine="advil", units=1.5, contents=(("ibuprofen", 300_000),), remind=True,
        ),
    ),
    4: (
        _doctor,
        Question("ffffffff-ffff-4fff-8fff-ffffffffffff", _moment(9), "MRI?", _moment(15), _doctor.id, "later"),
        _massage,
        _bridge,
        _done,
        Practice("13131313-1313-4313-8313-131313131313", _moment(11), _bridge.id, "stopped", _done.slot, _done.id),
    ),
    5: (
        Habit.about(date(2026, 8, 21), "sleep", 6, _moment(7)),
        Habit.about(date(2026, 8, 22), "own:garden", 1, _moment(19)),
        Measure("16161616-1616-4616-8616-161616161616", _moment(7), "weight", 82_500),
        Measure("17171717-1717-4717-8717-171717171717", _moment(7, 5), "height", 1_780),
    ),
    6: (
        Acknowledgement(
            "18181818-1818-4818-8818-181818181818", _moment(6, 5), "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
            frozenset({"saddle"}),
        ),
        Dismissal("19191919-1919-4919-8919-191919191919", _moment(7), "same_area", frozenset({_spasm.id})),
    ),
    7: (
        Mark("20202020-2020-4020-8020-202020202020", _moment(8), date(2026, 8, 1), "Started physiotherapy – “Anna”"),
    ),
    8: (
        Trial(
            "21212121-2121-4121-8121-212121212121", _moment(9), "water", 8, False, date(2026, 8, 23), 7, 1, "ABBABA",
            _moment(21),
        ),
    ),
}  # fmt: skip
"""What each later schema has brought: files from that one on hold it too."""


def records_of(version: int) -> list[Record]:
    """What the kept file of schema ``version`` holds."""
    return [*RECORDS, *(each for since, added in SINCE.items() if since <= version for each in added)]


def write(path: Path) -> None:
    """A data file of today's schema with all of it, saved in one change."""
    with Store.open(path, _moment(22).at) as store, store.change("kept", _moment(22).at) as change:
        for record in records_of(len(MIGRATIONS)):
            change.put(record)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
