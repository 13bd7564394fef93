"""Which step of the guide goes with what is at hand: keys only, so that pages know it without the guide.

Standard library only.
"""

OF_STEP = {"ice": "ice", "heat": "heat", "walk": "walk"}
"""For the steps of the protocol."""

OF_KIND = {
    "dose": "medicine", "visit": "doctor", "session": "massage", "exercise": "therapy",
    "water": "water", "walk": "activity", "stretch": "stretch", "plank": "plank", "support": "sitting",
}  # fmt: skip
"""For the kinds of errands and the parts of the plan."""

OF_SECTION = {
    "medicines": "medicine", "visits": "doctor", "questions": "doctor", "courses": "massage",
    "exercises": "therapy", "injections": "injection",
}  # fmt: skip
"""For the sections of the page of care."""

OF_PAGE = {"patterns": "trigger", "care": "doctor", "prevention": "water"}
"""For pages that show nothing more particular."""
