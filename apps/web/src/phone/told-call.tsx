import type { PhoneCall } from '@redress/contract/phone.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { When } from '../ui/parts.js';
import { lengthWords } from './length.js';
import { callQuery } from './phone-calls.js';

/** What the telephone system says of the call, which nobody has to enter; while they speak it goes on. */
export function ToldCall({ call: known }: { readonly call: PhoneCall }): ReactNode {
  const { say } = useText();
  const { data: call = known } = useQuery({ ...callQuery(known.id), refetchInterval: 5_000 });
  const { answeredAt, direction, durationSeconds, number, startedAt, state } = call;
  const now = useNow(state === 'talking' ? 'second' : 'minute');
  const seconds = durationSeconds ?? (answeredAt === null ? null : Math.floor((now - Date.parse(answeredAt)) / 1_000));
  return (
    <section className="told-call" aria-label={say('phone.told.title')}>
      <p>
        <span className="strong">{say(`phone.${direction}`)}</span> ·{' '}
        <span className="tabular">{number ?? say('phone.card.withheld')}</span> · <When at={startedAt} />
      </p>
      <p className="told-call-length tabular">
        {state === 'missed' || seconds === null
          ? say(`phone.state.${state}`)
          : say(state === 'talking' ? 'phone.told.talking' : 'phone.told.talked', {
              time: lengthWords(Math.max(0, seconds)),
            })}
      </p>
      <p className="muted hint">{say('phone.told.hint')}</p>
    </section>
  );
}
