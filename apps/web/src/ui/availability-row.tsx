import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useAvailability } from './availability.js';

/** The switch that says whether work is given to this person. */
export function AvailabilityRow(): ReactNode {
  const { say } = useText();
  const { state, choose } = useAvailability();
  if (state === undefined) return null;
  return (
    <>
      <Menu.Label>{say('shell.availability.title')}</Menu.Label>
      <div className="account-row">
        {(['available', 'away'] as const).map((name) => (
          <Menu.Item
            key={name}
            aria-current={state === name || (name === 'away' && state === 'offline') ? 'true' : undefined}
            onClick={() => choose(name)}
          >
            {say(`shell.availability.${name}`)}
          </Menu.Item>
        ))}
      </div>
    </>
  );
}

/** Beside the picture of the person: filled when work may come, a ring when not. */
export function AvailabilityDot(): ReactNode {
  const { say } = useText();
  const { state } = useAvailability();
  if (state === undefined) return null;
  return (
    <>
      <span className={state === 'available' ? 'presence-dot on' : 'presence-dot'} aria-hidden="true" />
      <span className="unseen">, {say(`shell.availability.${state === 'available' ? 'available' : 'away'}`)}</span>
    </>
  );
}
