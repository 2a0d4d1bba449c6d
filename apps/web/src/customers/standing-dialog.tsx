import type { CustomerStanding, Organisation } from '@redress/contract/routing.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { keys, queryClient } from '../api/queries.js';
import { type TextKey, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { saveStanding, type StandingBody } from './calls.js';

const MINOR = 100;
const CODE = '[a-z0-9\\-]{1,40}';

interface Draft {
  readonly organisationId: string;
  readonly tier: string;
  readonly region: string;
  readonly amount: string;
  readonly currency: string;
  readonly asOf: string;
  readonly source: string;
  readonly risk: string;
}

const draftOf = ({ organisation, tier, region, value, relationshipRisk }: CustomerStanding): Draft => ({
  organisationId: organisation?.id ?? '',
  tier: tier ?? '',
  region: region ?? '',
  amount: value === null ? '' : String(value.amount / MINOR),
  currency: value?.currency ?? 'EUR',
  asOf: value?.asOf ?? '',
  source: value?.source ?? '',
  risk: relationshipRisk === null ? '' : String(Math.round(relationshipRisk * 100)),
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const bodyOf = (draft: Draft): StandingBody => ({
  organisationId: orNull(draft.organisationId),
  tier: orNull(draft.tier),
  region: orNull(draft.region),
  value:
    draft.amount === ''
      ? null
      : {
          amount: Math.round(Number(draft.amount) * MINOR),
          currency: draft.currency.trim().toUpperCase(),
          asOf: orNull(draft.asOf),
          source: orNull(draft.source),
        },
  relationshipRisk: draft.risk === '' ? null : Number(draft.risk) / 100,
});

interface StandingDialogProps {
  readonly customerId: string;
  readonly standing: CustomerStanding;
  readonly organisations: readonly Organisation[];
  readonly close: () => void;
}

export function StandingDialog({ customerId, standing, organisations, close }: StandingDialogProps): ReactNode {
  const { say } = useText();
  const [draft, setDraft] = useState(() => draftOf(standing));
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft((known) => ({ ...known, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    saveStanding(customerId, bodyOf(draft), standing.version)
      .then(() => {
        toast({ text: say('customer.standing.saved') });
        close();
      })
      .catch(failed)
      .finally(() => {
        void queryClient.invalidateQueries({ queryKey: keys.customer(customerId) });
        setBusy(false);
      });
  };
  const field = { draft, change };
  return (
    <Dialog title={say('customer.standing.editTitle')} close={close} width={560}>
      <form className="form" onSubmit={submit}>
        <label className="plain-field">
          <span>{say('customer.standing.organisation')}</span>
          <select
            data-autofocus
            value={draft.organisationId}
            onChange={(event) => change({ organisationId: event.currentTarget.value })}
          >
            <option value="">{say('customer.standing.none')}</option>
            {organisations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div className="field-row">
          <Field
            {...field}
            name="tier"
            words="customer.standing.tier"
            pattern={CODE}
            hint="customer.standing.codeHint"
          />
          <Field {...field} name="region" words="customer.standing.region" pattern={CODE} />
        </div>
        <div className="field-row">
          <Field {...field} name="amount" words="customer.standing.value" type="number" step="0.01" />
          <Field {...field} name="currency" words="customer.standing.currency" pattern="[A-Za-z]{3}" />
        </div>
        <div className="field-row">
          <Field {...field} name="asOf" words="customer.standing.asOf" type="date" />
          <Field {...field} name="source" words="customer.standing.source" />
        </div>
        <Field
          {...field}
          name="risk"
          words="customer.standing.risk"
          type="number"
          step="1"
          max={100}
          hint="customer.standing.riskHint"
        />
        <p className="muted hint">{say('customer.standing.hint')}</p>
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy}>
            {say('shell.save')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly name: keyof Draft;
  readonly words: TextKey;
  readonly hint?: TextKey;
  readonly type?: 'number' | 'date' | 'text';
  readonly pattern?: string;
  readonly step?: string;
  readonly max?: number;
}

function Field({ draft, change, name, words, hint, type = 'text', pattern, step, max }: FieldProps): ReactNode {
  const { say } = useText();
  const numbers = type === 'number' ? { min: 0, max, step } : {};
  return (
    <label className="plain-field">
      <span>{say(words)}</span>
      <input
        type={type}
        maxLength={100}
        pattern={pattern}
        title={hint === undefined ? undefined : say(hint)}
        value={draft[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
        {...numbers}
      />
    </label>
  );
}
