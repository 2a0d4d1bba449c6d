import type { TestMailbox } from './parts.js';
export const testMailbox: TestMailbox = async () => [
  { step: 'connect', ok: false, milliseconds: 0, detail: 'not yet' },
];
