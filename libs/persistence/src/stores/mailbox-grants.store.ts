import type { Sql, Transaction } from '../sql.js';

export interface BegunGrant {
  readonly id: string;
  readonly provider: 'google' | 'microsoft' | 'custom';
  readonly clientId: string;
  readonly clientSecretSealed: string | null;
  readonly authorisationUrl: string;
  readonly tokenUrl: string;
  readonly scopes: string;
  readonly user: string;
  /** `host:port` of those that a token of it may be shown to. */
  readonly servers: readonly string[];
  readonly stateHash: string;
  /** The session that began, and that alone may finish. */
  readonly begunVia: string;
  readonly verifierSealed: string;
  readonly endsAt: Date;
  /** The mailbox that it is a new sign-in for. */
  readonly renewsAccount: string | null;
}

export interface HeldGrant extends Omit<BegunGrant, 'stateHash' | 'begunVia' | 'verifierSealed' | 'endsAt'> {
  readonly verifierSealed: string | null;
  readonly refreshSealed: string | null;
  readonly accessSealed: string | null;
  readonly accessEndsAt: Date | null;
  /** The provider said that the grant is over. */
  readonly overSince: Date | null;
}

const HELD = `id, provider, client_id AS "clientId", client_secret_sealed AS "clientSecretSealed", authorisation_url AS "authorisationUrl",
  token_url AS "tokenUrl", scopes, user_name AS "user", servers, renews_account AS "renewsAccount", verifier_sealed AS "verifierSealed",
  refresh_sealed AS "refreshSealed", access_sealed AS "accessSealed", access_ends_at AS "accessEndsAt", over_since AS "overSince"`;

/** Sign-ins that nobody finished, and grants that no mailbox was saved with, are forgotten after a day. */
export async function beginGrant(tx: Transaction, grant: BegunGrant): Promise<void> {
  await tx.rows(
    `DELETE FROM mailbox_grants g WHERE created_at < now() - interval '1 day'
       AND NOT EXISTS (SELECT 1 FROM mail_accounts m WHERE m.grant_id = g.id)`,
  );
  await tx.rows(
    `INSERT INTO mailbox_grants (id, provider, client_id, client_secret_sealed, authorisation_url, token_url, scopes, user_name, servers,
       state_hash, begun_via, verifier_sealed, ends_at, renews_account)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[grant.id, grant.provider, grant.clientId, grant.clientSecretSealed, grant.authorisationUrl, grant.tokenUrl],
      ...[grant.scopes, grant.user, grant.servers, grant.stateHash, grant.begunVia, grant.verifierSealed],
      ...[grant.endsAt, grant.renewsAccount],
    ],
  );
}

/** Opens once: whoever comes second with the same state finds nothing, and so does another session. */
export async function useState(sql: Sql, stateHash: string, via: string, now: Date): Promise<HeldGrant | null> {
  const [row] = await sql.rows<HeldGrant>(
    `UPDATE mailbox_grants SET state_hash = NULL WHERE state_hash = $1 AND begun_via = $2 AND ends_at > $3 RETURNING ${HELD}`,
    [stateHash, via, now],
  );
  return row ?? null;
}

export async function readGrant(sql: Sql, id: string): Promise<HeldGrant | null> {
  const [row] = await sql.rows<HeldGrant>(`SELECT ${HELD} FROM mailbox_grants WHERE id = $1`, [id]);
  return row ?? null;
}

/** Of several processes that hold one grant each waits for what the other makes of it. */
export async function holdGrant(tx: Transaction, id: string): Promise<HeldGrant | null> {
  const [row] = await tx.rows<HeldGrant>(`SELECT ${HELD} FROM mailbox_grants WHERE id = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

/** The secret that this very client was given for this very token endpoint before. */
export async function knownClientSecret(sql: Sql, clientId: string, tokenUrl: string): Promise<string | null> {
  const [row] = await sql.rows<{ sealed: string }>(
    `SELECT client_secret_sealed AS sealed FROM mailbox_grants
     WHERE client_id = $1 AND token_url = $2 AND client_secret_sealed IS NOT NULL
     ORDER BY created_at DESC LIMIT 1`,
    [clientId, tokenUrl],
  );
  return row?.sealed ?? null;
}

export interface SealedTokens {
  readonly refreshSealed: string;
  readonly accessSealed: string;
  readonly accessEndsAt: Date;
}

export async function keepTokens(sql: Sql, id: string, tokens: SealedTokens): Promise<void> {
  await sql.rows(
    `UPDATE mailbox_grants SET refresh_sealed = $2, access_sealed = $3, access_ends_at = $4, verifier_sealed = NULL, over_since = NULL
     WHERE id = $1`,
    [id, tokens.refreshSealed, tokens.accessSealed, tokens.accessEndsAt],
  );
}

export async function endGrant(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.rows('UPDATE mailbox_grants SET over_since = $2, access_sealed = NULL WHERE id = $1', [id, at]);
}

/** The mailbox reads on by this grant; the worker notices by the version, and what it had before is forgotten. */
export async function moveToGrant(tx: Transaction, accountId: string, grantId: string): Promise<void> {
  const [before] = await tx.rows<{ grantId: string | null }>(
    `SELECT grant_id AS "grantId" FROM mail_accounts WHERE id = $1 FOR UPDATE`,
    [accountId],
  );
  await tx.rows(
    `UPDATE mail_accounts SET grant_id = $2, version = version + 1, last_error = NULL,
       state = CASE WHEN enabled THEN 'starting' ELSE 'off' END WHERE id = $1`,
    [accountId, grantId],
  );
  await tx.rows('UPDATE mailbox_grants SET renews_account = NULL WHERE id = $1', [grantId]);
  await tx.rows('DELETE FROM mailbox_grants WHERE id = $1', [before?.grantId ?? null]);
}

export async function isGrantInUse(sql: Sql, grantId: string, besides: string): Promise<boolean> {
  const rows = await sql.rows('SELECT 1 FROM mail_accounts WHERE grant_id = $1 AND id <> $2', [grantId, besides]);
  return rows.length > 0;
}
