import type { LevelOffset, LevelRepeat, PlanLevel } from '@redress/contract/escalation.js';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { IconButton } from '../ui/parts.js';
import { TargetSelect } from './target-select.js';

interface LevelProps {
  readonly n: number;
  readonly level: PlanLevel;
  readonly change: (level: PlanLevel) => void;
  readonly drop: () => void;
}

const REPEATS: Readonly<Record<string, LevelRepeat | null>> = {
  never: null,
  hourly: { everyMinutes: 60, times: 8 },
  daily: { everyMinutes: 1440, times: 5 },
};

/** One level: when it falls, whom it calls, and what happens. */
export function LevelFields({ n, level, change, drop }: LevelProps): ReactNode {
  const { say } = useText();
  const set = (part: Partial<PlanLevel>): void => change({ ...level, ...part });
  return (
    <fieldset className="rule-part">
      <legend className="rule-part-head">
        <span className="strong">{say('admin.plans.level', { level: n })}</span>
        <IconButton label={say('admin.plans.removeLevel', { level: n })} onClick={drop}>
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </legend>
      <OffsetFields offset={level.offset} change={(offset) => set({ offset })} />
      <div className="field-row">
        <TargetSelect label={say('admin.plans.to')} target={level.to} change={(to) => set({ to })} />
        <Choice
          label={say('admin.plans.action')}
          value={level.action}
          options={(['notify', 'watch', 'reassign', 'raisePriority'] as const).map((value) => ({
            value,
            words: say(`admin.plans.actions.${value}`),
          }))}
          change={(action) => set({ action })}
        />
      </div>
      <div className="field-row">
        <Choice
          label={say('admin.plans.kind')}
          value={level.kind}
          options={(['hierarchical', 'functional'] as const).map((value) => ({
            value,
            words: say(`admin.plans.kinds.${value}`),
          }))}
          change={(kind) => set({ kind })}
        />
        <RepeatField repeat={level.repeat} change={(repeat) => set({ repeat })} />
      </div>
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly words: string }[];
  readonly change: (value: Value) => void;
}

/** A short list to choose from. */
export function Choice<Value extends string>({ label, value, options, change }: ChoiceProps<Value>): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <select
        className="text-field"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) change(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </label>
  );
}

type When = 'percent' | 'before' | 'after';

function OffsetFields({
  offset,
  change,
}: {
  readonly offset: LevelOffset;
  readonly change: (offset: LevelOffset) => void;
}): ReactNode {
  const { say } = useText();
  const { percent, minutes = 0 } = offset;
  const when: When = percent !== undefined ? 'percent' : minutes < 0 ? 'before' : 'after';
  const amount = percent ?? Math.abs(minutes);
  const set = (how: When, count: number): void =>
    change(how === 'percent' ? { percent: count } : { minutes: how === 'before' ? -Math.max(1, count) : count });
  return (
    <div className="field-row">
      <label className="field">
        <span>{say('admin.plans.amount')}</span>
        <input
          type="number"
          min={0}
          className="text-field"
          value={amount}
          onChange={(event) => set(when, Math.max(0, Math.round(event.currentTarget.valueAsNumber || 0)))}
        />
      </label>
      <Choice
        label={say('admin.plans.when')}
        value={when}
        options={(['percent', 'before', 'after'] as const).map((value) => ({
          value,
          words: say(`admin.plans.${value}`),
        }))}
        change={(how) => set(how, how === 'percent' ? 80 : 60)}
      />
    </div>
  );
}

function RepeatField({
  repeat,
  change,
}: {
  readonly repeat: LevelRepeat | null;
  readonly change: (repeat: LevelRepeat | null) => void;
}): ReactNode {
  const { say } = useText();
  const value = repeat === null ? 'never' : repeat.everyMinutes >= 1440 ? 'daily' : 'hourly';
  return (
    <Choice
      label={say('admin.plans.repeat')}
      value={value}
      options={(['never', 'hourly', 'daily'] as const).map((one) => {
        const count = (one === value ? repeat : REPEATS[one])?.times ?? 1;
        return { value: one, words: say(`admin.plans.${one}`, { count }) };
      })}
      change={(one) => change(REPEATS[one] ?? null)}
    />
  );
}
