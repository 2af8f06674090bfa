"""What can be chosen on the pages of the application: values as they are kept, words as they are read."""

from ..core.words import N_
from ..proofs.rules import LIVES, STUDIES, WORKS

BASES = {
    LIVES.slug: N_("I live here"),
    WORKS.slug: N_("I work here"),
    STUDIES.slug: N_("I study here"),
}
CHANNELS = {
    "email": N_("Email"),
    "text": N_("Text message"),
    "letter": N_("Letter"),
}
WELCOME_CHANNELS = {
    value: words for value, words in CHANNELS.items() if value != "letter"
}  # where letters are not safe
LANGUAGES = {
    "en": N_("English"),
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "zh": N_("Chinese"),
    "fr": N_("French"),
    "it": N_("Italian"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "es": N_("Spanish"),
}
ACCESS_NEEDS = {
    "large_print": N_("Large print"),
    "braille": N_("Braille"),
    "audio": N_("Letters read aloud"),
    "easy_read": N_("Easy words and pictures"),
    "sign_language": N_("British Sign Language"),
    "interpreter": N_("An interpreter for my language"),
    "telephone": N_("Talk by telephone"),
    "in_person": N_("Talk in person"),
}
