"""Postcodes and the council each lies in."""


def up(migrator, db):
    db.execute_sql("""
        CREATE TABLE postcode (
            postcode TEXT PRIMARY KEY CHECK (postcode = upper(postcode) AND length(postcode) BETWEEN 6 AND 8),
            ward TEXT CHECK (ward IS NULL OR council_code = 'E09000033'),
            council_code TEXT NOT NULL CHECK (council_code <> ''),
            council TEXT NOT NULL CHECK (council <> ''),
            latitude DOUBLE PRECISION CHECK (latitude BETWEEN 49 AND 61),
            longitude DOUBLE PRECISION CHECK (longitude BETWEEN -9 AND 2)
        )""")


def down(migrator, db):
    db.execute_sql("DROP TABLE postcode")
