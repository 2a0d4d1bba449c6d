import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type Say, useText } from '../i18n/text.js';
import { keyWords } from './key-lines.js';
import { type CommandId, isChoosable, KEY_MAP, type OwnKeys, usualKey } from './key-map.js';
import { choose, holderOf, ownKey, pressed, swap } from './own-keys.js';
import { TextButton } from './parts.js';
import { strokeOf } from './strokes.js';

interface KeyEditorProps {
  readonly id: CommandId;
  readonly own: OwnKeys;
  readonly keep: (own: OwnKeys) => void;
  readonly close: () => void;
}

/** Takes the next press as the key of a command. What is in the way is named, and can change places with it. */
export function KeyEditor({ id, own, keep, close }: KeyEditorProps): ReactNode {
  const { say } = useText();
  const [{ keys }, setPressed] = useState({ keys: '', at: 0 });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const now = ownKey(own, id);
  const fault = faultOf(say, own, id, keys);
  const finish = (next: OwnKeys | null): void => {
    if (next === null) return;
    keep(next);
    close();
  };
  const offer = fault === null ? choose(own, id, keys) : fault.swapped;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (keys !== '') finish(offer);
  };
  return (
    <form className="form key-editor" onSubmit={submit} onKeyDown={leaveBy(close)}>
      <p className="muted">{say('ownKeys.explain')}</p>
      <label className="plain-field">
        <span>{say('ownKeys.field')}</span>
        <input
          ref={field}
          readOnly
          inputMode="none"
          placeholder={say('ownKeys.press')}
          value={keyWords(say, keys)}
          aria-invalid={fault !== null}
          aria-describedby="key-fault"
          onKeyDown={takeBy((stroke, at) => setPressed((before) => pressed(before, stroke, at)))}
        />
      </label>
      <p id="key-fault" role="status" className={fault === null ? 'muted' : 'field-error'}>
        {fault?.words ?? stateWords(say, now, keys)}
      </p>
      <div className="form-foot">
        <Ways id={id} own={own} finish={finish} show={(usual) => setPressed({ keys: usual, at: 0 })} />
        <span className="spread" />
        <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        <TextButton type="submit" look="filled" disabled={keys === '' || offer === null}>
          {fault?.swapped == null ? say('shell.save') : say('ownKeys.swap')}
        </TextButton>
      </div>
    </form>
  );
}

interface Ways {
  readonly id: CommandId;
  readonly own: OwnKeys;
  readonly finish: (next: OwnKeys) => void;
  /** The usual key, where another command has it by now. */
  readonly show: (usual: string) => void;
}

function Ways({ id, own, finish, show }: Ways): ReactNode {
  const { say } = useText();
  const usual = usualKey(id) ?? '';
  const back = (): void => (holderOf(own, id, usual) === null ? finish(choose(own, id, usual)) : show(usual));
  return (
    <>
      {own.has(id) && <TextButton onClick={back}>{say('ownKeys.back', { key: keyWords(say, usual) })}</TextButton>}
      {ownKey(own, id) !== '' && (
        <TextButton onClick={() => finish(choose(own, id, ''))}>{say('ownKeys.without')}</TextButton>
      )}
    </>
  );
}

interface Fault {
  readonly words: string;
  /** With the keys of both changed; null: that is no way out. */
  readonly swapped: OwnKeys | null;
}

function faultOf(say: Say, own: OwnKeys, id: CommandId, keys: string): Fault | null {
  if (keys === '') return null;
  const key = keyWords(say, keys);
  if (!isChoosable(keys)) return { words: say('ownKeys.reserved', { key }), swapped: null };
  const holder = holderOf(own, id, keys);
  if (holder === null) return null;
  const name = say(KEY_MAP[holder].label);
  const theirs = keyWords(say, ownKey(own, holder));
  return { words: say('ownKeys.taken', { name, theirs }), swapped: swap(own, id, keys, holder) };
}

function stateWords(say: Say, now: string, keys: string): string {
  if (keys !== '') return say('ownKeys.free', { key: keyWords(say, keys) });
  return now === '' ? say('ownKeys.noneNow') : say('ownKeys.now', { key: keyWords(say, now) });
}

const leaveBy = (close: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  close();
};

/** Tab, Enter and Escape do here what they do in every form. */
const takeBy = (take: (stroke: string, at: number) => void) => (event: KeyboardEvent) => {
  const stroke = event.nativeEvent.isComposing ? null : strokeOf(event.nativeEvent);
  if (stroke === null || ['Tab', 'Shift+Tab', 'Enter', 'Escape'].includes(stroke)) return;
  event.preventDefault();
  if (!event.repeat) take(stroke, event.timeStamp);
};
