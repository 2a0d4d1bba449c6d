import type { Page } from '@redress/contract/answers.js';
import type { OutboxMailBody } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { apiPath, get, post, queryOf } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { sayNow, useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Skeleton, TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { FormSummary, useSave } from './form.js';
import { MailState } from './mail-state.js';
import { Side } from './parts.js';
import { ADMIN, refreshRows } from './rows.js';

interface SideProps {
  readonly id: string;
  readonly close: () => void;
}

export function OutgoingSide({ id, close }: SideProps): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['admin', ADMIN.outbox, 'mail', id],
    queryFn: ({ signal }) => get<OutboxMailBody>(`${ADMIN.outbox}/${encodeURIComponent(id)}`, { signal }),
  });
  const title = data === undefined ? say('admin.outgoing.body') : data.subject || say('words.noSubject');
  return (
    <Side title={title} closeLabel={say('admin.outgoing.close')} close={close}>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && <Mail mail={data} />}
    </Side>
  );
}

function Mail({ mail }: { readonly mail: OutboxMailBody }): ReactNode {
  const { say } = useText();
  const retry = useSave({
    work: () => sendAgain(mail),
    done: async () => {
      toast({ text: say('admin.outgoing.retried') });
      await refreshRows(ADMIN.outbox);
    },
  });
  // what is captured was handed to nobody, whatever its time says
  const wasSent = ['sent', 'delivered', 'read', 'bounced'].includes(mail.state);
  const mayRetry = mail.ticketId !== null && ['failed', 'bounced', 'unknown'].includes(mail.state);
  return (
    <>
      <div>
        <MailState state={mail.state} />
        {mail.detail !== null && <p className="admin-remedy">{mail.detail}</p>}
      </div>
      <dl className="probe-lines">
        <dt>{say('admin.outgoing.to')}</dt>
        <dd>{mail.to.join(', ')}</dd>
        {mail.cc.length > 0 && <dt>{say('admin.outgoing.cc')}</dt>}
        {mail.cc.length > 0 && <dd>{mail.cc.join(', ')}</dd>}
        <dt>{say('admin.outgoing.written')}</dt>
        <dd>
          <When at={mail.createdAt} />
        </dd>
        {wasSent && <dt>{say('admin.outgoing.sentAt')}</dt>}
        {mail.sentAt !== null && wasSent && (
          <dd>
            <When at={mail.sentAt} />
          </dd>
        )}
      </dl>
      <FormSummary faults={retry.faults} />
      <div className="side-actions">
        {mayRetry && (
          <TextButton look="filled" disabled={retry.busy} onClick={() => retry.submit()}>
            {say('admin.outgoing.retry')}
          </TextButton>
        )}
        {mail.ticketId !== null && (
          <Link className="button" to="/tickets/$number" params={{ number: mail.ticketId }}>
            {say('admin.outgoing.ticket')}
          </Link>
        )}
        <a className="button" href={apiPath(`${ADMIN.outbox}/${mail.id}/source`)} download>
          <IconDownload size={16} stroke={1.5} aria-hidden="true" /> {say('admin.outgoing.source')}
        </a>
      </div>
      <Body mail={mail} />
    </>
  );
}

/** The list of outgoing mail knows no message; the ticket has it under the same Message-ID. */
async function sendAgain(mail: OutboxMailBody): Promise<void> {
  const ticketId = mail.ticketId ?? '';
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: Page<Message> = await get<Page<Message>>(
      `/tickets/${ticketId}/messages${queryOf({ limit: 200, after })}`,
    );
    const message = page.data.find(({ rfcMessageId }) => bare(rfcMessageId) === bare(mail.rfcMessageId));
    if (message !== undefined) {
      await post<Message>(`/messages/${message.id}/retry`);
      return refreshTimeline(ticketId);
    }
    after = page.page.next ?? undefined;
  }
  throw new Error(sayNow('admin.outgoing.retryMissing'));
}

const bare = (id: string | null): string => (id ?? '').replace(/^<|>$/g, '');

function Body({ mail }: { readonly mail: OutboxMailBody }): ReactNode {
  const { say } = useText();
  const [asHtml, setAsHtml] = useState(false);
  return (
    <>
      {mail.html !== null && (
        <div className="choice-row" role="group" aria-label={say('admin.outgoing.body')}>
          {[false, true].map((html) => (
            <button
              key={String(html)}
              type="button"
              className={html === asHtml ? 'choice small on' : 'choice small'}
              aria-pressed={html === asHtml}
              onClick={() => setAsHtml(html)}
            >
              {say(html ? 'admin.outgoing.asHtml' : 'admin.outgoing.asText')}
            </button>
          ))}
        </div>
      )}
      {asHtml && mail.html !== null ? (
        <iframe className="outgoing-html" title={say('admin.outgoing.body')} sandbox="" srcDoc={pageOf(mail.html)} />
      ) : (
        <pre className="outgoing-text" tabIndex={0} role="region" aria-label={say('admin.outgoing.body')}>
          {mail.text}
        </pre>
      )}
    </>
  );
}

/** Nothing runs and nothing is loaded: the frame has neither scripts nor an origin, and its policy allows only styles. */
function pageOf(html: string): string {
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'`;
  const style = 'body{margin:12px;font:15px/24px system-ui,sans-serif;color:#1b1f24;overflow-wrap:anywhere}';
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style></head><body>${html}</body></html>`;
}
