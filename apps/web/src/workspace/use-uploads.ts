import type { Attachment } from '@redress/contract/messages.js';
import { useRef, useState } from 'react';
import { upload } from '../api/client.js';
import { sayNow } from '../i18n/text.js';
import { reasonWords } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';

export interface Uploading {
  readonly id: number;
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  readonly stop: () => void;
}

export interface Uploads {
  readonly running: readonly Uploading[];
  readonly add: (files: Iterable<File>) => void;
}

/**
 * Files on their way to the server; each one that arrives is handed on.
 * @param refused why these cannot go along, in words; they are not uploaded then.
 */
export function useUploads(
  arrived: (attachment: Attachment) => void,
  refused: (files: readonly File[]) => string | null = () => null,
): Uploads {
  const [running, setRunning] = useState<readonly Uploading[]>([]);
  const last = useRef(0);
  const begin = (file: File): void => {
    const id = ++last.current;
    const drop = (): void => setRunning((all) => all.filter((one) => one.id !== id));
    const progress = (share: number): void =>
      setRunning((all) => all.map((one) => (one.id === id ? { ...one, share } : one)));
    const { done, stop } = upload<Attachment>('/attachments', file, progress);
    let stopped = false;
    const cancel = (): void => {
      stopped = true;
      stop();
    };
    setRunning((all) => [...all, { id, name: file.name, share: 0, stop: cancel }]);
    done
      .then(arrived)
      .catch((reason: unknown) => {
        if (stopped) return;
        toast({
          text: sayNow('composer.uploadFailed', { name: file.name, reason: reasonWords(sayNow, reason) }),
          tone: 'failed',
          forMs: 8_000,
        });
      })
      .finally(drop);
  };
  const add = (files: Iterable<File>): void => {
    const all = [...files];
    const fault = refused(all);
    if (fault === null) all.forEach(begin);
    else toast({ text: fault, tone: 'failed' });
  };
  return { running, add };
}
