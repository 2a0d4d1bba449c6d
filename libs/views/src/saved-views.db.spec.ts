import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { removeTeam } from '@redress/desk/policy.js';
import {
  createSavedView,
  editSavedView,
  pinViews,
  removeSavedView,
  type ViewWords,
} from '@redress/desk/saved-views.js';
import * as tickets from '@redress/desk/tickets.js';
import type { Asker } from '@redress/domain/people.js';
import { MOST_PINS, MOST_VIEWS } from '@redress/domain/saved-views/saved-view.js';
import { newId } from '@redress/platform/ids.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { queueCounts } from './queue.view.js';
import { savedView, savedViews, viewsToCount } from './saved-views.view.js';

let given: TestDesk;
let care: Crew;
let refunds: Crew;
let careLead: Asker;
let quality: Asker;

beforeAll(async () => {
  given = await deskForTest();
  care = await givenCrew(given, 'Cara');
  refunds = await givenCrew(given, 'Rolf');
  const lead = await givenCrew(given, 'Lena', 'teamLead');
  careLead = { ...lead.agent, teamIds: [lead.teamId, care.teamId] };
  quality = (await givenCrew(given, 'Quinn', 'quality')).agent;
});
afterAll(() => given.close());

const words = (name: string, more: Partial<ViewWords> = {}): ViewWords => ({
  ...{ name, q: 'is:open', sort: 'due', audience: 'me' },
  ...more,
});
const ofTeam = ({ teamId }: Crew): Partial<ViewWords> => ({ audience: 'team', teamId });

async function saved(by: Asker, name: string, more: Partial<ViewWords> = {}): Promise<string> {
  const id = newId();
  await createSavedView(given.desk, by, id, words(name, more));
  return id;
}

const namesFor = async (by: Asker): Promise<string[]> => (await savedViews(given.sql, by)).data.map(({ name }) => name);
const slugOf = async (id: string): Promise<string> => (await savedView(given.sql, given.admin, id))?.slug ?? '';

describe('who sees a saved view', () => {
  test('its maker alone, his team, or everybody', async () => {
    await saved(care.agent, 'Only mine');
    await saved(care.agent, 'Of care', ofTeam(care));
    await saved(quality, 'Of all', { audience: 'everybody' });
    const shown = async (by: Asker): Promise<string[]> =>
      (await namesFor(by)).filter((name) => ['Only mine', 'Of care', 'Of all'].includes(name));
    expect(await shown(care.agent)).toEqual(['Of all', 'Of care', 'Only mine']);
    expect(await shown(careLead)).toEqual(['Of all', 'Of care']);
    expect(await shown(refunds.agent)).toEqual(['Of all']);
    expect(await shown(given.admin)).toEqual(['Of all', 'Of care']);
  });

  test('what somebody does not see is not there to change or pin', async () => {
    const id = await saved(care.agent, 'Hidden');
    expect(await refusalOfLater(editSavedView(given.desk, given.admin, id, 1, words('Seen')))).toBe('not-found');
    expect(await refusalOfLater(removeSavedView(given.desk, careLead, id, 1))).toBe('not-found');
    expect(await refusalOfLater(pinViews(given.desk, refunds.agent, ['hidden']))).toBe('invalid');
  });

  test('a team that is no more leaves its views to those who made them', async () => {
    const gone = await givenCrew(given, 'Gerd');
    const id = await saved(gone.agent, 'Of a team that ends', ofTeam(gone));
    await given.sql.rows('DELETE FROM queues WHERE team_id = $1', [gone.teamId]);
    await removeTeam(given.desk, given.admin, gone.teamId);
    expect(await savedView(given.sql, gone.agent, id)).toMatchObject({ audience: 'me', team: null, mayEdit: true });
    expect(await savedView(given.sql, given.admin, id)).toBeNull();
  });
});

describe('changing a saved view', () => {
  test('keeps its address and goes on from the version that was seen', async () => {
    const id = await saved(care.agent, 'Größte Räume', ofTeam(care));
    await editSavedView(given.desk, careLead, id, 1, words('Halls', { ...ofTeam(care), q: 'tag:hall' }));
    expect(await savedView(given.sql, care.agent, 'groesste-raeume')).toMatchObject({
      ...{ id, name: 'Halls', q: 'tag:hall', version: 2 },
    });
    expect(await refusalOfLater(editSavedView(given.desk, care.agent, id, 1, words('Late')))).toBe('moved-on');
    expect(await refusalOfLater(removeSavedView(given.desk, care.agent, id, 1))).toBe('moved-on');
    await removeSavedView(given.desk, care.agent, id, 2);
    expect(await savedView(given.sql, care.agent, id)).toBeNull();
  });

  test('is for those who answer for it; others see it only', async () => {
    const id = await saved(quality, 'Claims', { audience: 'everybody' });
    const attempt = editSavedView(given.desk, care.agent, id, 1, words('Mine now', { audience: 'everybody' }));
    expect(await refusalOfLater(attempt)).toBe('not-allowed');
    expect((await savedView(given.sql, care.agent, id))?.mayEdit).toBe(false);
    expect((await savedView(given.sql, careLead, id))?.mayEdit).toBe(true);
  });

  test('does not show it to whom one may not show it, nor take it from its maker', async () => {
    const id = await saved(care.agent, 'Batch', ofTeam(care));
    const change = (by: Asker, more: Partial<ViewWords>) =>
      refusalOfLater(editSavedView(given.desk, by, id, null, words('Batch', more)));
    expect(await change(care.agent, { audience: 'everybody' })).toBe('invalid');
    expect(await change(care.agent, ofTeam(refunds))).toBe('invalid');
    expect(await change(care.agent, { audience: 'team', teamId: newId() })).toBe('invalid');
    expect(await change(care.agent, { audience: 'team' })).toBe('invalid');
    expect(await change(careLead, { audience: 'me' })).toBe('invalid');
    expect(await change(careLead, ofTeam(care))).toBeNull();
  });
});

describe('making saved views', () => {
  test('several of one name have each an address, and one person has each name once', async () => {
    const slugs: (string | undefined)[] = [];
    for (const maker of [care.agent, refunds.agent, quality])
      slugs.push((await savedView(given.sql, maker, await saved(maker, 'Mine')))?.slug);
    expect(slugs).toEqual(['mine-2', 'mine-3', 'mine-4']);
    expect(await refusalOfLater(saved(care.agent, 'MINE'))).toBe('invalid');
  });

  test('a request that comes twice makes one', async () => {
    const id = newId();
    for (let time = 0; time < 2; time += 1) await createSavedView(given.desk, care.agent, id, words('Once'));
    expect((await namesFor(care.agent)).filter((name) => name === 'Once')).toEqual(['Once']);
  });

  test(`ends at ${MOST_VIEWS} of one person`, async () => {
    const many = (await givenCrew(given, 'Mona')).agent;
    for (let running = 1; running <= MOST_VIEWS; running += 1) await saved(many, `View ${running}`);
    expect(await refusalOfLater(saved(many, 'One more'))).toBe('too-large');
    const first = (await savedViews(given.sql, many)).data.find(({ mayEdit }) => mayEdit);
    await removeSavedView(given.desk, many, first?.id ?? '', null);
    expect(await refusalOfLater(saved(many, 'One more'))).toBeNull();
  });
});

describe('what a person pinned', () => {
  test('stands in his order, ready-made views among the others, and goes with the view', async () => {
    const id = await saved(refunds.agent, 'Refunds', ofTeam(refunds));
    await pinViews(given.desk, refunds.agent, ['mine', 'refunds', 'held', 'mine']);
    expect((await savedViews(given.sql, refunds.agent)).pins).toEqual(['mine', 'refunds', 'held']);
    await pinViews(given.desk, refunds.agent, ['held', 'refunds']);
    expect((await savedViews(given.sql, refunds.agent)).pins).toEqual(['held', 'refunds']);
    expect((await savedViews(given.sql, care.agent)).pins).toEqual([]);
    await removeSavedView(given.desk, refunds.agent, id, 1);
    expect((await savedViews(given.sql, refunds.agent)).pins).toEqual(['held']);
  });

  test('is out of sight with a view that is', async () => {
    const id = await saved(quality, 'Passing', { audience: 'everybody' });
    await pinViews(given.desk, care.agent, ['passing']);
    await editSavedView(given.desk, quality, id, 1, words('Passing'));
    expect((await savedViews(given.sql, care.agent)).pins).toEqual([]);
    expect(await viewsToCount(given.sql, care.agent, 'pinned')).toEqual([]);
  });

  test(`ends at ${MOST_PINS}`, async () => {
    const slugs: string[] = [];
    for (let running = 0; running <= MOST_PINS; running += 1)
      slugs.push(await slugOf(await saved(given.admin, `Pin ${running}`)));
    expect(await refusalOfLater(pinViews(given.desk, given.admin, slugs))).toBe('invalid');
    expect(await refusalOfLater(pinViews(given.desk, given.admin, slugs.slice(1)))).toBeNull();
  });
});

describe('the counts of saved views', () => {
  test('are of what the asker sees: one view, a number for each', async () => {
    for (const crew of [care, care, refunds]) {
      const ticket = await givenTicket(given, crew.queueId, 'Counted lamp');
      const wish = { asker: given.admin, ticket, version: null };
      await tickets.edit(given.desk, wish, { tags: ['counted'] });
      await tickets.assign(given.desk, { ...wish, version: null }, crew === care ? care.agent.agentId : null);
    }
    await saved(given.admin, 'Counted', { q: 'tag:counted "counted lamp"', audience: 'everybody' });
    await saved(given.admin, 'Counted and mine', { q: 'tag:counted is:mine', audience: 'everybody' });
    const counts = async (by: Asker) => {
      const { saved: found } = await queueCounts(given.sql, by, null, await viewsToCount(given.sql, by, 'all'));
      return [found['counted']?.count, found['counted-and-mine']?.count];
    };
    expect(await counts(given.admin)).toEqual([3, 0]);
    expect(await counts(care.agent)).toEqual([2, 2]);
    expect(await counts(refunds.agent)).toEqual([1, 0]);
    expect(await counts(asker({ agentId: newId(), role: 'light', sight: { kind: 'own' } }))).toEqual([0, 0]);
  });

  test('leave out a view whose words mean nothing any more, and count the others', async () => {
    const wanted = [
      { slug: 'old', q: 'is:purple' },
      { slug: 'new', q: 'is:all' },
    ];
    const { saved: found } = await queueCounts(given.sql, given.admin, null, wanted);
    expect(Object.keys(found)).toEqual(['new']);
    expect(found['new']?.count).toBeGreaterThan(0);
  });
});
