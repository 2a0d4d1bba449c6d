import { expect, test } from '@jest/globals';
import { SCOPES_OF, SIGHT_OF, verbsOf } from './roles.js';
import { mayTakeAway, VERBS } from './ticket/permissions.js';

test.each([
  ['admin', 'all', VERBS, true],
  ['teamLead', 'queues', VERBS, true],
  ['agent', 'queues', VERBS, false],
  ['quality', 'all', ['note', 'edit', 'undo', 'watch'], false],
  ['light', 'own', ['note', 'watch'], false],
] as const)('%s sees %s and does no more than is said', (role, sees, verbs, takesAway) => {
  expect(SIGHT_OF[role]).toBe(sees);
  expect(verbsOf(role)).toEqual(verbs);
  expect(mayTakeAway({ role })).toBe(takesAway);
  expect(SCOPES_OF[role].includes('admin')).toBe(role === 'admin');
});
