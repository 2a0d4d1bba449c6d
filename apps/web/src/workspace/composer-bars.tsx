import type { Gap } from '@redress/contract/snippets.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { IconClock, IconMessagePlus, IconVariable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useOutbox } from '../api/outbox.js';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { TextButton, When } from '../ui/parts.js';
import { showReview } from '../ui/review-door.js';
import type { DraftKeeper, DraftSnapshot } from './draft-keeper.js';
import { wordOf } from '../ui/gaps.js';
import { nameOf } from './message-entry.js';
import { seenOf, type Sending } from './use-send.js';

interface MovedBarProps {
  readonly read: Timeline;
  readonly sending: Sending;
  readonly blank: boolean;
  readonly sendAnyway: () => void;
}

/** Shown before anything is sent: the customer has written meanwhile. */
export function MovedBar({ read, sending, blank, sendAnyway }: MovedBarProps): ReactNode {
  const { say } = useText();
  const newest = seenOf(read, useSession().agent.id).newest;
  const isNew = newest !== sending.seen.newest;
  if (blank || !(isNew || sending.moved)) return null;
  const entry = read.entries.find((one) => one.kind === 'message' && one.message.id === newest);
  const name = isNew && entry?.kind === 'message' ? nameOf(say, entry.message) : '';
  const show = (): void => {
    sending.acknowledge();
    const element = document.getElementById(`m-${newest}`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  };
  return (
    <div className="composer-bar" role="alert">
      <IconMessagePlus size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">
        {name === '' ? say('composer.moved.someone') : say('composer.moved.title', { name })}
      </span>
      <TextButton onClick={show}>{say('composer.moved.show')}</TextButton>
      {sending.moved && <TextButton onClick={sendAnyway}>{say('composer.moved.anyway')}</TextButton>}
    </div>
  );
}

/** What was not filled in stands in the text as it was written: each is found by its button, and nothing is sent before. */
export function GapBar({
  gaps,
  show,
}: {
  readonly gaps: readonly Gap[];
  readonly show: (gap: Gap) => void;
}): ReactNode {
  const { say } = useText();
  const [first] = gaps;
  if (first === undefined) return null;
  return (
    <div className="composer-bar" role="status">
      <IconVariable size={16} stroke={1.5} aria-hidden="true" />
      <span className="spread">
        {say('composer.gaps.title', { count: gaps.length, name: say(`composer.gaps.variable.${wordOf(first)}`) })}
      </span>
      <TextButton onClick={() => show(first)}>{say('composer.gaps.show')}</TextButton>
    </div>
  );
}

export function ConflictBar({
  draft,
  keeper,
}: {
  readonly draft: DraftSnapshot;
  readonly keeper: DraftKeeper;
}): ReactNode {
  const { say } = useText();
  if (draft.conflict === null) return null;
  return (
    <section className="conflict" aria-label={say('composer.conflict.title')} role="alert">
      <p>
        <b>{say('composer.conflict.title')}.</b> {say('composer.conflict.explain')}
      </p>
      <div className="conflict-sides">
        <div>
          <h3 className="muted">{say('composer.conflict.here')}</h3>
          <pre>{draft.content.text}</pre>
          <TextButton onClick={() => keeper.choose('here')}>{say('composer.conflict.useHere')}</TextButton>
        </div>
        <div>
          <h3 className="muted">
            {say('composer.conflict.stored')}, <When at={draft.conflict.updatedAt} />
          </h3>
          <pre>{draft.conflict.text}</pre>
          <TextButton onClick={() => keeper.choose('stored')}>{say('composer.conflict.useStored')}</TextButton>
        </div>
      </div>
    </section>
  );
}

/** Messages of this ticket that wait for the connection, or for a person. */
export function WaitingBar({ ticketId }: { readonly ticketId: string }): ReactNode {
  const { say } = useText();
  return useOutbox().map(({ key, ticket, change, halt }) =>
    ticket.id !== ticketId || change.kind !== 'message' ? null : (
      <div key={key} className="composer-bar" role="status">
        <IconClock size={16} stroke={1.5} aria-hidden="true" />
        <span className="spread truncate">
          <b>{say(halt === null ? 'composer.queuedSend' : 'composer.haltedSend')}:</b> {change.body.text}
        </span>
        <TextButton onClick={showReview}>{say('shell.offline.review')}</TextButton>
      </div>
    ),
  );
}
