import type { Queue, QueueSignature, Team } from '@redress/contract/people.js';
import type { TicketKind } from '@redress/contract/words.js';
import { Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { post, put } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { DialogForm } from './dialog-form.js';
import { toast } from '../ui/toasts.js';
import { Check, faultOf, isAddress, linesOf, type Save, useSave } from './form.js';
import { RemoveDialog } from './remove-dialog.js';
import { ADMIN, refreshRows } from './rows.js';
import { SignatureFields } from './signature-fields.js';

const KINDS: readonly TicketKind[] = ['complaint', 'enquiry', 'suggestion', 'compliment'];
const EVERYBODY = 'everybody';

interface QueueProps {
  /** null: a new one. */
  readonly queue: Queue | null;
  readonly teams: readonly Team[];
  readonly close: () => void;
}

interface Words {
  readonly name: string;
  readonly teamId: string | null;
  readonly addresses: string;
  readonly kind: TicketKind;
  readonly isDefault: boolean;
  readonly signatures: readonly QueueSignature[];
}

const wordsOf = (queue: Queue | null): Words => ({
  name: queue?.name ?? '',
  teamId: queue?.team?.id ?? null,
  addresses: queue?.addresses.join('\n') ?? '',
  kind: queue?.kind ?? 'complaint',
  isDefault: queue?.isDefault ?? false,
  signatures: queue?.signatures ?? [],
});

export function QueueDialog({ queue, teams, close }: QueueProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(queue);
  const [words, setWords] = useState<Words>(() => wordsOf(queue));
  const change = (wish: Partial<Words>): void => setWords({ ...words, ...wish });
  const addresses = linesOf(words.addresses);
  const signatures = words.signatures.filter(({ text }) => text.trim() !== '');
  const body = { ...words, name: words.name.trim(), addresses, signatures };
  const save = useSave({
    check: () => [
      ...(body.name === '' ? [faultOf(say, 'name')] : []),
      ...(addresses.every(isAddress) ? [] : [faultOf(say, 'addresses')]),
    ],
    words: (field, _, message) => (field === 'signatures' ? message : undefined),
    work: () =>
      seen === null
        ? post<Queue>(ADMIN.queues, { body })
        : put<Queue>(`${ADMIN.queues}/${seen.id}`, { body, ifMatch: seen.version }),
    done: async ({ name }) => {
      toast({ text: say('admin.teams.saved', { name }) });
      close();
      await refreshRows(ADMIN.queues);
    },
    moved: () => refreshRows(ADMIN.queues),
  });
  const title = queue === null ? say('admin.teams.addQueue') : say('admin.teams.editQueue', { name: queue.name });
  return (
    <DialogForm
      title={title}
      width={640}
      save={save}
      close={close}
      faster={{
        mine: () => setSeen(queue),
        theirs: () => {
          setSeen(queue);
          setWords(wordsOf(queue));
        },
      }}
      removal={
        queue === null ? undefined : (stay) => <RemoveDialog kind="queue" of={queue} stay={stay} leave={close} />
      }
    >
      <Fields words={words} change={change} fault={save.fault} teams={teams} isFixed={queue?.isDefault ?? false} />
    </DialogForm>
  );
}

interface FieldsProps {
  readonly words: Words;
  readonly change: (wish: Partial<Words>) => void;
  readonly fault: Save['fault'];
  readonly teams: readonly Team[];
  readonly isFixed: boolean;
}

function Fields({ words, change, fault, teams, isFixed }: FieldsProps): ReactNode {
  const { say } = useText();
  return (
    <>
      <TextInput
        id="name"
        label={say('admin.teams.name')}
        data-autofocus
        value={words.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className="field-row">
        <Select
          id="teamId"
          label={say('admin.teams.team')}
          data={[
            { value: EVERYBODY, label: say('admin.teams.everybody') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={words.teamId ?? EVERYBODY}
          allowDeselect={false}
          error={fault('teamId')}
          onChange={(value) => change({ teamId: value === EVERYBODY ? null : value })}
        />
        <Select
          label={say('admin.teams.kind')}
          data={KINDS.map((value) => ({ value, label: say(`words.kind.${value}`) }))}
          value={words.kind}
          allowDeselect={false}
          onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? words.kind })}
        />
      </div>
      <Textarea
        id="addresses"
        label={say('admin.teams.addresses')}
        description={say('admin.teams.addressesHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rows={3}
        value={words.addresses}
        error={fault('addresses')}
        onChange={(event) => change({ addresses: event.currentTarget.value })}
      />
      <Check
        label={say('admin.teams.makeDefault')}
        {...(isFixed ? { hint: say('admin.teams.defaultFixed') } : {})}
        checked={words.isDefault}
        disabled={isFixed}
        change={(isDefault) => change({ isDefault })}
      />
      <SignatureFields
        queue={words.name.trim()}
        texts={words.signatures}
        change={(signatures) => change({ signatures })}
        error={fault('signatures')}
      />
    </>
  );
}
