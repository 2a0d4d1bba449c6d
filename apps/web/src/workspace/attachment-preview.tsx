import type { Attachment } from '@redress/contract/messages.js';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { ApiError, apiPath, Unreachable } from '../api/client.js';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { IconButton, Skeleton } from '../ui/parts.js';
import { kindOf } from './attachment-kinds.js';
import { type CalendarEvent, type CalendarTime, eventsIn, isCalendar } from './calendar-file.js';
import { readMailFile } from './mail-file.js';
import './attachment-preview.css';

interface PreviewProps {
  /** Those that can be shown. */
  readonly attachments: readonly Attachment[];
  readonly first: number;
  readonly close: () => void;
}

/** One attachment at a time; the arrow keys go to its neighbours. Nothing of a file is run: what is no picture is read from its bytes. */
export function AttachmentPreview({ attachments, first, close }: PreviewProps): ReactNode {
  const { say } = useText();
  const [at, setAt] = useState(Math.max(0, first));
  const attachment = attachments[at];
  if (attachment === undefined) return null;
  const go = (to: number): void => setAt(Math.min(attachments.length - 1, Math.max(0, to)));
  const press = (event: KeyboardEvent): void => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') go(at + (event.key === forward ? 1 : -1));
  };
  const name = attachment.filename;
  return (
    <Dialog close={close} title={name} width="auto">
      <div className="preview" onKeyDown={press} tabIndex={-1} data-autofocus>
        <div className="preview-bar">
          {attachments.length > 1 && (
            <>
              <IconButton
                label={say('ticket.attachment.previous')}
                keys="ArrowLeft"
                aria-disabled={at === 0}
                onClick={() => go(at - 1)}
              >
                <IconChevronLeft size={18} stroke={1.5} aria-hidden="true" />
              </IconButton>
              <span className="muted tabular" role="status">
                {say('ticket.attachment.position', { n: at + 1, count: attachments.length })}
              </span>
              <IconButton
                label={say('ticket.attachment.next')}
                keys="ArrowRight"
                aria-disabled={at === attachments.length - 1}
                onClick={() => go(at + 1)}
              >
                <IconChevronRight size={18} stroke={1.5} aria-hidden="true" />
              </IconButton>
            </>
          )}
          <span className="spread" />
          <a className="button plain" href={apiPath(`/attachments/${attachment.id}`)} download={name}>
            {say('ticket.attachment.save')}
          </a>
        </div>
        {kindOf(attachment) === 'image' ? (
          <img
            className="preview-image"
            src={apiPath(`/attachments/${attachment.id}?inline=1`)}
            alt={say('ticket.attachment.preview', { name })}
          />
        ) : (
          <FromBytes key={attachment.id} attachment={attachment} />
        )}
      </div>
    </Dialog>
  );
}

async function read(id: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(apiPath(`/attachments/${id}`), { signal }).catch(() => {
    throw new Unreachable();
  });
  if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  const { status, statusText: title } = answer;
  const requestId = answer.headers.get('x-request-id') ?? '';
  throw new ApiError(status, { type: 'unreadable', title, status, detail: '', requestId, errors: [] });
}

function FromBytes({ attachment }: { readonly attachment: Attachment }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['attachment', attachment.id],
    queryFn: ({ signal }) => read(attachment.id, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  });
  if (data === undefined) {
    return error === null ? <Skeleton lines={6} /> : <Failure error={error} retry={() => void refetch()} />;
  }
  const kind = kindOf(attachment);
  if (kind === 'pdf') return <PdfPreview name={attachment.filename} bytes={data} />;
  if (kind === 'mail') return <MailPreview bytes={data} />;
  return <TextPreview text={textOf(data)} />;
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function TextPreview({ text }: { readonly text: string }): ReactNode {
  const { say } = useText();
  if (!isCalendar(text)) {
    return (
      <pre className="preview-text" tabIndex={0} dir="auto">
        {text}
      </pre>
    );
  }
  const events = eventsIn(text);
  if (events.length === 0) return <p className="muted">{say('ticket.attachment.event.none')}</p>;
  return (
    <div className="preview-sheet" tabIndex={0} role="group" aria-label={say('ticket.attachment.event.when')}>
      {events.map((event, index) => (
        <EventCard key={index} event={event} />
      ))}
    </div>
  );
}

function EventCard({ event }: { readonly event: CalendarEvent }): ReactNode {
  const { say, language } = useText();
  const rows = [
    [say('ticket.attachment.event.when'), whenWords(say, language, event)],
    [say('ticket.attachment.event.where'), event.where],
    [say('ticket.attachment.event.organiser'), event.organiser],
    [say('ticket.attachment.event.about'), event.description],
  ] as const;
  return (
    <article className="preview-event">
      <h3 dir="auto">
        {event.title || say('ticket.attachment.event.untitled')}
        {event.cancelled && <span className="bad"> {say('ticket.attachment.event.cancelled')}</span>}
      </h3>
      <Rows rows={rows} />
    </article>
  );
}

function Rows({ rows }: { readonly rows: readonly (readonly [name: string, value: string])[] }): ReactNode {
  return (
    <dl className="preview-rows">
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt className="muted">{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function whenWords(say: Say, language: LanguageName, { starts, ends }: CalendarEvent): string {
  if (starts === null) return '';
  const from = timeWords(say, language, starts);
  // the end of a whole day is the day after it
  if (ends === null || starts.wholeDay) return from;
  return say('ticket.attachment.event.until', { from, to: timeWords(say, language, ends) });
}

/** In the reader's own time where the file names an instant; else as the file says it, with the zone that it names. */
function timeWords(say: Say, language: LanguageName, { at, wholeDay, zone }: CalendarTime): string {
  const time = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'full',
    ...(wholeDay ? {} : { timeStyle: 'short' }),
    ...(zone === 'UTC' ? {} : { timeZone: 'UTC' }),
  }).format(at);
  return zone === null || zone === 'UTC' ? time : say('ticket.attachment.event.inZone', { time, zone });
}

function MailPreview({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }): ReactNode {
  const { say } = useText();
  const mail = readMailFile(bytes);
  const rows = [
    [say('ticket.attachment.letter.from'), mail.from],
    [say('ticket.attachment.letter.to'), mail.to],
    [say('ticket.attachment.letter.date'), mail.date],
    [say('ticket.attachment.letter.subject'), mail.subject],
    [say('ticket.attachment.letter.files'), mail.files.join(', ')],
  ] as const;
  return (
    <div
      className="preview-sheet"
      tabIndex={0}
      role="group"
      aria-label={mail.subject || say('ticket.attachment.letter.subject')}
    >
      <Rows rows={rows} />
      {mail.text === '' ? (
        <p className="muted">{say('ticket.attachment.letter.noText')}</p>
      ) : (
        <p className="preview-letter" dir="auto">
          {mail.text}
        </p>
      )}
    </div>
  );
}

/** Drawn by the viewer of the browser, which has no access to this page; what is no PDF file is never handed to it. */
function PdfPreview({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }): ReactNode {
  const { say } = useText();
  const isPdf = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).includes('%PDF-');
  const shows = isPdf && navigator.pdfViewerEnabled;
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!shows) return;
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, shows]);
  if (!shows) return <p className="muted">{say(isPdf ? 'ticket.attachment.noPdf' : 'ticket.attachment.notPdf')}</p>;
  if (address === null) return null;
  return <iframe className="preview-pdf" src={address} title={say('ticket.attachment.preview', { name })} />;
}
