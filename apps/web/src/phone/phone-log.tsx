import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { LogCall } from '@redress/contract/phone.js';
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { type Fault, type FaultWords, FormSummary, useSave } from '../admin/form.js';
import { post } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';
import { loadTexts, type Say, useText } from '../i18n/text.js';
import { useCommands } from '../ui/commands.js';
import { KeyCaps, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { useUploads } from '../workspace/use-uploads.js';
import { CallerField, NewCallerFields } from './caller-field.js';
import { ChoiceRow } from './choice-row.js';
import { bodyOf, DIRECTIONS, type Draft, faultsIn, LOGGED } from './draft.js';
import { refreshCalls } from './phone-calls.js';
import { Scans } from './scans.js';
import { TicketChoice } from './ticket-choice.js';
import { ToldCall } from './told-call.js';
import { WhenFields } from './when-fields.js';
import './phone.css';

await loadTexts('phone', 'ticket', 'admin');

/** Where the refusals of the server belong among the fields. */
const FIELDS: Readonly<Record<string, { readonly field: string; readonly fault: FaultKey }>> = {
  from: { field: 'caller', fault: 'number' },
  to: { field: 'caller', fault: 'number' },
  startedAt: { field: 'when', fault: 'when' },
  customer: { field: 'email', fault: 'email' },
  ticket: { field: 'ticket', fault: 'ticket' },
  promise: { field: 'promise', fault: 'promise' },
  dueAt: { field: 'promise', fault: 'promise' },
  call: { field: '', fault: 'call' },
};
type FaultKey = 'call' | 'summary' | 'when' | 'number' | 'email' | 'promise' | 'ticket' | 'uploading';

/**
 * One screen while the telephone is at the ear: who it is, what was said, what was promised, where it belongs.
 * @param start what stands in it already
 */
export function PhoneLog({ start }: { readonly start: () => Draft }): ReactNode {
  const { say } = useText();
  const [draft, setDraft] = useState<Draft>(start);
  const change = (wish: Partial<Draft>): void => setDraft((now) => ({ ...now, ...wish }));
  const uploads = useUploads((file) => setDraft((now) => ({ ...now, files: [...now.files, file] })));
  const { faults, fault, busy, submit } = useLogging(draft, uploads.running.length > 0);
  useCommands([{ id: 'save-call', run: submit }]);
  return (
    <form className="form phone-log" onSubmit={submit} noValidate>
      <FormSummary faults={faults} />
      <div className="phone-log-who">
        {draft.call === null && <Kinds draft={draft} change={change} />}
        <CallerField draft={draft} change={change} fault={fault('caller')} />
        {draft.known === null && <NewCallerFields draft={draft} change={change} fault={fault('email')} />}
        <TicketChoice draft={draft} change={change} fault={fault('ticket')} />
      </div>
      <div className="phone-log-what">
        {draft.call === null ? (
          <WhenFields draft={draft} change={change} fault={fault('when')} />
        ) : (
          <ToldCall call={draft.call} />
        )}
        <Said draft={draft} change={change} fault={fault} />
        <Scans draft={draft} change={change} uploads={uploads} />
        <div className="form-foot">
          <TextButton type="submit" look="filled" disabled={busy}>
            {say('phone.save')} <KeyCaps of="save-call" />
          </TextButton>
        </div>
      </div>
    </form>
  );
}

interface Sent {
  readonly draft: Draft | null;
  readonly body: LogCall | null;
  readonly key: string;
}

function useLogging(draft: Draft, uploading: boolean) {
  const { say } = useText();
  const navigate = useNavigate();
  const sent = useRef<Sent>({ draft: null, body: null, key: '' });
  const words: FaultWords = (field) => {
    const known = FIELDS[field];
    return known === undefined ? undefined : say(`phone.fault.${known.fault}`);
  };
  return useSave<IntakeReceipt>({
    check: () => checked(say, draft, uploading),
    words,
    work: async () => {
      // Tried again because no answer came it is the same call, with the length that it had: a changed draft is another request.
      if (sent.current.draft !== draft)
        sent.current = { draft, body: bodyOf(draft, Date.now()), key: crypto.randomUUID() };
      const { body, key } = sent.current;
      return post<IntakeReceipt>('/intake/phone-calls', { body, idempotencyKey: key });
    },
    done: async ({ outcome, ticketNumber }) => {
      const number = ticketNumber ?? '';
      toast({ text: say(outcome === 'created' ? 'phone.saved' : 'phone.appended', { number }) });
      void queryClient.invalidateQueries({ queryKey: keys.tickets });
      void refreshCalls();
      await navigate({ to: '/tickets/$number', params: { number } });
    },
  });
}

function checked(say: Say, draft: Draft, uploading: boolean): readonly Fault[] {
  const found = faultsIn(draft, Date.now()).map((name) => ({ field: name, words: say(`phone.fault.${name}`) }));
  return uploading ? [...found, { field: 'scans', words: say('phone.fault.uploading') }] : found;
}

export interface PartProps {
  readonly draft: Draft;
  readonly change: (wish: Partial<Draft>) => void;
}

function Kinds({ draft, change }: PartProps): ReactNode {
  const { say } = useText();
  return (
    <>
      <ChoiceRow
        name="channel"
        legend={say('phone.channel')}
        choices={LOGGED.map((value) => ({ value, words: say(`words.channel.${value}`) }))}
        chosen={draft.channel}
        choose={(channel) => change({ channel, ...(channel === 'phone' ? {} : { since: null }) })}
      />
      {draft.channel === 'phone' && (
        <ChoiceRow
          name="direction"
          legend={say('phone.direction')}
          choices={DIRECTIONS.map((value) => ({ value, words: say(`phone.${value}`) }))}
          chosen={draft.direction}
          choose={(direction) => change({ direction })}
        />
      )}
    </>
  );
}

function Said({
  draft,
  change,
  fault,
}: PartProps & { readonly fault: (field: string) => string | undefined }): ReactNode {
  const { say } = useText();
  return (
    <>
      <Textarea
        id="summary"
        label={say(draft.channel === 'letter' ? 'phone.letterSummary' : 'phone.summary')}
        rows={7}
        value={draft.summary}
        error={fault('summary')}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
      <Checkbox
        label={say('phone.internal')}
        checked={draft.internal}
        onChange={(event) => change({ internal: event.currentTarget.checked })}
      />
      {draft.ticket === '' && (
        <TextInput
          label={say('phone.subject')}
          description={say('phone.subjectHint')}
          maxLength={500}
          value={draft.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
      )}
      <div className="field-row">
        <TextInput
          id="promise"
          label={say('phone.promise')}
          description={say('phone.promiseHint')}
          maxLength={2_000}
          value={draft.promise}
          error={fault('promise')}
          onChange={(event) => change({ promise: event.currentTarget.value })}
        />
        {draft.promise.trim() !== '' && (
          <TextInput
            type="datetime-local"
            label={say('phone.promiseDue')}
            description={'\u00a0'}
            value={draft.promiseDue}
            onChange={(event) => change({ promiseDue: event.currentTarget.value })}
          />
        )}
      </div>
    </>
  );
}
