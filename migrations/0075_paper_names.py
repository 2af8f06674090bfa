"""A name and an address on a paper may be as long as those that people tell us."""


def up(migrator, db):
    _to(db, name=210, address=400)


def down(migrator, db):
    _to(db, name=100, address=200)


def _to(db, **most):
    db.execute_sql("DROP INDEX case_seen_readable")
    for column, length in most.items():
        db.execute_sql(f"ALTER TABLE case_seen RENAME COLUMN {column} TO before")
        db.execute_sql(
            f"ALTER TABLE case_seen ADD COLUMN {column} TEXT NOT NULL DEFAULT '' CHECK (length({column}) <= {length})"
        )
        db.execute_sql(f"UPDATE case_seen SET {column} = substr(before, 1, {length})")
        db.execute_sql("ALTER TABLE case_seen DROP COLUMN before")
    db.execute_sql("CREATE INDEX case_seen_readable ON case_seen (application_id) WHERE name <> '' OR address <> ''")
