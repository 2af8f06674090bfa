"""Which services somebody has added to their card, of those that are theirs to add."""


def up(migrator, db):
    sqlite = db.__class__.__name__ == "SqliteDatabase"
    instant = "TEXT" if sqlite else "TIMESTAMPTZ"
    db.execute_sql(f"""
        CREATE TABLE service_added (
            resident_id BIGINT NOT NULL REFERENCES resident (id),
            service TEXT NOT NULL CHECK (service <> ''),
            added_at {instant} NOT NULL,
            PRIMARY KEY (resident_id, service)
        )""")


def down(migrator, db):
    db.execute_sql("DROP TABLE service_added")
