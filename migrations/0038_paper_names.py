"""A name and an address on a paper may be as long as those that people tell us."""


def up(migrator, db):
    _to(db, 210, 400)


def down(migrator, db):
    _to(db, 100, 200)


def _to(db, name, address):
    if db.__class__.__name__ == "SqliteDatabase":
        _rebuild(db, name, address)
        return
    for column, most in (("name", name), ("address", address)):
        db.execute_sql(f"ALTER TABLE case_seen DROP CONSTRAINT case_seen_{column}_check")
        db.execute_sql(f"UPDATE case_seen SET {column} = substr({column}, 1, {most})")
        db.execute_sql(f"ALTER TABLE case_seen ADD CHECK (length({column}) <= {most})")


def _rebuild(db, name, address):
    """SQLite changes no CHECK; the rest of the table is as in 0014."""
    db.execute_sql("DROP INDEX case_seen_readable")
    db.execute_sql("CREATE TEMPORARY TABLE before AS SELECT * FROM case_seen")
    db.execute_sql("DROP TABLE case_seen")
    db.execute_sql(f"""
        CREATE TABLE case_seen (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            application_id BIGINT NOT NULL REFERENCES application (id),
            evidence TEXT REFERENCES evidence_file (public_id),
            kind TEXT NOT NULL CHECK (kind <> ''),
            name TEXT NOT NULL CHECK (length(name) <= {name}),
            address TEXT NOT NULL CHECK (length(address) <= {address}),
            ending TEXT NOT NULL CHECK (length(ending) <= 4),
            dated_on DATE,
            ends_on DATE,
            staff_id BIGINT NOT NULL REFERENCES staff_member (account_id),
            seen_at TEXT NOT NULL,
            UNIQUE (application_id, evidence)
        )""")
    columns = "id, application_id, evidence, kind, ending, dated_on, ends_on, staff_id, seen_at"
    cut = f"substr(name, 1, {name}), substr(address, 1, {address})"
    db.execute_sql(f"INSERT INTO case_seen ({columns}, name, address) SELECT {columns}, {cut} FROM before")
    db.execute_sql("DROP TABLE before")
    db.execute_sql("CREATE INDEX case_seen_readable ON case_seen (application_id) WHERE name <> '' OR address <> ''")
