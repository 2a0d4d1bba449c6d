import type { CustomerCard, Identity, IdentityKind } from '@redress/contract/customers.js';
import { IconPlus, IconShieldCheck, IconX } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { customerQuery, queryClient } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { IconButton, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { addKey, dropKey, keepCard, useRights, verifyKey } from './calls.js';

const KINDS: readonly IdentityKind[] = ['email', 'phone', 'customerNumber', 'socialHandle'];

const shownOf = ({ shownAs, value }: Identity): string => shownAs ?? value;

/** By what the customer is known and reached, each with whether it is proven to be his. */
export function Keys({ customer }: { readonly customer: CustomerCard }): ReactNode {
  const { say } = useText();
  const { works } = useRights();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Identity | null>(null);
  return (
    <section className="person-part" aria-labelledby="person-keys">
      <header>
        <h2 id="person-keys">{say('customers.identities')}</h2>
        {works && (
          <IconButton label={say('customer.keys.add')} onClick={() => setAdding(true)}>
            <IconPlus size={16} stroke={1.5} aria-hidden="true" />
          </IconButton>
        )}
      </header>
      {customer.identities.length === 0 && <p className="muted">{say('customer.keys.none')}</p>}
      <ul className="person-keys">
        {customer.identities.map((identity) => (
          <KeyLine
            key={identity.id}
            customerId={customer.id}
            identity={identity}
            works={works}
            leave={() => setLeaving(identity)}
          />
        ))}
      </ul>
      {adding && <AddKey customerId={customer.id} close={() => setAdding(false)} />}
      {leaving !== null && <LeaveKey customerId={customer.id} identity={leaving} close={() => setLeaving(null)} />}
    </section>
  );
}

interface KeyLineProps {
  readonly customerId: string;
  readonly identity: Identity;
  readonly works: boolean;
  readonly leave: () => void;
}

function KeyLine({ customerId, identity, works, leave }: KeyLineProps): ReactNode {
  const { say } = useText();
  const value = shownOf(identity);
  const verify = (): void => {
    verifyKey(customerId, identity.id)
      .then((card) => {
        keepCard(card);
        toast({ text: say('customer.keys.verified', { value }) });
      })
      .catch(failed);
  };
  return (
    <li>
      <div className="person-key">
        <span className="muted">
          {say(`words.identity.${identity.kind}`)}
          {identity.verifiedAt !== null && <span className="good"> · {say('customers.verified')}</span>}
          {identity.undeliverableAt !== null && <span className="bad"> · {say('customers.undeliverable')}</span>}
        </span>
        <span className="truncate tabular" title={identity.value}>
          {value}
        </span>
      </div>
      {works && identity.verifiedAt === null && (
        <IconButton label={say('customer.keys.verify', { value })} onClick={verify}>
          <IconShieldCheck size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
      {works && (
        <IconButton label={say('customer.keys.remove', { value })} onClick={leave}>
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}

function AddKey({ customerId, close }: { readonly customerId: string; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [kind, setKind] = useState<IdentityKind>('email');
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    addKey(customerId, { kind, value: value.trim() })
      .then((card) => {
        keepCard(card);
        toast({ text: say('customer.keys.added', { value: value.trim() }) });
        close();
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={say('customer.keys.addTitle')} close={close}>
      <form className="form" onSubmit={submit}>
        <label className="plain-field">
          <span>{say('customer.keys.kind')}</span>
          <select value={kind} onChange={(event) => setKind(kindOf(event.currentTarget.value))}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {say(`words.identity.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="plain-field">
          <span>{say('customer.keys.value')}</span>
          <input
            data-autofocus
            required
            maxLength={200}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </label>
        <p className="muted hint">
          {say(kind === 'socialHandle' ? 'customer.keys.accountHint' : 'customer.keys.hint')}
        </p>
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy || value.trim() === ''}>
            {say('customer.keys.add')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

const kindOf = (value: string): IdentityKind => KINDS.find((kind) => kind === value) ?? 'email';

interface LeaveKeyProps {
  readonly customerId: string;
  readonly identity: Identity;
  readonly close: () => void;
}

function LeaveKey({ customerId, identity, close }: LeaveKeyProps): ReactNode {
  const { say } = useText();
  const value = shownOf(identity);
  const leave = (): void => {
    dropKey(customerId, identity.id)
      .then(async () => {
        keepCard(await queryClient.fetchQuery({ ...customerQuery(customerId), staleTime: 0 }));
        toast({ text: say('customer.keys.removed', { value }) });
        close();
      })
      .catch(failed);
  };
  return (
    <Dialog title={say('customer.keys.removeTitle', { value })} close={close}>
      <div className="form">
        <p>{say('customer.keys.removeExplain')}</p>
        <div className="form-foot">
          <TextButton data-autofocus look="danger" onClick={leave}>
            {say('customer.keys.removeDo')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </div>
    </Dialog>
  );
}
