import type { Timeline } from '@redress/contract/ticket.js';
import { IconAlarmSnooze } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { milestoneWords } from '../ui/milestone-words.js';
import { Opening } from '../ui/opening.js';
import { IconButton, TextButton } from '../ui/parts.js';
import { comingTime, localField } from '../ui/times.js';
import { snooze } from './snooze-calls.js';
import { snoozeTimes } from './snooze-times.js';

const Dialog = lazy(async () => ({ default: (await import('../ui/dialog.js')).Dialog }));

interface MenuProps {
  readonly read: Timeline;
  readonly next: () => void;
}

/** `h` takes the ticket off one's own lists for a while. */
export function SnoozeMenu({ read, next }: MenuProps): ReactNode {
  const { say, language } = useText();
  const [opened, setOpened] = useState(false);
  const { ticket } = read;
  const may = ticket.may.includes('watch');
  const open = (): void => setOpened(true);
  useCommands(may ? [{ id: 'snooze', run: open }] : []);
  if (!may) return null;
  const choose = (at: number): void => {
    setOpened(false);
    void snooze(ticket, at, comingTime(language, at)).then(next);
  };
  return (
    <>
      <IconButton
        label={say('commands.snooze')}
        command="snooze"
        className="wide-only"
        aria-haspopup="dialog"
        onClick={open}
      >
        <IconAlarmSnooze size={18} stroke={1.5} aria-hidden="true" />
      </IconButton>
      {opened && (
        <Suspense fallback={<Opening close={() => setOpened(false)} />}>
          <Dialog title={say('commands.snooze')} close={() => setOpened(false)} width={420}>
            <p className="muted snooze-said">{say('ticket.snooze.explain')}</p>
            <Times read={read} choose={choose} />
            <OtherTime read={read} choose={choose} />
          </Dialog>
        </Suspense>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly read: Timeline;
  readonly choose: (at: number) => void;
}

const isAfterDue = ({ ticket: { nextDue } }: Timeline, at: number): boolean =>
  nextDue?.dueAt != null && Date.parse(nextDue.dueAt) < at;

/** With what falls due first, so that nobody sleeps over it. */
function Times({ read, choose }: ChoiceProps): ReactNode {
  const { say, language } = useText();
  const list = useRef<HTMLUListElement>(null);
  const [times] = useState(() => snoozeTimes(Date.now()));
  const { nextDue } = read.ticket;
  const dueAt = nextDue?.dueAt ?? null;
  return (
    <>
      {nextDue !== null && dueAt !== null && (
        <p className="snooze-said">
          {say('ticket.snooze.due', {
            milestone: milestoneWords(say, nextDue.milestone),
            time: comingTime(language, Date.parse(dueAt)),
          })}
        </p>
      )}
      <ul ref={list} className="snooze-times" onKeyDown={(event) => walk(event, list.current)}>
        {times.map(({ name, at }, index) => (
          <li key={name}>
            <button
              type="button"
              className="snooze-time"
              data-autofocus={index === 0 || undefined}
              onClick={() => choose(at)}
            >
              <span className="spread">
                {say(`ticket.snooze.times.${name}`)}
                {isAfterDue(read, at) && <span className="snooze-late">{say('ticket.snooze.late')}</span>}
              </span>
              <span className="muted tabular">{comingTime(language, at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

function OtherTime({ read, choose }: ChoiceProps): ReactNode {
  const { say } = useText();
  const [time, setTime] = useState(() => localField(snoozeTimes(Date.now() + DAY_MS)[0]?.at ?? Date.now() + DAY_MS));
  const [soonest] = useState(() => localField(Date.now() + 2 * MINUTE_MS));
  const [latest] = useState(() => localField(Date.now() + 365 * DAY_MS));
  const at = new Date(time).getTime();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    choose(at);
  };
  return (
    <form className="form" onSubmit={submit}>
      <label className="field">
        <span>{say('ticket.snooze.other')}</span>
        <input
          type="datetime-local"
          required
          min={soonest}
          max={latest}
          className="text-field"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </label>
      {isAfterDue(read, at) && <p className="snooze-late">{say('ticket.snooze.lateChosen')}</p>}
      <div className="form-foot">
        <TextButton type="submit" disabled={Number.isNaN(at)}>
          {say('commands.snooze')}
        </TextButton>
      </div>
    </form>
  );
}
