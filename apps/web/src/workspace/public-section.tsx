import type { PublicTalk, Ticket } from '@redress/contract/ticket.js';
import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { TextButton, When } from '../ui/parts.js';
import { ConsentDialog, sayConsent } from './consent-dialog.js';

/** Where a matter stands that everybody could read: the reply, the consent, the closing note. */
export function PublicSection({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const [asking, setAsking] = useState(false);
  const talk = ticket.publicTalk;
  if (talk === null) return null;
  const may = ticket.may.includes('reply') && ticket.kind !== 'compliment';
  return (
    <section className="panel-section">
      <header>
        <h2 className="muted">{say('publicTalk.title')}</h2>
        {may && talk.consent === null && (
          <TextButton look="link" onClick={() => setAsking(true)}>
            {say('publicTalk.record')}
          </TextButton>
        )}
        {may && talk.consent !== null && (
          <TextButton look="link" onClick={() => void sayConsent(ticket, { revoke: true })}>
            {say('publicTalk.revoke')}
          </TextButton>
        )}
      </header>
      <ol className="public-steps">
        <Step done={talk.replies > 0} next={talk.next === 'reply'}>
          {say(talk.replies > 0 ? 'publicTalk.step.replied' : 'publicTalk.step.reply')}
        </Step>
        {ticket.kind !== 'compliment' && (
          <>
            <Step done={talk.consent !== null} next={talk.next === 'goPrivate'}>
              <ConsentWords talk={talk} />
            </Step>
            <Step done={talk.closingNote !== null} next={talk.next === 'closingNote'}>
              {say(talk.closingNote === null ? 'publicTalk.step.close' : 'publicTalk.step.closed')}
            </Step>
          </>
        )}
      </ol>
      {asking && <ConsentDialog ticket={ticket} close={() => setAsking(false)} />}
    </section>
  );
}

function ConsentWords({ talk: { consent } }: { readonly talk: PublicTalk }): ReactNode {
  const { say } = useText();
  if (consent === null) return say('publicTalk.step.consent');
  return (
    <>
      {say('publicTalk.step.agreed', { name: consent.customer?.name ?? say('words.someone') })}
      <span className="muted">
        {' '}
        {say(`publicTalk.means.${consent.means}`)}, <When at={consent.agreedAt} />
      </span>
    </>
  );
}

interface StepProps {
  readonly done: boolean;
  readonly next: boolean;
  readonly children: ReactNode;
}

function Step({ done, next, children }: StepProps): ReactNode {
  const { say } = useText();
  const Icon = done ? IconCircleCheck : next ? IconCircle : IconCircleDashed;
  return (
    <li className={done ? 'done' : next ? 'next' : ''} aria-current={next ? 'step' : undefined}>
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span>
        {done && <span className="unseen">{say('publicTalk.done')}: </span>}
        {children}
      </span>
    </li>
  );
}
