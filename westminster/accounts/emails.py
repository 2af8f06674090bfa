"""Email addresses that name somebody who signs in."""

from email_validator import EmailNotValidError, validate_email

from ..core.errors import Refused
from ..core.words import N_


def parse_email(text: str) -> str:
    """In lower case, and in ASCII also where the domain is not. Raises Refused."""
    try:
        parsed = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        raise Refused(N_("Enter an email address, like name@example.com"), "email") from error
    return str(parsed.ascii_email).lower()
