import type { EscalationTarget } from '@redress/contract/escalation.js';
import type { Agent, Team } from '@redress/contract/people.js';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { ROLES, targetOf, targetText } from './plan-words.js';
import { ADMIN, useRows } from './rows.js';

interface SelectProps {
  readonly label: string;
  readonly target: EscalationTarget;
  readonly change: (target: EscalationTarget) => void;
}

/** Chooses a role, a person or a team. Who has left stays shown where he is chosen, so that he can be replaced. */
export function TargetSelect({ label, target, change }: SelectProps): ReactNode {
  const { say } = useText();
  const teams = useRows<Team>(ADMIN.teams).rows ?? [];
  const agents = useRows<Agent>(ADMIN.agents, { limit: 200 }).rows ?? [];
  return (
    <label className="field">
      <span>{label}</span>
      <select
        className="text-field"
        value={targetText(target)}
        onChange={(event) => change(targetOf(event.currentTarget.value))}
      >
        {ROLES.map((role) => (
          <option key={role} value={`role:${role}`}>
            {say(`admin.plans.role.${role}`)}
          </option>
        ))}
        <optgroup label={say('admin.people.teams')}>
          {teams.map((team) => (
            <option key={team.id} value={`team:${team.id}`}>
              {team.name}
            </option>
          ))}
        </optgroup>
        <optgroup label={say('admin.nav.people')}>
          {agents
            .filter(({ id, disabled }) => !disabled || id === target.agentId)
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

/** The name of a person or a team by its id; empty while it is not known. */
export function useNames(): (id: string) => string {
  const teams = useRows<Team>(ADMIN.teams).rows ?? [];
  const agents = useRows<Agent>(ADMIN.agents, { limit: 200 }).rows ?? [];
  return (id) => [...teams, ...agents].find((one) => one.id === id)?.name ?? '';
}
