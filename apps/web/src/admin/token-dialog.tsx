import type { Agent } from '@redress/contract/people.js';
import type { NewToken } from '@redress/contract/session.js';
import type { ScopeName } from '@redress/contract/words.js';
import { Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { type TextKey, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Dialog } from '../ui/dialog.js';
import { TextButton } from '../ui/parts.js';
import { CheckList, faultOf, FormSummary, useSave } from './form.js';
import { ADMIN, refreshRows, useRows } from './rows.js';

/** A colon would end the key of a text. */
const SCOPES: readonly { readonly name: ScopeName; readonly label: TextKey }[] = [
  { name: 'intake', label: 'admin.tokens.scope.intake' },
  { name: 'tickets:read', label: 'admin.tokens.scope.ticketsRead' },
  { name: 'tickets:write', label: 'admin.tokens.scope.ticketsWrite' },
  { name: 'quality:read', label: 'admin.tokens.scope.qualityRead' },
  { name: 'quality:write', label: 'admin.tokens.scope.qualityWrite' },
  { name: 'admin', label: 'admin.tokens.scope.admin' },
];
const DAYS = [30, 90, 365];
const FOREVER = 'forever';

interface TokenProps {
  readonly close: () => void;
  readonly show: (token: NewToken) => void;
}

export function TokenDialog({ close, show }: TokenProps): ReactNode {
  const { say } = useText();
  const { agent: me } = useSession();
  const people = useRows<Agent>(ADMIN.agents, { limit: 200 }).rows ?? [];
  const [name, setName] = useState('');
  const [agentId, setAgentId] = useState(me.id);
  const [scopes, setScopes] = useState<readonly ScopeName[]>([]);
  const [days, setDays] = useState('90');
  const save = useSave({
    check: () => [
      ...(name.trim() === '' ? [faultOf(say, 'name')] : []),
      ...(scopes.length === 0 ? [faultOf(say, 'scopes')] : []),
    ],
    work: () =>
      post<NewToken>(ADMIN.tokens, {
        body: { name: name.trim(), agentId, scopes, ...(days === FOREVER ? {} : { expiresInDays: Number(days) }) },
      }),
    done: async (token) => {
      close();
      show(token);
      await refreshRows(ADMIN.tokens);
    },
  });
  return (
    <Dialog title={say('admin.tokens.add')} close={close}>
      <form className="form" onSubmit={save.submit} noValidate>
        <FormSummary faults={save.faults} />
        <TextInput
          id="name"
          label={say('admin.tokens.name')}
          description={say('admin.tokens.nameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data-autofocus
          value={name}
          error={save.fault('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <CheckList
          id="scopes"
          legend={say('admin.tokens.scopes')}
          options={SCOPES.map(({ name: value, label }) => ({ value, label: say(label), hint: value }))}
          chosen={scopes}
          change={(chosen) => setScopes(SCOPES.map((scope) => scope.name).filter((scope) => chosen.includes(scope)))}
          error={save.fault('scopes')}
        />
        <div className="field-row">
          <Select
            id="agentId"
            label={say('admin.tokens.agent')}
            data={people.filter(({ disabled }) => !disabled).map((one) => ({ value: one.id, label: one.name }))}
            value={agentId}
            allowDeselect={false}
            searchable
            error={save.fault('agentId')}
            onChange={(value) => setAgentId(value ?? agentId)}
          />
          <Select
            id="expiresInDays"
            label={say('admin.tokens.expires')}
            data={[
              ...DAYS.map((count) => ({ value: String(count), label: say('admin.tokens.days', { count }) })),
              { value: FOREVER, label: say('admin.tokens.forever') },
            ]}
            value={days}
            allowDeselect={false}
            error={save.fault('expiresInDays')}
            onChange={(value) => setDays(value ?? days)}
          />
        </div>
        <div className="form-foot end-foot">
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say('admin.tokens.create')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}
