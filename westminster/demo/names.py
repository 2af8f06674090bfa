"""What made-up people are made of. Postcodes are real; the houses are not."""

GIVEN = (
    "Abena", "Adam", "Aisha", "Alice", "Ana", "Arjun", "Beatriz", "Bilal", "Catherine", "Chen", "Chloe", "Daniel",
    "Dilek", "Edward", "Elif", "Emeka", "Fatima", "Femi", "Gabriel", "Giulia", "Hannah", "Hassan", "Ines", "Ivan",
    "Jakub", "James", "Karim", "Katarzyna", "Layla", "Leo", "Lucía", "Maja", "Marco", "Mei", "Mohammed", "Nadia",
    "Niamh", "Noah", "Olivia", "Omar", "Patrick", "Priscilla", "Rosa", "Samuel", "Sofía", "Tariq", "Theo", "Uma",
    "Victoria", "William", "Yasmin", "Zoë",
)  # fmt: skip
FAMILY = (
    "Abbasi", "Adeleke", "Ahmed", "Baker", "Begum", "Brown", "Carvalho", "Chowdhury", "Clarke", "Cohen", "Costa",
    "Dubois", "El-Sayed", "Evans", "Fernandes", "Foster", "García", "Ghosh", "Green", "Haddad", "Hughes", "Hussain",
    "Ibrahim", "Jones", "Kaur", "Kowalski", "Lam", "Lee", "Lewis", "Mensah", "Miller", "Müller", "Nguyen", "O’Connor",
    "Okeke", "Patel", "Petrov", "Quinn", "Rahim", "Rossi", "Santos", "Silva", "Smith", "Tanaka", "Taylor", "Walker",
    "Wang", "Wright", "Yilmaz", "Zhang",
)  # fmt: skip
HOUSES = (
    "Candlewick Row", "Coppersmith Street", "Farrier’s Yard", "Glover House", "Hopgarden Lane", "Inkhorn Court",
    "Lantern Place", "Pewter Mews", "Quayside House", "Rushlight Street", "Saddler’s Walk", "Wheelwright Close",
)  # fmt: skip
# The wards of the postcodes that the cast and the city use, by GSS code; None is next door, in Camden.
PLACES = {
    "NW8 8EU": "E05013794",
    "NW8 9AY": "E05013792",
    "W2 1RD": "E05013796",
    "W10 4RR": "E05013804",
    "SW1P 4DB": "E05013807",
    "W9 3AL": "E05013804",
    "SW1E 6QP": "E05013806",
    "W1D 4HS": "E05013808",
    "NW1 2EX": None,
    "W1T 4JA": None,
}
POSTCODES = ("NW8 8EU", "NW8 9AY", "W2 1RD", "W10 4RR", "SW1P 4DB", "W9 3AL", "SW1E 6QP")
