import type { DeliveryStatus } from '@redress/contract/words.js';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { type Mark, StateChip } from './parts.js';

const MARKS: Readonly<Record<DeliveryStatus, Mark>> = {
  queued: 'plain',
  sending: 'plain',
  sent: 'good',
  delivered: 'good',
  read: 'good',
  captured: 'quiet',
  unknown: 'risk',
  failed: 'late',
  bounced: 'late',
  cancelled: 'quiet',
};

export function MailState({ state }: { readonly state: DeliveryStatus }): ReactNode {
  const { say } = useText();
  return <StateChip mark={MARKS[state]}>{say(`admin.outgoing.state.${state}`)}</StateChip>;
}
