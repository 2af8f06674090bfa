"""The words of people's names, to find them by, and each once, to mend a spelling by; cases put aside."""

import unicodedata

BATCH = 5000


def up(migrator, db):
    bytewise = "" if db.__class__.__name__ == "SqliteDatabase" else ' COLLATE "C"'
    db.execute_sql(f"""
        CREATE TABLE resident_word (
            word TEXT{bytewise} NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
            resident_id BIGINT NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
            PRIMARY KEY (word, resident_id)
        )""")
    db.execute_sql("CREATE INDEX resident_word_of ON resident_word (resident_id, word)")
    db.execute_sql(f"CREATE TABLE name_word (word TEXT{bytewise} PRIMARY KEY)")
    _fill(db)
    db.execute_sql(
        "CREATE INDEX application_aside ON application (owner_id, status, due_on, id) WHERE aside_until IS NOT NULL"
    )
    for index in ("resident_by_full_name", "resident_by_surname"):  # of 0014; nothing asks by them any more
        db.execute_sql(f"DROP INDEX {index}")


def down(migrator, db):
    db.execute_sql("DROP INDEX application_aside")
    bytewise = "" if db.__class__.__name__ == "SqliteDatabase" else ' COLLATE "C"'
    for column in ("surname", "full_name"):
        db.execute_sql(f"CREATE INDEX resident_by_{column} ON resident ((lower({column}){bytewise}))")
    db.execute_sql("DROP TABLE name_word")
    db.execute_sql("DROP TABLE resident_word")


def _fill(db):
    last = 0
    ask = f"SELECT id, full_name FROM resident WHERE id > {db.param} ORDER BY id LIMIT {BATCH}"
    add = f"INSERT INTO resident_word (resident_id, word) VALUES ({db.param}, {db.param})"
    while people := db.execute_sql(ask, (last,)).fetchall():
        rows = [(number, word) for number, name in people for word in sorted(set(_words(name)))]
        db.cursor().executemany(add, rows)
        last = people[-1][0]
    db.execute_sql("INSERT INTO name_word SELECT DISTINCT word FROM resident_word")


def _words(text):
    """As residents.name_rules had it when this was written."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word[:40] for word in "".join(c if c.isalnum() else "" if c in "'’ʼ`." else " " for c in bare).split()]
