import type { NewWebhook, SaveWebhook, Webhook, WebhookDelivery } from '@redress/contract/notifications.js';
import type { Page } from '@redress/contract/answers.js';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { get, post, put, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { TextButton, When } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { Check, CheckList, type Fault, faultOf, useSave } from './form.js';
import { Confirm } from './parts.js';
import { DialogForm } from './dialog-form.js';
import { ADMIN, refreshRows } from './rows.js';
import { OCCASIONS } from './trigger-draft.js';

interface DialogProps {
  /** null: a new one. */
  readonly webhook: Webhook | null;
  readonly close: () => void;
  readonly show: (made: NewWebhook) => void;
}

const wordsOf = (webhook: Webhook | null): SaveWebhook => ({
  name: webhook?.name ?? '',
  url: webhook?.url ?? 'https://',
  kinds: webhook?.kinds ?? ['created'],
  enabled: webhook?.enabled ?? true,
});

export function WebhookDialog({ webhook, close, show }: DialogProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(webhook);
  const [words, setWords] = useState(() => wordsOf(webhook));
  const body = { ...words, name: words.name.trim(), url: words.url.trim() };
  const missing = (): Fault[] => [
    ...(body.name === '' ? [faultOf(say, 'name')] : []),
    ...(body.url.length > 8 ? [] : [{ field: 'url', words: say('admin.webhooks.url') }]),
  ];
  const save = useSave<Webhook | NewWebhook>({
    check: missing,
    work: () =>
      seen === null
        ? post<NewWebhook>(ADMIN.webhooks, { body })
        : put<Webhook>(`${ADMIN.webhooks}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async (saved) => {
      toast({ text: say('admin.webhooks.saved', { name: saved.name }) });
      if ('secret' in saved) show(saved);
      close();
      await refreshRows(ADMIN.webhooks);
    },
    moved: () => refreshRows(ADMIN.webhooks),
  });
  const drop = async (of: Webhook): Promise<void> => {
    await remove(`${ADMIN.webhooks}/${of.id}`);
    toast({ text: say('admin.webhooks.removed', { name: of.name }) });
    close();
    await refreshRows(ADMIN.webhooks);
  };
  const title = webhook === null ? say('admin.webhooks.add') : say('admin.webhooks.edit', { name: webhook.name });
  return (
    <DialogForm
      title={title}
      width={640}
      save={save}
      close={close}
      faster={{
        mine: () => setSeen(webhook),
        theirs: () => {
          setSeen(webhook);
          setWords(wordsOf(webhook));
        },
      }}
      removal={
        webhook === null
          ? undefined
          : (stay) => (
              <Confirm
                title={title}
                explain={say('admin.webhooks.removeAsk', { name: webhook.name })}
                action={say('admin.remove')}
                run={() => drop(webhook)}
                close={stay}
              />
            )
      }
      below={webhook !== null && <Deliveries webhook={webhook} />}
    >
      <TextInput
        id="name"
        label={say('admin.webhooks.name')}
        data-autofocus
        value={words.name}
        error={save.fault('name')}
        onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
      />
      <TextInput
        id="url"
        label={say('admin.webhooks.url')}
        value={words.url}
        error={save.fault('url')}
        onChange={(event) => setWords({ ...words, url: event.currentTarget.value })}
      />
      <CheckList
        id="kinds"
        legend={say('admin.webhooks.kinds')}
        options={OCCASIONS.map((value) => ({ value, label: say(`admin.triggers.occasion.${value}`) }))}
        chosen={words.kinds}
        change={(kinds) => setWords({ ...words, kinds })}
      />
      <Check
        label={say('admin.webhooks.enabled')}
        checked={words.enabled}
        change={(enabled) => setWords({ ...words, enabled })}
      />
    </DialogForm>
  );
}

function Deliveries({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const { say } = useText();
  const path = `${ADMIN.webhooks}/${webhook.id}`;
  const { data, refetch } = useQuery({
    queryKey: ['admin', ADMIN.webhooks, 'deliveries', webhook.id],
    queryFn: ({ signal }) => get<Page<WebhookDelivery>>(`${path}/deliveries`, { signal }),
    refetchInterval: 3_000,
  });
  const send = (to: string, told: string): void =>
    void post(to)
      .then(() => {
        toast({ text: told });
        return refetch();
      })
      .catch(failed);
  const rows = data?.data ?? [];
  return (
    <section className="rule-part">
      <header className="rule-part-head">
        <h3 className="strong">{say('admin.webhooks.log')}</h3>
        <TextButton className="small" onClick={() => send(`${path}/test`, say('admin.webhooks.tested'))}>
          {say('admin.webhooks.test')}
        </TextButton>
      </header>
      {rows.length === 0 && <p className="muted">{say('admin.webhooks.noLog')}</p>}
      {rows.slice(0, 20).map((row) => (
        <p key={row.id} className="rule-line">
          <span className="spread">
            {say(`admin.webhooks.state.${row.state}`)} <span className="muted mono">{row.kind}</span>{' '}
            <span className="muted">
              {say('admin.webhooks.attempts', { count: row.attempts })} {row.status ?? ''} {row.detail ?? ''}
            </span>
          </span>
          <When at={row.createdAt} />
          <TextButton
            look="link"
            onClick={() => send(`${path}/deliveries/${row.id}/replay`, say('admin.webhooks.replayed'))}
          >
            {say('admin.webhooks.replay')}
          </TextButton>
        </p>
      ))}
    </section>
  );
}
