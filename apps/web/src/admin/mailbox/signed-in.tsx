import type { FinishedSignIn } from '@redress/contract/mailbox-grants.js';
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { ADMIN, refreshRows } from '../rows.js';
import { finishFrom, forgetSetup, keptSetup } from './oauth.js';
import { Wizard, type WizardProps } from './wizard.js';

interface SignedInProps extends WizardProps {
  /** Opens another form of the channels. */
  readonly open: (name: string) => void;
}

/** Where the provider leads back to: the sign-in is finished, and the wizard goes on where it was left. */
export function SignedIn({ open, byHand, close }: SignedInProps): ReactNode {
  const { say } = useText();
  const [answer] = useState(() => finishFrom(window.location.hash));
  const [setup] = useState(keptSetup);
  const [finished, setFinished] = useState<FinishedSignIn | 'lost' | null>(answer === null ? 'lost' : null);
  useEffect(() => {
    // A code that stays in the address would go into bookmarks and pictures of the screen.
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    answer?.then(setFinished, () => setFinished('lost'));
  }, [answer]);
  const accountId = finished === null || finished === 'lost' ? null : finished.accountId;
  const isRenewed = accountId !== null && finished !== 'lost' && finished?.outcome === 'granted';
  useEffect(() => {
    if (isRenewed) void refreshRows(ADMIN.accounts);
  }, [isRenewed]);
  if (finished === null) return <p role="status">{say('admin.mailbox.oauth.finishing')}</p>;
  const outcome = finished === 'lost' ? 'lost' : finished.outcome;
  const detail = finished === 'lost' ? null : finished.detail;
  const words = say(`admin.mailbox.oauth.outcome.${outcome}`);
  const told = detail === null ? words : `${words} ${say('admin.mailbox.said', { said: detail })}`;
  if (setup !== null && accountId === null) {
    const grantId = finished !== 'lost' && outcome === 'granted' ? finished.grantId : null;
    const leave = (): void => {
      forgetSetup();
      close();
    };
    const back = { ...setup, words: { ...setup.words, grantId }, told, isGood: outcome === 'granted' };
    return <Wizard byHand={byHand} close={leave} back={back} />;
  }
  return (
    <div className="admin-page">
      <h2 className="page-title">{say('admin.mailbox.oauth.title')}</h2>
      <p className={isRenewed ? 'admin-notice' : 'admin-notice risk'} role={isRenewed ? 'status' : 'alert'}>
        {isRenewed ? say('admin.mailbox.oauth.outcome.renewed') : told}
      </p>
      <TextButton look="filled" onClick={() => (accountId === null ? close() : open(accountId))}>
        {say('admin.mailbox.oauth.toMailbox')}
      </TextButton>
    </div>
  );
}
