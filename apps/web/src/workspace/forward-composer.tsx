import type { Attachment, Message } from '@redress/contract/messages.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { IconMailForward, IconTrash, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { ApiError, post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { loadTexts, sayNow, useText } from '../i18n/text.js';
import { DEFAULTS, usePreferences } from '../session/preferences.js';
import { useCommands } from '../ui/commands.js';
import { failed } from '../ui/failure.js';
import { IconButton, KeyCaps, TextButton } from '../ui/parts.js';
import { secondsWords } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { takeBack } from './delivery.js';
import { type ForwardDraft, forwardSubject, keepForward, readForward } from './forward-draft.js';
import { nameOf } from './message-entry.js';
import { Recipients } from './recipients.js';
import { SignaturePreview } from './signature-preview.js';
import './forward.css';

await loadTexts('forward');

interface ForwardProps {
  readonly read: Timeline;
  readonly message: Message;
  readonly close: () => void;
}

const filesOf = (message: Message): readonly Attachment[] => message.attachments.filter(({ inline }) => !inline);

/** In the place of the composer: to whom, with which words, and what goes along. Its draft stays on this device. */
export function ForwardComposer({ read, message, close }: ForwardProps): ReactNode {
  const { say } = useText();
  const [draft, setDraft] = useState(() => readForward(message.id) ?? freshFor(message, read.ticket.subject));
  const [copies, setCopies] = useState(draft.cc.length > 0);
  const [shown, setShown] = useState(false);
  const edit = (change: Partial<ForwardDraft>): void => {
    const now = { ...draft, ...change };
    setDraft(now);
    keepForward(message.id, now);
  };
  const { busy, send } = useForward(read, message, draft, close);
  useCommands([
    { id: 'send', run: send },
    { id: 'send-resolve', run: send },
  ]);
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  const discard = (): void => {
    keepForward(message.id, null);
    close();
    toast({ text: say('composer.discarded') });
  };
  const files = filesOf(message).filter(({ id }) => !draft.left.includes(id));
  return (
    <section className="composer note forward open" aria-label={say('forward.title')} onKeyDown={leave}>
      <div className="composer-head">
        <span className="composer-kind">
          <IconMailForward size={16} stroke={1.5} aria-hidden="true" />
          {say('forward.title')}
        </span>
        <span className="spread" />
        {!copies && (
          <TextButton look="link" className="quiet" onClick={() => setCopies(true)}>
            {say('composer.addCc')}
          </TextButton>
        )}
        <IconButton label={say('shell.close')} keys="Escape" onClick={close}>
          <IconX size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      <Recipients label={say('composer.to')} addresses={draft.to} change={(to) => edit({ to })} autoFocus />
      {copies && <Recipients label={say('composer.cc')} addresses={draft.cc} change={(cc) => edit({ cc })} />}
      <label className="recipients forward-subject">
        <span className="muted">{say('forward.subject')}</span>
        <input
          className="recipient-field"
          maxLength={998}
          value={draft.subject}
          onChange={(event) => edit({ subject: event.currentTarget.value })}
        />
      </label>
      <textarea
        className="composer-text forward-text"
        dir="auto"
        rows={3}
        aria-label={say('composer.text')}
        placeholder={say('forward.placeholder')}
        value={draft.text}
        onChange={(event) => edit({ text: event.currentTarget.value })}
      />
      <SignaturePreview ticketId={read.ticket.id} text={draft.text} mark="" />
      <Below message={message} shown={shown} toggle={() => setShown(!shown)} />
      <Kept files={files} leave={(id) => edit({ left: [...draft.left, id] })} />
      <div className="composer-foot">
        <IconButton label={say('composer.discard')} onClick={discard}>
          <IconTrash size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
        <span className="muted forward-unseen">{say('forward.unseen')}</span>
        <TextButton look="filled" onClick={send} disabled={busy}>
          {say('forward.send')} <KeyCaps of="send" />
        </TextButton>
      </div>
    </section>
  );
}

const freshFor = (message: Message, subject: string): ForwardDraft => ({
  ...{ to: [], cc: [], text: '', left: [] },
  subject: forwardSubject(message.subject || subject),
});

/** What stands below one's own words, with its head, when it arrives. */
function Below({
  message,
  shown,
  toggle,
}: {
  readonly message: Message;
  readonly shown: boolean;
  readonly toggle: () => void;
}): ReactNode {
  const { say } = useText();
  return (
    <div className="forward-below">
      <button type="button" className="fold" aria-expanded={shown} onClick={toggle}>
        {say('forward.below', { name: nameOf(say, message) })}
      </button>
      {shown && (
        <p className="forward-quoted" tabIndex={0} role="note" dir="auto">
          {message.text}
        </p>
      )}
    </div>
  );
}

function Kept({
  files,
  leave,
}: {
  readonly files: readonly Attachment[];
  readonly leave: (id: string) => void;
}): ReactNode {
  const { say } = useText();
  if (files.length === 0) return null;
  return (
    <ul className="composer-files" aria-label={say('ticket.attachment.title')}>
      {files.map(({ id, filename }) => (
        <li key={id} className="chip">
          {filename}
          <button type="button" aria-label={say('composer.removeFile', { name: filename })} onClick={() => leave(id)}>
            <IconX size={12} stroke={1.5} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface Sending {
  readonly busy: boolean;
  readonly send: () => void;
}

function useForward({ ticket }: Timeline, message: Message, draft: ForwardDraft, close: () => void): Sending {
  const { preferences } = usePreferences();
  const [busy, setBusy] = useState(false);
  // one key for one mail: a repeated press or a lost answer must not send it twice
  const key = useRef(crypto.randomUUID());
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      const body = {
        ...{ visibility: 'internal', forwards: message.id, to: draft.to, cc: draft.cc, text: draft.text.trim() },
        ...(draft.subject.trim() === '' ? {} : { subject: draft.subject.trim() }),
        forwardedAttachments: filesOf(message).flatMap(({ id }) => (draft.left.includes(id) ? [] : [id])),
        sendAfterSeconds: preferences.undoSendSeconds ?? DEFAULTS.undoSendSeconds,
      };
      const sent = await post<Message>(`/tickets/${ticket.id}/messages`, { body, idempotencyKey: key.current });
      keepForward(message.id, null);
      close();
      announce(sent);
      await refreshTimeline(ticket.id);
    } catch (reason) {
      if (reason instanceof ApiError) key.current = crypto.randomUUID();
      failed(reason);
    } finally {
      setBusy(false);
    }
  };
  const send = (): void => {
    if (busy) return;
    if (draft.to.length === 0) toast({ text: sayNow('composer.nobody'), tone: 'failed' });
    else if (draft.text.trim() === '') toast({ text: sayNow('composer.empty'), tone: 'failed' });
    else void go();
  };
  return { busy, send };
}

function announce(message: Message): void {
  const left = message.undoUntil === null ? 0 : Date.parse(message.undoUntil) - Date.now();
  const undo = { label: sayNow('ticket.undo'), run: () => void takeBack(message) };
  const text = sayNow('forward.sent', { span: secondsWords(sayNow, Math.max(0, left)) });
  toast(left <= 500 ? { text: sayNow('composer.sentNow') } : { text, undo, forMs: left });
}
