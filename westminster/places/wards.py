"""Wards of Westminster and councils of London by their GSS codes: data, no code.

Source: Office for National Statistics register of geographic codes; wards as of May 2022.
"""

WESTMINSTER = "E09000033"

WARDS = {
    "E05013792": "Abbey Road",
    "E05013793": "Bayswater",
    "E05013794": "Church Street",
    "E05013795": "Harrow Road",
    "E05013796": "Hyde Park",
    "E05013797": "Knightsbridge & Belgravia",
    "E05013798": "Lancaster Gate",
    "E05013799": "Little Venice",
    "E05013800": "Maida Vale",
    "E05013801": "Marylebone",
    "E05013802": "Pimlico North",
    "E05013803": "Pimlico South",
    "E05013804": "Queen’s Park",
    "E05013805": "Regent’s Park",
    "E05013806": "St James’s",
    "E05013807": "Vincent Square",
    "E05013808": "West End",
    "E05013809": "Westbourne",
}

COUNCILS = {
    "E09000001": "City of London",
    "E09000002": "Barking and Dagenham",
    "E09000003": "Barnet",
    "E09000004": "Bexley",
    "E09000005": "Brent",
    "E09000006": "Bromley",
    "E09000007": "Camden",
    "E09000008": "Croydon",
    "E09000009": "Ealing",
    "E09000010": "Enfield",
    "E09000011": "Greenwich",
    "E09000012": "Hackney",
    "E09000013": "Hammersmith and Fulham",
    "E09000014": "Haringey",
    "E09000015": "Harrow",
    "E09000016": "Havering",
    "E09000017": "Hillingdon",
    "E09000018": "Hounslow",
    "E09000019": "Islington",
    "E09000020": "Kensington and Chelsea",
    "E09000021": "Kingston upon Thames",
    "E09000022": "Lambeth",
    "E09000023": "Lewisham",
    "E09000024": "Merton",
    "E09000025": "Newham",
    "E09000026": "Redbridge",
    "E09000027": "Richmond upon Thames",
    "E09000028": "Southwark",
    "E09000029": "Sutton",
    "E09000030": "Tower Hamlets",
    "E09000031": "Waltham Forest",
    "E09000032": "Wandsworth",
    WESTMINSTER: "Westminster",
}
