import type { NewPhoneConnection, PhoneConnection } from '@redress/contract/phone.js';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Empty, Since, TextButton } from '../ui/parts.js';
import { List, OneTime, ScreenHead, StateChip } from './parts.js';
import { PhoneDialog } from './phone-dialog.js';
import { ADMIN, useRows } from './rows.js';
import { useAdminSearch } from './use-search.js';

/** `open` in the address is `new`, or the id of a connection. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const [made, setMade] = useState<NewPhoneConnection | null>(null);
  const phones = useRows<PhoneConnection>(ADMIN.phones, { every: 5_000 });
  const open = (id: string): void => change({ open: id });
  const connection = phones.rows?.find(({ id }) => id === search.open) ?? null;
  const add = (
    <TextButton look="filled" onClick={() => open('new')}>
      <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.phones.add')}
    </TextButton>
  );
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.phones.title')} explain={say('admin.phones.explain')}>
        {(phones.rows?.length ?? 0) > 0 && add}
      </ScreenHead>
      {made !== null && (
        <OneTime
          title={say('admin.phones.addressTitle', { name: made.name })}
          explain={say('admin.phones.addressExplain')}
          text={made.address}
          done={() => setMade(null)}
        />
      )}
      <List of={phones} empty={<Empty title={say('admin.phones.none')}>{add}</Empty>}>
        {(rows) => <Table rows={rows} open={open} />}
      </List>
      <HowTo />
      {(search.open === 'new' || connection !== null) && (
        <PhoneDialog
          key={search.open}
          connection={connection}
          close={() => change({ open: undefined })}
          show={setMade}
        />
      )}
    </div>
  );
}

interface TableProps {
  readonly rows: readonly PhoneConnection[];
  readonly open: (id: string) => void;
}

function Table({ rows, open }: TableProps): ReactNode {
  const { say } = useText();
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.phones.title')}>
      <table className="table admin-table">
        <thead>
          <tr>
            <th>{say('admin.phones.name')}</th>
            <th className="wide">{say('admin.phones.queue')}</th>
            <th>{say('admin.phones.state')}</th>
            <th className="wide end">{say('admin.phones.calls')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>
                <button type="button" className="row-link strong" onClick={() => open(one.id)}>
                  {one.name}
                </button>
              </td>
              <td className="wide">{one.queue.name}</td>
              <td>
                <Health of={one} />
              </td>
              <td className="wide end tabular">{one.callsLately}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What was refused last counts while nothing was taken since. */
function Health({ of }: { readonly of: PhoneConnection }): ReactNode {
  const { say } = useText();
  const { enabled, lastEventAt, lastRefusal, lastRefusedAt } = of;
  if (!enabled) return <StateChip mark="quiet">{say('admin.phones.health.off')}</StateChip>;
  if (lastRefusedAt !== null && (lastEventAt === null || lastRefusedAt > lastEventAt))
    return (
      <>
        <StateChip mark="late">{say('admin.phones.health.refused')}</StateChip>{' '}
        <Since at={lastRefusedAt} words="words.time.ago" />
        <span className="muted hint phone-refusal">{lastRefusal}</span>
      </>
    );
  if (lastEventAt === null) return <StateChip mark="plain">{say('admin.phones.health.silent')}</StateChip>;
  return (
    <>
      <StateChip mark="good">{say('admin.phones.health.heard')}</StateChip>{' '}
      <Since at={lastEventAt} words="words.time.ago" />
    </>
  );
}

const EXAMPLE = `curl -X POST 'https://…/api/v1/cti/…' \\
  --data 'event=newCall&direction=in&callId=4711' \\
  --data 'from=493055571600&to=493099900&user[]=Ann+Lee'`;

function HowTo(): ReactNode {
  const { say } = useText();
  return (
    <details className="phone-how-to">
      <summary className="strong">{say('admin.phones.howTo.title')}</summary>
      <ol>
        <li>{say('admin.phones.howTo.address')}</li>
        <li>{say('admin.phones.howTo.events')}</li>
        <li>{say('admin.phones.howTo.people')}</li>
      </ol>
      <p>{say('admin.phones.howTo.fields')}</p>
      <pre className="mono" tabIndex={0} aria-label={say('admin.phones.howTo.example')}>
        {EXAMPLE}
      </pre>
      <p className="muted">{say('admin.phones.howTo.systems')}</p>
    </details>
  );
}
