import type { CustomerTimelineEntry } from '@redress/contract/customers.js';
import type { ReactNode } from 'react';
import { type TextKey, useText } from '../i18n/text.js';

type Call = Extract<CustomerTimelineEntry, { what: 'call' }>['call'];

function verbOf({ direction, state, durationSeconds, by }: Call): TextKey {
  if (direction === 'outbound')
    return state === 'ended' && durationSeconds === null
      ? 'customer.course.calls.outMissed'
      : 'customer.course.calls.out';
  if (state === 'missed') return 'customer.course.calls.missed';
  if (state === 'ringing') return 'customer.course.calls.rings';
  if (state === 'ended' && durationSeconds === null) return 'customer.course.calls.forwarded';
  return by.length === 0 ? 'customer.course.calls.in' : 'customer.course.calls.inTo';
}

const MINUTE_SECONDS = 60;

/** Who called whom, how long they spoke, and where. */
export function CallTold({ call }: { readonly call: Call }): ReactNode {
  const { say } = useText();
  const name = call.by.join(', ');
  const caller =
    call.direction === 'inbound' ? say('customer.course.calls.who') : name || say('customer.course.somebody');
  const minutes = call.durationSeconds === null ? null : Math.max(1, Math.round(call.durationSeconds / MINUTE_SECONDS));
  const marks = [
    ...(minutes === null ? [] : [say('customer.course.minutes', { n: minutes })]),
    call.number,
    call.queue,
  ];
  return (
    <span>
      <span className="strong">{caller}</span> {say(verbOf(call), { name })}
      <span className="muted tabular">{marks.map((mark) => ` · ${mark}`)}</span>
    </span>
  );
}

/** What became of the call-back that a missed call waits for. */
export function CallBackTold({ call: { callBack } }: { readonly call: Call }): ReactNode {
  const { say, language } = useText();
  if (callBack === null) return null;
  const { dueAt, doneAt, doneHow, doneBy } = callBack;
  const how = doneAt === null ? 'open' : (doneHow ?? 'ticked');
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const words = { name: doneBy ?? say('phone.missed.somebody'), time: format.format(new Date(doneAt ?? dueAt)) };
  return <p className="course-ticket muted">{say(`customer.course.callBack.${how}`, words)}</p>;
}
