import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.js';
import { type Say, type TextKey, useText } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';

/** `field` is the id of its input and the first part of the JSON pointer; empty for what belongs to no field. */
export interface Fault {
  readonly field: string;
  readonly words: string;
}

const FIELD_WORDS: Readonly<Record<string, TextKey>> = {
  name: 'admin.faults.name',
  email: 'admin.faults.email',
  address: 'admin.faults.address',
  addresses: 'admin.faults.addresses',
  host: 'admin.faults.host',
  port: 'admin.faults.port',
  outHost: 'admin.faults.host',
  outPort: 'admin.faults.port',
  user: 'admin.faults.user',
  secret: 'admin.faults.secret',
  grantId: 'admin.faults.grantId',
  folders: 'admin.faults.folders',
  queueId: 'admin.faults.queue',
  teamId: 'admin.faults.team',
  teamIds: 'admin.faults.team',
  role: 'admin.faults.role',
  scopes: 'admin.faults.scopes',
  expiresInDays: 'admin.faults.expires',
  answerWithinDays: 'admin.faults.days',
  reopenWindowDays: 'admin.faults.window',
  trustedAuthservIds: 'admin.faults.trusted',
  senderName: 'admin.faults.senderName',
  senderAddress: 'admin.faults.email',
  agentId: 'admin.faults.agent',
  phoneNames: 'admin.faults.phoneNames',
};

export function faultOf(say: Say, field: string, code = ''): Fault {
  const key = code === 'taken' && field !== 'addresses' ? 'admin.faults.taken' : FIELD_WORDS[field];
  return { field, words: key === undefined ? field : say(key) };
}

/**
 * What a form says to a refusal of its own fields; undefined leaves it to the words that all forms share. A field below `settings` goes by
 * `settings-NAME`; `message` is what the server says, in English.
 */
export type FaultWords = (field: string, code: string, message: string) => string | undefined;

/** One for each field that the refusal points at; what points nowhere stands in the summary alone, with the request to ask about. */
export function faultsOf(say: Say, reason: unknown, own?: FaultWords): readonly Fault[] {
  const errors = reason instanceof ApiError ? reason.problem.errors : [];
  if (errors.length > 0) {
    const known = errors.map(({ pointer, code, message }) => {
      const [, part = '', inner] = pointer.split('/');
      const field = inner !== undefined && part === 'settings' ? `settings-${inner}` : part;
      const words = own?.(field, code, message);
      if (words !== undefined) return { field, words };
      return field in FIELD_WORDS ? faultOf(say, field, code) : { field: '', words: message };
    });
    return [...new Map(known.map((fault) => [fault.field + fault.words, fault])).values()];
  }
  const id =
    reason instanceof ApiError && reason.status >= 500 ? ` ${say('errors.request', { id: reason.requestId })}` : '';
  return [{ field: '', words: `${reasonWords(say, reason)}${id}` }];
}

interface Saving<Answer> {
  readonly check?: () => readonly Fault[];
  readonly words?: FaultWords;
  readonly work: () => Promise<Answer>;
  readonly done: (answer: Answer) => void | Promise<void>;
  /** When somebody else was faster. */
  readonly moved?: () => void | Promise<void>;
}

export interface Save {
  readonly faults: readonly Fault[];
  readonly fault: (field: string) => string | undefined;
  readonly busy: boolean;
  /** The server refused because somebody else was faster. */
  readonly movedOn: boolean;
  readonly submit: (event?: FormEvent) => void;
}

/** One save at a time; what is wrong with it is kept until the next try. */
export function useSave<Answer>({ check, words, work, done, moved }: Saving<Answer>): Save {
  const { say } = useText();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [movedOn, setMovedOn] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    setMovedOn(false);
    try {
      await done(await work());
    } catch (reason) {
      const faster = reason instanceof ApiError && reason.code === 'moved-on';
      if (faster) await moved?.();
      if (faster) setMovedOn(true);
      else setFaults(faultsOf(say, reason, words));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (busy) return;
    const found = check?.() ?? [];
    setFaults(found);
    if (found.length === 0) void send();
  };
  return { faults, fault: (field) => faults.find((one) => one.field === field)?.words, busy, movedOn, submit };
}

/** Takes the focus when something is wrong; each line leads to its field. */
export function FormSummary({ faults }: { readonly faults: readonly Fault[] }): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <div className="form-summary" role="alert" tabIndex={-1} ref={box}>
      <p className="strong">{say('errors.summary', { count: faults.length })}</p>
      <ul>
        {faults.map(({ field, words }) => (
          <li key={`${field}${words}`}>{field === '' ? words : <FieldLink field={field} words={words} />}</li>
        ))}
      </ul>
    </div>
  );
}

function FieldLink({ field, words }: Fault): ReactNode {
  return (
    <a
      href={`#${field}`}
      onClick={(event) => {
        event.preventDefault();
        const place = document.getElementById(field);
        const target = place?.matches('fieldset') === true ? place.querySelector('input') : place;
        target?.focus();
      }}
    >
      {words}
    </a>
  );
}

interface MovedProps {
  readonly keep: () => void;
  readonly theirs: () => void;
}

/** Nothing is overwritten unseen: who saves second decides. */
export function MovedOn({ keep, theirs }: MovedProps): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="admin-notice risk" role="alert" tabIndex={-1} ref={box}>
      <p className="spread">{say('admin.moved.text')}</p>
      <TextButton onClick={theirs}>{say('admin.moved.theirs')}</TextButton>
      <TextButton onClick={keep}>{say('admin.moved.keep')}</TextButton>
    </div>
  );
}

interface CheckListProps {
  readonly id: string;
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
  readonly none?: string;
  readonly error?: string | undefined;
}

export function CheckList({ id, legend, options, chosen, change, none, error }: CheckListProps): ReactNode {
  const toggle = (value: string, on: boolean): void =>
    change(on ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <fieldset id={id} className="check-list" aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend>{legend}</legend>
      {options.length === 0 && <p className="muted hint">{none}</p>}
      {options.map(({ value, label, hint }) => (
        <label key={value} className="check-line">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
          <span>
            {label}
            {hint !== undefined && <span className="muted hint"> {hint}</span>}
          </span>
        </label>
      ))}
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface CheckProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly change: (checked: boolean) => void;
}

export function Check({ label, hint, checked, disabled = false, change }: CheckProps): ReactNode {
  return (
    <label className="check-line">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <span className="muted hint check-hint">{hint}</span>}
      </span>
    </label>
  );
}

export function linesOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\n,;]/).map((line) => line.trim()))].filter((line) => line !== '');
}

const ADDRESS = /^[^\s@<>,;"]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}$/i;

/** Only what is surely wrong is refused here; the server looks again. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}
