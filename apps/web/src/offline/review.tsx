import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Change, FieldChange, MessageChange } from '../api/changes.js';
import { drop, type Halt, putBack, replace, useOutbox, type Waiting } from '../api/outbox.js';
import { refreshTimeline } from '../api/queries.js';
import { type Say, sayCode, sayNow, useText } from '../i18n/text.js';
import { comeBack } from '../ui/connection.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { Empty, TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { type Content, returnContent } from '../workspace/drafts.js';
import './review.css';

/** What was changed without a server, in the order of its sending; what others were faster with stands beside theirs. */
export function Review({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const waiting = useOutbox();
  const inside = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // the button that was pressed has gone with its line: the next key is still meant for this dialog
    if (document.activeElement === document.body) inside.current?.focus();
  }, [waiting]);
  return (
    <Dialog title={say('outbox.title')} close={close} width={720}>
      <div ref={inside} tabIndex={-1} className="outbox-all">
        {waiting.length === 0 ? (
          <Empty title={say('outbox.empty')} />
        ) : (
          <>
            <p className="muted">{say('outbox.explain')}</p>
            <ol className="outbox">
              {waiting.map((one, index) => (
                <Line
                  key={one.key}
                  one={one}
                  behind={waiting
                    .slice(0, index)
                    .some(({ ticket, halt }) => halt !== null && ticket.id === one.ticket.id)}
                  close={close}
                />
              ))}
            </ol>
          </>
        )}
      </div>
    </Dialog>
  );
}

interface LineProps {
  readonly one: Waiting;
  /** Something before it on the same ticket waits for a person. */
  readonly behind: boolean;
  readonly close: () => void;
}

function Line({ one, behind, close }: LineProps): ReactNode {
  const { say } = useText();
  const { ticket, change, halt } = one;
  return (
    <li className={halt === null ? 'outbox-line' : 'outbox-line halted'}>
      <div className="outbox-head">
        <b>{titleOf(say, change)}</b>
        <Link to="/tickets/$number" params={{ number: ticket.number }} className="truncate" onClick={close}>
          <span className="mono">{ticket.number}</span> {ticket.subject}
        </Link>
        <span className="spread" />
        <span className="muted">
          <When at={one.madeAt} />
        </span>
      </div>
      <p className={halt === null ? 'muted' : 'outbox-halt'}>{stateWords(say, halt, behind)}</p>
      <Sides change={change} halt={halt} />
      {change.kind === 'message' && change.files.length > 0 && (
        <p className="muted">{say('outbox.files', { count: change.files.length })}</p>
      )}
      <Choices one={one} close={close} />
    </li>
  );
}

function stateWords(say: Say, halt: Halt | null, behind: boolean): string {
  if (halt === null) return say(behind ? 'outbox.behind' : 'outbox.waits');
  if (halt.kind === 'overtaken') return say('outbox.overtaken');
  if (halt.kind === 'changed') return say('outbox.changed');
  // what the server says is exact, but English
  const words =
    say('shell.languageCode') === 'en' && halt.words !== '' ? halt.words : sayCode(say, 'errors.code', halt.code);
  return say('outbox.refused', { reason: words });
}

/** Mine alone while nothing came between; else mine and theirs side by side. */
function Sides({ change, halt }: Pick<Waiting, 'change' | 'halt'>): ReactNode {
  const { say } = useText();
  const mine =
    change.kind === 'message' ? <p dir="auto">{change.body.text}</p> : <p>{fieldWords(say, change, 'to')}</p>;
  if (halt === null || halt.kind === 'refused')
    return change.kind === 'message' ? <div className="outbox-text">{mine}</div> : null;
  return (
    <div className="outbox-sides">
      <section className="outbox-text" aria-label={say('outbox.mine')}>
        <h3 className="muted">{say('outbox.mine')}</h3>
        {mine}
      </section>
      <section className="outbox-text" aria-label={say('outbox.theirs')}>
        <h3 className="muted">{say('outbox.theirs')}</h3>
        {halt.kind === 'changed' ? (
          <p>{fieldWords(say, halt.again, 'from')}</p>
        ) : (
          halt.messages.map(({ id, name, at, text }) => (
            <div key={id}>
              <p className="muted">
                {name}, <When at={at} />
              </p>
              <p dir="auto">{text}</p>
            </div>
          ))
        )}
      </section>
    </div>
  );
}

function Choices({ one, close }: { readonly one: Waiting; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const { change, halt } = one;
  const write = async (message: MessageChange): Promise<void> => {
    await edit(one, message);
    close();
    await navigate({ to: '/tickets/$number', params: { number: one.ticket.number } });
  };
  const again = halt === null ? null : anyway(one, halt);
  const words =
    halt?.kind === 'overtaken'
      ? say('outbox.sendAnyway')
      : halt?.kind === 'changed'
        ? say('outbox.doAnyway')
        : say('outbox.again');
  return (
    <div className="outbox-choices">
      {again !== null && <TextButton onClick={() => void send(again, one.key)}>{words}</TextButton>}
      {change.kind === 'message' && (
        <TextButton onClick={() => void write(change).catch(failed)}>{say('outbox.edit')}</TextButton>
      )}
      <TextButton look={halt?.kind === 'changed' ? 'plain' : 'danger'} onClick={() => void discard(one)}>
        {say(halt?.kind === 'changed' ? 'outbox.keepTheirs' : 'outbox.drop')}
      </TextButton>
    </div>
  );
}

/** The same wish on what stands there now. Refused under its old key, it goes under another one. */
function anyway(one: Waiting, halt: Halt): Waiting {
  const fresh = { ...one, key: crypto.randomUUID(), halt: null };
  if (halt.kind === 'changed') return { ...fresh, change: halt.again };
  if (halt.kind === 'refused' || one.change.kind !== 'message') return fresh;
  const body = { ...one.change.body, seenVersion: halt.version };
  return { ...fresh, change: { ...one.change, body, newest: halt.messages.at(-1)?.id ?? one.change.newest } };
}

async function send(again: Waiting, formerKey: string): Promise<void> {
  try {
    await replace(again, formerKey);
    await comeBack();
  } catch (reason) {
    failed(reason);
  }
}

/** Back into the composer, and out of here only when it is there. */
async function edit(one: Waiting, change: MessageChange): Promise<void> {
  returnContent(one.ticket.id, contentOf(change));
  await drop(one.key);
}

function contentOf({ body, files }: MessageChange): Content {
  return {
    kind: body.visibility === 'internal' ? 'note' : 'reply',
    to: body.to ?? null,
    cc: body.cc ?? null,
    way: body.way ?? null,
    text: body.text,
    attachments: files,
  };
}

async function discard(one: Waiting): Promise<void> {
  try {
    await drop(one.key);
    void refreshTimeline(one.ticket.id);
    const undo = { label: sayNow('outbox.putBack'), run: () => void putBack(one).catch(failed) };
    toast({ text: sayNow('outbox.dropped', { what: titleOf(sayNow, one.change) }), undo });
    await comeBack();
  } catch (reason) {
    failed(reason);
  }
}

function titleOf(say: Say, change: Change): string {
  if (change.kind !== 'message') return fieldWords(say, change, 'to');
  return say(change.body.visibility === 'internal' ? 'outbox.note' : 'outbox.reply');
}

/** @param side what was wished, or what it was to change */
function fieldWords(say: Say, change: FieldChange, side: 'from' | 'to'): string {
  switch (change.kind) {
    case 'status':
      return say('outbox.status', { to: say(`words.status.${change[side]}`) });
    case 'priority':
      return say('outbox.priority', { to: say(`words.priority.${change[side]}`) });
    case 'tags':
      return say('outbox.tags', { to: change[side].join(', ') || say('outbox.noTags') });
    case 'owner': {
      const owner = change[side];
      return owner === null ? say('outbox.givenBack') : say('outbox.owner', { name: owner.name });
    }
  }
}
