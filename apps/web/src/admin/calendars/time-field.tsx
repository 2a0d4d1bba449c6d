import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { DAY_MINUTES, minutesOf, readTime, timeOf } from './days.js';

interface TimeProps {
  readonly id?: string;
  readonly label: string;
  readonly time: string;
  readonly wrong?: boolean;
  readonly change: (time: string) => void;
}

const STEP = 15;

/** A time of day as text: `9`, `930` and `9:30` are read when it is left; the arrows move it by a quarter of an hour. */
export function TimeField({ id, label, time, wrong = false, change }: TimeProps): ReactNode {
  const [text, setText] = useState(time);
  useEffect(() => setText(time), [time]);
  const keep = (): void => {
    const read = readTime(text);
    setText(read ?? text);
    if (read !== time) change(read ?? text);
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    const minutes = minutesOf(readTime(text) ?? '');
    if (event.key === 'Enter') keep();
    if (by === undefined || minutes === null) return;
    event.preventDefault();
    const moved = Math.round((minutes + by) / STEP) * STEP;
    const next = timeOf(Math.min(DAY_MINUTES, Math.max(0, moved)));
    setText(next);
    change(next);
  };
  return (
    <input
      id={id}
      className="time-field tabular"
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={press}
    />
  );
}
