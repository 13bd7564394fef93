"""The words of the red-flag check: what is asked, and what is said after a yes. It never diagnoses.

Source of the signs: BMJ Best Practice and the warning signs card of backes.org.uk.
"""

from backtracker.core.words import translate

EMERGENCY = "emergency"
"""The key that is recorded for a yes to the question below, which asks about several signs at once."""


def question() -> tuple[str, str]:
    """The question at the first log of an episode, and the signs it names."""
    return (
        translate("RedFlags", "Anything of this, new since the spasm?"),
        translate("RedFlags", "Trouble passing water or stool, numb between the legs, both legs weak."),
    )


def emergency_words() -> tuple[str, str]:
    """The notice after a yes: what to do, and why it cannot wait."""
    return (
        translate("RedFlags", "Get emergency care now"),
        translate(
            "RedFlags",
            "New trouble passing water or stool, numbness between the legs, or weakness in both legs has to be "
            "looked at within hours. Call your emergency number or let someone take you to an emergency department.",
        ),
    )
