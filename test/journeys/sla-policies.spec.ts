import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BusinessCalendarWithVersions, SlaPolicy } from '@redress/contract/sla-policy.js';
import { type Actor, ADMIN, apiForTest, ask, type Method, signedIn, type TestApi } from '../support/api.js';

let api: TestApi;
let admin: Actor;
beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
});
afterAll(() => api.close());

const send = (method: Method, path: string, body?: object, version?: number | string) => {
  const test = ask(api, admin, method, path);
  if (version !== undefined) test.set('If-Match', `"${version}"`);
  return body === undefined ? test : test.send(body);
};

const faultsOf = (answer: { body: { errors: { pointer: string; code: string }[] } }): string[] =>
  answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

const weekdays = (...windows: [string, string][]) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, windows]));
const OFFICE = { timezone: 'Europe/Berlin', weekly: weekdays(['09:00', '17:00']) };

describe('business calendars', () => {
  const leipzig = { name: 'Leipzig', ...OFFICE, holidaySet: { country: 'DE', region: 'SN', types: ['public'] } };

  test('keep every version, with the holidays of their country worked out', async () => {
    const made = await send('post', '/business-calendars', leipzig);
    expect(made.status).toBe(201);
    expect(made.headers['etag']).toBe('"1"');
    const calendar: BusinessCalendarWithVersions = made.body;
    const year = new Date(api.clock.now()).getUTCFullYear();
    expect(calendar.setUntilYear).toBe(year + 5);
    expect(calendar.setHolidays).toContainEqual({
      date: expect.stringMatching(new RegExp(`^${year}-11-(1[6-9]|2[0-2])$`)),
      name: 'Buß- und Bettag',
    });
    const changed = {
      ...leipzig,
      name: 'Leipzig and Halle',
      exceptions: [{ date: '2026-12-05', open: [['10:00', '14:00']] }],
    };
    const answer = await send('put', `/business-calendars/${calendar.id}`, changed, 1);
    expect(
      answer.body.versions.map(({ version, name, because }: BusinessCalendarWithVersions['versions'][number]) => [
        version,
        name,
        because,
      ]),
    ).toEqual([
      [2, 'Leipzig and Halle', 'edited'],
      [1, 'Leipzig', 'created'],
    ]);
    expect((await send('get', `/business-calendars/${calendar.id}`)).body.exceptions).toEqual(changed.exceptions);
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map((version) => send('get', `/business-calendars/${calendar.id}/versions/${version}`)),
    );
    expect(first?.body).toMatchObject({
      version: 1,
      name: 'Leipzig',
      exceptions: [],
      because: 'created',
      current: false,
    });
    expect(second?.body).toMatchObject({ version: 2, exceptions: changed.exceptions, current: true });
    expect(third?.status).toBe(404);
  });

  test('refuse the second of two who edit one, and a change that does not say what it saw', async () => {
    const { body } = await send('post', '/business-calendars', { name: 'Twice edited', ...OFFICE });
    const path = `/business-calendars/${body.id}`;
    expect((await send('put', path, { name: 'By the first', ...OFFICE }, 1)).status).toBe(200);
    const second = await send('put', path, { name: 'By the second', ...OFFICE }, 1);
    expect([second.status, second.body.detail]).toEqual([
      412,
      expect.stringContaining('it is at version 2, you saw 1'),
    ]);
    expect((await send('put', path, { name: 'By a third', ...OFFICE })).status).toBe(428);
  });

  test.each<[string, object, string[]]>([
    ['that is never open', { ...OFFICE, weekly: {} }, ['/weekly never-open']],
    [
      'whose windows overlap',
      {
        ...OFFICE,
        weekly: {
          mon: [
            ['09:00', '12:00'],
            ['11:00', '17:00'],
          ],
        },
      },
      ['/weekly/mon/1 overlap'],
    ],
    ['in no zone of this world', { ...OFFICE, timezone: '+01:00' }, ['/timezone zone']],
    ['of a country that nobody knows', { ...OFFICE, holidaySet: { country: 'XX' } }, ['/holidaySet/country unknown']],
    [
      'of a part that the country has not',
      { ...OFFICE, holidaySet: { country: 'DE', region: 'XX' } },
      ['/holidaySet/region unknown'],
    ],
    ['that reads from our own network', { ...OFFICE, feedUrl: 'http://127.0.0.1/holidays.ics' }, ['/feedUrl address']],
    ['with a name that another one has', { ...OFFICE, name: 'office HOURS' }, ['/name taken']],
  ])('refuse one %s', async (_, words, faults) => {
    const answer = await send('post', '/business-calendars', { name: 'Refused', ...words });
    expect([answer.status, faultsOf(answer)]).toEqual([422, faults]);
  });

  test('can be removed when nothing counts by them', async () => {
    const { body: calendar } = await send('post', '/business-calendars', { name: 'Of a team', ...OFFICE });
    const team = await send('post', '/teams', { name: 'Night owls', memberIds: [], calendarId: calendar.id });
    expect(team.body.calendar).toEqual({ id: calendar.id, name: 'Of a team' });
    const path = `/business-calendars/${calendar.id}`;
    const refused = await send('delete', path, undefined, 1);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('Night owls')]);
    await send(
      'put',
      `/teams/${team.body.id}`,
      { name: 'Night owls', memberIds: [], calendarId: null },
      team.body.version,
    );
    expect((await send('delete', path, undefined, 1)).status).toBe(204);
    expect((await send('get', path)).status).toBe(404);
    // Clocks of the past count by it.
    expect((await send('get', `${path}/versions/1`)).body).toMatchObject({ name: 'Of a team', current: false });
    const { body: all } = await send('get', '/business-calendars');
    const [installation] = all.data;
    expect(installation.isInstallation).toBe(true);
    expect(
      (await send('delete', `/business-calendars/${installation.id}`, undefined, installation.version)).status,
    ).toBe(409);
  });

  test('hand the part of the installation from one to the other', async () => {
    const [before] = (await send('get', '/business-calendars')).body.data;
    const made = await send('post', '/business-calendars', {
      name: 'New installation',
      ...OFFICE,
      isInstallation: true,
    });
    expect(made.body.isInstallation).toBe(true);
    expect((await send('get', `/business-calendars/${before.id}`)).body.isInstallation).toBe(false);
    const words = { name: 'New installation', ...OFFICE, isInstallation: false };
    expect((await send('put', `/business-calendars/${made.body.id}`, words, 1)).status).toBe(409);
  });

  test('tell what a feed that cannot be reached has not brought', async () => {
    const words = { name: 'With a feed', ...OFFICE, feedUrl: 'https://127.0.0.1/holidays.ics' };
    const { body } = await send('post', '/business-calendars', words);
    const read = await send('post', `/business-calendars/${body.id}/read-feed`);
    expect([read.status, read.body.feed.fault, read.body.feed.succeededAt]).toEqual([200, 'unreachable', null]);
    const without = await send('post', '/business-calendars', { name: 'Without a feed', ...OFFICE });
    expect(faultsOf(await send('post', `/business-calendars/${without.body.id}/read-feed`))).toEqual([
      '/feedUrl missing',
    ]);
  });

  test('know countries, their parts and their holidays', async () => {
    const countries = await send('get', '/business-calendars/holidays/countries?language=de');
    expect(countries.body.data).toContainEqual({ code: 'AT', name: 'Österreich' });
    const regions = await send('get', '/business-calendars/holidays/regions?country=DE');
    expect(regions.body.data).toContainEqual({ code: 'SN', name: 'Sachsen' });
    const holidays = await send('get', '/business-calendars/holidays?country=GB&region=SCT&year=2027');
    expect(holidays.body.data).toContainEqual({ date: '2027-01-04', name: expect.any(String) });
    expect(faultsOf(await send('get', '/business-calendars/holidays?country=XX&year=2027'))).toEqual([
      '/country unknown',
    ]);
    expect((await send('get', '/business-calendars/holidays?country=DE&year=7')).status).toBe(422);
  });
});

const LINE = {
  milestone: 'firstResponse',
  byPriority: { high: { minutes: 120 } },
  time: 'business',
  pausesIn: [],
  accepts: 'human',
};
const POLICY = { enabled: true, condition: null, targets: [LINE], warnAt: [75], templates: [] };
const policyList = async (): Promise<SlaPolicy[]> => (await send('get', '/sla-policies')).body.data;
const listVersion = async (): Promise<string> =>
  String((await send('get', '/sla-policies')).headers['etag']).replaceAll('"', '');

describe('SLA policies', () => {
  test('are tried in the order that an administrator gives them', async () => {
    for (const name of ['First', 'Second'])
      expect((await send('post', '/sla-policies', { name, ...POLICY })).status).toBe(201);
    const ids = (await policyList()).map(({ id }) => id).reverse();
    const version = await listVersion();
    expect((await send('put', '/sla-policies/order', { ids }, version)).status).toBe(200);
    expect((await policyList()).map(({ id, position }) => [id, position])).toEqual(
      ids.map((id, index) => [id, index + 1]),
    );
    expect((await send('put', '/sla-policies/order', { ids }, version)).status).toBe(412);
    const short = await send('put', '/sla-policies/order', { ids: ids.slice(1) }, await listVersion());
    expect(faultsOf(short)).toEqual(['/ids missing']);
    const twice = await send('put', '/sla-policies/order', { ids: [...ids, ids[0]] }, await listVersion());
    expect(faultsOf(twice)).toEqual([`/ids/${ids.length} unknown`]);
  });

  test('keep every version and may begin later', async () => {
    const { body } = await send('post', '/sla-policies', { name: 'Later', ...POLICY });
    const validFrom = new Date(api.clock.now() + 86_400_000).toISOString();
    const answer = await send(
      'put',
      `/sla-policies/${body.id}`,
      { name: 'Later', ...POLICY, enabled: false, validFrom },
      1,
    );
    expect(
      answer.body.versions.map((line: { version: number; enabled: boolean }) => [line.version, line.enabled]),
    ).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(answer.body.validFrom).toBe(validFrom);
    const standard = (await policyList()).find(({ name }) => name === 'Standard');
    const {
      id,
      version,
      calendar: _,
      escalationPlan: __,
      position: ___,
      ...asRead
    } = standard ?? { id: '', version: 0 };
    const sentBack = await send('put', `/sla-policies/${id}`, asRead, version);
    expect([sentBack.status, sentBack.body.validFrom]).toEqual([200, new Date(api.clock.now()).toISOString()]);
    const past = { name: 'Later', ...POLICY, validFrom: '2026-01-01T00:00:00Z' };
    expect(faultsOf(await send('put', `/sla-policies/${body.id}`, past, 2))).toEqual(['/validFrom time']);
    expect((await send('put', `/sla-policies/${body.id}`, { name: 'Later', ...POLICY }, 1)).status).toBe(412);
    expect((await send('delete', `/sla-policies/${body.id}`, undefined, 2)).status).toBe(204);
    expect((await send('get', `/sla-policies/${body.id}`)).status).toBe(404);
  });

  test.each<[string, object, string[]]>([
    ['without a target', { targets: [] }, ['/targets empty']],
    ['without a target of any priority', { targets: [{ ...LINE, byPriority: {} }] }, ['/targets/0/byPriority empty']],
    [
      'with a priority that is none',
      { targets: [{ ...LINE, byPriority: { top: { minutes: 1 } } }] },
      ['/targets/0/byPriority/top unknownField'],
    ],
    [
      'with a target of nothing',
      { targets: [{ ...LINE, byPriority: { low: { minutes: 0 } } }] },
      ['/targets/0/byPriority/low/minutes number'],
    ],
    ['with a milestone twice', { targets: [LINE, LINE] }, ['/targets/1/milestone twice']],
    [
      'whose first response pauses',
      { targets: [{ ...LINE, pausesIn: ['waitingCustomer'] }] },
      ['/targets/0/pausesIn/0 pause'],
    ],
    [
      'whose resolution waits for colleagues',
      { targets: [{ ...LINE, milestone: 'resolution', pausesIn: ['waitingInternal'] }] },
      ['/targets/0/pausesIn/0 pause'],
    ],
    ['that warns in no order', { warnAt: [90, 75] }, ['/warnAt/1 order']],
    [
      'that asks an unknown fact',
      { condition: { all: [{ fact: 'moon', operator: 'is', value: 'full' }] } },
      ['/condition/all/0/fact unknown'],
    ],
    ['by a calendar that does not exist', { calendarId: 'x' }, ['/calendarId unknown']],
    [
      'with a plan that does not exist',
      { escalationPlanId: '00000000-0000-7000-8000-000000000001' },
      ['/escalationPlanId unknown'],
    ],
    ['with a template that does not exist', { templates: ['fcaDisp', 'nobodys'] }, ['/templates/1 unknown']],
  ])('refuse one %s', async (_, words, faults) => {
    const answer = await send('post', '/sla-policies', { name: 'Refused', ...POLICY, ...words });
    expect([answer.status, faultsOf(answer)]).toEqual([422, faults]);
  });

  const exported = async (): Promise<string> =>
    (
      await send('get', '/sla-policies/export')
        .buffer(true)
        .parse((response, done) => {
          let text = '';
          response.on('data', (part: Buffer) => (text += part.toString()));
          response.on('end', () => done(null, text));
        })
    ).body;

  test('go out as YAML and come back unchanged', async () => {
    const { body: calendar } = await send('post', '/business-calendars', { name: 'By name', ...OFFICE });
    const condition = {
      any: [
        { fact: 'tier', operator: 'is', value: 'gold' },
        { not: { fact: 'tags', operator: 'contains', value: 'x' } },
      ],
    };
    await send('post', '/sla-policies', {
      name: 'Gold',
      ...POLICY,
      condition,
      calendarId: calendar.id,
      templates: ['euPsd2'],
    });
    const yaml = await exported();
    expect(yaml).toContain('calendar: By name');
    const dry = await send('post', '/sla-policies/import?dryRun=true', { yaml });
    expect(dry.body).toMatchObject({ dryRun: true, added: [], changed: [], removed: [], orderChanged: false });
    expect(dry.body.unchanged).toContain('Gold');
  });

  test('are made what a file says, and a dry run changes nothing', async () => {
    const yaml = (await exported()).replace('name: Gold', 'name: Platinum').replace('minutes: 120', 'minutes: 90');
    const before = await policyList();
    const dry = await send('post', '/sla-policies/import?dryRun=true', { yaml });
    expect(dry.body).toMatchObject({ added: ['Platinum'], removed: ['Gold'], changed: [{ fields: ['targets'] }] });
    expect(await policyList()).toEqual(before);
    const done = await send('post', '/sla-policies/import', { yaml }, dry.body.listVersion);
    expect([done.status, done.body.added]).toEqual([200, ['Platinum']]);
    expect((await policyList()).map(({ name }) => name)).toContain('Platinum');
    expect((await policyList()).map(({ name }) => name)).not.toContain('Gold');
    expect((await send('post', '/sla-policies/import', { yaml }, dry.body.listVersion)).status).toBe(412);
    const again = await send('post', '/sla-policies/import?dryRun=true', { yaml });
    expect(again.body).toMatchObject({ added: [], changed: [], removed: [] });
  });

  test('of a file with a fault stay what they were, and the fault is shown where it stands', async () => {
    const before = await policyList();
    const yaml = `format: 1
policies:
  - name: Fine
    targets: [{ milestone: update, byPriority: { low: { weeks: 1 } }, time: wall, pausesIn: [], accepts: human }]
  - name: fine
    calendar: Nowhere
    colour: red
    warnAt: [200]
    targets: []
`;
    const answer = await send('post', '/sla-policies/import', { yaml });
    expect(faultsOf(answer).sort()).toEqual([
      '/policies/1/calendar unknown',
      '/policies/1/colour unknownField',
      '/policies/1/name taken',
      '/policies/1/targets empty',
      '/policies/1/warnAt/0 percent',
    ]);
    expect(await policyList()).toEqual(before);
  });

  test.each<[string, string, string]>([
    ['no YAML', 'format: [1', '/yaml yaml'],
    ['a key twice', 'format: 1\nformat: 1', '/yaml twice'],
    ['something else', 'services: {}', '/format format'],
    ['no policies', 'format: 1\npolicies: []', '/policies list'],
    [
      'aliases without end',
      `a: &a [1]\n${Array.from(
        { length: 12 },
        (_, i) =>
          `x${i}: &x${i} [${Array(9)
            .fill(i === 0 ? '*a' : `*x${i - 1}`)
            .join(', ')}]`,
      ).join('\n')}`,
      '/yaml yaml',
    ],
    ['brackets without end', '['.repeat(100_000), '/yaml yaml'],
  ])('are not read from a file with %s', async (_, yaml, fault) => {
    const answer = await send('post', '/sla-policies/import?dryRun=true', { yaml });
    expect([answer.status, faultsOf(answer)]).toEqual([422, [fault]]);
  });
});

describe('regulatory templates', () => {
  const duty = {
    part: 'final',
    target: { businessDays: 10 },
    starts: 'receipt',
    metBy: 'decision',
    pausesIn: [],
    optional: false,
  };

  test('ship with the product, marked for a lawyer, and none of them runs', async () => {
    const { body } = await send('get', '/regulatory-templates');
    const psd2 = body.data.find(({ code }: { code: string }) => code === 'euPsd2');
    expect(psd2).toMatchObject({ id: null, note: expect.stringContaining('lawyer') });
    expect(psd2.duties.map((one: typeof duty) => [one.part, one.target])).toEqual([
      ['interim', { businessDays: 15 }],
      ['regularFinal', { businessDays: 15 }],
      ['final', { businessDays: 35 }],
    ]);
    expect(
      (await policyList()).filter(({ name }) => name === 'Standard').flatMap(({ templates }) => templates),
    ).toEqual([]);
  });

  test('can be copied into one of the house, which policies may run', async () => {
    const words = { name: 'Our promise', source: 'House rules', duties: [duty] };
    const made = await send('post', '/regulatory-templates', { ...words, code: 'ourPromise', basedOn: 'euPsd2' });
    expect([made.status, made.body.basedOn]).toEqual([201, 'euPsd2']);
    const path = `/regulatory-templates/${made.body.id}`;
    const policy = await send('post', '/sla-policies', { name: 'Promised', ...POLICY, templates: ['ourPromise'] });
    expect((await send('delete', path, undefined, 1)).status).toBe(409);
    const changed = await send('put', path, { ...words, duties: [{ ...duty, target: { weeks: 2 } }] }, 1);
    expect([changed.body.version, changed.body.duties[0].target]).toEqual([2, { weeks: 2 }]);
    const { body } = await send('get', path);
    expect(
      body.versions.map((one: { version: number; duties: (typeof duty)[] }) => [one.version, one.duties[0]?.target]),
    ).toEqual([
      [2, { weeks: 2 }],
      [1, { businessDays: 10 }],
    ]);
    expect((await send('put', path, words, 1)).status).toBe(412);
    await send('delete', `/sla-policies/${policy.body.id}`, undefined, 1);
    expect((await send('delete', path, undefined, 2)).status).toBe(204);
    const again = await send('post', '/regulatory-templates', { ...words, code: 'ourPromise' });
    expect([again.status, again.body.version]).toEqual([201, 3]);
    expect((await send('delete', `/regulatory-templates/${again.body.id}`, undefined, 3)).status).toBe(204);
  });

  test.each<[string, object, string[]]>([
    ['the code of one that ships', { code: 'fcaDisp' }, ['/code taken']],
    ['a code of words', { code: 'two words' }, ['/code code']],
    ['no duties', { duties: [] }, ['/duties empty']],
    ['a duty that nothing meets', { duties: [{ ...duty, metBy: 'silence' }] }, ['/duties/0/metBy unknown']],
    ['one duty twice', { duties: [duty, duty] }, ['/duties/1/part twice']],
  ])('refuse one with %s', async (_, words, faults) => {
    const answer = await send('post', '/regulatory-templates', {
      name: 'Refused',
      source: 'x',
      code: 'refused',
      duties: [duty],
      ...words,
    });
    expect([answer.status, faultsOf(answer)]).toEqual([422, faults]);
  });
});
