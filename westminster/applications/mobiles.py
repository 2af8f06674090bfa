"""Which texts are a UK mobile number."""

import phonenumbers


def uk_mobile(text: str) -> str | None:
    """A UK mobile number in E.164, or None. Not 070 and 076: those ring elsewhere, but for 07624 of the Isle of Man.

    Ofcom's numbers for drama count: the library's list of valid ones leaves them out.
    Source: Ofcom, National Telephone Numbering Plan, part B.
    """
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    digits = str(number.national_number)
    if number.country_code != 44 or len(digits) != 10 or digits[0] != "7":
        return None
    if digits[1] in "06" and not digits.startswith("7624"):
        return None
    return f"+44{digits}"
