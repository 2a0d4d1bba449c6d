import type { Named } from '@redress/contract/answers.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../../api/client.js';
import { useText } from '../../i18n/text.js';

interface PlanProps {
  readonly chosen: string | null;
  readonly choose: (id: string | null) => void;
}

/** Who is called when a clock of this agreement runs out of time. */
export function PlanChoice({ chosen, choose }: PlanProps): ReactNode {
  const { say } = useText();
  const { data } = useQuery({
    queryKey: ['admin', '/escalation-plans', 'names'],
    queryFn: ({ signal }) => get<{ readonly data: readonly Named[] }>('/escalation-plans', { signal }),
  });
  return (
    <label className="plain-field">
      <span>{say('admin.policies.plan')}</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => choose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">{say('admin.policies.noPlan')}</option>
        {(data?.data ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
