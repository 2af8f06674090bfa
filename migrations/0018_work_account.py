"""Which account of the staff's provider signs a member in."""


def up(migrator, db):
    instant = "TEXT" if db.__class__.__name__ == "SqliteDatabase" else "TIMESTAMPTZ"
    db.execute_sql(f"""
        CREATE TABLE work_account (
            account_id BIGINT PRIMARY KEY REFERENCES staff_member (account_id),
            issuer TEXT NOT NULL CHECK (issuer <> ''),
            subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
            bound_at {instant} NOT NULL,
            UNIQUE (issuer, subject)
        )""")


def down(migrator, db):
    db.execute_sql("DROP TABLE work_account")
