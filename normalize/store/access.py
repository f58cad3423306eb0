"""Access tokens: made once, shown once, kept as hashes."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from document.errors import BadRequest
from normalize.store.changes import now
from normalize.store.records import ROLES, Role, TokenRecord
from normalize.store.schema import ChangeRow, TokenRow

PREFIX = "baocao_"
"""Lets a leaked secret be recognised for what it is."""
TABLE = TokenRow.__table__
_LAST_CHANGE = select(func.coalesce(func.max(ChangeRow.seq), 0)).scalar_subquery().label("last_change")
_ADMISSION = select(TABLE, _LAST_CHANGE).where(TokenRow.secret_hash == bindparam("hash"))


@dataclass(frozen=True, slots=True)
class Admission:
    """A token that is good, and the newest change of the store when it was looked up."""

    token: TokenRecord
    last_change: int


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


def admit(connection: Connection, secret: str) -> Admission | None:
    """The token of this secret, unless it is revoked; one query, since every request asks it."""
    row = connection.execute(_ADMISSION, {"hash": _hash(secret)}).first()
    return None if row is None or row.revoked_at is not None else Admission(_record(row), row.last_change)


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
