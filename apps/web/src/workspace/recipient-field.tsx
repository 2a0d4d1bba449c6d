import type { Page } from '@redress/contract/answers.js';
import type { Agent, Team } from '@redress/contract/people.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';

interface FieldProps {
  readonly label: string;
  /** `agent:ID`, `team:ID`, `mail`, or empty. */
  readonly value: string;
  readonly change: (value: string) => void;
  /** Offered when given: somebody without a seat. */
  readonly mail?: string;
  /** Offered when given: nobody in particular. */
  readonly nobody?: string;
}

/** Chooses a person, a team or, where it is offered, an address. */
export function RecipientField({ label, value, change, mail, nobody }: FieldProps): ReactNode {
  const { say } = useText();
  const teams = useQuery({
    queryKey: ['recipients', 'teams'],
    queryFn: ({ signal }) => get<Page<Team>>('/teams', { signal }),
    staleTime: 60_000,
  });
  const agents = useQuery({
    queryKey: ['recipients', 'agents'],
    queryFn: ({ signal }) => get<Page<Agent>>('/agents?limit=200', { signal }),
    staleTime: 60_000,
  });
  return (
    <label className="field">
      <span>{label}</span>
      <select
        className="text-field"
        required={nobody === undefined}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      >
        <option value="">{nobody ?? say('tasks.choose')}</option>
        {mail !== undefined && <option value="mail">{mail}</option>}
        <optgroup label={say('tasks.teams')}>
          {teams.data?.data.map((team) => (
            <option key={team.id} value={`team:${team.id}`}>
              {team.name}
            </option>
          ))}
        </optgroup>
        <optgroup label={say('tasks.people')}>
          {agents.data?.data
            .filter(({ disabled }) => !disabled)
            .map((agent) => (
              <option key={agent.id} value={`agent:${agent.id}`}>
                {agent.name}
              </option>
            ))}
        </optgroup>
      </select>
    </label>
  );
}

export function recipientOf(value: string): { readonly agentId: string } | { readonly teamId: string } | null {
  const [kind = '', id = ''] = value.split(':');
  if (kind === 'agent') return { agentId: id };
  return kind === 'team' ? { teamId: id } : null;
}
