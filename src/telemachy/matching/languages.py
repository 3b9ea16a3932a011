"""Languages as people write them, and the tag by which they are compared."""

LANGUAGES: dict[str, tuple[str, ...]] = {
    "ar": ("Arabic", "العربية"),
    "bg": ("Bulgarian", "Български"),
    "bn": ("Bengali", "Bangla"),
    "ca": ("Catalan", "Català"),
    "cs": ("Czech", "Čeština"),
    "da": ("Danish", "Dansk"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Ελληνικά"),
    "en": ("English",),
    "es": ("Spanish", "Español", "Castellano"),
    "et": ("Estonian", "Eesti"),
    "fa": ("Persian", "Farsi"),
    "fi": ("Finnish", "Suomi"),
    "fr": ("French", "Français"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hr": ("Croatian", "Hrvatski"),
    "hu": ("Hungarian", "Magyar"),
    "id": ("Indonesian", "Bahasa Indonesia"),
    "it": ("Italian", "Italiano"),
    "ja": ("Japanese", "日本語"),
    "ko": ("Korean", "한국어"),
    "lt": ("Lithuanian", "Lietuvių"),
    "lv": ("Latvian", "Latviešu"),
    "nl": ("Dutch", "Nederlands"),
    "no": ("Norwegian", "Norsk", "nb", "nn"),
    "pl": ("Polish", "Polski"),
    "pt": ("Portuguese", "Português"),
    "ro": ("Romanian", "Română"),
    "ru": ("Russian", "Русский"),
    "sk": ("Slovak", "Slovenčina"),
    "sl": ("Slovenian", "Slovene", "Slovenščina"),
    "sr": ("Serbian", "Српски", "Srpski"),
    "sv": ("Swedish", "Svenska"),
    "sw": ("Swahili", "Kiswahili"),
    "th": ("Thai", "ไทย"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "Українська"),
    "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "zh": ("Chinese", "中文", "Mandarin"),
}
_TAGS = {name.casefold(): tag for tag, names in LANGUAGES.items() for name in (tag, *names)}


def language_tag(text: str) -> str:
    """The tag for a name or tag: "German", "de" and "de-AT" are all "de"; an unknown language keeps its own name."""
    plain = " ".join(text.split()).casefold()
    return _TAGS.get(plain) or _TAGS.get(plain.replace("_", "-").split("-")[0]) or plain


def language_name(tag: str) -> str:
    """The English name of a tag; an unknown language is called as it was written."""
    return LANGUAGES[tag][0] if tag in LANGUAGES else tag.capitalize()
