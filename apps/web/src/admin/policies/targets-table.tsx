import type { TicketStatus } from '@redress/contract/words.js';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { milestoneWords } from '../../ui/milestone-words.js';
import { PRIORITIES, type TargetLine } from './calls.js';
import { readTarget, targetText } from './target-text.js';

interface TableProps {
  readonly lines: readonly TargetLine[];
  readonly change: (lines: readonly TargetLine[]) => void;
  readonly error: string | undefined;
}

const PAUSES = ['waitingCustomer', 'waitingThirdParty', 'scheduled'] as const;
/** Only these may stop: a first answer is not excused by waiting. */
const MAY_PAUSE: readonly TargetLine['milestone'][] = ['update', 'resolution'];

/** Milestones down, priorities across; how a target counts stands in the same line. */
export function TargetsTable({ lines, change, error }: TableProps): ReactNode {
  const { say } = useText();
  const set = (at: number, wish: Partial<TargetLine>): void =>
    change(lines.map((line, index) => (index === at ? { ...line, ...wish } : line)));
  return (
    <section className="calendar-part" id="targets" tabIndex={-1}>
      <header className="calendar-part-head">
        <h3>{say('admin.policies.targets')}</h3>
        <span className="muted spread">{say('admin.policies.targetsHint')}</span>
      </header>
      {error !== undefined && <p className="field-error">{error}</p>}
      <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.policies.targets')}>
        <table className="table targets-table">
          <thead>
            <tr>
              <th>{say('admin.policies.milestone')}</th>
              {PRIORITIES.map((priority) => (
                <th key={priority}>{say(`words.priority.${priority}`)}</th>
              ))}
              <th>{say('admin.policies.time')}</th>
              <th>{say('admin.policies.pauses')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <TargetRow key={line.milestone} line={line} change={(wish) => set(index, wish)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted hint">{say('admin.policies.targetHint')}</p>
    </section>
  );
}

interface RowProps {
  readonly line: TargetLine;
  readonly change: (wish: Partial<TargetLine>) => void;
}

function TargetRow({ line, change }: RowProps): ReactNode {
  const { say } = useText();
  const milestone = milestoneWords(say, line.milestone);
  return (
    <tr>
      <th scope="row">
        <span className="target-name">{milestone}</span>
        {line.milestone === 'acknowledgement' && (
          <select
            className="target-choice"
            aria-label={`${milestone}: ${say('admin.policies.accepts')}`}
            value={line.accepts}
            onChange={(event) =>
              change({ accepts: ACCEPTS.find((one) => one === event.currentTarget.value) ?? line.accepts })
            }
          >
            {ACCEPTS.map((one) => (
              <option key={one} value={one}>
                {say(`admin.policies.acceptsBy.${one}`)}
              </option>
            ))}
          </select>
        )}
      </th>
      {PRIORITIES.map((priority) => (
        <td key={priority}>
          <TargetField
            label={say('admin.policies.targetOf', { milestone, priority: say(`words.priority.${priority}`) })}
            text={line.texts[priority]}
            change={(text) => change({ texts: { ...line.texts, [priority]: text } })}
          />
        </td>
      ))}
      <td>
        <select
          className="target-choice"
          aria-label={`${milestone}: ${say('admin.policies.time')}`}
          value={line.time}
          onChange={(event) => change({ time: event.currentTarget.value === 'wall' ? 'wall' : 'business' })}
        >
          <option value="business">{say('admin.policies.business')}</option>
          <option value="wall">{say('admin.policies.wall')}</option>
        </select>
      </td>
      <td>
        {MAY_PAUSE.includes(line.milestone) ? (
          <span className="test-checks" role="group" aria-label={`${milestone}: ${say('admin.policies.pauses')}`}>
            {PAUSES.map((status) => (
              <PauseBox key={status} status={status} line={line} change={change} />
            ))}
          </span>
        ) : (
          <span className="muted">{say('admin.policies.pausesNever')}</span>
        )}
      </td>
    </tr>
  );
}

const ACCEPTS = ['human', 'automatic', 'any'] as const;

interface PauseProps extends RowProps {
  readonly status: (typeof PAUSES)[number];
}

function PauseBox({ status, line, change }: PauseProps): ReactNode {
  const { say } = useText();
  const on = line.pausesIn.includes(status);
  const next = (checked: boolean): readonly TicketStatus[] =>
    checked ? [...line.pausesIn, status] : line.pausesIn.filter((one) => one !== status);
  return (
    <label className={on ? 'choice small on' : 'choice small'} title={say(`admin.policies.pauseIn.${status}`)}>
      <input
        type="checkbox"
        className="unseen"
        checked={on}
        aria-label={say(`admin.policies.pauseIn.${status}`)}
        onChange={(event) => change({ pausesIn: next(event.currentTarget.checked) })}
      />
      {say(`admin.policies.pauseShort.${status}`)}
    </label>
  );
}

interface FieldProps {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
}

/** Read when it is left, and written back in its shortest form. */
function TargetField({ label, text, change }: FieldProps): ReactNode {
  const [left, setLeft] = useState(true);
  const wrong = left && text.trim() !== '' && readTarget(text) === null;
  return (
    <input
      className="target-field tabular"
      aria-label={label}
      aria-invalid={wrong || undefined}
      placeholder="–"
      value={text}
      onFocus={() => setLeft(false)}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => {
        setLeft(true);
        const read = readTarget(text);
        if (read !== null) change(targetText(read));
      }}
    />
  );
}
