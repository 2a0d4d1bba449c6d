import type { OpenTicket } from '@redress/contract/commands.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { Select, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError, post } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';
import { type Say, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { useCommands } from '../ui/commands.js';
import { reasonWords } from '../ui/failure.js';
import { KeyCaps, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { isAddress } from './mail-text.js';

const CHANNELS = ['phone', 'visit', 'letter', 'email', 'social', 'chat'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const KINDS = ['complaint', 'enquiry', 'suggestion', 'compliment'] as const;

interface Form {
  readonly channel: (typeof CHANNELS)[number];
  readonly subject: string;
  readonly text: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly queueId: string;
  readonly priority: (typeof PRIORITIES)[number];
  readonly kind: (typeof KINDS)[number];
}

interface Fault {
  readonly field: string;
  readonly words: string;
}

/** For what did not come by mail: a call, a visit, a letter, or someone who asked to have it written down. */
export function NewTicket(): ReactNode {
  const { say } = useText();
  const {
    queues,
    agent: { role },
  } = useSession();
  const [form, setForm] = useState<Form>({
    channel: 'phone',
    subject: '',
    text: '',
    name: '',
    email: '',
    phone: '',
    queueId: queues[0]?.id ?? '',
    priority: 'normal',
    kind: 'complaint',
  });
  const { faults, busy, create } = useCreate(form);
  const change = (wish: Partial<Form>): void => setForm({ ...form, ...wish });
  const fault = (field: string): string | undefined => faults.find((one) => one.field === field)?.words;
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!busy) create();
  };
  useCommands([{ id: 'create', run: submit }]);
  return (
    <div className="page">
      <form className="form page-narrow" onSubmit={submit} noValidate>
        <div>
          <h1 className="page-title">{say('newTicket.title')}</h1>
          <p className="muted">
            {say('newTicket.explain')} {role !== 'quality' && <Link to="/phone">{say('commands.logCall')}</Link>}
          </p>
        </div>
        <Summary faults={faults} />
        <Channels chosen={form.channel} choose={(channel) => change({ channel })} />
        <TextInput
          id="subject"
          label={say('newTicket.subject')}
          autoFocus
          value={form.subject}
          error={fault('subject')}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
        <Textarea
          id="text"
          label={say('newTicket.text')}
          rows={7}
          value={form.text}
          error={fault('text')}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <CustomerFields form={form} change={change} fault={fault} />
        <Choices form={form} change={change} />
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy}>
            {say('newTicket.create')} <KeyCaps of="create" />
          </TextButton>
        </div>
      </form>
    </div>
  );
}

function useCreate(form: Form): {
  readonly faults: readonly Fault[];
  readonly busy: boolean;
  readonly create: () => void;
} {
  const { say } = useText();
  const navigate = useNavigate();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const ticket = await post<Ticket>('/tickets', { body: bodyOf(form), idempotencyKey: key.current });
      toast({ text: say('newTicket.created', { number: ticket.number }) });
      void queryClient.invalidateQueries({ queryKey: keys.tickets });
      await navigate({ to: '/tickets/$number', params: { number: ticket.number } });
    } catch (reason) {
      key.current = crypto.randomUUID();
      setFaults(faultsOf(say, reason));
    } finally {
      setBusy(false);
    }
  };
  const create = (): void => {
    const found = check(say, form);
    setFaults(found);
    if (found.length === 0) void send();
  };
  return { faults, busy, create };
}

function check(say: Say, form: Form): readonly Fault[] {
  const faults: Fault[] = [];
  if (form.subject.trim() === '') faults.push({ field: 'subject', words: say('newTicket.subjectMissing') });
  if (form.text.trim() === '') faults.push({ field: 'text', words: say('newTicket.textMissing') });
  if (form.email.trim() !== '' && !isAddress(form.email.trim()))
    faults.push({ field: 'email', words: say('newTicket.emailWrong') });
  return faults;
}

/** The fields a refusal points at keep its words; what points nowhere stands in the summary alone. */
function faultsOf(say: Say, reason: unknown): readonly Fault[] {
  const pointed = reason instanceof ApiError ? reason.problem.errors : [];
  if (pointed.length === 0) return [{ field: '', words: reasonWords(say, reason) }];
  return pointed.map(({ pointer, message }) => ({ field: pointer.split('/').pop() ?? '', words: message }));
}

function bodyOf(form: Form): OpenTicket {
  const { name, email, phone } = form;
  const customer = {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
  };
  return {
    subject: form.subject.trim(),
    text: form.text.trim(),
    kind: form.kind,
    channel: form.channel,
    priority: form.priority,
    ...(form.queueId === '' ? {} : { queueId: form.queueId }),
    ...(Object.keys(customer).length === 0 ? {} : { customer }),
  };
}

function Summary({ faults }: { readonly faults: readonly Fault[] }): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <div className="form-summary" role="alert" tabIndex={-1} ref={box}>
      <p className="strong">{say('errors.summary', { count: faults.length })}</p>
      <ul>
        {faults.map(({ field, words }) => (
          <li key={`${field}${words}`}>{field === '' ? words : <a href={`#${field}`}>{words}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

interface ChannelsProps {
  readonly chosen: Form['channel'];
  readonly choose: (channel: Form['channel']) => void;
}

function Channels({ chosen, choose }: ChannelsProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset>
      <legend className="form-legend">{say('newTicket.channel')}</legend>
      <div className="choice-row">
        {CHANNELS.map((channel) => (
          <label key={channel} className={channel === chosen ? 'choice on' : 'choice'}>
            <input
              type="radio"
              name="channel"
              className="unseen"
              checked={channel === chosen}
              onChange={() => choose(channel)}
            />
            {say(`words.channel.${channel}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface PartProps {
  readonly form: Form;
  readonly change: (wish: Partial<Form>) => void;
}

function CustomerFields({
  form,
  change,
  fault,
}: PartProps & { readonly fault: (field: string) => string | undefined }): ReactNode {
  const { say } = useText();
  const unknown = form.name.trim() === '' && form.email.trim() === '' && form.phone.trim() === '';
  return (
    <fieldset>
      <legend className="form-legend">{say('newTicket.customer')}</legend>
      <div className="field-row">
        <TextInput
          label={say('newTicket.name')}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          id="email"
          type="email"
          label={say('newTicket.email')}
          value={form.email}
          error={fault('email')}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <TextInput
          id="phone"
          type="tel"
          label={say('newTicket.phone')}
          value={form.phone}
          error={fault('phone')}
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
      </div>
      {unknown && <p className="muted hint">{say('newTicket.unknownCustomer')}</p>}
    </fieldset>
  );
}

function Choices({ form, change }: PartProps): ReactNode {
  const { say } = useText();
  const { queues } = useSession();
  return (
    <div className="field-row">
      <Select
        label={say('newTicket.kind')}
        data={KINDS.map((value) => ({ value, label: say(`words.kind.${value}`) }))}
        value={form.kind}
        allowDeselect={false}
        onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? form.kind })}
      />
      <Select
        label={say('newTicket.priority')}
        data={PRIORITIES.map((value) => ({ value, label: say(`words.priority.${value}`) }))}
        value={form.priority}
        allowDeselect={false}
        onChange={(value) => change({ priority: PRIORITIES.find((priority) => priority === value) ?? form.priority })}
      />
      {queues.length > 0 && (
        <Select
          label={say('newTicket.queue')}
          data={queues.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.queueId}
          allowDeselect={false}
          onChange={(value) => change({ queueId: value ?? form.queueId })}
        />
      )}
    </div>
  );
}
