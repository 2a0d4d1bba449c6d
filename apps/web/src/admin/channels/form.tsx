import type { ChannelAccount, ChannelProvider } from '@redress/contract/channels.js';
import type { Queue } from '@redress/contract/people.js';
import { Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../../api/client.js';
import { type Say, useText } from '../../i18n/text.js';
import { useCommands } from '../../ui/commands.js';
import { failed } from '../../ui/failure.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { Check, type FaultWords, FormSummary, MovedOn, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { ADMIN, refreshRows, useRows } from '../rows.js';
import { bodyOf, type Draft, type DraftFault, draftOf, faultsIn, idOf, namesakeOf, secretsOf } from './draft.js';
import { AskedFields } from './fields.js';
import { ChannelSide } from './side.js';
import { ChannelState } from './state.js';

interface FormProps {
  readonly provider: ChannelProvider;
  /** Null: a new one. */
  readonly account: ChannelAccount | null;
  readonly close: () => void;
}

/** A page of its own: what the channel asks for, and beside it how it goes and what it can do. */
export function ChannelForm({ provider, account, close }: FormProps): ReactNode {
  const { say, language } = useText();
  const queues = useRows<Queue>(ADMIN.queues).rows ?? [];
  const accounts = useRows<ChannelAccount>(ADMIN.channels).rows ?? [];
  // the newest version arrives in the list; what was opened is what is saved against
  const [seen, setSeen] = useState(account);
  const [words, setWords] = useState<Draft>(() => draftOf(provider, account));
  const [removing, setRemoving] = useState(false);
  const preset = queues.find(({ isDefault }) => isDefault) ?? queues[0];
  const draft = words.queueId === '' ? { ...words, queueId: preset?.id ?? '' } : words;
  const change = (wish: Partial<Draft>): void => setWords({ ...draft, ...wish });
  const save = useSave({
    check: () =>
      faultsIn(provider, draft, account).map((fault) => ({
        field: fault.field,
        words: faultWords(say, language, fault),
      })),
    words: refusalWords(say, language, provider, (field) => namesakeOf(accounts, provider, account, draft, field)),
    work: () => {
      const body = bodyOf(provider, draft, account);
      return seen === null
        ? post<ChannelAccount>(ADMIN.channels, { body: { kind: provider.kind, ...body } })
        : put<ChannelAccount>(`${ADMIN.channels}/${seen.id}`, { body, ifMatch: seen.version });
    },
    done: async ({ name }) => {
      toast({ text: say(seen === null ? 'admin.channels.connected' : 'admin.channels.saved', { name }) });
      await refreshRows(ADMIN.channels);
      close();
    },
    moved: () => refreshRows(ADMIN.channels),
  });
  useCommands([{ id: 'close-form', run: close }]);
  const title = account?.name ?? say('admin.channels.newTitle', { title: provider.title[language] });
  return (
    <div className="admin-with-probe">
      <form className="admin-page" onSubmit={save.submit} noValidate>
        <header className="admin-head">
          <div className="spread">
            <nav aria-label={say('admin.channels.title')} className="crumbs">
              <button type="button" className="row-link" onClick={close}>
                {say('admin.channels.title')}
              </button>
              <span aria-hidden="true">›</span>
              {account !== null && <span>{provider.title[language]}</span>}
            </nav>
            <h2 className="page-title">
              {title} {account !== null && <ChannelState account={account} />}
            </h2>
            {account === null && <p className="muted">{provider.explain[language]}</p>}
          </div>
          {account === null ? (
            <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          ) : (
            <Pause account={account} />
          )}
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say(account === null ? 'admin.channels.connect' : 'admin.channels.save')}
          </TextButton>
        </header>
        <div className="form admin-form">
          <FormSummary faults={save.faults} />
          {save.movedOn && (
            <MovedOn
              keep={() => {
                setSeen(account);
                save.submit();
              }}
              theirs={() => {
                setSeen(account);
                setWords(draftOf(provider, account));
              }}
            />
          )}
          <NameFields {...{ draft, change, queues }} fault={save.fault} isNew={account === null} />
          <AskedFields
            provider={provider}
            draft={draft}
            change={(fields) => change({ fields })}
            fault={save.fault}
            hasSecret={account?.hasSecret === true}
          />
          <Check
            label={say('admin.channels.enabled')}
            hint={say('admin.channels.enabledHint')}
            checked={draft.enabled}
            change={(enabled) => change({ enabled })}
          />
          {account !== null && (
            <div>
              <TextButton look="danger" onClick={() => setRemoving(true)}>
                {say('admin.channels.remove')}
              </TextButton>
            </div>
          )}
        </div>
      </form>
      <ChannelSide provider={provider} account={account} />
      {removing && account !== null && <Remove account={account} stay={() => setRemoving(false)} leave={close} />}
    </div>
  );
}

function faultWords(say: Say, language: 'en' | 'de', { code, of }: DraftFault): string {
  const label = of?.label[language] ?? '';
  if (code === 'name') return say('admin.channels.nameMissing');
  if (code === 'queue') return say('admin.channels.queueMissing');
  return say(code === 'notNumber' ? 'admin.channels.notNumber' : 'admin.channels.missing', { label });
}

/** The channel speaks English about its settings; in another language its label and hint have to do. */
function refusalWords(
  say: Say,
  language: 'en' | 'de',
  provider: ChannelProvider,
  whoHas: (field: string) => string | undefined,
): FaultWords {
  return (field, code, message) => {
    if (field === 'name') return code === 'taken' ? undefined : say('admin.channels.nameMissing');
    const asked = provider.fields.find((one) => idOf(provider, one) === field);
    if (field === 'secret' && code === 'missing')
      return say('admin.channels.secretAgain', { label: secretsOf(provider)[0]?.label[language] ?? '' });
    if (asked === undefined) return undefined;
    const name = code === 'taken' ? whoHas(asked.name) : undefined;
    if (name !== undefined) return say('admin.channels.taken', { name });
    if (language === 'en') return message;
    return `${say('admin.channels.wrong', { label: asked.label[language] })} ${asked.hint?.[language] ?? ''}`.trim();
  };
}

interface NameProps {
  readonly draft: Draft;
  readonly change: (wish: Partial<Draft>) => void;
  readonly queues: readonly Queue[];
  readonly fault: (field: string) => string | undefined;
  readonly isNew: boolean;
}

function NameFields({ draft, change, queues, fault, isNew }: NameProps): ReactNode {
  const { say } = useText();
  return (
    <div className="field-row">
      <TextInput
        id="name"
        label={say('admin.channels.name')}
        description={say('admin.channels.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoFocus={isNew}
        autoComplete="off"
        value={draft.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        id="queueId"
        label={say('admin.channels.queue')}
        description={say('admin.channels.queueHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={queues.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.queueId}
        allowDeselect={false}
        error={fault('queueId')}
        onChange={(value) => change({ queueId: value ?? draft.queueId })}
      />
    </div>
  );
}

/** At once, with what is stored: what somebody was just typing is not saved by it. */
function Pause({ account }: { readonly account: ChannelAccount }): ReactNode {
  const { say } = useText();
  const { id, name, queue, settings, enabled, version } = account;
  const turn = async (): Promise<void> => {
    const body = { name, queueId: queue.id, settings, enabled: !enabled };
    await put<ChannelAccount>(`${ADMIN.channels}/${id}`, { body, ifMatch: version });
    toast({ text: say(enabled ? 'admin.channels.pausedToast' : 'admin.channels.resumedToast', { name }) });
    await refreshRows(ADMIN.channels);
  };
  return (
    <TextButton onClick={() => void turn().catch(failed)}>
      {say(enabled ? 'admin.channels.pause' : 'admin.channels.resume')}
    </TextButton>
  );
}

interface RemoveProps {
  readonly account: ChannelAccount;
  readonly stay: () => void;
  readonly leave: () => void;
}

function Remove({ account: { id, name, version }, stay, leave }: RemoveProps): ReactNode {
  const { say } = useText();
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.channels}/${id}`, { ifMatch: version });
    toast({ text: say('admin.channels.removed', { name }) });
    leave();
    await refreshRows(ADMIN.channels);
  };
  return (
    <Confirm
      title={say('admin.channels.removeTitle', { name })}
      explain={say('admin.channels.removeExplain')}
      action={say('admin.channels.removeDo')}
      run={run}
      close={stay}
    />
  );
}
