"""Access tokens: made once, shown once, kept as hashes."""

import hashlib
import secrets

from sqlalchemy import Connection, Row, insert, select, update

from document.errors import BadRequest
from normalize.store.changes import now
from normalize.store.records import ROLES, Role, TokenRecord
from normalize.store.schema import TokenRow

PREFIX = "baocao_"
"""Lets a leaked secret be recognised for what it is."""
TABLE = TokenRow.__table__


def _hash(secret: str) -> str:
    """The secret holds 256 random bits: one round of SHA-256 is as good as many."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create(connection: Connection, name: str, role: Role) -> tuple[TokenRecord, str]:
    """A new token and its secret. Raises BadRequest for a role that does not exist or an empty name."""
    if role not in ROLES:
        raise BadRequest(what=f"vai trò {role!r}", expected=", ".join(ROLES))
    if not name.strip():
        raise BadRequest(what="mã truy cập không có tên", expected="tên người hoặc phần mềm sẽ dùng mã này")
    secret = PREFIX + secrets.token_urlsafe(32)
    record = TokenRecord(secrets.token_hex(6), name.strip(), role, now(), None)
    connection.execute(
        insert(TokenRow).values(
            id=record.id, name=record.name, role=role, secret_hash=_hash(secret), created_at=record.created_at
        )
    )
    return record, secret


def find(connection: Connection, secret: str) -> TokenRecord | None:
    """The token of this secret, unless it is revoked."""
    row = connection.execute(select(TABLE).where(TokenRow.secret_hash == _hash(secret))).first()
    return None if row is None or row.revoked_at is not None else _record(row)


def all_of_them(connection: Connection) -> tuple[TokenRecord, ...]:
    """Oldest first."""
    return tuple(_record(row) for row in connection.execute(select(TABLE).order_by(TokenRow.created_at, TokenRow.id)))


def revoke(connection: Connection, token_id: str) -> bool:
    """Whether there is such a token; it keeps the moment of its first revocation."""
    if connection.scalar(select(TokenRow.id).where(TokenRow.id == token_id)) is None:
        return False
    connection.execute(
        update(TokenRow).where(TokenRow.id == token_id, TokenRow.revoked_at.is_(None)).values(revoked_at=now())
    )
    return True


def _record(row: Row[tuple[object, ...]]) -> TokenRecord:
    return TokenRecord(row.id, row.name, row.role, row.created_at, row.revoked_at)
