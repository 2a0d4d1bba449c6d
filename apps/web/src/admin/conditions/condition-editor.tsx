import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import './conditions.css';
import { FACTS } from '../../rules/facts.js';
import { TestFields } from './test-fields.js';
import { type GroupNode, isComplete, isGroup, type Node, type TestNode } from '../../rules/tree.js';
import { type ChoicesOf, testWords, useChoicesOf } from '../../rules/words.js';

interface EditorProps {
  readonly group: GroupNode;
  readonly change: (group: GroupNode) => void;
  readonly error?: string | undefined;
}

const MODES = ['all', 'any', 'none'] as const;
const DEEPEST = 3;

/** A condition as chips that read like a sentence; one of them at a time is open to be changed. */
export function ConditionEditor({ group, change, error }: EditorProps): ReactNode {
  const { say } = useText();
  const choicesOf = useChoicesOf();
  return (
    <div className="conditions" id="condition" tabIndex={-1} role="group" aria-label={say('admin.conditions.title')}>
      {group.parts.length === 0 && <p className="muted">{say('admin.conditions.always')}</p>}
      <Group group={group} change={change} choicesOf={choicesOf} depth={1} />
      {error !== undefined && <p className="field-error">{error}</p>}
    </div>
  );
}

interface GroupProps {
  readonly group: GroupNode;
  readonly change: (group: GroupNode) => void;
  readonly choicesOf: ChoicesOf;
  readonly depth: number;
  readonly remove?: () => void;
}

function Group({ group, change, choicesOf, depth, remove }: GroupProps): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState<number | null>(null);
  const { mode, parts } = group;
  const set = (at: number, part: Node): void =>
    change({ mode, parts: parts.map((known, index) => (index === at ? part : known)) });
  const drop = (at: number): void => {
    setOpen(null);
    change({ mode, parts: parts.filter((_, index) => index !== at) });
  };
  const add = (part: Node): void => {
    if (!isGroup(part)) setOpen(parts.length);
    change({ mode, parts: [...parts, part] });
  };
  const edited = open === null ? undefined : parts[open];
  return (
    <div className={depth > 1 ? 'condition-group inner' : 'condition-group'}>
      <div className="condition-chips">
        {(parts.length > 1 || mode !== 'all') && (
          <ModeChoice mode={mode} choose={(next) => change({ mode: next, parts })} />
        )}
        {parts.map((part, index) =>
          isGroup(part) ? (
            <Group
              key={index}
              group={part}
              change={(next) => set(index, next)}
              choicesOf={choicesOf}
              depth={depth + 1}
              remove={() => drop(index)}
            />
          ) : (
            <TestChip
              key={index}
              test={part}
              choicesOf={choicesOf}
              open={open === index}
              toggle={() => setOpen(open === index ? null : index)}
              remove={() => drop(index)}
            />
          ),
        )}
        <TextButton className="condition-add" onClick={() => add({ fact: 'channel', operator: 'is', value: null })}>
          <IconPlus size={14} stroke={1.5} aria-hidden="true" />
          {say(parts.length === 0 ? 'admin.conditions.addFirst' : 'admin.conditions.add')}
        </TextButton>
        {depth < DEEPEST && parts.length > 0 && (
          <TextButton
            className="condition-add"
            onClick={() => add({ mode: 'any', parts: [{ fact: 'tags', operator: 'anyOf', value: [] }] })}
          >
            <IconPlus size={14} stroke={1.5} aria-hidden="true" />
            {say('admin.conditions.group')}
          </TextButton>
        )}
        {remove !== undefined && (
          <button
            type="button"
            className="chip-remove"
            aria-label={say('admin.conditions.removeGroup')}
            onClick={remove}
          >
            <IconX size={12} stroke={1.5} aria-hidden="true" />
          </button>
        )}
      </div>
      {open !== null && edited !== undefined && !isGroup(edited) && (
        <TestFields
          test={edited}
          choices={FACTS[edited.fact] === 'text' ? null : choicesOf(edited.fact)}
          change={(test) => set(open, test)}
          done={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface ModeProps {
  readonly mode: GroupNode['mode'];
  readonly choose: (mode: GroupNode['mode']) => void;
}

function ModeChoice({ mode, choose }: ModeProps): ReactNode {
  const { say } = useText();
  return (
    <select
      className="condition-mode"
      aria-label={say('admin.conditions.mode')}
      value={mode}
      onChange={(event) => choose(MODES.find((one) => one === event.currentTarget.value) ?? mode)}
    >
      {MODES.map((one) => (
        <option key={one} value={one}>
          {say(`admin.conditions.${one}`)}
        </option>
      ))}
    </select>
  );
}

interface ChipProps {
  readonly test: TestNode;
  readonly choicesOf: ChoicesOf;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly remove: () => void;
}

function TestChip({ test, choicesOf, open, toggle, remove }: ChipProps): ReactNode {
  const { say } = useText();
  const words = testWords(say, choicesOf, test);
  const classes = ['chip', 'condition-chip', open && 'open', !isComplete(test) && !open && 'wrong'];
  return (
    <span className={classes.filter(Boolean).join(' ')}>
      <button
        type="button"
        className="chip-words"
        aria-expanded={open}
        aria-label={say('admin.conditions.edit', { words })}
        onClick={toggle}
      >
        {words}
      </button>
      <button
        type="button"
        className="chip-remove"
        aria-label={say('admin.conditions.remove', { words })}
        onClick={remove}
      >
        <IconX size={12} stroke={1.5} aria-hidden="true" />
      </button>
    </span>
  );
}
