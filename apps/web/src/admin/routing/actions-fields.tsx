import type { RoutingActions, Skill, SkillLevel } from '@redress/contract/routing.js';
import type { SlaPolicy } from '@redress/contract/sla-policy.js';
import type { Page } from '@redress/contract/answers.js';
import type { TicketGrade } from '@redress/contract/words.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get } from '../../api/client.js';
import { agentsQuery } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { skillsQuery } from './calls.js';

interface FieldsProps {
  readonly actions: RoutingActions;
  readonly change: (actions: RoutingActions) => void;
}

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
const KINDS = ['complaint', 'enquiry', 'suggestion', 'compliment'] as const;
const GRADES: readonly TicketGrade[] = [1, 2, 3, 4];

/** What a rule does; every part left alone is left alone on the ticket too. */
export function ActionFields({ actions, change }: FieldsProps): ReactNode {
  const { say } = useText();
  const { queues } = useSession();
  const agents = useQuery(agentsQuery).data ?? [];
  const skills = useQuery(skillsQuery).data?.data ?? [];
  const policies = usePolicies();
  const set = <Part extends keyof RoutingActions>(part: Part, value: RoutingActions[Part] | undefined): void => {
    const { [part]: _, ...rest } = actions;
    const gone = value === undefined || (Array.isArray(value) && value.length === 0);
    change(gone ? rest : { ...rest, [part]: value });
  };
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  const grades = GRADES.map((grade) => ({ value: String(grade), label: String(grade) }));
  const grade = (text: string | undefined): TicketGrade | undefined => GRADES.find((one) => String(one) === text);
  return (
    <div className="policy-settings" id="actions" tabIndex={-1}>
      <Choice part="queueId" options={named(queues)} chosen={actions.queueId} choose={(id) => set('queueId', id)} />
      <Choice
        part="kind"
        options={KINDS.map((value) => ({ value, label: say(`words.kind.${value}`) }))}
        chosen={actions.kind}
        choose={(value) =>
          set(
            'kind',
            KINDS.find((one) => one === value),
          )
        }
      />
      <Choice
        part="priority"
        options={PRIORITIES.map((value) => ({ value, label: say(`words.priority.${value}`) }))}
        chosen={actions.priority}
        choose={(value) =>
          set(
            'priority',
            PRIORITIES.find((one) => one === value),
          )
        }
      />
      <Choice
        part="severity"
        options={grades}
        chosen={actions.severity?.toString()}
        choose={(value) => set('severity', grade(value))}
      />
      <Choice
        part="risk"
        options={grades}
        chosen={actions.risk?.toString()}
        choose={(value) => set('risk', grade(value))}
      />
      <Choice part="ownerId" options={named(agents)} chosen={actions.ownerId} choose={(id) => set('ownerId', id)} />
      <Choice
        part="policyId"
        options={named(policies)}
        chosen={actions.policyId}
        choose={(id) => set('policyId', id)}
      />
      <Choice
        part="exclude"
        options={named(agents)}
        chosen={actions.exclude?.[0]}
        choose={(id) => set('exclude', id === undefined ? undefined : [id])}
      />
      <TagsField tags={actions.tags ?? []} change={(tags) => set('tags', tags)} />
      <SkillFields skills={skills} chosen={actions.skills ?? []} change={(needs) => set('skills', needs)} />
    </div>
  );
}

function usePolicies(): readonly { readonly id: string; readonly name: string }[] {
  const { data } = useQuery({
    queryKey: ['admin', '/sla-policies'],
    queryFn: ({ signal }) => get<Page<SlaPolicy>>('/sla-policies', { signal }),
    retry: false,
  });
  return data?.data ?? [];
}

interface ChoiceProps {
  readonly part: 'queueId' | 'kind' | 'priority' | 'severity' | 'risk' | 'ownerId' | 'policyId' | 'exclude';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly choose: (value: string | undefined) => void;
}

function Choice({ part, options, chosen, choose }: ChoiceProps): ReactNode {
  const { say } = useText();
  return (
    <label className="plain-field">
      <span>{say(`admin.routing.action.${part}`)}</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => choose(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      >
        <option value="">{say('admin.routing.nothing')}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TagsProps {
  readonly tags: readonly string[];
  readonly change: (tags: readonly string[]) => void;
}

function TagsField({ tags, change }: TagsProps): ReactNode {
  const { say } = useText();
  const [text, setText] = useState(tags.join(', '));
  const read = (words: string): readonly string[] =>
    [...new Set(words.split(',').map((word) => word.trim()))].filter((word) => word !== '');
  return (
    <label className="plain-field">
      <span>{say('admin.routing.action.tags')}</span>
      <input
        value={text}
        placeholder={say('admin.routing.tagsHint')}
        onChange={(event) => {
          setText(event.currentTarget.value);
          change(read(event.currentTarget.value));
        }}
      />
    </label>
  );
}

interface SkillsProps {
  readonly skills: readonly Skill[];
  readonly chosen: readonly { readonly skill: string; readonly level: SkillLevel }[];
  readonly change: (needs: readonly { readonly skill: string; readonly level: SkillLevel }[]) => void;
}

const LEVELS = [0, 1, 2, 3] as const;

/** A level for each skill; also for what a person can do. */
export function SkillFields({ skills, chosen, change }: SkillsProps): ReactNode {
  const { say } = useText();
  if (skills.length === 0) return null;
  return (
    <fieldset className="skill-fields">
      <legend>{say('admin.routing.action.skills')}</legend>
      {skills.map(({ code, name }) => (
        <label key={code} className="skill-field">
          <span className="spread truncate">{name}</span>
          <select
            aria-label={say('admin.routing.skillLevel', { skill: name })}
            value={chosen.find(({ skill }) => skill === code)?.level ?? 0}
            onChange={(event) => {
              const level = LEVELS.find((one) => one === Number(event.currentTarget.value)) ?? 0;
              const others = chosen.filter(({ skill }) => skill !== code);
              change(level === 0 ? others : [...others, { skill: code, level }]);
            }}
          >
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {say(`admin.routing.level.${level}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
