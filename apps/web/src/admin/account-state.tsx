import type { MailAccount } from '@redress/contract/mail.js';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Since } from '../ui/parts.js';
import { type Mark, StateChip } from './parts.js';

const MARKS: Readonly<Record<MailAccount['state'], Mark>> = {
  starting: 'plain',
  connected: 'good',
  retrying: 'risk',
  authFailed: 'late',
  off: 'quiet',
};

export function AccountState({ account }: { readonly account: MailAccount }): ReactNode {
  const { say } = useText();
  const state = account.enabled ? account.state : 'off';
  return <StateChip mark={MARKS[state]}>{say(`admin.accounts.state.${state}`)}</StateChip>;
}

export function LastSuccess({ account }: { readonly account: MailAccount }): ReactNode {
  const { say } = useText();
  if (account.lastSuccessAt === null) return say('admin.accounts.neverYet');
  return <Since at={account.lastSuccessAt} words="words.time.ago" />;
}
