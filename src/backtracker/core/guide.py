"""The guide: the eighteen steps of care, a card each, in our own words.

The facts are those of the source text and of the studies and labels that are named with them;
where these say nothing, nothing is said. Figures that the program computes with are filled in from
the rules. Standard library only.
"""

from dataclasses import dataclass

from backtracker.core import redflags
from backtracker.core.catalogue import STEFFENS
from backtracker.core.habits import ODS
from backtracker.core.medicines import wording
from backtracker.core.medicines.catalogue import IBUPROFEN_LABEL, NAPROXEN_LABEL, PERCOGESIC_LABEL
from backtracker.core.phases import HEAT_ADVISED, ICE_CAN_END
from backtracker.core.plan import FIRST_HOLD, Plan
from backtracker.core.rules import Rules
from backtracker.core.typed import whole
from backtracker.core.words import translate, uncapitalized

FRENCH = "French 2006 (Cochrane review)"
PARREIRA = "Parreira 2015, Pain 156:1913"
WALKBACK = "WalkBack trial, Lancet 2024;404:134"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three parts of the guide."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of a posture; ``file`` is its name in ``resources/drawings``."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """A step: how it is done (``hints``, a line each), what to ``watch``, when to ``stop``, on whose word.

    ``step`` is its number in the source text, 1 to 18 through all parts; ``studies`` are what else is relied on.
    ``watch`` and ``stop`` are empty where the sources say nothing. ``urgent`` is for emergencies.
    """

    key: str
    part: str
    step: int
    icon: str
    tone: str
    title: str
    short: str
    what: str
    hints: tuple[str, ...]
    watch: tuple[str, ...] = ()
    stop: str = ""
    urgent: str = ""
    studies: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()


PARTS = (
    Part("relieve", "When it hurts"),
    Part("cope", "What is behind it"),
    Part("prevent", "So that it stays away"),
)

ALL = (
    Guidance(
        "ice", "relieve", 1, "ice", "ice", "Ice, {ice} minutes at most", "Ice",
        "Cold in short sessions, for the first two to three days.",
        (
            "Put a towel around the cold pack.",
            "Settle down face up, so that the pack is where it cramps. Let your breath go slow and your weight sink.",
            "After {ice} minutes it comes off. Once more every {every} hours, for {ice_from} to {ice_to} hours.",
            "If that weighs too much on the back, turn to one side. For a spasm low down, try a leg propped up.",
        ),
        ("Nobody has studied cold well enough to say whether it helps. Leave it out if it does you no good.",),
        "When the time is up, always. Do not fall asleep on it: longer can bring frostbite or hurt the nerves.",
        studies=(FRENCH,),
        drawings=(
            Drawing("on-the-back", "On the back, the wrapped pack under the place that cramps"),
            Drawing("on-the-side", "On the side, seen from above"),
            Drawing("leg-raised", "Legs raised, for the lower back"),
        ),
    ),
    Guidance(
        "medicine", "relieve", 2, "medicine", "medicine", "A pain reliever from the pharmacy", "Pain reliever",
        "Something without a prescription, within the limits on its label.",
        (
            "Ibuprofen (Advil, Motrin) and naproxen (Aleve) work against pain and against inflammation.",
            ("Acetaminophen, also called paracetamol (Tylenol), works against pain only, and is mostly kinder to the "
            "stomach."),
            "Note each dose here. Before it is saved you see what you have taken and when more is allowed.",
        ),
        (
            "One anti-inflammatory at a time: ibuprofen, naproxen and aspirin are of the same family.",
            "{ask_first} So say their labels.",
            "Percogesic holds acetaminophen too, and counts towards its limit. It can make you drowsy, so take little.",
        ),
        "At the limits of the label: for one dose, for a day, and for how many days.",
        studies=(IBUPROFEN_LABEL, NAPROXEN_LABEL, PERCOGESIC_LABEL),
    ),
    Guidance(
        "walk", "relieve", 3, "walk", "walk", "A short walk every hour", "Short walks",
        "A little on your feet from the very beginning.",
        (
            "Begin as soon as it has hit: slowly, a few minutes, once an hour.",
            "Moving gets the blood going and helps it heal.",
            "Make the walks longer little by little. Swimming and other gentle movement suit the first two weeks too.",
        ),
        ("Lying for long makes the muscles stiff. The pain can get sharper, or another spasm can follow.",),
        "Turn back if it gets worse.",
    ),
    Guidance(
        "heat", "relieve", 4, "heat", "heat", "Moist heat, after {heat_from} hours", "Moist heat",
        "Warmth once the swelling has gone down.",
        (
            "After three days there is less swelling. Now warmth brings blood to the muscle and helps it relax.",
            "Take a moist heat pack, or sit in warm water.",
            "Drink some water with it. Moist heat does not dry you out, and enough fluid helps against spasms.",
        ),
        (
            "Earlier than that, warmth can feed the swelling.",
            "For heat wraps in the first days there is moderate evidence.",
        ),
        "When the timer ends. Leave it out if it does you no good.",
        studies=(FRENCH,),
    ),
    Guidance(
        "injection", "relieve", 5, "injection", "medicine", "Ask your doctor about cortisone", "Cortisone",
        "A question for your next visit; only a doctor can decide.",
        (
            "Cortisone works against inflammation around the nerves. What tablets do for hours, it can do for months.",
            "Put it on the list of questions for your next visit.",
            "If you get one, note the day. What you say about your pain then shows for how long it helped.",
        ),
        ("It takes away pain. It does not treat what causes it.",),
    ),
    Guidance(
        "trigger", "cope", 6, "search", "accent", "Find what sets it off", "Triggers",
        "Whoever knows the cause knows what to do about it.",
        (
            ("When it has hit, say what was in the two hours before, and in the same hours of the days before. "
            "The difference shows the link."),
            ("What often comes first: a sudden move after long stillness, a heavy load, too much of something, an "
            "injury, stress."),
            "After a sudden move from stillness, cold, moist heat, staying active and light stretching are the way.",
            "Talk it over with a doctor, a trainer or a physical therapist.",
        ),
        (
            "Hardly anybody names distraction without being asked, so it is on the list.",
            "A link is no proof.",
        ),
        studies=(STEFFENS, PARREIRA),
    ),
    Guidance(
        "massage", "cope", 7, "massage", "manual", "Massage, several times", "Massage",
        "Hands that loosen muscles and get the blood moving.",
        (
            "Go to somebody who is certified.",
            "Where stress is behind the spasms, it may ease them.",
            "One session can already be felt. For something that lasts it mostly takes several, over some months.",
            "Say how the pain was before and after each: then you see whether it is worth it.",
        ),
    ),
    Guidance(
        "doctor", "cope", 8, "doctor", "accent", "See a doctor for a diagnosis", "Doctor",
        "When home care is not enough, or it is always the same place.",
        (
            "Go when what you do at home does not help, or the spasms keep coming in the same area.",
            "Tell what you have done about it so far. It is all in this record.",
            "There may be an X-ray, a CT or an MRI, to see more of the back.",
        ),
    ),
    Guidance(
        "therapy", "cope", 9, "exercise", "walk", "Physical therapy", "Physical therapy",
        "For a muscle that is torn, injured or does too much.",
        (
            "It helps an injured muscle recover.",
            "It also evens out muscles that pull unequally: the one that does most of the work is the one that cramps.",
            "A therapist can make an exercise plan for what is behind your spasms.",
        ),
        stop="When an exercise hurts. “Stopped because of pain” is an answer too, and worth telling.",
    ),
    Guidance(
        "chiropractor", "cope", 10, "manual", "manual", "Chiropractor", "Chiropractor",
        "For a spine that is out of line or injured.",
        (
            "With a slipped disc or a spine out of line, the treatment may get at the cause.",
            "Most of it is done by hand, to bring the spine back into line.",
            "Exercises, massage and other things that stir muscles and nerves may go with it.",
        ),
    ),
    Guidance(
        "nerves", "cope", 11, "warning", "warning", "Signs from the nerves", "Signs from the nerves",
        "What a doctor should hear about.",
        (
            "Tell your doctor if spasms are frequent and nothing you know of sets them off.",
            ("A disease of the nervous system, such as multiple sclerosis or Parkinson’s, can be behind them. The "
            "doctor asks about other signs, and may send you to a neurologist."),
            "Look through the warning signs whenever something is new.",
        ),
        urgent="Each of these means emergency care, now: {signs}.",
        studies=(redflags.CARD,),
    ),
    Guidance(
        "water", "prevent", 12, "glass", "ice", "Water, {glasses} glasses a day", "Water",
        "Too little fluid can bring on cramps.",
        (
            "Drink at least {glasses} glasses, spread over the day.",
            "It does not always keep spasms away, but it helps the muscles stay loose.",
        ),
        (
            "The source text advises against caffeine and alcohol, because with them you lose fluid.",
            "As a trigger of back pain, alcohol showed no link when it was studied.",
        ),
        studies=(STEFFENS,),
    ),
    Guidance(
        "weight", "prevent", 13, "weight", "accent", "A weight that suits your height", "Weight",
        "Extra weight is extra load for the back, the bones and the muscles.",
        (
            "The body mass index gives a first idea: it sets weight against height. A doctor’s eye is another.",
            "If it should come down, a dietitian makes a plan with you, one that you can keep to.",
            "When the spasms let go, add movement bit by bit.",
        ),
    ),
    Guidance(
        "minerals", "prevent", 14, "food", "walk", "Calcium, magnesium, potassium", "Minerals",
        "With too little of them spasms can come often.",
        (
            "For calcium: milk and what is made of it.",
            "For potassium: potatoes and bananas.",
            "For magnesium: nuts, seeds, beans, whole grain and leafy greens.",
            "Without enough of them, spasms can go on in spite of any treatment.",
        ),
        ("If you lack minerals, have less coffee and refined sugar. The source text says they hinder the uptake.",),
        studies=(ODS,),
    ),
    Guidance(
        "activity", "prevent", 15, "walk", "walk", "Walk every day", "Daily walk",
        "Few things do as much against the next spasm.",
        (
            "A short round is enough at first. Let it grow to {minutes} minutes a day.",
            ("Swimming and cycling are as gentle. So are the elliptical trainer and the stair climber, for 15 to 20 "
            "minutes."),
        ),
        (
            ("In a trial with 701 people, walking up to 30 minutes five times a week put off the next time: half "
            "had it back after 208 days, and without it after 112."),
        ),
        studies=(WALKBACK,),
    ),
    Guidance(
        "stretch", "prevent", 16, "stretch", "walk", "Stretch", "Stretching",
        "For a back that bends further without complaint.",
        (
            "Do a few simple stretches before and after whatever you do.",
            "Yoga and Pilates make the back more supple.",
            "Light stretching can also ease it right when a spasm has hit.",
        ),
        ("Only as far as it is comfortable.",),
        "At once when it hurts or feels wrong. To go on can do the muscle more harm.",
    ),
    Guidance(
        "sitting", "prevent", 17, "sitting", "accent", "A pillow behind the lower back", "Sitting",
        "Support when you sit, and not for long at a time.",
        (
            "Put a pillow between the lower back and the seat, at the desk and on long drives.",
            "Get up at least once an hour and walk a little.",
            "In between, change how you sit as often as you can.",
        ),
        ("Sit upright: do not bend over.",),
        drawings=(Drawing("lumbar-pillow", "The pillow fills the hollow of the lower back"),),
    ),
    Guidance(
        "plank", "prevent", 18, "plank", "walk", "Plank, once it has healed", "Plank",
        "Strong muscles around the middle hold the spine where it belongs.",
        (
            "Lie face down. Prop yourself up on elbows and forearms, the forearms side by side.",
            "Lift yourself until only forearms and toes touch the floor. Tighten your middle.",
            "Hold it for {hold} seconds. Several times a day, and a little longer as the days go by.",
        ),
        (
            "Breathe deeply and evenly. Nearly everybody holds the breath when tensing the belly.",
            "Lift heavy things without jerks: fast, jerky moves can set off a spasm.",
        ),
        "When a spasm hits. Leave it until that has healed.",
        drawings=(Drawing("plank", "Only forearms and toes touch the floor"),),
    ),
)  # fmt: skip

BY_KEY = {each.key: each for each in ALL}


def number(guidance: Guidance) -> int:
    """1 to 18, through all parts."""
    return guidance.step


def find(typed: str) -> Guidance | None:
    """The step with that number or key, or whose name begins so; None where there is none or more than one."""
    words = " ".join(typed.casefold().split())
    if words.isascii() and words.isdigit():
        step = whole(words, 1, len(ALL))
        return None if step is None else ALL[step - 1]
    if words in BY_KEY:
        return BY_KEY[words]
    found = [each for each in ALL if words and words == short(each).casefold()]
    found = found or [each for each in ALL if words and short(each).casefold().startswith(words)]
    return found[0] if len(found) == 1 else None


# In words --------------------------------------------------------------------------------------


def part_title(key: str) -> str:
    """The heading over the steps of a part."""
    return next(translate("guide", part.title) for part in PARTS if part.key == key)


def title(guidance: Guidance) -> str:
    """The headline of the card."""
    return _line(guidance.title)


def short(guidance: Guidance) -> str:
    """Its name in a list."""
    return translate("guide", guidance.short)


def what(guidance: Guidance) -> str:
    """The one line under the headline."""
    return translate("guide", guidance.what)


def how(guidance: Guidance) -> list[str]:
    """How it is done, a sentence or two each."""
    return [_line(words) for words in guidance.hints]


def watch(guidance: Guidance) -> list[str]:
    """What to keep an eye on; nothing where the sources say nothing."""
    return [_line(words) for words in guidance.watch]


def stop(guidance: Guidance) -> str:
    """When to stop, or an empty text."""
    return _line(guidance.stop) if guidance.stop else ""


def urgent(guidance: Guidance) -> str:
    """What cannot wait, or an empty text."""
    return _line(guidance.urgent) if guidance.urgent else ""


def source(guidance: Guidance) -> str:
    """On whose word all this is said."""
    text = translate("guide", "The text this program is built on, step {n} of 18", n=number(guidance))
    return "; ".join([text, *guidance.studies]) + "."


def _line(words: str) -> str:
    return _filled(translate("guide", words))


def _filled(words: str) -> str:
    """With the figures that the program itself goes by, as they are usual, and with what other parts say."""
    if "{" not in words:
        return words
    usual, plan = Rules(), Plan()
    signs = redflags.names(flag.key for flag in redflags.ASKED if flag.level == redflags.EMERGENCY)
    return words.format(
        ice=usual.ice_minutes,
        every=usual.ice_every_hours,
        ice_from=round(ICE_CAN_END.total_seconds() / 3600),
        ice_to=usual.ice_until_hours,
        heat_from=round(HEAT_ADVISED.total_seconds() / 3600),
        minutes=plan.minutes,
        glasses=plan.glasses,
        hold=FIRST_HOLD,
        signs=uncapitalized(signs),
        ask_first=wording.ask_first(),
    )
