import type { Message } from '@redress/contract/messages.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useCommands } from '../ui/commands.js';
import type { ComposerDoor } from './composer.js';
import { onForwardReturned } from './forward-draft.js';

const ForwardComposer = lazy(async () => ({ default: (await import('./forward-composer.js')).ForwardComposer }));

/** A note stays in the house; what came by mail from a third party is internal and may go on. */
export const isForwardable = ({ visibility, rfcMessageId, deliveryStatus }: Message): boolean =>
  (visibility === 'public' || rfcMessageId !== null) && deliveryStatus !== 'cancelled';

const messagesOf = (read: Timeline): readonly Message[] =>
  read.entries.flatMap((entry) => (entry.kind === 'message' && isForwardable(entry.message) ? [entry.message] : []));

/** The one that is marked by the focus, else what the customer wrote last, else the last one of all. */
function meantIn(read: Timeline): Message | undefined {
  const messages = messagesOf(read);
  const marked = document.activeElement?.closest('article.entry')?.id;
  const isCustomers = ({ direction, visibility, automatic }: Message): boolean =>
    direction === 'inbound' && visibility === 'public' && automatic === null;
  return messages.find(({ id }) => `m-${id}` === marked) ?? messages.findLast(isCustomers) ?? messages.at(-1);
}

export interface Forwarding {
  readonly open: (messageId: string) => void;
  /** Stands in the place of the composer; null: nothing is handed on. */
  readonly composer: ReactNode;
  /** Leaves what is handed on for the composer. */
  readonly write: ComposerDoor['write'];
}

/** `f` hands a message on to somebody who is not the customer. */
export function useForwarding(read: Timeline, composer: RefObject<ComposerDoor | null>): Forwarding {
  const [openId, open] = useState<string | null>(null);
  const may = read.ticket.may.includes('reply');
  const message = messagesOf(read).find(({ id }) => id === openId);
  useEffect(() => onForwardReturned(open), []);
  const begin = (): void => {
    const meant = meantIn(read);
    if (meant !== undefined) open(meant.id);
  };
  useCommands(may && messagesOf(read).length > 0 ? [{ id: 'forward', run: begin }] : []);
  const write = (kind: 'reply' | 'note'): void => {
    flushSync(() => open(null));
    composer.current?.write(kind);
  };
  if (!may || message === undefined) return { open, composer: null, write };
  const shown = (
    <Suspense fallback={<div className="composer" aria-busy="true" />}>
      <ForwardComposer key={message.id} read={read} message={message} close={() => open(null)} />
    </Suspense>
  );
  return { open, composer: shown, write };
}
