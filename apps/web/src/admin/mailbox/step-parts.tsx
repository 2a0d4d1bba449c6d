import type { FoundMailServers } from '@redress/contract/mailbox-setup.js';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import type { Words } from '../mail-account-words.js';
import type { StepName } from './setup.js';

/** What every step is given. */
export interface StepProps {
  readonly words: Words;
  readonly change: (wish: Partial<Words>) => void;
  readonly found: FoundMailServers | null;
  readonly go: (step: StepName) => void;
}

interface FootProps {
  readonly back?: (() => void) | undefined;
  readonly next: string;
  readonly disabled?: boolean;
  /** Absent: it sends the form around it. */
  readonly run?: () => void;
}

export function StepFoot({ back, next, disabled = false, run }: FootProps): ReactNode {
  const { say } = useText();
  return (
    <div className="form-foot wizard-foot">
      {back !== undefined && <TextButton onClick={back}>{say('admin.mailbox.back')}</TextButton>}
      <TextButton
        type={run === undefined ? 'submit' : 'button'}
        look="filled"
        disabled={disabled}
        {...(run === undefined ? {} : { onClick: run })}
      >
        {next}
      </TextButton>
    </div>
  );
}
