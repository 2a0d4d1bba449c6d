import { expect, test } from '@jest/globals';
import { mayAll, TICKET_LINES } from './role-lines.js';

test('a line is told of a role that may do all of it, and not of one that may do a part', () => {
  const light = { verbs: ['note', 'watch', 'release'] } as const;
  expect(TICKET_LINES.filter((line) => mayAll(light, line))).toEqual(['note']);
  expect(mayAll({ verbs: ['edit', 'undo'] }, 'edit')).toBe(true);
  expect(mayAll({ verbs: ['edit'] }, 'edit')).toBe(false);
  expect(TICKET_LINES.filter((line) => mayAll({ verbs: [] }, line))).toEqual([]);
});
