import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { factOf, FACT_NAMES, FACTS, OPERATORS, OPERATORS_FOR, takesList, takesNoValue } from '../../rules/facts.js';
import { fitted, isComplete, type TestNode, type Value } from '../../rules/tree.js';
import type { Choice } from '../../rules/words.js';

interface FieldsProps {
  readonly test: TestNode;
  readonly choices: readonly Choice[] | null;
  readonly change: (test: TestNode) => void;
  readonly done: () => void;
}

/** The three parts of a test, side by side; Enter ends it. */
export function TestFields({ test, choices, change, done }: FieldsProps): ReactNode {
  const { say } = useText();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    done();
  };
  const setFact = (name: string): void => {
    const fact = factOf(name);
    const operator = fact === undefined ? undefined : OPERATORS_FOR[FACTS[fact]][0];
    if (fact !== undefined && operator !== undefined) change({ fact, operator, value: null });
  };
  return (
    <div className="test-fields" onKeyDown={press}>
      <select
        ref={first}
        aria-label={say('admin.conditions.fact')}
        value={test.fact}
        onChange={(event) => setFact(event.currentTarget.value)}
      >
        {FACT_NAMES.map((name) => (
          <option key={name} value={name}>
            {say(`admin.conditions.facts.${name}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={say('admin.conditions.operator')}
        value={test.operator}
        onChange={(event) => {
          const operator = OPERATORS.find((one) => one === event.currentTarget.value);
          if (operator !== undefined) change(fitted(test, operator));
        }}
      >
        {OPERATORS_FOR[FACTS[test.fact]].map((operator) => (
          <option key={operator} value={operator}>
            {say(`admin.conditions.operators.${operator}`)}
          </option>
        ))}
      </select>
      {!takesNoValue(test.operator) && (
        <ValueField key={`${test.fact}${takesList(test.operator)}`} test={test} choices={choices} change={change} />
      )}
      <TextButton onClick={done}>{say('admin.conditions.done')}</TextButton>
      {!isComplete(test) && <span className="muted hint">{say('admin.conditions.complete')}</span>}
    </div>
  );
}

function ValueField({ test, choices, change }: Omit<FieldsProps, 'done'>): ReactNode {
  const { say } = useText();
  const set = (value: Value | null): void => change({ ...test, value });
  const type = FACTS[test.fact];
  const label = say('admin.conditions.value');
  const { value } = test;
  if (type === 'flag') {
    const options = [
      { value: 'true', label: say('admin.conditions.yes') },
      { value: 'false', label: say('admin.conditions.no') },
    ];
    return <OneOf label={label} options={options} chosen={String(value)} choose={(text) => set(text === 'true')} />;
  }
  if (type === 'number')
    return (
      <input
        type="number"
        aria-label={label}
        value={typeof value === 'number' ? value : ''}
        onChange={(event) => set(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
      />
    );
  if (choices !== null && takesList(test.operator))
    return (
      <SomeOf label={label} options={choices} chosen={Array.isArray(value) ? value.map(String) : []} change={set} />
    );
  if (choices !== null && !['contains', 'startsWith'].includes(test.operator))
    return <OneOf label={label} options={choices} chosen={typeof value === 'string' ? value : ''} choose={set} />;
  if (takesList(test.operator)) return <ManyTexts value={Array.isArray(value) ? value.map(String) : []} change={set} />;
  return (
    <input
      aria-label={label}
      maxLength={200}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => set(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

interface OneProps {
  readonly label: string;
  readonly options: readonly Choice[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

function OneOf({ label, options, chosen, choose }: OneProps): ReactNode {
  const known = options.some(({ value }) => value === chosen);
  return (
    <select aria-label={label} value={known ? chosen : ''} onChange={(event) => choose(event.currentTarget.value)}>
      {!known && <option value="">…</option>}
      {options.map(({ value, label: words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}

interface SomeProps {
  readonly label: string;
  readonly options: readonly Choice[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
}

function SomeOf({ label, options, chosen, change }: SomeProps): ReactNode {
  return (
    <span className="test-checks" role="group" aria-label={label}>
      {options.map(({ value, label: words }) => (
        <label key={value} className={chosen.includes(value) ? 'choice small on' : 'choice small'}>
          <input
            type="checkbox"
            className="unseen"
            checked={chosen.includes(value)}
            onChange={(event) =>
              change(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
          {words}
        </label>
      ))}
    </span>
  );
}

/** Read when it is left: a comma that is being typed is not an empty value. */
function ManyTexts({
  value,
  change,
}: {
  readonly value: readonly string[];
  readonly change: (value: readonly string[]) => void;
}): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(value.join(', '));
  const read = (words: string): readonly string[] => [
    ...new Set(
      words
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
  return (
    <input
      className="test-many"
      aria-label={say('admin.conditions.values')}
      placeholder={say('admin.conditions.values')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        change(read(event.currentTarget.value));
      }}
    />
  );
}
