import type { MailAccount } from '@redress/contract/mail.js';
import type { MailboxPreview, PreviewedMail } from '@redress/contract/mailbox-setup.js';
import { type ReactNode, useEffect, useState } from 'react';
import { post } from '../../api/client.js';
import { type Say, useText } from '../../i18n/text.js';
import { took } from '../../start/first-steps.js';
import { Skeleton, TextButton, When } from '../../ui/parts.js';
import { type Fault, faultsOf, FormSummary, linesOf, useSave } from '../form.js';
import { ADMIN, refreshRows } from '../rows.js';
import { remedyWords } from './remedies.js';
import { countsOf, savingOf, type Start, trialOf } from './setup.js';
import { PATIENCE_MS } from './trial.js';
import { StepFoot, type StepProps } from './step-parts.js';

interface PreviewProps extends StepProps {
  readonly preview: MailboxPreview | null;
  readonly setPreview: (preview: MailboxPreview | null) => void;
  readonly setAccount: (account: MailAccount) => void;
}

/** What the newest mails would become, and from which one on the mailbox is taken in. */
export function PreviewStep({ words, go, preview, setPreview, setAccount }: PreviewProps): ReactNode {
  const { say } = useText();
  const [start, setStart] = useState<Start>('fresh');
  const { busy, faults, look } = useLook(words, preview, setPreview);
  const save = useSave({
    work: () => post<MailAccount>(ADMIN.accounts, { body: savingOf(words, preview?.folder ?? null, start) }),
    done: async (account) => {
      took('mailbox');
      setAccount(account);
      await refreshRows(ADMIN.accounts);
      go('live');
    },
  });
  const folder = preview?.folder ?? null;
  const failed = preview?.failed ?? null;
  return (
    <form className="form admin-form" onSubmit={save.submit} noValidate>
      <FormSummary faults={[...faults, ...save.faults]} />
      <p className="muted">{say('admin.mailbox.preview.explain', { folder: linesOf(words.folders)[0] ?? 'INBOX' })}</p>
      {busy && (
        <div role="status" aria-label={say('admin.mailbox.preview.loading')}>
          <Skeleton lines={4} />
        </div>
      )}
      {failed !== null && (
        <div className="admin-notice risk" role="alert">
          <p className="spread">
            {say('admin.mailbox.preview.failed')} {remedyWords(say, failed)}
          </p>
        </div>
      )}
      {!busy && folder === null && (
        <div>
          <TextButton onClick={look}>{say('admin.mailbox.preview.again')}</TextButton>
        </div>
      )}
      {preview !== null && folder !== null && (
        <>
          <Mails mails={preview.mails} />
          {folder.total > 0 && <Choice {...{ preview, total: folder.total, start, setStart }} />}
        </>
      )}
      <StepFoot
        back={() => go('test')}
        next={say('admin.mailbox.preview.connect')}
        disabled={folder === null || save.busy}
      />
    </form>
  );
}

interface Look {
  readonly busy: boolean;
  readonly faults: readonly Fault[];
  readonly look: () => void;
}

/** Looks once by itself; who comes back sees what was seen, unless the settings changed. */
function useLook(
  words: StepProps['words'],
  preview: MailboxPreview | null,
  setPreview: PreviewProps['setPreview'],
): Look {
  const { say } = useText();
  const [busy, setBusy] = useState(preview === null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (preview !== null && preview.folder !== null) return;
    const mine = new AbortController();
    post<MailboxPreview>(`${ADMIN.accounts}/preview`, {
      ...{ body: trialOf(words), signal: mine.signal, patienceMs: PATIENCE_MS },
    })
      .then(setPreview)
      .catch((reason: unknown) => {
        if (!mine.signal.aborted) setFaults(faultsOf(say, reason));
      })
      .finally(() => {
        if (!mine.signal.aborted) setBusy(false);
      });
    return () => mine.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked again by hand alone
  }, [tries]);
  const look = (): void => {
    setBusy(true);
    setFaults([]);
    setPreview(null);
    setTries(tries + 1);
  };
  return { busy, faults, look };
}

function becomesWords(say: Say, mail: PreviewedMail): string {
  const { becomes, kind, ticketNumber: number, reason } = mail;
  if (becomes === 'ticket')
    return say('admin.mailbox.preview.ticket', { kind: say(`words.kind.${kind ?? 'enquiry'}`) });
  if (becomes === 'appended') return say('admin.mailbox.preview.appended', { number: number ?? '' });
  if (becomes === 'known' && number !== null) return say('admin.mailbox.preview.knownOf', { number });
  const isOwn = becomes === 'automatic' && reason === 'sent by this installation';
  return say(`admin.mailbox.preview.${isOwn ? 'own' : becomes}`);
}

function Mails({ mails }: { readonly mails: readonly PreviewedMail[] }): ReactNode {
  const { say } = useText();
  if (mails.length === 0) return <p>{say('admin.mailbox.preview.empty')}</p>;
  const { tickets, joined, left } = countsOf(mails);
  return (
    <>
      <p className="strong tabular">{say('admin.mailbox.preview.summary', { tickets, joined, left })}</p>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.mailbox.steps.preview')}>
        <table className="table admin-table wizard-mails">
          <thead>
            <tr>
              <th className="wide">{say('admin.mailbox.preview.when')}</th>
              <th>{say('admin.mailbox.preview.from')}</th>
              <th>{say('admin.mailbox.preview.subject')}</th>
              <th>{say('admin.mailbox.preview.becomes')}</th>
            </tr>
          </thead>
          <tbody>
            {mails.map((mail) => (
              <MailRow key={mail.uid} mail={mail} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function MailRow({ mail }: { readonly mail: PreviewedMail }): ReactNode {
  const { say } = useText();
  const { at, from, subject, becomes, reason } = mail;
  const opens = becomes === 'ticket' || becomes === 'held';
  return (
    <tr>
      <td className="wide muted">{at === null ? '–' : <When at={at} />}</td>
      <td title={from?.address}>{from === null ? say('admin.mailbox.preview.nobody') : from.name || from.address}</td>
      <td title={subject}>{subject || <span className="muted">{say('admin.mailbox.preview.noSubject')}</span>}</td>
      <td className={opens ? 'strong' : 'muted'} title={reason ?? undefined}>
        {becomesWords(say, mail)}
      </td>
    </tr>
  );
}

interface ChoiceProps {
  readonly preview: MailboxPreview;
  readonly total: number;
  readonly start: Start;
  readonly setStart: (start: Start) => void;
}

function Choice({ preview, total, start, setStart }: ChoiceProps): ReactNode {
  const { say } = useText();
  const count = preview.mails.length;
  const ways: readonly (readonly [Start, string])[] = [
    ['fresh', say('admin.mailbox.preview.fresh')],
    ['these', say('admin.mailbox.preview.these', { count })],
    ...(total > count ? [['all', say('admin.mailbox.preview.all', { count: total })] as const] : []),
  ];
  return (
    <fieldset>
      <legend className="form-legend">{say('admin.mailbox.preview.choice')}</legend>
      {ways.map(([way, label]) => (
        <label key={way} className="check-line">
          <input type="radio" name="start" checked={start === way} onChange={() => setStart(way)} />
          <span>{label}</span>
        </label>
      ))}
      <p className="muted hint">{say('admin.mailbox.preview.oldHint')}</p>
    </fieldset>
  );
}
