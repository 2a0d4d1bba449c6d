/** What somebody writes to hand a message on; it stays on this device until it is sent or thrown away. */
export interface ForwardDraft {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Attachments of the message that shall not go along: ids. */
  readonly left: readonly string[];
}

const place = (messageId: string): string => `redress.forward.${messageId}`;

export function readForward(messageId: string): ForwardDraft | null {
  try {
    const kept = localStorage.getItem(place(messageId));
    return kept === null ? null : (JSON.parse(kept) as ForwardDraft);
  } catch {
    return null;
  }
}

export function keepForward(messageId: string, draft: ForwardDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(place(messageId));
    else localStorage.setItem(place(messageId), JSON.stringify(draft));
  } catch {
    // a full store keeps it on the screen only
  }
}

/** As the server does it: what was handed on before is not marked twice. */
export const forwardSubject = (subject: string): string =>
  /^(fwd?|wg|i)\s*:/i.test(subject.trim()) ? subject.trim() : `Fwd: ${subject.trim()}`;

type Returned = (messageId: string) => void;
const listeners = new Set<Returned>();

export function onForwardReturned(listener: Returned): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was taken back is written on. @param messageId of what it hands on */
export function returnForward(messageId: string, draft: ForwardDraft): void {
  keepForward(messageId, draft);
  listeners.forEach((listener) => listener(messageId));
}
