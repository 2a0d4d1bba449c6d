import type { MacroChange, MacroPreview, MacroText } from '@redress/contract/macros.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError, post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { type Say, sayCode, useText } from '../i18n/text.js';
import { DEFAULTS, usePreferences } from '../session/preferences.js';
import { Failure, failed } from '../ui/failure.js';
import { gapsIn, wordOf } from '../ui/gaps.js';
import { Caps, Skeleton, TextButton } from '../ui/parts.js';
import { applyMacro } from './macro-calls.js';

interface PreviewProps {
  readonly ticket: Ticket;
  readonly macroId: string;
  readonly next: () => void;
  readonly back: () => void;
  readonly close: () => void;
}

/** Everything that would change and every word that would leave, on the ticket as it is now. */
export function MacroPreviewPart(props: PreviewProps): ReactNode {
  const { ticket, macroId } = props;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['macros', 'preview', macroId, ticket.id, ticket.version],
    queryFn: ({ signal }) =>
      post<MacroPreview>(`/tickets/${ticket.id}/macros/${macroId}/preview`, { ifMatch: ticket.version, signal }),
    placeholderData: (known) => known,
    staleTime: 0,
  });
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  return data === undefined ? <Skeleton lines={4} /> : <Shown {...props} preview={data} isOld={isPlaceholderData} />;
}

interface ShownProps extends PreviewProps {
  readonly preview: MacroPreview;
  /** The ticket moved on, and what would happen to it now is being asked. */
  readonly isOld: boolean;
}

function Shown({ ticket, next, back, close, preview, isOld }: ShownProps): ReactNode {
  const { say } = useText();
  const { preferences } = usePreferences();
  const goOn = useGoOn(next);
  const [edited, setEdited] = useState<readonly (string | undefined)[]>([]);
  const [busy, setBusy] = useState(false);
  const texts = preview.texts.map(({ text }, index) => edited[index] ?? text);
  const gaps = preview.texts.flatMap(({ kind }, index) => (kind === 'reply' ? gapsIn(texts[index] ?? '') : []));
  const possible = preview.refused === null && gaps.length === 0 && !isOld;
  const undoSeconds = preferences.undoSendSeconds ?? DEFAULTS.undoSendSeconds;
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy || !possible) return;
    setBusy(true);
    applyMacro({ ticket, preview, texts, undoSeconds })
      .then(({ goTo }) => {
        close();
        goOn(goTo);
      })
      .catch((reason: unknown) => {
        failed(reason);
        setBusy(false);
        if (reason instanceof ApiError && reason.code === 'moved-on') void refreshTimeline(ticket.id);
      });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    form.current?.requestSubmit();
  };
  return (
    <form className="form" ref={form} onSubmit={submit} onKeyDown={press}>
      <Changes preview={preview} />
      {preview.texts.map((one, index) => (
        <TextField
          key={index}
          of={one}
          text={texts[index] ?? ''}
          change={(text) => setEdited(preview.texts.map((_, at) => (at === index ? text : edited[at])))}
        />
      ))}
      {gaps[0] !== undefined && (
        <Notice>
          {say('composer.gaps.title', {
            count: gaps.length,
            name: say(`composer.gaps.variable.${wordOf(gaps[0])}`),
          })}
        </Notice>
      )}
      {preview.refused !== null && <Notice>{refusalWords(say, preview.refused)}</Notice>}
      <p className="muted hint">{say(`ticket.macros.goTo.${preview.macro.goTo}`)}</p>
      <div className="form-foot">
        <TextButton onClick={back}>{say('ticket.macros.back')}</TextButton>
        <span className="spread" />
        <Apply possible={possible} busy={busy} />
      </div>
    </form>
  );
}

/** Has the focus as soon as it can be pressed: Enter on the macro, Enter here. */
function Apply({ possible, busy }: { readonly possible: boolean; readonly busy: boolean }): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = box.current?.closest('[role=dialog]');
    const text = dialog?.querySelector('textarea');
    const first = possible ? box.current?.querySelector('button') : text;
    (first ?? dialog?.querySelector('button'))?.focus();
    const [gap] = gapsIn(text?.value ?? '');
    if (gap !== undefined) text?.setSelectionRange(gap.from, gap.to);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once: who fills a gap in goes on writing
  }, []);
  return (
    <span ref={box}>
      <TextButton type="submit" look="filled" disabled={!possible || busy}>
        {say('ticket.macros.apply')} <Caps of="$mod+Enter" />
      </TextButton>
    </span>
  );
}

function useGoOn(next: () => void): (goTo: MacroPreview['macro']['goTo']) => void {
  const navigate = useNavigate();
  return (goTo) => {
    if (goTo === 'next') next();
    if (goTo === 'queue') void navigate({ to: '/queue', search: ({ sel: _, ...known }) => known });
  };
}

function Notice({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="macro-notice" role="status">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

/** What the server says is exact, but English. */
function refusalWords(say: Say, { code, detail }: NonNullable<MacroPreview['refused']>): string {
  return detail !== '' && say('shell.languageCode') === 'en' ? detail : sayCode(say, 'errors.code', code);
}

function Changes({ preview }: { readonly preview: MacroPreview }): ReactNode {
  const { say } = useText();
  if (preview.changes.length === 0) return <p className="muted">{say('ticket.macros.noChange')}</p>;
  return (
    <dl className="macro-changes" aria-label={say('ticket.macros.changes')}>
      {preview.changes.map((change) => (
        <div key={`${change.what}${change.to ?? ''}${change.from ?? ''}`}>
          <dt className="muted">{say(`ticket.macros.what.${change.what}`)}</dt>
          <dd>{changeWords(say, change)}</dd>
        </div>
      ))}
    </dl>
  );
}

function changeWords(say: Say, { what, from, to }: MacroChange): ReactNode {
  if (what === 'tagAdded') return to;
  if (what === 'tagRemoved') return <s>{from}</s>;
  return (
    <>
      <span className="muted">{valueWords(say, what, from)}</span> → <b>{valueWords(say, what, to)}</b>
    </>
  );
}

const CODES = {
  status: [
    ...(['new', 'open', 'waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'] as const),
    ...(['resolved', 'closed', 'merged', 'spam'] as const),
  ],
  stage: ['received', 'acknowledged', 'assessed', 'investigating', 'responding', 'decided', 'closed'],
  priority: ['low', 'normal', 'high', 'urgent'],
} as const;

function valueWords(say: Say, what: MacroChange['what'], value: string | null): string {
  const status = what === 'status' ? CODES.status.find((one) => one === value) : undefined;
  if (status !== undefined) return say(`words.status.${status}`);
  const stage = what === 'stage' ? CODES.stage.find((one) => one === value) : undefined;
  if (stage !== undefined) return say(`words.stage.${stage}`);
  const priority = what === 'priority' ? CODES.priority.find((one) => one === value) : undefined;
  if (priority !== undefined) return say(`words.priority.${priority}`);
  return value ?? say('words.nobody');
}

interface TextFieldProps {
  readonly of: MacroText;
  readonly text: string;
  readonly change: (text: string) => void;
}

function TextField({ of, text, change }: TextFieldProps): ReactNode {
  const { say } = useText();
  return (
    <label className="field">
      <span>{say(of.kind === 'reply' ? 'ticket.macros.reply' : 'ticket.macros.note')}</span>
      <textarea
        className={of.kind === 'note' ? 'text-field macro-text note' : 'text-field macro-text'}
        rows={Math.min(10, Math.max(3, text.split('\n').length + 1))}
        dir="auto"
        lang={of.language}
        aria-invalid={of.kind === 'reply' && gapsIn(text).length > 0}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
}
