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
# Those of the cast and the city; what is not here is unknown, as without an imported file.
POSTCODES = ("NW8 8EU", "NW8 9AY", "W2 1RD", "W10 4RR", "SW1P 4DB", "W9 3AL", "SW1E 6QP")
POSTCODES_OF_CAMDEN = ("NW1 2EX", "W1T 4JA")
