import type { FoundMailServers } from '@redress/contract/mailbox-setup.js';
import type { Queue } from '@redress/contract/people.js';
import type { ReactNode } from 'react';
import { post } from '../../api/client.js';
import { useText } from '../../i18n/text.js';
import { faultOf, FormSummary, isAddress, useSave } from '../form.js';
import { AddressFields } from '../mail-account-fields.js';
import type { Words } from '../mail-account-words.js';
import { ADMIN } from '../rows.js';
import { filledBy } from './setup.js';
import { StepFoot, type StepProps } from './step-parts.js';

interface AddressProps extends StepProps {
  readonly queues: readonly Queue[];
  readonly setFound: (found: FoundMailServers) => void;
  readonly fill: (words: Words) => void;
}

export function AddressStep({ words, change, found, go, queues, setFound, fill }: AddressProps): ReactNode {
  const { say } = useText();
  const address = words.address.trim();
  const save = useSave({
    check: () => (isAddress(address) ? [] : [faultOf(say, 'address')]),
    work: () => post<FoundMailServers>(`${ADMIN.accounts}/find`, { body: { address } }),
    done: (servers) => {
      // who only came back to look keeps what he entered behind this step
      if (found === null || words.host === '') fill(filledBy(words, servers));
      setFound(servers);
      go('signIn');
    },
  });
  const nameAddress = (written: string): void =>
    change({ address: written, user: '', host: '', outHost: '', secret: '' });
  return (
    <form className="form admin-form" onSubmit={save.submit} noValidate>
      <FormSummary faults={save.faults} />
      <AddressFields {...{ words, change, queues, nameAddress }} fault={save.fault} isNew />
      <StepFoot next={say(save.busy ? 'admin.mailbox.finding' : 'admin.mailbox.next')} disabled={save.busy} />
    </form>
  );
}
