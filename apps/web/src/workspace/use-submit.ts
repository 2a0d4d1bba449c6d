import { useEffect, useRef } from 'react';
import { sayNow, useText } from '../i18n/text.js';
import { toast } from '../ui/toasts.js';
import { faultOf } from './composer-faults.js';
import type { DraftKeeper } from './draft-keeper.js';
import { beyond, type Content, isBlank } from './drafts.js';
import type { Addressed, Sending } from './use-send.js';
import type { Uploads } from './use-uploads.js';

interface Parts {
  readonly keeper: DraftKeeper;
  readonly sending: Sending;
  readonly content: Content;
  readonly addressed: Addressed;
  readonly uploads: Uploads;
  /** It cannot be sent as it is, which has been said. */
  readonly refused: () => void;
  /** It has left, and nothing else has been written meanwhile. */
  readonly done: () => void;
}

interface Submit {
  /** @param after once it has left the server took it */
  readonly submit: (after?: () => void) => void;
  /** Though the customer wrote meanwhile. */
  readonly anyway: () => void;
}

const NOTHING_MORE = (): void => undefined;

/**
 * No press of sending is lost. While a message is on its way, a press for what was typed since waits until that one has left; one for the
 * same words is that one.
 */
export function useSubmit({ keeper, sending, content, addressed, uploads, refused, done }: Parts): Submit {
  const { say, language } = useText();
  const onItsWay = useRef<Content | null>(null);
  const waiting = useRef<(() => void) | null>(null);
  const fault = (): string | null =>
    keeper.read().conflict === null
      ? faultOf(say, language, content, addressed, uploads)
      : say('composer.conflict.first');
  const left = (after: () => void): void => {
    const next = waiting.current;
    if (isBlank(keeper.read().content)) done();
    if (next === null) after();
    else
      waiting.current = () => {
        after();
        next();
      };
  };
  const submit = (after = NOTHING_MORE): void => {
    if (onItsWay.current !== null) {
      if (!isBlank(beyond(content, onItsWay.current))) waiting.current = after;
      return;
    }
    const words = fault();
    if (words !== null) {
      toast({ text: words, tone: 'failed' });
      refused();
      return;
    }
    onItsWay.current = content;
    sending.send(content, addressed, (outcome) => {
      onItsWay.current = null;
      // what was refused is looked at before anything that was typed since leaves
      if (outcome === 'refused') waiting.current = null;
      if (outcome === 'sent') left(after);
    });
  };
  useEffect(() => {
    const after = waiting.current;
    if (sending.busy || onItsWay.current !== null || after === null) return;
    waiting.current = null;
    submit(after);
  });
  useEffect(
    () => () => {
      if (waiting.current !== null) toast({ text: sayNow('composer.leftBehind'), tone: 'failed' });
    },
    [],
  );
  // with what is seen from then on, which the next drawing knows
  const anyway = (): void => sending.acknowledgeAll(() => (waiting.current = NOTHING_MORE));
  return { submit, anyway };
}
