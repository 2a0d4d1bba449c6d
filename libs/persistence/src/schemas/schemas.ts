import { EntitySchema } from 'typeorm';

/** Plain rows of the tables that are read and written whole. What is folded or joined goes through the stores and views in SQL. */
export interface AgentRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string | null;
  readonly language: string | null;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly disabledAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly rightsVersion: number;
  readonly version: number;
  readonly demo: boolean;
}

export const AgentSchema = new EntitySchema<AgentRow>({
  name: 'agent',
  tableName: 'agents',
  columns: {
    id: { type: 'uuid', primary: true },
    email: { type: 'text' },
    name: { type: 'text' },
    role: { type: 'text' },
    passwordHash: { type: 'text', name: 'password_hash', nullable: true },
    language: { type: 'text', nullable: true },
    preferences: { type: 'jsonb' },
    disabledAt: { type: 'timestamptz', name: 'disabled_at', nullable: true },
    lastSeenAt: { type: 'timestamptz', name: 'last_seen_at', nullable: true },
    rightsVersion: { type: 'integer', name: 'rights_version' },
    version: { type: 'integer' },
    demo: { type: 'boolean' },
  },
});

export interface MailAccountRow {
  readonly id: string;
  readonly address: string;
  readonly queueId: string;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly userName: string;
  readonly authentication: 'password' | 'xoauth2';
  readonly secretSealed: string;
  readonly grantId: string | null;
  readonly folders: string[];
  readonly markSeen: boolean;
  readonly enabled: boolean;
  readonly smtpHost: string | null;
  readonly smtpPort: number | null;
  readonly smtpSecurity: 'tls' | 'starttls' | 'plain' | null;
  readonly state: string;
  readonly lastSuccessAt: Date | null;
  readonly lastError: string | null;
  readonly stored: number;
  readonly version: number;
}

export const MailAccountSchema = new EntitySchema<MailAccountRow>({
  name: 'mailAccount',
  tableName: 'mail_accounts',
  columns: {
    id: { type: 'uuid', primary: true },
    address: { type: 'text' },
    queueId: { type: 'uuid', name: 'queue_id' },
    host: { type: 'text' },
    port: { type: 'integer' },
    security: { type: 'text' },
    userName: { type: 'text', name: 'user_name' },
    authentication: { type: 'text' },
    secretSealed: { type: 'text', name: 'secret_sealed' },
    grantId: { type: 'uuid', name: 'grant_id', nullable: true },
    folders: { type: 'text', array: true },
    markSeen: { type: 'boolean', name: 'mark_seen' },
    enabled: { type: 'boolean' },
    smtpHost: { type: 'text', name: 'smtp_host', nullable: true },
    smtpPort: { type: 'integer', name: 'smtp_port', nullable: true },
    smtpSecurity: { type: 'text', name: 'smtp_security', nullable: true },
    state: { type: 'text' },
    lastSuccessAt: { type: 'timestamptz', name: 'last_success_at', nullable: true },
    lastError: { type: 'text', name: 'last_error', nullable: true },
    stored: { type: 'bigint' },
    version: { type: 'integer' },
  },
});

export const SCHEMAS = [AgentSchema, MailAccountSchema];
