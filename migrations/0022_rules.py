"""The version a proof was made under; who is told of new services; how many residents each service is open to."""


def up(migrator, db):
    sqlite = db.__class__.__name__ == "SqliteDatabase"
    instant = "TEXT" if sqlite else "TIMESTAMPTZ"
    db.execute_sql("ALTER TABLE proof ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)")
    db.execute_sql("ALTER TABLE resident ADD COLUMN tell_new BOOLEAN NOT NULL DEFAULT FALSE")
    db.execute_sql(f"""
        CREATE TABLE service_reach (
            service TEXT PRIMARY KEY CHECK (service <> ''),
            started_on DATE NOT NULL,
            residents BIGINT CHECK (residents >= 0),
            counted_at {instant},
            CHECK ((residents IS NULL) = (counted_at IS NULL))
        )""")
    db.execute_sql(f"""
        CREATE TABLE service_told (
            service TEXT NOT NULL REFERENCES service_reach (service),
            resident_id BIGINT NOT NULL REFERENCES resident (id),
            told_at {instant} NOT NULL,
            PRIMARY KEY (service, resident_id)
        )""")


def down(migrator, db):
    db.execute_sql("DROP TABLE service_told")
    db.execute_sql("DROP TABLE service_reach")
    db.execute_sql("ALTER TABLE resident DROP COLUMN tell_new")
    db.execute_sql("ALTER TABLE proof DROP COLUMN version")
