import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EscalationLevel } from '@redress/domain/escalation/plan.js';
import request from 'supertest';
import { Askers } from '../../apps/api/src/askers.js';
import { ADMIN, type Actor, givenAgent, givenQueue, givenTeam, givenToken, signedIn } from '../support/api.js';
import { asker } from '../support/given.js';
import { routesOf } from '../support/routes.js';
import { askBulkChange } from '@redress/desk/bulk-changes.js';
import { workOnBulkChanges } from '@redress/desk/bulk-working.js';
import { createTrigger, type TriggerWords } from '@redress/desk/triggers.js';
import { createSnippet, type SnippetWords } from '@redress/desk/snippets.js';
import { createMacro, type MacroWords } from '@redress/desk/macros.js';
import { createForm } from '@redress/desk/web-forms.js';
import { firstForm } from '@redress/domain/forms/form.js';
import { createWebhook } from '@redress/desk/webhooks.js';
import { createCalendar } from '@redress/desk/calendars.js';
import { createTemplate } from '@redress/desk/regulatory-templates.js';
import { createPolicy } from '@redress/desk/sla-policies.js';
import { HOUR, later } from '@redress/domain/time.js';
import { newId } from '@redress/platform/ids.js';
import { ask as askForTask } from '@redress/desk/tasks.js';
import { undertake } from '@redress/desk/undertakings.js';
import { createOrganisation, putCode } from '@redress/desk/registers.js';
import { createRoutingRule, type RuleWords } from '@redress/desk/routing-rules.js';
import { createSavedView } from '@redress/desk/saved-views.js';
import { registerAbsence } from '@redress/desk/work.js';
import { createPlan } from '@redress/desk/escalation-plans.js';
import { givenMissedCall, givenPhoneConnection } from '../support/phones.js';
import { givenChannelAccount, givenMailAccount, givenQuarantined, givenTicket } from '../support/things.js';
import { openWorld, type World } from '../support/world.js';
import { ACTORS, type ActorName, EXPECTATIONS, type Expectation, type Verdict } from './authorisation.expectations.js';

/** The trade may refuse what the border let through. */
const LET_IN = new Set([200, 201, 202, 204, 409, 410, 412, 422]);

const LIMITED = /^POST \/(session|password-resets|cti)/;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.api.close());

describe('every route', () => {
  it('is in the table of who may what, and every line of the table is a route', () => {
    expect(routesOf(world.api.app)).toEqual(Object.keys(EXPECTATIONS).sort());
  });

  it.each(Object.entries(EXPECTATIONS))('lets in whom the table names: %s', async (route, expectation) => {
    const answers: Partial<Record<ActorName, Verdict | string>> = {};
    // What only reads leaves its thing as it was: one is enough for all.
    const shared = route.startsWith('GET') ? await thingsFor(route, expectation) : null;
    for (const name of ACTORS) {
      answers[name] = await verdictFor(route, expectation, name, shared ?? (await thingsFor(route, expectation)));
    }
    expect(answers).toEqual(expectation.answers);
  });
});

/** What one actor gets. Everything but yes and the three refusals of the border is told in full. */
async function verdictFor(
  route: string,
  expectation: Expectation,
  name: ActorName,
  things: Record<string, string>,
): Promise<Verdict | string> {
  const { api } = world;
  if (LIMITED.test(route)) await api.sql.rows('DELETE FROM limits');
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace('/versions/:version', '/versions/1')
    .replace(':language', 'de')
    .replace(':identity', things['identity'] ?? 'none')
    .replace(/:\w+/g, things['target'] ?? 'none');
  const prefix = /^\/(health|metrics|task\/|f\/)/.test(path) ? '' : '/api/v1';
  const actor = expectation.once ? await oneOfHisOwn(name) : world.actors[name];
  const test = request(api.url)
    [verb(method)](`${prefix}${path}${expectation.query ?? ''}`)
    .set(actor.headers);
  if (expectation.version !== undefined) test.set('If-Match', `"${things['version'] ?? expectation.version}"`);
  if (expectation.raw) test.type(expectation.raw[0]).send(fill(expectation.raw[1], things));
  if (expectation.body) test.send(JSON.parse(fill(JSON.stringify(expectation.body), things)));
  const answer = await test;
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) return answer.status;
  return LET_IN.has(answer.status) || answer.status === expectation.also ? 'yes' : `${answer.status} ${answer.text}`;
}

const verb = (method: string) =>
  (['get', 'post', 'put', 'patch', 'delete'] as const).find((each) => each === method.toLowerCase()) ?? 'get';

let count = 0;

/** The things that a route asks for, all of them in queue A, made anew. */
async function thingsFor(route: string, expectation: Expectation): Promise<Record<string, string>> {
  const { agentA } = world.people;
  const { queueA, teamA } = world;
  const things: Record<string, string> = { new: String((count += 1)), queueA, teamA, agentA };
  // Each absence has a day of its own.
  things['day'] = new Date(Date.UTC(2030, 0, count)).toISOString().slice(0, 10);
  const subject = route.split('/')[1] ?? '';
  const text = JSON.stringify(expectation.body ?? {});
  if (route.includes('/:')) things['target'] = await targetOf(subject, route, things);
  if (text.includes('{other')) {
    const other = await newTicket();
    things['otherTicket'] = other.ticket;
    things['otherCustomer'] = other.customer;
  }
  return things;
}

const newTicket = () => givenTicket(world.desk, world.api.sql, world.adminAsker, world.queueA);

async function targetOf(subject: string, route: string, things: Record<string, string>): Promise<string> {
  const { api, desk, adminAsker, queueA, people } = world;
  const name = `of its own ${things['new']}`;
  if (subject === 'agents') return (await givenAgent(api, `Agent${things['new']}`, 'agent')).id;
  if (subject === 'teams') return givenTeam(api, name);
  if (subject === 'queues') return givenQueue(api, name, null);
  if (subject === 'business-calendars') return createCalendar(desk, adminAsker, { name, ...HOURS });
  if (subject === 'sla-policies') return createPolicy(desk, adminAsker, { name, enabled: false, ...TARGETS });
  if (subject === 'regulatory-templates')
    return createTemplate(desk, adminAsker, {
      name,
      source: 'House rules',
      code: `own${things['new']}x`,
      duties: [DUTY],
    });
  if (subject === 'triggers') return createTrigger(desk, adminAsker, triggerNamed(name));
  if (subject === 'snippets') return createSnippet(desk, adminAsker, snippetNamed(name));
  if (subject === 'macros') return createMacro(desk, adminAsker, macroNamed(name));
  if (subject === 'mail-templates') return 'acknowledgement';
  if (subject === 'webhooks') return (await createWebhook(desk, adminAsker, hookNamed(name))).id;
  if (subject === 'escalation-plans') return createPlan(desk, adminAsker, { name, levels: [LEVEL] });
  if (subject === 'routing-rules') return createRoutingRule(desk, adminAsker, ruleNamed(name));
  if (subject === 'organisations') return createOrganisation(desk, adminAsker, organisationNamed(name));
  if (subject === 'skills' || subject === 'products') return givenCode(subject, `code-${things['new']}`);
  if (subject === 'saved-views') return givenTeamView(name);
  if (subject === 'absences') return givenAbsence(people.agentA);
  if (subject === 'tokens') return (await givenToken(api, people.agentA, ['tickets:read'])).id;
  if (subject === 'channels') return givenChannelAccount(desk, adminAsker, queueA);
  if (subject === 'mail-accounts') return givenMailAccount(desk, adminAsker, queueA);
  if (subject === 'phone-connections') return (await givenPhoneConnection(desk, adminAsker, queueA)).id;
  if (subject === 'calls') return givenMissedCall(desk, adminAsker, queueA, 'phone_calls');
  if (subject === 'call-backs') return givenMissedCall(desk, adminAsker, queueA, 'call_backs');
  if (subject === 'quarantine') return givenQuarantined(desk, api.sql);
  if (subject === 'intake' || subject === 'f') return 'complaint';
  if (subject === 'web-forms')
    return createForm(desk, adminAsker, { ...firstForm(queueA), slug: `own-${things['new']}` });
  if (subject === 'bulk-changes') return givenBulkChange();
  if (subject === 'reports') return 'pareto';
  if (subject === 'root-causes') return 'system.fault';
  if (subject === 'problem-types') return 'privacy';
  if (subject === 'cti') return 'an-address-that-nobody-made';
  if (subject === 'task') return 'a-link-that-nobody-made';
  if (subject === 'password-resets') return 'a-link-that-nobody-made';
  const ticket = await newTicket();
  things['issue'] = ticket.issue;
  things['version'] = await versionOf(ticket.ticket);
  if (subject === 'tasks') return givenTask(ticket.ticket);
  if (subject === 'undertakings') return givenUndertaking(ticket.ticket);
  things['identity'] = ticket.identity;
  if (subject === 'customers') return ticket.customer;
  if (subject === 'attachments') return ticket.attachment;
  if (subject === 'outbox') return ticket.outbox;
  if (subject === 'clocks') return ticket.clock;
  if (subject === 'messages') return /cancel|retry/.test(route) ? ticket.reply : ticket.message;
  return ticket.ticket;
}

/** Of agent A, and at its end: what runs is counted, and nobody may have many of them. */
async function givenBulkChange(): Promise<string> {
  const { desk, people, queueA } = world;
  const { ticket } = await newTicket();
  const anna = asker({ agentId: people.agentA, role: 'agent', sight: { kind: 'queues', queueIds: [queueA] } });
  const id = newId();
  await askBulkChange(desk, anna, { id, step: { kind: 'priority', priority: 'high' }, tickets: { ids: [ticket] } });
  while ((await workOnBulkChanges(desk)).tickets > 0);
  return id;
}

const ruleNamed = (name: string): RuleWords => ({
  ...{ name, enabled: true, stop: false, actions: { tags: ['called'] } },
  condition: { fact: 'channel', operator: 'is', value: 'phone' },
});
const organisationNamed = (name: string) => ({
  ...{ name, tier: null, region: null, keyAccountManagerId: null, domains: [] },
});

async function givenCode(register: 'skills' | 'products', code: string): Promise<string> {
  await putCode(world.desk, world.adminAsker, register, code, { name: code });
  return code;
}

async function givenTeamView(name: string): Promise<string> {
  const words = { name, q: 'is:open', sort: 'due', audience: 'team' as const, teamId: world.teamA };
  const id = newId();
  await createSavedView(world.desk, world.adminAsker, id, words);
  return id;
}

function givenAbsence(agentId: string): Promise<string> {
  const day = new Date(Date.UTC(2040, 0, (count += 1))).toISOString().slice(0, 10);
  const words = { agentId, from: `${day}T00:00:00Z`, to: `${day}T12:00:00Z`, deputyId: null };
  return registerAbsence(world.desk, world.adminAsker, words);
}

function givenTask(ticket: string): Promise<string> {
  const { desk, adminAsker, people } = world;
  const wanted = { question: 'Was it paid?', to: { agentId: people.agentA }, due: null, wait: false };
  return askForTask(desk, { asker: adminAsker, ticket, version: null }, newId(), wanted);
}

function givenUndertaking(ticket: string): Promise<string> {
  const { desk, adminAsker } = world;
  const wanted = { text: 'We call back', dueAt: later(desk.clock.now(), HOUR) };
  return undertake(desk, { asker: adminAsker, ticket, version: null }, newId(), wanted);
}

async function versionOf(ticket: string): Promise<string> {
  const [row] = await world.api.sql.rows<{ version: number }>('SELECT version FROM tickets WHERE id = $1', [ticket]);
  return String(row?.version);
}

const triggerNamed = (name: string): TriggerWords => ({
  ...{ name, position: 1, enabled: false, fires: { on: 'created' }, condition: null },
  actions: [{ do: 'setPriority', priority: 'high' }],
});
const snippetNamed = (name: string): SnippetWords => ({
  ...{ name, word: `thanks-${(count += 1)}`, ownerId: null, teamId: null },
  texts: [{ language: 'en', text: 'Thank you' }],
});
const macroNamed = (name: string): MacroWords => ({
  ...{ name, position: 1, condition: null, goTo: 'stay', ownerId: null, teamId: null },
  steps: [{ do: 'setPriority', priority: 'high' }],
});
const hookNamed = (name: string) => ({ name, url: 'https://hooks.example.org/in', kinds: ['created'], enabled: true });

const HOURS = { timezone: 'Europe/Berlin', weekly: { mon: [['09:00', '17:00']] } };
const LINE = {
  milestone: 'update',
  byPriority: { high: { minutes: 60 } },
  time: 'wall',
  pausesIn: [],
  accepts: 'human',
};
const TARGETS = { targets: [LINE], warnAt: [], templates: [] };
const DUTY = {
  part: 'final',
  target: { weeks: 4 },
  starts: 'receipt',
  metBy: 'decision',
  pausesIn: [],
  optional: false,
};

const LEVEL: EscalationLevel = {
  level: 1,
  offset: { percent: 80 },
  repeat: null,
  kind: 'hierarchical',
  to: { role: 'teamLead' },
  action: 'notify',
};

const fill = (text: string, things: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => things[name] ?? whole);

/** For a request that ends the session that asks. */
async function oneOfHisOwn(name: ActorName): Promise<Actor> {
  const { headers } = world.actors[name];
  const id = headers['cookie']?.split('=')[1];
  if (id === undefined) return world.actors[name];
  const known = await world.api.app.get(Askers).recognise({ kind: 'session', secret: id });
  const [row] = await world.api.sql.rows<{ email: string; name: string }>(
    'SELECT email, name FROM agents WHERE id = $1',
    [known?.asker.agentId],
  );
  const password = row?.email === ADMIN.email ? ADMIN.password : `the password of ${row?.name}`;
  return signedIn(world.api, row?.email ?? '', password);
}
