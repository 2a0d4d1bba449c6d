import type { Ticket } from '@redress/contract/ticket.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError } from '../api/client.js';
import { type Say, useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { step, type StepVerb, tell } from './actions.js';
import { CauseAsked } from './cause-door.js';

export const STAGE_VERBS = [
  'acknowledge',
  'assess',
  'investigate',
  'respond',
  'decide',
  'resolve',
  'close',
  'reopen',
] as const;

const REACHES = {
  acknowledge: 'acknowledged',
  assess: 'assessed',
  investigate: 'investigating',
  respond: 'responding',
  decide: 'decided',
} as const;

function stepWords(say: Say, verb: StepVerb, number: string): string {
  if (verb === 'resolve') return say('ticket.did.resolved', { number });
  if (verb === 'close') return say('ticket.did.closed', { number });
  if (verb === 'reopen') return say('ticket.did.reopened', { number });
  return say('ticket.did.stage', { stage: say(`words.stage.${REACHES[verb]}`) });
}

export interface StepCall {
  (verb: StepVerb, after?: () => void): void;
  readonly dialog: ReactNode;
}

/** Takes a step; where the server wants a reason for it, asks for one and tries again. */
export function useStep(ticket: Ticket): StepCall {
  const { say } = useText();
  const [asking, setAsking] = useState<{ readonly verb: StepVerb; readonly after: () => void } | null>(null);
  const [lacking, setLacking] = useState<{ readonly after: () => void } | null>(null);
  const take = async (verb: StepVerb, after: () => void, reason?: string): Promise<void> => {
    try {
      const taken = await step(ticket, verb, reason);
      await tell(stepWords(say, verb, ticket.number), Promise.resolve(taken));
      after();
    } catch (error) {
      if (verb === 'resolve' && wantsCauses(error)) setLacking({ after });
      else if (reason === undefined && wantsReason(error)) setAsking({ verb, after });
      else failed(error);
    }
  };
  const dialog =
    lacking !== null ? (
      <CauseAsked
        ticket={ticket}
        resolving
        close={() => setLacking(null)}
        done={() => {
          setLacking(null);
          void take('resolve', lacking.after);
        }}
      />
    ) : asking === null ? null : (
      <ReasonDialog
        verb={asking.verb}
        close={() => setAsking(null)}
        give={(reason) => {
          setAsking(null);
          void take(asking.verb, asking.after, reason);
        }}
      />
    );
  return Object.assign((verb: StepVerb, after: () => void = () => undefined) => void take(verb, after), { dialog });
}

/** What a resolution needs is asked for in one dialog, whichever part of it the server missed first. */
const wantsCauses = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'outcome-missing' || error.code === 'cause-missing');

function wantsReason(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.code.includes('reason') || error.problem.errors.some(({ pointer }) => pointer.includes('reason'));
}

interface ReasonDialogProps {
  readonly verb: StepVerb;
  readonly close: () => void;
  readonly give: (reason: string) => void;
}

function ReasonDialog({ verb, close, give }: ReasonDialogProps): ReactNode {
  const { say } = useText();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '') setMissing(true);
    else give(reason.trim());
  };
  return (
    <Dialog title={`${say(`ticket.verbs.${verb}`)}: ${say('ticket.reason.title')}`} close={close}>
      <form className="form" onSubmit={submit}>
        <p className="muted">{say('ticket.reason.explain')}</p>
        <label className="field">
          <span>{say('ticket.reason.label')}</span>
          <textarea
            data-autofocus
            rows={3}
            value={reason}
            aria-invalid={missing}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        {missing && (
          <p className="field-fault" role="alert">
            {say('ticket.reason.missing')}
          </p>
        )}
        <div className="form-foot">
          <TextButton type="submit" look="filled">
            {say(`ticket.verbs.${verb}`)}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}
