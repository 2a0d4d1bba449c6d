import type { IntakeReceipt, QuarantinedMail } from '@redress/contract/mail.js';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { apiPath, post, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Empty, TextButton, When } from '../ui/parts.js';
import { sizeWords } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { FormSummary, useSave } from './form.js';
import { Confirm, List, ScreenHead, Side } from './parts.js';
import { reasonOf, senderOf } from './quarantine-words.js';
import { ADMIN, refreshRows, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

const LOOK_EVERY_MS = 15_000;

export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const mails = useRows<QuarantinedMail>(ADMIN.quarantine, { every: LOOK_EVERY_MS });
  // what was tried again leaves the list, its outcome stays to be read
  const [receipt, setReceipt] = useState<IntakeReceipt | null>(null);
  const opened = mails.rows?.find(({ id }) => id === search.open);
  const close = (): void => change({ open: undefined });
  const settle = (answer: IntakeReceipt): void => {
    setReceipt(answer);
    if (answer.outcome !== 'quarantined') close();
    void refreshRows(ADMIN.quarantine);
  };
  return (
    <div className={opened === undefined ? 'admin-list' : 'admin-list with-side'}>
      <div className="admin-page">
        <ScreenHead title={say('admin.quarantine.title')} explain={say('admin.quarantine.explain')} />
        {receipt !== null && <Outcome receipt={receipt} close={() => setReceipt(null)} />}
        <List
          of={mails}
          empty={<Empty title={say('admin.quarantine.empty')}>{say('admin.quarantine.emptyNext')}</Empty>}
        >
          {(rows) => <MailTable mails={rows} opened={opened?.id} open={(id) => change({ open: id })} />}
        </List>
      </div>
      {opened !== undefined && <MailSide key={opened.id} mail={opened} settle={settle} close={close} />}
    </div>
  );
}

function Outcome({ receipt, close }: { readonly receipt: IntakeReceipt; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [receipt]);
  const { outcome, reason, ticketId, ticketNumber } = receipt;
  return (
    <div
      className={outcome === 'quarantined' ? 'admin-notice risk' : 'admin-notice'}
      role="status"
      tabIndex={-1}
      ref={box}
    >
      <span className="spread">{say(`admin.quarantine.outcome.${outcome}`, { reason: reasonOf(say, reason) })}</span>
      {ticketId !== null && (
        <Link to="/tickets/$number" params={{ number: ticketNumber ?? ticketId }}>
          {say('admin.quarantine.openTicket', { number: ticketNumber ?? '' })}
        </Link>
      )}
      <TextButton onClick={close}>{say('shell.close')}</TextButton>
    </div>
  );
}

interface TableProps {
  readonly mails: readonly QuarantinedMail[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
}

function MailTable({ mails, opened, open }: TableProps): ReactNode {
  const { say, language } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.quarantine.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.quarantine.from')}</th>
            <th>{say('admin.quarantine.reason')}</th>
            <th className="wide">{say('admin.quarantine.mailbox')}</th>
            <th className="wide end">{say('admin.quarantine.size')}</th>
            <th className="wide end">{say('admin.quarantine.received')}</th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id} className={mail.id === opened ? 'on' : undefined}>
              <td>
                <button
                  type="button"
                  className="row-link strong"
                  aria-expanded={mail.id === opened}
                  onClick={() => open(mail.id)}
                >
                  {senderOf(mail) || say('admin.quarantine.noSender')}
                </button>
              </td>
              <td className="admin-reason" title={mail.reason}>
                {reasonOf(say, mail.reason)}
              </td>
              <td className="wide">{mail.mailbox}</td>
              <td className="wide end tabular">{sizeWords(say, language, mail.size)}</td>
              <td className="wide end muted">
                <When at={mail.receivedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SideProps {
  readonly mail: QuarantinedMail;
  readonly settle: (receipt: IntakeReceipt) => void;
  readonly close: () => void;
}

function MailSide({ mail, settle, close }: SideProps): ReactNode {
  const { say, language } = useText();
  const [discarding, setDiscarding] = useState(false);
  const retry = useSave({ work: () => post<IntakeReceipt>(`${ADMIN.quarantine}/${mail.id}/retry`), done: settle });
  const discard = async (): Promise<void> => {
    await remove(`${ADMIN.quarantine}/${mail.id}`);
    toast({ text: say('admin.quarantine.discarded') });
    close();
    await refreshRows(ADMIN.quarantine);
  };
  return (
    <Side
      title={senderOf(mail) || say('admin.quarantine.noSender')}
      closeLabel={say('admin.outgoing.close')}
      close={close}
    >
      <p className="admin-remedy" title={mail.reason}>
        {reasonOf(say, mail.reason)}
      </p>
      <dl className="probe-lines">
        <dt>{say('admin.quarantine.to')}</dt>
        <dd>{mail.envelopeTo.join(', ') || '–'}</dd>
        <dt>{say('admin.quarantine.mailbox')}</dt>
        <dd>{mail.mailbox}</dd>
        <dt>{say('admin.quarantine.received')}</dt>
        <dd>
          <When at={mail.receivedAt} />, {sizeWords(say, language, mail.size)},{' '}
          {say('admin.quarantine.attempts', { count: mail.attempts })}
        </dd>
      </dl>
      <FormSummary faults={retry.faults} />
      <div className="side-actions">
        <TextButton look="filled" disabled={retry.busy} onClick={() => retry.submit()}>
          {say('admin.quarantine.retry')}
        </TextButton>
        <a className="button" href={apiPath(`${ADMIN.quarantine}/${mail.id}/source`)} download>
          <IconDownload size={16} stroke={1.5} aria-hidden="true" /> {say('admin.quarantine.download')}
        </a>
        <TextButton look="danger" onClick={() => setDiscarding(true)}>
          {say('admin.quarantine.discard')}
        </TextButton>
      </div>
      <h4 className="muted hint">{say('admin.quarantine.head')}</h4>
      <pre className="admin-source" tabIndex={0} aria-label={say('admin.quarantine.head')} role="region">
        {mail.head}
      </pre>
      {discarding && (
        <Confirm
          title={say('admin.quarantine.discardTitle')}
          explain={say('admin.quarantine.discardExplain')}
          action={say('admin.quarantine.discardDo')}
          run={discard}
          close={() => setDiscarding(false)}
        />
      )}
    </Side>
  );
}
