import type { RoutingPreview } from '@redress/contract/routing.js';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { lowerFirst } from '../../i18n/case.js';
import { useText } from '../../i18n/text.js';
import { nameIn } from '../../rules/action-words.js';
import { FACT_NAMES, type FactName, factOf, FACTS } from '../../rules/facts.js';
import { TraceLines } from '../../rules/trace.js';
import { useChoicesOf } from '../../rules/words.js';
import { useSession } from '../../session/preferences.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { FormSummary, useSave } from '../form.js';
import { type FactValue, type FactValues, tryRouting } from './calls.js';

type Written = Readonly<Partial<Record<FactName, string>>>;

const FIRST: Written = { channel: 'email', kind: 'complaint', subject: '' };

/** What is written becomes the value that its kind of fact has; an empty field is not known. */
function factsOf(written: Written): FactValues {
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, text]): readonly (readonly [string, FactValue])[] => {
      const fact = factOf(name);
      return fact === undefined || text.trim() === '' ? [] : [[name, valueOf(fact, text)]];
    }),
  );
}

function valueOf(fact: FactName, text: string): FactValue {
  const type = FACTS[fact];
  if (type === 'number') return Number(text);
  if (type === 'flag') return text === 'true';
  return type === 'list' ? text.split(',').map((word) => word.trim()) : text;
}

/** A ticket that does not exist, sent past the rules: result first, then every rule with the test that decided. */
export function Tester(): ReactNode {
  const { say } = useText();
  const [written, setWritten] = useState<Written>(FIRST);
  const [found, setFound] = useState<RoutingPreview | null>(null);
  const save = useSave({ work: () => tryRouting(factsOf(written)), done: setFound });
  const shown = FACT_NAMES.filter((fact) => written[fact] !== undefined);
  const submit = (event: FormEvent): void => save.submit(event);
  const drop = (fact: FactName): void => {
    const { [fact]: _, ...rest } = written;
    setWritten(rest);
  };
  return (
    <section className="calendar-side-part" aria-labelledby="tester-title">
      <h3 id="tester-title">{say('admin.routing.tester')}</h3>
      <p className="muted">{say('admin.routing.testerExplain')}</p>
      <form className="tester" onSubmit={submit} noValidate>
        <FormSummary faults={save.faults} />
        {shown.map((fact) => (
          <FactField
            key={fact}
            fact={fact}
            text={written[fact] ?? ''}
            change={(text) => setWritten({ ...written, [fact]: text })}
            drop={() => drop(fact)}
          />
        ))}
        <div className="tester-foot">
          <select
            aria-label={say('admin.routing.addFact')}
            value=""
            onChange={(event) => {
              const fact = factOf(event.currentTarget.value);
              if (fact !== undefined) setWritten({ ...written, [fact]: '' });
            }}
          >
            <option value="">{say('admin.routing.addFact')} …</option>
            {FACT_NAMES.filter((fact) => written[fact] === undefined).map((fact) => (
              <option key={fact} value={fact}>
                {say(`admin.conditions.facts.${fact}`)}
              </option>
            ))}
          </select>
          <TextButton type="submit" disabled={save.busy}>
            {say('admin.routing.run')}
          </TextButton>
        </div>
      </form>
      {found !== null && <Found of={found} />}
    </section>
  );
}

interface FieldProps {
  readonly fact: FactName;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly drop: () => void;
}

function FactField({ fact, text, change, drop }: FieldProps): ReactNode {
  const { say } = useText();
  const choicesOf = useChoicesOf();
  const label = say(`admin.conditions.facts.${fact}`);
  const flags = [
    { value: 'true', label: say('admin.conditions.yes') },
    { value: 'false', label: say('admin.conditions.no') },
  ];
  const choices = FACTS[fact] === 'flag' ? flags : choicesOf(fact);
  return (
    <div className="tester-fact">
      <label htmlFor={`fact-${fact}`}>{label}</label>
      {choices === null ? (
        <input
          id={`fact-${fact}`}
          type={FACTS[fact] === 'number' ? 'number' : 'text'}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <select id={`fact-${fact}`} value={text} onChange={(event) => change(event.currentTarget.value)}>
          <option value="">–</option>
          {choices.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
      <IconButton label={say('admin.routing.removeFact', { fact: label })} onClick={drop}>
        <IconX size={14} stroke={1.5} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function Found({ of: { result, trace, names } }: { readonly of: RoutingPreview }): ReactNode {
  const { say } = useText();
  const { queues } = useSession();
  const nameOf = nameIn(queues, names);
  return (
    <div role="status">
      <p className="probe-sentence">
        {say('admin.routing.result', {
          queue: nameOf(result.queueId),
          priority: lowerFirst(say(`words.priority.${result.priority}`)),
        })}
      </p>
      {result.kind !== null && <p>{say('admin.routing.resultKind', { kind: say(`words.kind.${result.kind}`) })}</p>}
      <p className="tester-owner">
        {result.ownerId === null || result.ownerBecause === null
          ? say('admin.routing.resultNobody')
          : say('admin.routing.resultOwner', {
              owner: nameOf(result.ownerId),
              because: say(`admin.routing.ownerBecause.${result.ownerBecause}`),
            })}
      </p>
      {result.skills.length > 0 && (
        <p>
          {say('admin.routing.resultSkills', {
            skills: result.skills
              .map(({ skill, level }) => `${skill} (${say(`admin.routing.level.${level}`)})`)
              .join(', '),
          })}
        </p>
      )}
      {result.tags.length > 0 && <p>{say('admin.routing.resultTags', { tags: result.tags.join(', ') })}</p>}
      <h4 className="trace-title">{say('admin.routing.trace')}</h4>
      <TraceLines trace={trace} nameOf={nameOf} />
    </div>
  );
}
