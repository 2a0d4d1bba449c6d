import type { DemoView } from '@redress/contract/demo.js';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { clearDemo, simulate } from './demo-calls.js';

const SPEEDS = [1, 10, 30, 120] as const;

interface DemoDialogProps {
  readonly demo: DemoView;
  readonly about: 'simulate' | 'clear';
  readonly close: () => void;
}

/** Asks once before the demo goes, and how fast a day shall pass before one begins. */
export function DemoDialog({ demo, about, close }: DemoDialogProps): ReactNode {
  const { say } = useText();
  const [speed, setSpeed] = useState<number>(30);
  const [busy, setBusy] = useState(false);
  const ask = (wish: () => Promise<DemoView>): void => {
    setBusy(true);
    wish()
      .then(close)
      .catch(failed)
      .finally(() => setBusy(false));
  };
  const isDay = about === 'simulate';
  const command = isDay ? `npx redress simulate --speed ${speed}` : 'npx redress demo clear';
  return (
    <Dialog title={say(isDay ? 'start.demo.simulate' : 'start.demo.clear')} close={close}>
      <div className="form">
        <p>{isDay ? say('start.demo.simulateExplain') : say('start.demo.clearExplain', { count: demo.tickets })}</p>
        {isDay && (
          <fieldset>
            <legend className="form-legend">{say('start.demo.speed')}</legend>
            <div className="choice-row">
              {SPEEDS.map((n) => (
                <TextButton key={n} aria-pressed={n === speed} onClick={() => setSpeed(n)}>
                  {say('start.demo.times', { n })}
                </TextButton>
              ))}
            </div>
          </fieldset>
        )}
        {demo.trouble !== null && <p role="alert">{say('start.demo.trouble', { reason: demo.trouble })}</p>}
        {!demo.here && <p>{say('start.demo.elsewhere', { command })}</p>}
        <div className="form-foot">
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton
            look="filled"
            disabled={busy || !demo.here || demo.work !== null}
            onClick={() => ask(isDay ? () => simulate(speed) : clearDemo)}
          >
            {say(isDay ? 'start.demo.begin' : 'start.demo.clearSure')}
          </TextButton>
        </div>
      </div>
    </Dialog>
  );
}
