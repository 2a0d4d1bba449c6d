import type { Message } from '@redress/contract/messages.js';
import { type ReactNode, useState } from 'react';
import { ApiError, post } from '../api/client.js';
import { refreshTimeline } from '../api/queries.js';
import { sayNow, useText } from '../i18n/text.js';
import { runCommand } from '../ui/commands.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { restoreDraft } from './drafts.js';

/** What a channel does not take can be said another way: no try follows, and its words go into the composer, where the ways are. */
export function Otherwise({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const [doubt, setDoubt] = useState(false);
  if (message.post === null || message.direction !== 'outbound') return null;
  const take = async (even: boolean): Promise<void> => {
    const outcome = await callOff(message, even);
    setDoubt(outcome === 'doubtful');
    if (outcome === 'over') await rewrite(message);
  };
  return (
    <>
      <TextButton onClick={() => void take(false).catch(failed)}>{say('ways.instead')}</TextButton>
      {doubt && <Doubt message={message} take={() => take(true)} close={() => setDoubt(false)} />}
    </>
  );
}

interface DoubtProps {
  readonly message: Message;
  readonly take: () => Promise<void>;
  readonly close: () => void;
}

function Doubt({ message, take, close }: DoubtProps): ReactNode {
  const { say } = useText();
  const name = message.to[0]?.name || message.to[0]?.address || say('words.someone');
  return (
    <Dialog title={say('ways.doubt')} close={close} width={440}>
      <div className="form">
        <p>{say('ways.doubtExplain', { name })}</p>
        <div className="form-foot">
          <TextButton data-autofocus onClick={close}>
            {say('ways.doubtLeave')}
          </TextButton>
          <TextButton look="danger" onClick={() => void take().catch(failed)}>
            {say('ways.doubtTake')}
          </TextButton>
        </div>
      </div>
    </Dialog>
  );
}

/** `over`: nothing of it is tried any more; `gone`: the platform has it, or is just getting it; `doubtful`: it may have been. */
type CalledOff = 'over' | 'gone' | 'doubtful';

async function callOff(message: Message, even: boolean): Promise<CalledOff> {
  const { deliveryStatus: status } = message;
  // Nothing is tried of what failed; only that it may have arrived is to be said.
  if (status === 'failed' || status === 'bounced') return message.mayHaveArrived && !even ? 'doubtful' : 'over';
  try {
    await post<Message>(`/messages/${message.id}/cancel`, { body: { even } });
    toast({ text: sayNow('ways.calledOff') });
    await refreshTimeline(message.ticketId);
    return 'over';
  } catch (reason) {
    if (!(reason instanceof ApiError)) throw reason;
    if (reason.code === 'may-have-arrived') return 'doubtful';
    if (reason.code !== 'too-late') throw reason;
    await refreshTimeline(message.ticketId);
    toast({ text: sayNow('ways.gone'), tone: 'failed' });
    return 'gone';
  }
}

async function rewrite(message: Message): Promise<void> {
  await restoreDraft({ ...message, attachments: [] });
  runCommand('reply');
}
