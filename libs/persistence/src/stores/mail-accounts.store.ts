import type { Sql, Transaction } from '../sql.js';

export interface MailAccountWords {
  readonly id: string;
  readonly address: string;
  readonly queueId: string;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  readonly authentication: 'password' | 'xoauth2';
  readonly folders: readonly string[];
  readonly markSeen: boolean;
  readonly enabled: boolean;
  /** By which its mail leaves; null: by that of the whole desk. */
  readonly outgoing: MailAccountServer | null;
}

export interface MailAccountServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
}

export interface HeldMailAccount {
  readonly id: string;
  readonly version: number;
  readonly secretSealed: string;
  /** Gives the token in place of the secret. */
  readonly grantId: string | null;
  readonly host: string;
  readonly port: number;
  readonly outgoing: MailAccountServer | null;
}

const HELD = `SELECT id, version, secret_sealed AS "secretSealed", grant_id AS "grantId", host, port, CASE WHEN smtp_host IS NOT NULL THEN
  json_build_object('host', smtp_host, 'port', smtp_port, 'security', smtp_security) END AS outgoing FROM mail_accounts WHERE id = $1`;

export async function holdMailAccount(tx: Transaction, id: string): Promise<HeldMailAccount | null> {
  const [row] = await tx.rows<HeldMailAccount>(`${HELD} FOR UPDATE`, [id]);
  return row ?? null;
}

export async function readMailAccountSecret(sql: Sql, id: string): Promise<HeldMailAccount | null> {
  const [row] = await sql.rows<HeldMailAccount>(HELD, [id]);
  return row ?? null;
}

/** A new account begins as `starting`; the worker notices by the version that it has to connect again. */
export async function saveMailAccount(
  tx: Transaction,
  account: MailAccountWords,
  held: Pick<HeldMailAccount, 'secretSealed' | 'grantId'>,
): Promise<void> {
  await tx.rows(
    `INSERT INTO mail_accounts (id, address, queue_id, host, port, security, user_name, authentication, secret_sealed, folders, mark_seen, enabled, state,
       smtp_host, smtp_port, smtp_security, grant_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::boolean, CASE WHEN $12::boolean THEN 'starting' ELSE 'off' END, $13, $14, $15, $16)
     ON CONFLICT (id) DO UPDATE SET address = excluded.address, queue_id = excluded.queue_id, host = excluded.host, port = excluded.port,
       security = excluded.security, user_name = excluded.user_name, authentication = excluded.authentication,
       secret_sealed = excluded.secret_sealed, folders = excluded.folders, mark_seen = excluded.mark_seen, enabled = excluded.enabled,
       smtp_host = excluded.smtp_host, smtp_port = excluded.smtp_port, smtp_security = excluded.smtp_security, grant_id = excluded.grant_id, state = excluded.state, last_error = NULL, version = mail_accounts.version + 1`,
    [
      account.id,
      account.address,
      account.queueId,
      account.host,
      account.port,
      account.security,
      account.user,
      account.authentication,
      held.secretSealed,
      account.folders,
      account.markSeen,
      account.enabled,
      account.outgoing?.host ?? null,
      account.outgoing?.port ?? null,
      account.outgoing?.security ?? null,
      held.grantId,
    ],
  );
}

export async function deleteMailAccount(tx: Transaction, id: string): Promise<void> {
  await tx.rows(
    `WITH gone AS (DELETE FROM mail_accounts WHERE id = $1 RETURNING grant_id)
     DELETE FROM mailbox_grants g USING gone WHERE g.id = gone.grant_id`,
    [id],
  );
}

/** How far a folder counts as read before anybody has read it. */
export interface FolderStart {
  readonly folder: string;
  readonly uidValidity: string;
  /** What lies at or below it is left alone. */
  readonly afterUid: number;
}

/** Of a new account: what has been read already stays as it is. */
export async function beginFolderAfter(tx: Transaction, accountId: string, start: FolderStart): Promise<void> {
  await tx.rows(
    `INSERT INTO mailbox_cursors (account_id, folder, uid_validity, last_uid) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [accountId, start.folder, start.uidValidity, start.afterUid],
  );
}

/** The account that sends under this address by a server of its own. */
export interface OwnWayOut extends MailAccountServer {
  readonly id: string;
  readonly version: number;
  readonly user: string;
  readonly authentication: 'password' | 'xoauth2';
  readonly secretSealed: string;
  readonly grantId: string | null;
}

export async function readOwnWayOut(sql: Sql, address: string): Promise<OwnWayOut | null> {
  const [row] = await sql.rows<OwnWayOut>(
    `SELECT id, version, smtp_host AS host, smtp_port AS port, smtp_security AS security, user_name AS "user", authentication,
       secret_sealed AS "secretSealed", grant_id AS "grantId"
     FROM mail_accounts WHERE address = $1 AND enabled AND smtp_host IS NOT NULL`,
    [address.toLowerCase()],
  );
  return row ?? null;
}
