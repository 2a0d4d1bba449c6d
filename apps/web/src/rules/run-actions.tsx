import type { ActionTrace, TriggerRun } from '@redress/contract/automation.js';
import type { ReactNode } from 'react';
import { loadTexts, type Say, sayCode, useText } from '../i18n/text.js';
import './trace.css';

// the words of actions are those of the editor
await loadTexts('admin');

const ACTIONS = ['setStatus', 'setPriority', 'setQueue', 'tag', 'assign', 'notify', 'sendTemplate', 'webhook'] as const;

/** Each action of a trigger with what became of it. */
export function RunActions({ run }: { readonly run: TriggerRun }): ReactNode {
  const { say } = useText();
  return (
    <ol className="trace run-actions">
      {run.actions.map((action, index) => (
        <li key={index} className={action.outcome === 'done' ? 'matched' : 'muted'}>
          <span className="trace-mark" aria-hidden="true">
            {action.outcome === 'done' ? '✓' : '–'}
          </span>
          <span className="trace-rule">
            {actionName(say, action)}
            {action.outcome !== 'done' && (
              <span className="trace-did muted">
                {say(`ticket.automation.did.${action.outcome}`)}
                {action.because !== null && `: ${sayCode(say, 'errors.code', action.because)}`}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function actionName(say: Say, action: ActionTrace): string {
  const known = ACTIONS.find((one) => one === action.do);
  return known === undefined ? action.do : say(`admin.triggers.do.${known}`);
}
