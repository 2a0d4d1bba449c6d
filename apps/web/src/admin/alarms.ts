import type { ChannelAccount } from '@redress/contract/channels.js';
import type { MailAccount, QuarantinedMail } from '@redress/contract/mail.js';
import { useSession } from '../session/preferences.js';
import { ADMIN, useRows } from './rows.js';

const LOOK_EVERY_MS = 60_000;

export interface Alarms {
  /** Mails that could not be read; counted to 50. */
  readonly quarantine: number;
  /** Mailboxes and accounts of channels that should work and do not. */
  readonly accounts: number;
}

/** What needs somebody's hand in the administration, as far as the role may know; asks once a minute. */
export function useAlarms(): Alarms {
  const { role } = useSession().agent;
  const isAdmin = role === 'admin';
  const quarantine = useRows<QuarantinedMail>(ADMIN.quarantine, {
    every: LOOK_EVERY_MS,
    enabled: isAdmin || role === 'teamLead',
  });
  const accounts = useRows<MailAccount>(ADMIN.accounts, { every: LOOK_EVERY_MS, enabled: isAdmin });
  const channels = useRows<ChannelAccount>(ADMIN.channels, { every: LOOK_EVERY_MS, enabled: isAdmin });
  const broken = accounts.rows?.filter(({ state }) => state === 'authFailed' || state === 'retrying') ?? [];
  const ill = channels.rows?.filter(({ state }) => state === 'refused' || state === 'failing') ?? [];
  return { quarantine: quarantine.rows?.length ?? 0, accounts: broken.length + ill.length };
}
