import type { Queue } from '@redress/contract/people.js';
import type { NewPhoneConnection, PhoneConnection, SavePhoneConnection } from '@redress/contract/phone.js';
import { NumberInput, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put, remove } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { DialogForm } from './dialog-form.js';
import { Check, type Fault, faultOf, type Save, useSave } from './form.js';
import { Confirm } from './parts.js';
import { ADMIN, refreshRows, useRows } from './rows.js';

interface DialogProps {
  /** null: a new one. */
  readonly connection: PhoneConnection | null;
  readonly close: () => void;
  readonly show: (made: NewPhoneConnection) => void;
}

interface Words {
  readonly name: string;
  readonly queueId: string | null;
  readonly callBackMinutes: number | string;
  readonly enabled: boolean;
}

const HOUR_MINUTES = 60;
const LONGEST_MINUTES = 10_080;

const wordsOf = (connection: PhoneConnection | null): Words => ({
  name: connection?.name ?? '',
  queueId: connection?.queue.id ?? null,
  callBackMinutes: connection?.callBackMinutes ?? HOUR_MINUTES,
  enabled: connection?.enabled ?? true,
});

/** What is sent; null while something is missing. */
function bodyOf({ name, queueId, callBackMinutes, enabled }: Words): SavePhoneConnection | null {
  const minutes = typeof callBackMinutes === 'number' && callBackMinutes >= 1 ? Math.round(callBackMinutes) : null;
  return queueId === null || minutes === null
    ? null
    : { name: name.trim(), queueId, callBackMinutes: minutes, enabled };
}

export function PhoneDialog({ connection, close, show }: DialogProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(connection);
  const [words, setWords] = useState<Words>(() => wordsOf(connection));
  const [renewing, setRenewing] = useState(false);
  const save = useSaving({ words, seen, close, show });
  const title = connection === null ? say('admin.phones.add') : say('admin.phones.edit', { name: connection.name });
  if (connection !== null && renewing)
    return <Renew connection={connection} stay={() => setRenewing(false)} leave={close} show={show} />;
  return (
    <DialogForm
      title={title}
      save={save}
      close={close}
      faster={{
        mine: () => setSeen(connection),
        theirs: () => {
          setSeen(connection);
          setWords(wordsOf(connection));
        },
      }}
      removal={connection === null ? undefined : (stay) => <Removal of={connection} stay={stay} leave={close} />}
      below={
        connection !== null && (
          <p className="rule-line">
            <span className="spread muted">{say('admin.phones.renewHint')}</span>
            <TextButton onClick={() => setRenewing(true)}>{say('admin.phones.renew')} …</TextButton>
          </p>
        )
      }
    >
      <Fields words={words} change={(wish) => setWords({ ...words, ...wish })} fault={save.fault} />
    </DialogForm>
  );
}

interface Saving {
  readonly words: Words;
  readonly seen: PhoneConnection | null;
  readonly close: () => void;
  readonly show: (made: NewPhoneConnection) => void;
}

function useSaving({ words, seen, close, show }: Saving): Save {
  const { say } = useText();
  const missing = (): Fault[] => [
    ...(words.name.trim() === '' ? [faultOf(say, 'name')] : []),
    ...(words.queueId === null ? [faultOf(say, 'queueId')] : []),
    ...(bodyOf({ ...words, queueId: '' }) === null
      ? [{ field: 'callBackMinutes', words: say('admin.phones.minutesFault') }]
      : []),
  ];
  return useSave<PhoneConnection | NewPhoneConnection>({
    check: missing,
    words: (field) => (field === 'callBackMinutes' ? say('admin.phones.minutesFault') : undefined),
    work: () => {
      const body = bodyOf(words);
      return seen === null
        ? post<NewPhoneConnection>(ADMIN.phones, { body })
        : put<PhoneConnection>(`${ADMIN.phones}/${seen.id}`, { body, ifMatch: seen.version });
    },
    done: async (saved) => {
      toast({ text: say('admin.phones.saved', { name: saved.name }) });
      close();
      if ('address' in saved) show(saved);
      await refreshRows(ADMIN.phones);
    },
    moved: () => refreshRows(ADMIN.phones),
  });
}

interface FieldsProps {
  readonly words: Words;
  readonly change: (wish: Partial<Words>) => void;
  readonly fault: Save['fault'];
}

function Fields({ words, change, fault }: FieldsProps): ReactNode {
  const { say } = useText();
  const queues = useRows<Queue>(ADMIN.queues).rows ?? [];
  return (
    <>
      <TextInput
        id="name"
        label={say('admin.phones.name')}
        data-autofocus
        value={words.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        id="queueId"
        label={say('admin.phones.queue')}
        description={say('admin.phones.queueHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={queues.map(({ id, name }) => ({ value: id, label: name }))}
        value={words.queueId}
        allowDeselect={false}
        error={fault('queueId')}
        onChange={(queueId) => change({ queueId })}
      />
      <NumberInput
        id="callBackMinutes"
        label={say('admin.phones.minutes')}
        description={say('admin.phones.minutesHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={1}
        max={LONGEST_MINUTES}
        clampBehavior="blur"
        allowDecimal={false}
        value={words.callBackMinutes}
        error={fault('callBackMinutes')}
        onChange={(callBackMinutes) => change({ callBackMinutes })}
      />
      <Check label={say('admin.phones.enabled')} checked={words.enabled} change={(enabled) => change({ enabled })} />
    </>
  );
}

interface AskProps {
  readonly stay: () => void;
  readonly leave: () => void;
}

function Renew(
  props: AskProps & { readonly connection: PhoneConnection; readonly show: DialogProps['show'] },
): ReactNode {
  const { connection, stay, leave, show } = props;
  const { say } = useText();
  const run = async (): Promise<void> => {
    show(await post<NewPhoneConnection>(`${ADMIN.phones}/${connection.id}/token`));
    leave();
    await refreshRows(ADMIN.phones);
  };
  return (
    <Confirm
      title={say('admin.phones.renewTitle', { name: connection.name })}
      explain={say('admin.phones.renewExplain')}
      action={say('admin.phones.renew')}
      run={run}
      close={stay}
    />
  );
}

function Removal({ of, stay, leave }: AskProps & { readonly of: PhoneConnection }): ReactNode {
  const { say } = useText();
  const run = async (): Promise<void> => {
    await remove(`${ADMIN.phones}/${of.id}`, { ifMatch: of.version });
    toast({ text: say('admin.phones.removed', { name: of.name }) });
    leave();
    await refreshRows(ADMIN.phones);
  };
  return (
    <Confirm
      title={say('admin.phones.removeTitle', { name: of.name })}
      explain={say('admin.phones.removeExplain')}
      action={say('admin.remove')}
      run={run}
      close={stay}
    />
  );
}
