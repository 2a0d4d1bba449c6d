import type { Page } from '@redress/contract/answers.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { languageWords } from '../ui/language-words.js';
import { toast } from '../ui/toasts.js';
import { regionWords } from '../ui/region-words.js';
import { set, tell } from './actions.js';
import { type Option, PropertyMenu } from './property-menu.js';

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl'];
const NONE = '';
type Fact = keyof Ticket['description'];

interface ProductName {
  readonly code: string;
  readonly name: string;
}

const productsQuery = queryOptions({
  queryKey: ['products'],
  queryFn: ({ signal }) => get<Page<ProductName>>('/products', { signal }),
  staleTime: 5 * 60_000,
});

/** What it is about, as it was recognised; routing, skills and reports go by it, so it can be put right in place. */
export function DescriptionFacts({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say, language: spoken } = useText();
  const { language, product, region } = ticket.description;
  const place = region === null ? null : regionWords(spoken, region);
  const products = useQuery(productsQuery).data?.data ?? [];
  const nameOf = (code: string): string => products.find((one) => one.code === code)?.name ?? code;
  const languages = language === null || LANGUAGES.includes(language) ? LANGUAGES : [language, ...LANGUAGES];
  const codes = products.map(({ code }) => code);
  return (
    <>
      <FactLine
        ticket={ticket}
        fact="language"
        shown={language === null ? null : languageWords(say, language)}
        options={languages.map((value) => ({ value, label: languageWords(say, value), chosen: value === language }))}
      />
      <FactLine
        ticket={ticket}
        fact="product"
        shown={product === null ? null : nameOf(product)}
        options={codes.map((value) => ({ value, label: nameOf(value), chosen: value === product }))}
        search={say('ticket.describe.findProduct')}
      />
      <FactLine
        ticket={ticket}
        fact="region"
        shown={place}
        options={region === null || place === null ? [] : [{ value: region, label: place, chosen: true }]}
        search={say('ticket.describe.writeRegion')}
        createOwn
      />
      {ticket.excluded.length > 0 && (
        <>
          <dt>{say('ticket.describe.excluded')}</dt>
          <dd>{ticket.excluded.map(({ name }) => name).join(', ')}</dd>
        </>
      )}
    </>
  );
}

interface LineProps {
  readonly ticket: Ticket;
  readonly fact: Fact;
  /** null: not known. */
  readonly shown: string | null;
  readonly options: readonly Option[];
  readonly search?: string;
  readonly createOwn?: boolean;
}

const REGION = /^[a-z0-9-]{1,40}$/;

function FactLine({ ticket, fact, shown, options, search, createOwn = false }: LineProps): ReactNode {
  const { say } = useText();
  const [opened, setOpened] = useState(false);
  const words = shown ?? say('ticket.describe.unknown');
  const name = say(`ticket.describe.${fact}`);
  const choose = (value: string): void => {
    const wanted = fact === 'region' ? value.trim().toLowerCase() : value;
    if (fact === 'region' && wanted !== NONE && !REGION.test(wanted))
      return void toast({ text: say('ticket.describe.regionWrong') });
    void tell(say('ticket.did.edited'), set(ticket, { [fact]: wanted === NONE ? null : wanted }));
  };
  const none = { value: NONE, label: say('ticket.describe.unknown'), apart: options.length > 0 };
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {ticket.may.includes('edit') ? (
          <PropertyMenu
            label={`${name}: ${words}`}
            shown={<span className={shown === null ? 'muted' : 'truncate'}>{words}</span>}
            options={shown === null ? options : [...options, none]}
            {...(search === undefined ? {} : { search })}
            {...{ choose, opened, setOpened, createOwn }}
          />
        ) : (
          <span className={shown === null ? 'muted' : undefined}>{words}</span>
        )}
      </dd>
    </>
  );
}
