import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get, queryOf } from '../api/client.js';
import { customerQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { Failure, failed } from '../ui/failure.js';
import { languageWords } from '../ui/language-words.js';
import { Skeleton, TextButton } from '../ui/parts.js';
import { merge } from './calls.js';

interface MergeDialogProps {
  readonly customer: CustomerCard;
  /** Already chosen: compared at once. */
  readonly other: string | null;
  readonly close: () => void;
  /** Is told who is shown from now on. */
  readonly show: (id: string) => void;
}

/** Finds the other record, lays both side by side, and makes them one. */
export function MergeDialog({ customer, other, close, show }: MergeDialogProps): ReactNode {
  const { say } = useText();
  const [chosen, setChosen] = useState(other);
  return (
    <Dialog title={say('customer.merging.title')} close={close} width={680}>
      {chosen === null ? (
        <Search customer={customer} choose={setChosen} />
      ) : (
        <Compared customer={customer} other={chosen} again={() => setChosen(null)} close={close} show={show} />
      )}
    </Dialog>
  );
}

const FOUND = 8;
const FEWEST_CHARACTERS = 2;

function Search({
  customer,
  choose,
}: {
  readonly customer: CustomerCard;
  readonly choose: (id: string) => void;
}): ReactNode {
  const { say } = useText();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const { data } = useQuery({
    queryKey: ['customers', 'merge-search', asked],
    queryFn: ({ signal }) => get<Page<CustomerCard>>(`/customers${queryOf({ q: asked, limit: FOUND })}`, { signal }),
    enabled: asked.length >= FEWEST_CHARACTERS,
    placeholderData: keepPreviousData,
  });
  const enough = asked.length >= FEWEST_CHARACTERS;
  const found = enough ? (data?.data ?? []).filter(({ id }) => id !== customer.id) : [];
  return (
    <div className="form merge-search">
      <label className="plain-field">
        <span>{say('customer.merging.search')}</span>
        <input data-autofocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <span className="muted hint">{say('customer.merging.searchHint')}</span>
      </label>
      <ul className="merge-found">
        {found.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => choose(one.id)}>
              <span className="strong">{one.name || say('words.someone')}</span>
              <span className="muted truncate">{one.identities.map(({ value }) => value).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {enough && data !== undefined && found.length === 0 && <p role="status">{say('customer.merging.none')}</p>}
    </div>
  );
}

interface ComparedProps extends Omit<MergeDialogProps, 'other'> {
  readonly other: string;
  readonly again: () => void;
}

function Compared({ customer, other, again, close, show }: ComparedProps): ReactNode {
  const { say } = useText();
  const { data, error } = useQuery(customerQuery(other));
  const [swapped, setSwapped] = useState(false);
  const [busy, setBusy] = useState(false);
  if (error !== null) return <Failure error={error} />;
  if (data === undefined) return <Skeleton lines={4} />;
  const [goes, stays] = swapped ? [customer, data] : [data, customer];
  const run = (): void => {
    setBusy(true);
    merge(goes, stays.id, show)
      .then((card) => {
        close();
        show(card.id);
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  const count = goes.ticketCount + stays.ticketCount;
  return (
    <div className="form">
      <div className="merge-pair">
        <Side title={say('customer.merging.goes')} card={goes} />
        <TextButton onClick={() => setSwapped(!swapped)}>
          <IconArrowsLeftRight size={16} stroke={1.5} aria-hidden="true" />
          {say('customer.merging.swap')}
        </TextButton>
        <Side title={say('customer.merging.stays')} card={stays} stays />
      </div>
      <p>{say('customer.merging.afterText', { name: stays.name || say('words.someone'), count })}</p>
      <p className="muted hint">{say('customer.merging.undoHint')}</p>
      <div className="form-foot">
        <TextButton data-autofocus look="filled" disabled={busy} onClick={run}>
          {say('customer.merging.do')}
        </TextButton>
        <TextButton onClick={again}>{say('customer.merging.other')}</TextButton>
      </div>
    </div>
  );
}

function Side({
  title,
  card,
  stays = false,
}: {
  readonly title: string;
  readonly card: CustomerCard;
  readonly stays?: boolean;
}): ReactNode {
  const { say } = useText();
  return (
    <section className={stays ? 'merge-side stays' : 'merge-side'} aria-label={`${title}: ${card.name}`}>
      <p className="muted">{title}</p>
      <h3>{card.name || say('words.someone')}</h3>
      <dl>
        <dt>{say('customer.merging.keys')}</dt>
        {card.identities.slice(0, 6).map(({ id, value }) => (
          <dd key={id} className="truncate tabular">
            {value}
          </dd>
        ))}
        <dt>{say('customer.merging.tickets')}</dt>
        <dd className="tabular">{card.ticketCount}</dd>
        <dt>{say('customer.merging.language')}</dt>
        <dd>{card.language === null ? say('customer.nothing') : languageWords(say, card.language)}</dd>
      </dl>
    </section>
  );
}
