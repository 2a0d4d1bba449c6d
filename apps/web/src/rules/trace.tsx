import type { RoutingTrace, RuleTrace } from '@redress/contract/routing.js';
import type { ReactNode } from 'react';
import { type Say, useText } from '../i18n/text.js';
import { actionWords, type NameOf } from './action-words.js';
import './trace.css';
import { type ChoicesOf, testWords, useChoicesOf } from './words.js';
import { isGroup, readCondition } from './tree.js';

interface TraceProps {
  readonly trace: RoutingTrace;
  readonly nameOf: NameOf;
}

/** Every rule that was asked, in order: matched with what it did, or not with the test that decided. */
export function TraceLines({ trace, nameOf }: TraceProps): ReactNode {
  const { say } = useText();
  const choicesOf = useChoicesOf();
  return (
    <ol className="trace">
      {trace.rules.map((rule) => (
        <li key={`${rule.pass}-${rule.ruleId}`} className={rule.matched ? 'matched' : 'muted'}>
          <span className="trace-mark" aria-hidden="true">
            {rule.matched ? '✓' : '–'}
          </span>
          <span className="trace-rule">
            <span className={rule.matched ? 'strong' : ''}>{rule.name}</span>{' '}
            <span className="muted">{verdictWords(say, choicesOf, rule)}</span>
            {rule.did !== null && <span className="trace-did">{actionWords(say, rule.did, nameOf).join(', ')}</span>}
            {rule.moveLeftOut !== null && (
              <span className="trace-did muted">{say(`admin.routing.leftOut.${rule.moveLeftOut}`)}</span>
            )}
            {rule.stopped && <span className="trace-did muted">{say('admin.routing.stopped')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function verdictWords(say: Say, choicesOf: ChoicesOf, { matched, because }: RuleTrace): string {
  const [part] = readCondition(because === null ? null : { ...because }).parts;
  const test = part === undefined || isGroup(part) ? null : testWords(say, choicesOf, part);
  if (matched) return test === null ? say('admin.routing.matched') : test;
  return test === null ? say('admin.routing.notMatched') : say('admin.routing.notBecause', { test });
}
