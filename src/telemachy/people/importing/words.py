"""The fixed words that cells are read with: roles, levels, languages, zones."""

MENTEE, MENTOR = "mentee", "mentor"

ROLE_WORDS = {
    "mentee": MENTEE, "mentees": MENTEE, "protege": MENTEE, "learner": MENTEE,
    "mentor": MENTOR, "mentors": MENTOR, "mentorin": MENTOR,
}  # fmt: skip
BOTH_WORDS = frozenset({"both", "beides", "either"})

LEVELS = {
    "Intern": 1, "Trainee": 1, "Junior": 2, "Foundation": 2, "Mid-level": 3, "Resident": 3, "Senior": 4, "Lead": 5,
    "Manager": 5, "Registrar": 5, "Staff": 5, "Head": 6, "Principal": 6, "Director": 7, "Consultant": 7,
    "Vice president": 8, "Founder": 8, "Executive": 9,
}  # fmt: skip
"""Seniority from 1, entry, to 9, head of the organisation."""
LEVEL_WORDS = {
    "jr": "Junior", "jnr": "Junior", "entry": "Junior", "entry level": "Junior", "graduate": "Junior",
    "mid": "Mid-level", "mid level": "Mid-level", "intermediate": "Mid-level", "medior": "Mid-level",
    "sr": "Senior", "snr": "Senior", "team lead": "Lead", "mgr": "Manager", "dir": "Director", "vp": "Vice president",
    "exec": "Executive", "c level": "Executive", "chief": "Executive", "ceo": "Executive", "cto": "Executive",
    "cfo": "Executive", "coo": "Executive", "attending": "Consultant", "fy1": "Foundation", "fy2": "Foundation",
} | {name.casefold().replace("-", " "): name for name in LEVELS}  # fmt: skip

LANGUAGES = {
    "ar": "arabic العربية", "bg": "bulgarian български", "bn": "bengali bangla", "ca": "catalan català",
    "cs": "czech čeština", "cy": "welsh cymraeg", "da": "danish dansk", "de": "german deutsch",
    "el": "greek ελληνικά", "en": "english englisch anglais", "es": "spanish español castellano",
    "et": "estonian eesti", "fa": "persian farsi", "fi": "finnish suomi", "fr": "french français französisch",
    "ga": "irish gaeilge", "gu": "gujarati", "he": "hebrew", "hi": "hindi", "hr": "croatian hrvatski",
    "hu": "hungarian magyar", "id": "indonesian", "is": "icelandic", "it": "italian italiano", "ja": "japanese 日本語",
    "ko": "korean 한국어", "lt": "lithuanian", "lv": "latvian", "ms": "malay", "mt": "maltese",
    "nb": "norwegian norsk bokmål", "nl": "dutch nederlands", "pa": "punjabi", "pl": "polish polski",
    "pt": "portuguese português", "ro": "romanian română", "ru": "russian русский", "sk": "slovak slovenčina",
    "sl": "slovene slovenian", "so": "somali", "sq": "albanian", "sr": "serbian srpski", "sv": "swedish svenska",
    "sw": "swahili", "ta": "tamil", "te": "telugu", "th": "thai", "tl": "tagalog filipino", "tr": "turkish türkçe",
    "uk": "ukrainian українська", "ur": "urdu", "vi": "vietnamese", "yo": "yoruba", "zh": "chinese mandarin 中文",
    "zu": "zulu",
}  # fmt: skip
"""ISO 639-1 codes and what the language is called."""

ZONE_ALIASES = {
    "utc": "UTC", "gmt": "Etc/GMT", "uk": "Europe/London", "cet": "Europe/Berlin", "cest": "Europe/Berlin",
    "bst": "Europe/London", "germany": "Europe/Berlin", "munich": "Europe/Berlin", "hamburg": "Europe/Berlin",
    "leeds": "Europe/London", "manchester": "Europe/London", "edinburgh": "Europe/London",
    "gmt standard time": "Europe/London", "w europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Paris", "central european standard time": "Europe/Warsaw",
    "e europe standard time": "Europe/Chisinau", "eastern standard time": "America/New_York",
    "central standard time": "America/Chicago", "mountain standard time": "America/Denver",
    "pacific standard time": "America/Los_Angeles", "india standard time": "Asia/Kolkata",
    "singapore standard time": "Asia/Singapore", "tokyo standard time": "Asia/Tokyo",
    "aus eastern standard time": "Australia/Sydney", "eastern time": "America/New_York",
    "pacific time": "America/Los_Angeles", "central time": "America/Chicago", "mountain time": "America/Denver",
}  # fmt: skip

BLANKS = frozenset(
    {"n/a", "#n/a", "-", "–", "—", "null", "nan", "?", "tbd", "tbc", "#ref!", "#value!", "#name?", "#div/0!"}
)
"""Cells that say nothing."""
