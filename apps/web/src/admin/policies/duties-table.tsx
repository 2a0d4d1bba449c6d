import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Say, useText } from '../../i18n/text.js';
import { partWords } from '../../ui/milestone-words.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { readTarget } from './target-text.js';
import { type DutyDraft, mayAddDuty, MET_BY, newDuty, PARTS, PAUSES, STARTS } from './template-draft.js';

interface TableProps {
  readonly duties: readonly DutyDraft[];
  readonly change: (duties: readonly DutyDraft[]) => void;
  readonly error: string | undefined;
}

/** What the law asks for, one duty a card: what is due, how long it may take, from when, and what meets it. */
export function DutiesTable({ duties, change, error }: TableProps): ReactNode {
  const { say } = useText();
  return (
    <section className="calendar-part" id="duties" tabIndex={-1} aria-labelledby="duties-title">
      <header className="calendar-part-head">
        <h3 id="duties-title">{say('admin.timeLimits.duties')}</h3>
      </header>
      {error !== undefined && <p className="field-error">{error}</p>}
      <ol className="duty-list">
        {duties.map((duty, index) => (
          <DutyCard
            key={index}
            duty={duty}
            taken={duties.map(({ part }) => part)}
            change={(wish) => change(duties.map((one, at) => (at === index ? { ...one, ...wish } : one)))}
            drop={duties.length > 1 ? () => change(duties.filter((_, at) => at !== index)) : undefined}
          />
        ))}
      </ol>
      {mayAddDuty(duties) && (
        <TextButton onClick={() => change([...duties, newDuty(duties)])}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.timeLimits.addDuty')}
        </TextButton>
      )}
    </section>
  );
}

interface CardProps {
  readonly duty: DutyDraft;
  readonly taken: readonly string[];
  readonly change: (wish: Partial<DutyDraft>) => void;
  readonly drop: (() => void) | undefined;
}

function DutyCard({ duty, taken, change, drop }: CardProps): ReactNode {
  const { say } = useText();
  const words = partWords(say, duty.part);
  const parts = [duty.part, ...PARTS.filter((part) => !taken.includes(part))];
  return (
    <li className="duty-card">
      <div className="duty-fields">
        <Pick
          label={say('admin.timeLimits.part')}
          value={duty.part}
          options={parts.map((part) => [part, partWords(say, part)])}
          choose={(part) => change({ part })}
        />
        <label className="plain-field">
          <span>{say('admin.timeLimits.within')}</span>
          <input
            className="tabular"
            value={duty.target}
            placeholder="8 w"
            aria-invalid={duty.target.trim() !== '' && readTarget(duty.target) === null ? true : undefined}
            onChange={(event) => change({ target: event.currentTarget.value })}
          />
        </label>
        <Pick
          label={say('admin.timeLimits.from')}
          value={duty.starts}
          options={STARTS.map((one) => [one, say(`admin.policies.starts.${one}`)])}
          choose={(value) => change({ starts: STARTS.find((one) => one === value) ?? duty.starts })}
        />
        <Pick
          label={say('admin.timeLimits.metBy')}
          value={duty.metBy}
          options={MET_BY.map((one) => [one, say(`admin.timeLimits.by.${one}`)])}
          choose={(value) => change({ metBy: MET_BY.find((one) => one === value) ?? duty.metBy })}
        />
        {drop !== undefined && (
          <IconButton label={say('admin.timeLimits.removeDuty', { part: words })} onClick={drop}>
            <IconX size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <Pauses duty={duty} words={words} change={change} say={say} />
    </li>
  );
}

interface PausesProps {
  readonly duty: DutyDraft;
  readonly words: string;
  readonly change: CardProps['change'];
  readonly say: Say;
}

function Pauses({ duty, words, change, say }: PausesProps): ReactNode {
  const toggle = (status: (typeof PAUSES)[number], on: boolean): void =>
    change({ pausesIn: PAUSES.filter((one) => (one === status ? on : duty.pausesIn.includes(one))) });
  return (
    <div className="duty-pauses">
      <span className="muted">{say('admin.policies.pauses')}</span>
      <span className="test-checks" role="group" aria-label={`${words}: ${say('admin.policies.pauses')}`}>
        {PAUSES.map((status) => (
          <label key={status} className={duty.pausesIn.includes(status) ? 'choice small on' : 'choice small'}>
            <input
              type="checkbox"
              className="unseen"
              checked={duty.pausesIn.includes(status)}
              onChange={(event) => toggle(status, event.currentTarget.checked)}
            />
            {say(`admin.timeLimits.pause.${status}`)}
          </label>
        ))}
      </span>
      <label className="check-line">
        <input
          type="checkbox"
          checked={duty.optional}
          onChange={(event) => change({ optional: event.currentTarget.checked })}
        />
        <span title={say('admin.timeLimits.optionalHint')}>{say('admin.timeLimits.optional')}</span>
      </label>
    </div>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly choose: (value: string) => void;
}

function Pick({ label, value, options, choose }: PickProps): ReactNode {
  return (
    <label className="plain-field">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
