import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { localField } from '../ui/times.js';
import { longAgo } from './draft.js';
import type { PartProps } from './phone-log.js';

/** When it was: of a call with a clock that runs while one speaks, of a letter by its postmark. */
export function WhenFields({ draft, change, fault }: PartProps & { readonly fault: string | undefined }): ReactNode {
  const { say } = useText();
  const letter = draft.channel === 'letter';
  const label = letter ? 'phone.postmark' : draft.channel === 'visit' ? 'phone.visitWhen' : 'phone.when';
  const ago = longAgo(draft, Date.now());
  return (
    <div>
      <div className="when-fields">
        <TextInput
          id="when"
          type={letter ? 'date' : 'datetime-local'}
          label={say(label)}
          value={letter ? draft.postmark : draft.startedAt}
          error={fault}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change(letter ? { postmark: value } : { startedAt: value, since: null });
          }}
        />
        {draft.channel === 'phone' && <Length draft={draft} change={change} />}
      </div>
      {ago !== null && (
        <p className="when-long-ago hint" role="status">
          {say('phone.longAgo', { count: ago })}
        </p>
      )}
    </div>
  );
}

function Length({ draft, change }: PartProps): ReactNode {
  const { say } = useText();
  const { since } = draft;
  if (since === null)
    return (
      <>
        <TextInput
          className="when-minutes"
          type="number"
          min={0}
          max={1_440}
          step="any"
          label={say('phone.minutes')}
          value={draft.minutes}
          onChange={(event) => change({ minutes: event.currentTarget.value })}
        />
        <TextButton onClick={() => change({ since: Date.now(), startedAt: localField(Date.now()) })}>
          {say('phone.start')}
        </TextButton>
      </>
    );
  const stop = (): void => change({ since: null, minutes: String(Math.round((Date.now() - since) / 6_000) / 10) });
  return (
    <>
      <Timer since={since} />
      <TextButton onClick={stop}>{say('phone.stop')}</TextButton>
    </>
  );
}

function Timer({ since }: { readonly since: number }): ReactNode {
  const { say } = useText();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(tick);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1_000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className="when-timer tabular" role="timer" aria-label={say('phone.timer', { time })}>
      {time}
    </span>
  );
}
