/** Every reason for which the desk says no. The list is closed: the API maps each code to one status and title. */
export const REFUSALS = {
  invalid: 'The request is not valid',
  'not-signed-in': 'Sign in first',
  'wrong-credentials': 'The address or the password is not right',
  'not-allowed': 'Your role does not allow this',
  'not-found': 'There is no such thing, or you may not see it',
  'moved-on': 'Somebody changed this meanwhile',
  'version-needed': 'Say which version you saw',
  'not-in-this-stage': 'The stage does not allow this step',
  'not-in-this-status': 'The status does not allow this step',
  'outcome-missing': 'Each issue needs an outcome first',
  'cause-missing': 'Each issue needs a cause first',
  'merge-circle': 'These tickets are merged into each other already',
  'already-done': 'This is already so',
  'too-late': 'The time for this is over',
  'may-have-arrived': 'This may have arrived already',
  'in-use': 'Something still depends on this',
  'too-large': 'This is larger than the limit',
  'too-many': 'Too many tries, wait a while',
  'key-reused': 'This Idempotency-Key was used for another request',
  'storage-full': 'There is no room to store this',
  unavailable: 'A part that this needs does not answer',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** One fault of a field; `pointer` is a JSON pointer into the request body (`/issues/0/outcome`). */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** The desk's no, with what to do about it in `detail`. Never a programming error: those stay plain errors. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail: string = REFUSALS[code],
    readonly faults: readonly Fault[] = [],
  ) {
    super(detail);
    this.name = 'Refusal';
  }
}
