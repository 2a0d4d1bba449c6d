import { describe, expect, test } from '@jest/globals';
import { complaint, type Course, lasting, refusalOf, uuid } from '../../../../test/support/given.js';
import { before, inverse, undoable } from '../ticket/undo.js';
import { replay } from '../ticket/evolve.js';
import type { CauseRole, TicketFact } from '../ticket/events.js';
import { instant } from '../time.js';
import { leaveUndetermined, owesCause, removeCause, tagCause, typeIssue } from './tagging.js';
import type { Taxonomy, TaxonomyNode } from './taxonomy.js';

const node = (code: string, more: Partial<TaxonomyNode> = {}): TaxonomyNode => ({
  ...{ code, parent: null, labels: { en: code, de: code }, definition: '', process: null, ownerId: null },
  ...{ controllability: 'partner', position: 0, validFrom: instant(0), validTo: null, replacedBy: null },
  ...more,
});
const tree: Taxonomy = {
  tree: 'rootCause',
  version: 7,
  nodes: [
    node('courier'),
    node('packing', { controllability: 'ours' }),
    node('old', { validTo: instant(1), replacedBy: 'courier' }),
  ],
};

const ISSUE = uuid(30);
const tag = ({ ticket }: Course, code: string, role: CauseRole = 'primary'): TicketFact[] =>
  tagCause(ticket, { issueId: ISSUE, code, role, controllability: null, means: 'agent', score: null }, tree);
const issueOf = ({ ticket }: Course) => ticket.issues[0];

describe('the cause of an issue', () => {
  test('comes with the hands it lies in and the version of the tree that it was chosen in', () => {
    const course = complaint();
    expect(tag(course, 'courier')).toMatchObject([{ type: 'CauseTagged', controllability: 'partner', treeVersion: 7 }]);
    expect(issueOf(course.then(tag(course, 'courier')))).toMatchObject({
      rootCause: 'courier',
      controllability: 'partner',
    });
  });

  test('takes the place of the one before; said twice, it says nothing', () => {
    const course = complaint();
    course.then(tag(course, 'courier')).then(tag(course, 'packing'));
    expect(issueOf(course)).toMatchObject({ rootCause: 'packing', controllability: 'ours' });
    expect(tag(course, 'packing')).toEqual([]);
  });

  test('has others beside it that helped', () => {
    const course = complaint();
    course.then(tag(course, 'courier')).then(tag(course, 'packing', 'contributing'));
    expect(issueOf(course)).toMatchObject({ rootCause: 'courier', contributing: ['packing'] });
    course.then(removeCause(course.ticket, ISSUE, 'packing', 'agent'));
    expect(issueOf(course)).toMatchObject({ rootCause: 'courier', contributing: [] });
  });

  test.each(['old', 'unheard-of'])('is not "%s": only what is in force may be chosen', (code) => {
    expect(refusalOf(() => tag(complaint(), code))).toBe('invalid');
  });

  test('is no longer owed once it was looked for in vain', () => {
    const course = complaint();
    expect(course.ticket.issues.map(owesCause)).toEqual([true]);
    course.then(leaveUndetermined(course.ticket, ISSUE, uuid(77), tree, 'agent'));
    expect(course.ticket.issues.map(owesCause)).toEqual([false]);
    course.then(tag(course, 'courier'));
    expect(issueOf(course)).toMatchObject({ rootCause: 'courier', undetermined: null });
  });

  test('can be taken back, and the log still gives the row', () => {
    const course = complaint();
    course.then(tag(course, 'courier')).then(tag(course, 'packing', 'contributing'));
    const was = lasting(course.ticket);
    course.then(tag(course, 'packing'));
    const batch = undoable(course.events, { kind: 'agent', id: uuid(1) });
    const past = before(course.events, batch) ?? course.ticket;
    const facts = batch.flatMap((event) => inverse(course.ticket, event, past) ?? []);
    course.then(facts);
    expect(lasting(course.ticket)).toEqual(was);
    expect(replay(course.events)).toEqual(course.ticket);
  });
});

describe('what a customer experienced', () => {
  test('is named, renamed and taken back', () => {
    const course = complaint();
    course.then(typeIssue(course.ticket, ISSUE, 'courier', tree, 'agent'));
    expect(issueOf(course)?.problemType).toBe('courier');
    expect(typeIssue(course.ticket, ISSUE, 'courier', tree, 'agent')).toEqual([]);
    course.then(typeIssue(course.ticket, ISSUE, null, tree, 'agent'));
    expect(issueOf(course)?.problemType).toBeNull();
  });

  test('is of an issue that is there', () => {
    expect(refusalOf(() => typeIssue(complaint().ticket, uuid(99), 'courier', tree, 'agent'))).toBe('not-found');
  });
});
