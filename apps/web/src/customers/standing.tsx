import type { CustomerCard } from '@redress/contract/customers.js';
import type { CustomerStanding } from '@redress/contract/routing.js';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { IconButton } from '../ui/parts.js';
import { regionWords } from '../ui/region-words.js';
import { organisationsQuery, standingQuery, useRights } from './calls.js';
import { StandingDialog } from './standing-dialog.js';

const MINOR = 100;

/** Organisation, tier, worth: what a customer means to us. Team leads change it. */
export function Standing({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  const { leads, works } = useRights();
  const { data } = useQuery(standingQuery(customer.id));
  const { data: organisations } = useQuery({ ...organisationsQuery, enabled: works });
  const [editing, setEditing] = useState(false);
  if (data === undefined) return null;
  const manager = organisations?.data.find(({ id }) => id === data.organisation?.id)?.keyAccountManager ?? null;
  return (
    <section className="person-part" aria-labelledby="person-standing">
      <header>
        <h2 id="person-standing">{say('customer.standing.title')}</h2>
        {leads && (
          <IconButton label={say('customer.standing.editTitle')} onClick={() => setEditing(true)}>
            <IconPencil size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
      </header>
      <Facts standing={data} manager={manager?.name ?? null} />
      {editing && (
        <StandingDialog
          customerId={customer.id}
          standing={data}
          organisations={organisations?.data ?? []}
          close={() => setEditing(false)}
        />
      )}
    </section>
  );
}

function Facts({
  standing,
  manager,
}: {
  readonly standing: CustomerStanding;
  readonly manager: string | null;
}): ReactNode {
  const { say, language } = useText();
  const { organisation, tier, region, value, relationshipRisk } = standing;
  const worth =
    value === null
      ? null
      : new Intl.NumberFormat(language, { style: 'currency', currency: value.currency }).format(value.amount / MINOR);
  const lines: readonly (readonly [string, string | null])[] = [
    [say('customer.standing.organisation'), organisation?.name ?? null],
    [say('customer.standing.tier'), tier],
    [say('customer.standing.region'), region === null ? null : regionWords(language, region)],
    [say('customer.standing.value'), worth],
    [say('customer.standing.risk'), relationshipRisk === null ? null : `${Math.round(relationshipRisk * 100)} %`],
  ];
  const known = lines.filter(([, text]) => text !== null);
  if (known.length === 0) return <p className="muted">{say('customer.standing.unknown')}</p>;
  return (
    <dl className="person-facts">
      {known.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      {manager !== null && (
        <div>
          <dd className="muted">{say('customer.standing.manager', { name: manager })}</dd>
        </div>
      )}
    </dl>
  );
}
