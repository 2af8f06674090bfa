"""E-mail addresses and mobile numbers as people type them, made into the one way we keep them."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email

_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def parse_email(text: str) -> str:
    """The address, its domain in lower case. Raises ValueError for what cannot be one; asks no name server."""
    try:
        return str(validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError as error:
        raise ValueError from error


def parse_mobile(text: str) -> str:
    """A mobile number in E.164 form, +447700900142; UK where it says no country. Raises ValueError."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException as error:
        raise ValueError from error
    if not phonenumbers.is_possible_number(number) or not _may_get_texts(number):
        raise ValueError
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _may_get_texts(number: phonenumbers.PhoneNumber) -> bool:
    """Ofcom's made-up numbers, 07700 900000 to 900999, belong to no operator but look like mobiles: taken."""
    made_up = number.country_code == 44 and 7_700_900_000 <= (number.national_number or 0) <= 7_700_900_999
    return made_up or phonenumbers.number_type(number) in _MOBILE
