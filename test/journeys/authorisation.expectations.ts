import { account, letter, macro, plan, policy, snippet, template, trigger, webhook } from './authorisation.bodies.js';

/** Everybody who tries every route. Team A works queue A, where the things that the routes ask for lie; team B works queue B. */
export const ACTORS = [
  'anybody',
  'agentA',
  'agentB',
  'leadA',
  'quality',
  'light',
  'admin',
  'readToken',
  'intakeToken',
] as const;
export type ActorName = (typeof ACTORS)[number];

/**
 * What the border says. `yes`: let in, whatever the trade then says about the step. `401` sign in first, `403` not with your role or
 * scope, `404` hidden and missing alike.
 */
export type Verdict = 'yes' | 401 | 403 | 404;
type Verdicts = Readonly<Record<ActorName, Verdict>>;

const verdicts = (
  anybody: Verdict,
  [agentA, agentB, leadA, quality, light, admin]: readonly [Verdict, Verdict, Verdict, Verdict, Verdict, Verdict],
  readToken: Verdict,
  intakeToken: Verdict,
): Verdicts => ({ anybody, agentA, agentB, leadA, quality, light, admin, readToken, intakeToken });

/*                               anybody       A      B     lead  quality light admin   read-token intake-token */
const EVERYBODY = verdicts('yes', ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'], 'yes', 'yes');
const SIGNED_IN = verdicts(401, ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'], 'yes', 'yes');
const READERS = verdicts(401, ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'], 'yes', 403);
const ALL_BUT_LIGHT = verdicts(401, ['yes', 'yes', 'yes', 'yes', 403, 'yes'], 'yes', 403);
const SEES_TICKET = verdicts(401, ['yes', 404, 'yes', 'yes', 404, 'yes'], 'yes', 403);
const SEES_MAIL = verdicts(401, ['yes', 404, 'yes', 'yes', 403, 'yes'], 'yes', 403);
const WORKS_TICKET = verdicts(401, ['yes', 404, 'yes', 403, 404, 'yes'], 403, 403);
const TENDS_TICKET = verdicts(401, ['yes', 404, 'yes', 'yes', 404, 'yes'], 403, 403);
const EDITS_TICKET = verdicts(401, ['yes', 404, 'yes', 'yes', 404, 'yes'], 403, 403);
// The link is what lets in, whoever has it; this one opens nothing.
const NO_LINK = verdicts(404, [404, 404, 404, 404, 404, 404], 404, 404);
const WORKS_TASK = verdicts(401, ['yes', 404, 'yes', 403, 404, 'yes'], 403, 403);
const LOGS = verdicts(401, ['yes', 'yes', 'yes', 403, 'yes', 'yes'], 403, 403);
const LOGS_CALLS = verdicts(401, ['yes', 'yes', 'yes', 403, 'yes', 'yes'], 403, 'yes');
const MATCHES_CALLERS = verdicts(401, ['yes', 'yes', 'yes', 403, 'yes', 'yes'], 'yes', 403);
// A call of queue A rings for everybody of team A, whatever he sees of its tickets.
const SEES_CALL = verdicts(401, ['yes', 404, 'yes', 403, 'yes', 'yes'], 'yes', 403);
const CALLS_BACK = verdicts(401, ['yes', 404, 'yes', 403, 403, 'yes'], 403, 403);
const LOGGER_READS = verdicts(401, ['yes', 'yes', 'yes', 403, 'yes', 'yes'], 'yes', 'yes');
const UPLOADS = verdicts(401, ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'], 403, 403);
const WORKS_CUSTOMER = verdicts(401, ['yes', 404, 'yes', 403, 403, 'yes'], 403, 403);
const KEEPS_CAUSES = verdicts(401, [403, 403, 403, 'yes', 403, 'yes'], 403, 403);
const FIGURES = verdicts(401, [403, 403, 'yes', 'yes', 403, 'yes'], 403, 403);
const KEEPERS = verdicts(401, [403, 403, 'yes', 403, 403, 'yes'], 403, 403);
const INTAKE = verdicts(401, [403, 403, 403, 403, 403, 'yes'], 403, 'yes');
const WORKERS = verdicts(401, ['yes', 'yes', 'yes', 403, 403, 'yes'], 'yes', 403);
const TAKERS = verdicts(401, ['yes', 'yes', 'yes', 403, 403, 'yes'], 403, 403);
const WRITES_TEXTS = verdicts(401, ['yes', 'yes', 'yes', 'yes', 403, 'yes'], 403, 403);
const FILLS_IN = verdicts(401, ['yes', 404, 'yes', 'yes', 403, 'yes'], 403, 403);
const APPLIES = verdicts(401, ['yes', 404, 'yes', 403, 403, 'yes'], 403, 403);
const NO_SUCH_MACRO = verdicts(401, [404, 404, 404, 403, 403, 404], 403, 403);
const LEADS_READ = verdicts(401, [403, 403, 'yes', 403, 403, 'yes'], 403, 403);
const LEADS_AND_QUALITY = verdicts(401, [403, 403, 'yes', 'yes', 403, 'yes'], 403, 403);
const OWN_ABSENCE = verdicts(401, ['yes', 404, 'yes', 403, 403, 'yes'], 403, 403);
// Of nobody's team, and worked by everybody: a lead leads his teams only.
const NO_LEAD = verdicts(401, [403, 403, 404, 403, 403, 'yes'], 403, 403);
const CHANGES_MANY = verdicts(401, ['yes', 404, 'yes', 'yes', 403, 'yes'], 403, 403);
// Asked for by agent A, whose token reads it too.
const OWN_BULK = verdicts(401, ['yes', 404, 404, 404, 404, 'yes'], 'yes', 403);
const STOPS_BULK = verdicts(401, ['yes', 404, 404, 404, 403, 'yes'], 403, 403);
const UNDOES_BULK = verdicts(401, ['yes', 404, 404, 404, 403, 403], 403, 403);
// Shared with team A by the administrator.
const SEES_VIEW = verdicts(401, ['yes', 404, 'yes', 404, 'yes', 'yes'], 'yes', 403);
const KEEPS_VIEW = verdicts(401, [403, 404, 'yes', 404, 403, 'yes'], 403, 403);
const READS_QUEUE = verdicts(401, ['yes', 'yes', 'yes', 'yes', 404, 'yes'], 'yes', 403);
const ADMIN = verdicts(401, [403, 403, 403, 403, 403, 'yes'], 403, 403);

/** `{name}` is filled in with the id of a thing in queue A; bodies too. */
export interface Expectation {
  readonly answers: Verdicts;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Sent as it is, with its content type. */
  readonly raw?: readonly [string, string];
  /** Of the thing, as `If-Match`. */
  readonly version?: number;
  readonly query?: string;
  /** One more answer that only whoever is let in gets. */
  readonly also?: number;
  /** Ends the session or token that asks: tried with one of its own. */
  readonly once?: true;
}

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const step = { answers: WORKS_TICKET, body: { reason: 'because the customer said so' } };
const team = { name: 'Team {new}', memberIds: [] };
const queue = { name: 'Queue {new}', teamId: null, addresses: [], kind: 'complaint' };
const SETUP_MAIL = '01939f6e-7c1e-7000-8000-000000000001.setup@desk.test';
const channel = {
  ...{ kind: 'folder', name: 'Till {new}', queueId: '{queueA}', settings: { folder: 'till' }, enabled: false },
};
const webForm = {
  ...{ slug: 'form-{new}', name: 'Form {new}', queueId: '{queueA}', enabled: true, languages: ['en'], origins: [] },
  fields: ['description', 'email'].map((kind) => ({ key: kind, kind, required: true })),
};
const phoneConnection = { name: 'Phones {new}', queueId: '{queueA}', callBackMinutes: 60, enabled: true };
const settings = {
  ...{ trustedAuthservIds: [], senderName: 'Desk', senderAddress: '', acknowledge: true },
  ...{ answerWithinDays: 3, reopenWindowDays: 14 },
};
const calendar = { name: 'Calendar {new}', timezone: 'Europe/Berlin', weekly: { mon: [['09:00', '17:00']] } };
const preview = { calendar: null, target: { minutes: 60 }, start: '2026-01-16T15:30:00Z' };
const rule = {
  name: 'Rule {new}',
  enabled: true,
  stop: false,
  condition: { fact: 'channel', operator: 'is', value: 'phone' },
  actions: { tags: ['called'] },
};
const standing = { organisationId: null, tier: 'gold', region: null, value: null, relationshipRisk: 0.2 };
const priorities = Array.from({ length: 4 }, () => ['low', 'normal', 'high', 'urgent']);
const savedView = { name: 'View {new}', q: 'is:open', sort: 'due', audience: 'me' };
const teamView = { ...savedView, audience: 'team', teamId: '{teamA}' };
const absence = { agentId: '{agentA}', from: '{day}T00:00:00Z', to: '{day}T12:00:00Z', deputyId: null };
const organisation = { name: 'Shop {new}', tier: null, region: null, keyAccountManagerId: null, domains: [] };
const noticeWishes = { kinds: [], digest: 'off', quiet: null, timezone: 'UTC' };
const mail =
  'From: Ann <ann@customer.test>\r\nSubject: Broken lamp\r\nMessage-ID: <{new}@customer.test>\r\n\r\nIt broke.\r\n';

/** The only truth about who may what: a route that is not here fails the suite. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'GET /health/live': { answers: EVERYBODY },
  'GET /health/ready': { answers: EVERYBODY },
  'GET /metrics': {
    // Without a token it answers whoever asks from this machine.
    answers: { ...EVERYBODY, readToken: 404, intakeToken: 404 },
  },

  'POST /session': { answers: EVERYBODY, body: { email: 'admin@desk.test', password: 'correct horse battery' } },
  'GET /session': { answers: SIGNED_IN },
  'DELETE /session': { answers: SIGNED_IN, once: true },
  'PATCH /session/preferences': { answers: SIGNED_IN, body: { theme: 'dark' } },
  'GET /session/presence': { answers: SIGNED_IN },
  'PUT /session/presence': { answers: SIGNED_IN, body: { state: 'away' } },
  'POST /password-resets': { answers: EVERYBODY, body: { email: 'nobody@desk.test' } },
  'POST /password-resets/:token': { answers: EVERYBODY, body: { password: 'a new password' } },

  'GET /notifications': { answers: SIGNED_IN },
  'POST /notifications/read': { answers: SIGNED_IN, body: { all: true } },
  'GET /session/notification-preferences': { answers: SIGNED_IN },
  'PUT /session/notification-preferences': { answers: SIGNED_IN, body: noticeWishes },

  'GET /escalation-plans': { answers: ALL_BUT_LIGHT },
  'POST /escalation-plans': { answers: ADMIN, body: plan },
  'GET /escalation-plans/:id': { answers: ALL_BUT_LIGHT },
  'GET /escalation-plans/:id/versions': { answers: ADMIN },
  'PUT /escalation-plans/:id': { answers: ADMIN, body: plan, version: 1 },
  'DELETE /escalation-plans/:id': { answers: ADMIN },

  'GET /agents': { answers: ALL_BUT_LIGHT },
  'POST /agents': { answers: ADMIN, body: { name: 'New', email: 'new-{new}@desk.test', role: 'agent', teamIds: [] } },
  'PATCH /agents/:id': { answers: ADMIN, body: { name: 'Renamed' }, version: 1 },
  'POST /agents/:id/password-link': { answers: ADMIN },
  'GET /roles': { answers: ADMIN },
  'GET /teams': { answers: ALL_BUT_LIGHT },
  'POST /teams': { answers: ADMIN, body: team },
  'PUT /teams/:id': { answers: ADMIN, body: team, version: 1 },
  'DELETE /teams/:id': { answers: ADMIN },
  'GET /queues': { answers: READERS },
  'POST /queues': { answers: ADMIN, body: queue },
  'PUT /queues/:id': { answers: ADMIN, body: queue, version: 1 },
  'DELETE /queues/:id': { answers: ADMIN },
  'POST /queues/signature-preview': { answers: ADMIN, body: { queue: 'Care', text: '{{ agent.name }}' } },
  'GET /demo': { answers: ADMIN },
  'POST /demo/clear': { answers: ADMIN },
  'POST /demo/simulation': { answers: ADMIN, body: { speed: 30 } },
  'DELETE /demo/simulation': { answers: ADMIN },
  'GET /tokens': { answers: ADMIN },
  'POST /tokens': { answers: ADMIN, body: { name: 'new', scopes: ['tickets:read'] } },
  'DELETE /tokens/:id': { answers: ADMIN },
  'GET /mail-settings': { answers: ADMIN },
  'PUT /mail-settings': { answers: ADMIN, body: settings, version: 0 },
  'GET /mail-templates': { answers: ADMIN },
  'GET /mail-templates/:template/:language': { answers: ADMIN },
  'PUT /mail-templates/:template/:language': { answers: ADMIN, body: letter, version: 0 },
  'DELETE /mail-templates/:template/:language': { answers: ADMIN, version: 0 },
  'POST /mail-templates/:template/preview': { answers: ADMIN, body: { ...letter, language: 'de' } },
  'GET /system-health': { answers: ADMIN },
  'GET /mail-accounts': { answers: ADMIN },
  'POST /mail-accounts': { answers: ADMIN, body: account },
  'POST /mail-accounts/test': { answers: ADMIN, body: account },
  'POST /mail-accounts/find': { answers: ADMIN, body: { address: 'care@gmail.com' } },
  'POST /mail-accounts/test/send': { answers: ADMIN, body: account },
  'POST /mail-accounts/test/return': { answers: ADMIN, body: { ...account, messageId: SETUP_MAIL } },
  'POST /mail-accounts/preview': { answers: ADMIN, body: account },
  'GET /mail-accounts/oauth': { answers: ADMIN },
  'POST /mail-accounts/oauth/begin': { answers: ADMIN, body: { provider: 'google' } },
  'POST /mail-accounts/oauth/finish': { answers: ADMIN, body: {} },
  'GET /mail-accounts/oauth/callback': { answers: EVERYBODY, also: 303 },
  'PUT /mail-accounts/:id': { answers: ADMIN, body: account, version: 1 },
  'DELETE /mail-accounts/:id': { answers: ADMIN, version: 1 },
  'GET /web-forms': { answers: ADMIN },
  'POST /web-forms': { answers: ADMIN, body: webForm },
  'GET /web-forms/:id': { answers: ADMIN },
  'POST /web-forms/preview': { answers: ADMIN, body: webForm },
  'PUT /web-forms/:id': { answers: ADMIN, body: webForm, version: 1 },
  'DELETE /web-forms/:id': { answers: ADMIN, version: 1 },
  'GET /channels': { answers: ADMIN },
  'GET /channels/providers': { answers: ADMIN },
  'POST /channels': { answers: ADMIN, body: channel },
  'PUT /channels/:id': { answers: ADMIN, body: channel, version: 1 },
  'DELETE /channels/:id': { answers: ADMIN, version: 1 },

  'GET /business-calendars': { answers: ALL_BUT_LIGHT },
  'GET /business-calendars/holidays': { answers: ALL_BUT_LIGHT, query: '?country=DE&region=SN&year=2026' },
  'GET /business-calendars/holidays/countries': { answers: ALL_BUT_LIGHT },
  'GET /business-calendars/holidays/regions': { answers: ALL_BUT_LIGHT, query: '?country=DE' },
  'GET /business-calendars/:id': { answers: ALL_BUT_LIGHT },
  'GET /business-calendars/:id/versions/:version': { answers: ALL_BUT_LIGHT },
  'POST /business-calendars': { answers: ADMIN, body: calendar },
  'PUT /business-calendars/:id': { answers: ADMIN, body: calendar, version: 1 },
  'DELETE /business-calendars/:id': { answers: ADMIN, version: 1 },
  'POST /business-calendars/:id/read-feed': { answers: ADMIN },
  'GET /sla-policies': { answers: ALL_BUT_LIGHT },
  'GET /sla-policies/export': { answers: ADMIN },
  'POST /sla-policies/import': { answers: ADMIN, query: '?dryRun=true', body: { yaml: 'format: 1' } },
  'PUT /sla-policies/order': { answers: ADMIN, body: { ids: [] }, version: 0 },
  'GET /sla-policies/:id': { answers: ALL_BUT_LIGHT },
  'POST /sla-policies': { answers: ADMIN, body: policy },
  'PUT /sla-policies/:id': { answers: ADMIN, body: policy, version: 1 },
  'DELETE /sla-policies/:id': { answers: ADMIN, version: 1 },
  'POST /sla-policies/:id/rebase': { answers: ADMIN },
  'GET /regulatory-templates': { answers: ALL_BUT_LIGHT },
  'GET /regulatory-templates/:id': { answers: ALL_BUT_LIGHT },
  'POST /regulatory-templates': { answers: ADMIN, body: { ...template, code: 'own{new}' } },
  'PUT /regulatory-templates/:id': { answers: ADMIN, body: template, version: 1 },
  'DELETE /regulatory-templates/:id': { answers: ADMIN, version: 1 },
  'POST /sla/preview': { answers: READERS, body: preview },

  'GET /routing-rules': { answers: ALL_BUT_LIGHT },
  'POST /routing-rules': { answers: ADMIN, body: rule },
  'PUT /routing-rules/order': { answers: { ...ADMIN, admin: 'yes' }, body: { ids: [] }, also: 400 },
  'GET /routing-rules/:id': { answers: ALL_BUT_LIGHT },
  'GET /routing-rules/:id/versions': { answers: LEADS_READ },
  'PUT /routing-rules/:id': { answers: ADMIN, body: rule, version: 1 },
  'DELETE /routing-rules/:id': { answers: ADMIN },
  'GET /routing/facts': { answers: ALL_BUT_LIGHT },
  'POST /routing/preview': { answers: LEADS_READ, body: { facts: { channel: 'email' } } },
  'POST /routing/dry-run': { answers: ADMIN, body: { last: 5 } },
  'GET /routing/settings': { answers: ADMIN },
  'PUT /routing/settings': { answers: ADMIN, body: { weights: {}, returnAfterMinutes: 60 }, version: 0 },
  'GET /priority-table': { answers: LEADS_AND_QUALITY },
  'PUT /priority-table': { answers: ADMIN, body: { rows: priorities }, version: 0 },
  'GET /skills': { answers: ALL_BUT_LIGHT },
  'PUT /skills/:code': { answers: ADMIN, body: { name: 'German' } },
  'DELETE /skills/:code': { answers: ADMIN },
  'GET /products': { answers: ALL_BUT_LIGHT },
  'PUT /products/:code': { answers: ADMIN, body: { name: 'Lamp', words: ['lamp'] } },
  'DELETE /products/:code': { answers: ADMIN },
  'GET /organisations': { answers: ALL_BUT_LIGHT },
  'POST /organisations': { answers: ADMIN, body: organisation },
  'PUT /organisations/:id': { answers: ADMIN, body: organisation, version: 1 },
  'DELETE /organisations/:id': { answers: ADMIN },
  'GET /agents/work': { answers: LEADS_READ },
  'PUT /agents/:id/work': {
    answers: NO_LEAD,
    body: { skills: [], capacity: { units: 10, perChannel: {} } },
    version: 1,
  },
  'GET /saved-views': { answers: READERS },
  'POST /saved-views': { answers: UPLOADS, body: savedView },
  'PUT /saved-views/pins': { answers: UPLOADS, body: { views: ['mine'] } },
  'GET /saved-views/:view': { answers: SEES_VIEW },
  'PUT /saved-views/:id': { answers: KEEPS_VIEW, body: teamView, version: 1 },
  'DELETE /saved-views/:id': { answers: KEEPS_VIEW, version: 1 },
  'GET /absences': { answers: WORKERS },
  'POST /absences': { answers: OWN_ABSENCE, body: absence },
  'PUT /absences/:id': { answers: OWN_ABSENCE, body: absence, version: 1 },
  'DELETE /absences/:id': { answers: OWN_ABSENCE },
  'GET /queues/:id/assignment': { answers: READS_QUEUE },
  'PUT /queues/:id/assignment': {
    answers: NO_LEAD,
    body: { mode: 'roundRobin', relaxAfterSeconds: null },
    version: 1,
  },
  'GET /search': { answers: READERS },
  'GET /customers': { answers: READERS },
  'GET /customers/:id': { answers: SEES_TICKET },
  'PATCH /customers/:id': { answers: WORKS_CUSTOMER, body: { name: 'Ann' } },
  'GET /customers/:id/standing': { answers: SEES_TICKET },
  'PUT /customers/:id/standing': { answers: KEEPERS, body: standing, version: 1 },
  'GET /customers/:id/timeline': { answers: SEES_TICKET },
  'GET /customers/:id/suggestions': { answers: SEES_TICKET },
  'POST /customers/:id/different': { answers: WORKS_CUSTOMER, body: { other: '{otherCustomer}' } },
  'POST /customers/:id/identities': { answers: WORKS_CUSTOMER, body: { kind: 'customerNumber', value: 'K-{new}' } },
  'POST /customers/:id/identities/:identity/verify': { answers: WORKS_CUSTOMER },
  'DELETE /customers/:id/identities/:identity': { answers: WORKS_CUSTOMER },
  'POST /customers/:id/merge': { answers: WORKS_CUSTOMER, body: { into: '{otherCustomer}' } },
  'POST /customers/:id/unmerge': { answers: WORKS_CUSTOMER, body: { from: '{otherCustomer}' } },
  'GET /tickets': { answers: READERS },
  'GET /tickets/counts': { answers: READERS },
  'GET /bulk-changes': { answers: READERS },
  'GET /bulk-changes/matching': { answers: READERS, query: '?q=is:open' },
  'POST /bulk-changes': {
    answers: CHANGES_MANY,
    body: { step: { kind: 'tags', add: ['lamp'] }, tickets: ['{otherTicket}'] },
  },
  'GET /bulk-changes/:id': { answers: OWN_BULK },
  'GET /bulk-changes/:id/refusals': { answers: OWN_BULK },
  'POST /bulk-changes/:id/stop': { answers: STOPS_BULK },
  'POST /bulk-changes/:id/undo': { answers: UNDOES_BULK },
  'GET /wallboard': { answers: READERS },
  'POST /tickets': { answers: LOGS, body: { subject: 'A call', text: 'The lamp broke.' } },
  'POST /tickets/next': { answers: TAKERS, body: {} },
  'GET /tickets/:ticket': { answers: SEES_TICKET },
  'GET /tickets/:ticket/routing': { answers: SEES_TICKET },
  'GET /tickets/:ticket/expected-loss': { answers: SEES_TICKET },
  'GET /tickets/:ticket/clocks': { answers: SEES_TICKET },
  'GET /clocks/:clock/explanation': { answers: SEES_TICKET },
  'GET /tickets/:ticket/timeline': { answers: SEES_TICKET },
  'GET /tickets/:ticket/events': { answers: SEES_TICKET },
  'GET /tickets/:ticket/issues': { answers: SEES_TICKET },
  'GET /tickets/:ticket/messages': { answers: SEES_TICKET },
  'PATCH /tickets/:ticket': { answers: EDITS_TICKET, body: { tags: ['lamp'] }, version: 2 },
  'POST /tickets/:ticket/issues': { answers: EDITS_TICKET, body: { summary: 'It is also late' } },
  'PATCH /tickets/:ticket/issues': { answers: EDITS_TICKET, body: { id: '{issue}', summary: 'It broke' } },
  'POST /tickets/:ticket/assign': { answers: WORKS_TICKET, body: { ownerId: 'me' } },
  'POST /tickets/:ticket/acknowledge': step,
  'POST /tickets/:ticket/assess': step,
  'POST /tickets/:ticket/investigate': step,
  'POST /tickets/:ticket/respond': step,
  'POST /tickets/:ticket/decide': step,
  'GET /root-causes': { answers: READERS },
  'GET /root-causes/versions': { answers: READERS },
  'POST /root-causes': { answers: KEEPS_CAUSES, body: { code: 'new-{new}', labels: { en: 'New', de: 'Neu' } } },
  'PUT /root-causes/:code': {
    answers: KEEPS_CAUSES,
    body: { code: 'new-{new}', labels: { en: 'New', de: 'Neu' } },
    version: 1,
    also: 412,
  },
  'POST /root-causes/:code/retire': { answers: KEEPS_CAUSES, also: 409 },
  'POST /root-causes/:code/restore': { answers: KEEPS_CAUSES, also: 409 },
  'GET /problem-types': { answers: READERS },
  'GET /problem-types/versions': { answers: READERS },
  'POST /problem-types': { answers: KEEPS_CAUSES, body: { code: 'new-{new}', labels: { en: 'New', de: 'Neu' } } },
  'PUT /problem-types/:code': {
    answers: KEEPS_CAUSES,
    body: { code: 'new-{new}', labels: { en: 'New', de: 'Neu' } },
    version: 1,
    also: 412,
  },
  'POST /problem-types/:code/retire': { answers: KEEPS_CAUSES, also: 409 },
  'POST /problem-types/:code/restore': { answers: KEEPS_CAUSES, also: 409 },
  'GET /tickets/:ticket/likely-causes': { answers: SEES_TICKET },
  'GET /reports': { answers: FIGURES },
  'GET /reports/:name': { answers: FIGURES, query: '?from=2026-01-01&to=2026-01-31' },
  'POST /tickets/:ticket/resolve': step,
  'POST /tickets/:ticket/close': step,
  'POST /tickets/:ticket/reopen': step,
  'POST /tickets/:ticket/route': { answers: WORKS_TICKET },
  'POST /tickets/:ticket/merge': { answers: WORKS_TICKET, body: { into: '{otherTicket}' } },
  'POST /tickets/:ticket/split': { answers: WORKS_TICKET, body: { subject: 'The other thing' } },
  'POST /tickets/:ticket/link': { answers: WORKS_TICKET, body: { kind: 'related', ticket: '{otherTicket}' } },
  'POST /tickets/:ticket/consent': { answers: WORKS_TICKET, body: { means: 'phone' } },
  'POST /tickets/:ticket/release': { answers: WORKS_TICKET, body: {} },
  'POST /tickets/:ticket/undo': { answers: TENDS_TICKET, body: {} },
  'GET /tickets/:ticket/trigger-runs': { answers: SEES_TICKET },
  'GET /snippets': { answers: ALL_BUT_LIGHT },
  'POST /snippets': { answers: WRITES_TEXTS, body: { ...snippet, sharedWith: 'me' } },
  'GET /snippets/:id': { answers: ALL_BUT_LIGHT },
  // Everybody's; one's own anybody keeps.
  'PUT /snippets/:id': { answers: KEEPERS, body: snippet, version: 1 },
  'DELETE /snippets/:id': { answers: KEEPERS },
  'POST /snippets/:id/uses': { answers: WRITES_TEXTS },
  'GET /tickets/:ticket/snippets': { answers: FILLS_IN },
  'GET /tickets/:ticket/signature': { answers: WORKS_TICKET },
  'POST /tickets/:ticket/snippets/preview': { answers: FILLS_IN, body: { language: 'en', text: 'Thank you' } },
  'GET /macros': { answers: WORKERS },
  'POST /macros': { answers: TAKERS, body: { ...macro, sharedWith: 'me' } },
  'GET /macros/:id': { answers: WORKERS },
  // Everybody's; one's own anybody keeps.
  'PUT /macros/:id': { answers: KEEPERS, body: macro, version: 1 },
  'DELETE /macros/:id': { answers: KEEPERS },
  'GET /tickets/:ticket/macros': { answers: APPLIES },
  // There is no such macro; who is let in learns that.
  'POST /tickets/:ticket/macros/:macro/preview': { answers: NO_SUCH_MACRO },
  'POST /tickets/:ticket/macros/:macro': { answers: NO_SUCH_MACRO, body: { texts: [] }, version: 1 },
  'GET /triggers': { answers: ADMIN },
  'POST /triggers': { answers: ADMIN, body: trigger },
  'GET /triggers/:id': { answers: ADMIN },
  'PUT /triggers/:id': { answers: ADMIN, body: trigger, version: 1 },
  'DELETE /triggers/:id': { answers: ADMIN },
  'POST /triggers/:id/dry-run': { answers: ADMIN },
  'GET /triggers/:id/runs': { answers: ADMIN },
  'GET /webhooks': { answers: ADMIN },
  'POST /webhooks': { answers: ADMIN, body: webhook },
  'PUT /webhooks/:id': { answers: ADMIN, body: webhook, version: 1 },
  'DELETE /webhooks/:id': { answers: ADMIN },
  'GET /webhooks/:id/deliveries': { answers: ADMIN },
  'POST /webhooks/:id/test': { answers: ADMIN },
  // There is no such delivery; who is let in learns that.
  'POST /webhooks/:id/deliveries/:delivery/replay': { answers: { ...ADMIN, admin: 404 } },
  'GET /tickets/:ticket/tasks': { answers: SEES_TICKET },
  'POST /tickets/:ticket/tasks': {
    answers: WORKS_TICKET,
    body: { question: 'Was it paid?', to: { agentId: '{agentA}' }, dueMinutes: 60 },
  },
  'GET /tasks': { answers: READERS },
  // Asked of agent A; whoever works the ticket may enter an answer that he got by phone.
  'POST /tasks/:id/answer': { answers: WORKS_TASK, body: { text: 'It was paid.' } },
  'POST /tasks/:id/waive': { answers: WORKS_TICKET },
  'GET /tickets/:ticket/undertakings': { answers: SEES_TICKET },
  'POST /tickets/:ticket/undertakings': { answers: WORKS_TICKET, body: { text: 'We call back', dueAt: inAnHour() } },
  'GET /undertakings': { answers: READERS },
  'POST /undertakings/:id/keep': { answers: WORKS_TICKET },
  'POST /undertakings/:id/withdraw': { answers: WORKS_TICKET, body: { reason: 'It is solved' } },
  'GET /task/:token': { answers: NO_LINK },
  'POST /task/:token': { answers: NO_LINK },
  'GET /f/form.js': { answers: EVERYBODY },
  'GET /f/:form': { answers: EVERYBODY },
  'GET /f/:form/embed.js': { answers: EVERYBODY },
  // Where there is a demo.
  'GET /f/:form/shop': { answers: NO_LINK },
  'POST /f/:form': { answers: EVERYBODY, body: { description: 'It broke.' } },
  'GET /f/:form/thanks/:token': { answers: NO_LINK },
  'GET /portal/t/:token': { answers: NO_LINK },
  'POST /portal/t/:token': { answers: NO_LINK },
  'POST /portal/t/:token/link': { answers: NO_LINK },
  'GET /portal/t/:token/files/:id': { answers: NO_LINK },
  'GET /tickets/:ticket/status-link': { answers: WORKS_TICKET },
  'DELETE /tickets/:ticket/status-link': { answers: WORKS_TICKET },

  'POST /tickets/:ticket/escalate': { answers: WORKS_TICKET, body: { kind: 'hierarchical', reason: 'It burns.' } },
  'POST /tickets/:ticket/deescalate': { answers: WORKS_TICKET, body: { reason: 'It is out.' } },
  'GET /tickets/:ticket/watch': { answers: SEES_TICKET },
  'GET /tickets/:ticket/nameable': { answers: SEES_TICKET },
  'PUT /tickets/:ticket/snooze': { answers: TENDS_TICKET, body: { until: inAnHour() } },
  'DELETE /tickets/:ticket/snooze': { answers: TENDS_TICKET },
  'PUT /tickets/:ticket/watch': { answers: TENDS_TICKET },
  'DELETE /tickets/:ticket/watch': { answers: TENDS_TICKET },
  'POST /tickets/:ticket/messages': { answers: TENDS_TICKET, body: { visibility: 'internal', text: 'Seen.' } },
  'GET /tickets/:ticket/draft': { answers: TENDS_TICKET },
  'PUT /tickets/:ticket/draft': {
    answers: TENDS_TICKET,
    body: { kind: 'note', to: [], cc: [], text: 'To be written', attachments: [], version: 0 },
  },
  'DELETE /tickets/:ticket/draft': { answers: TENDS_TICKET },

  'GET /messages/:id': { answers: SEES_TICKET },
  // The guard of outgoing requests fetches nothing from this machine: whoever gets so far was let in.
  'GET /messages/:id/remote-image': { answers: SEES_TICKET, query: '?url=http://127.0.0.1:1/lamp.png', also: 503 },
  'GET /messages/:id/source': { answers: SEES_TICKET },
  'POST /messages/:id/cancel': { answers: WORKS_TICKET },
  'POST /messages/:id/retry': { answers: WORKS_TICKET },
  'POST /attachments': { answers: UPLOADS, body: {} },
  'GET /attachments/:id': { answers: SEES_TICKET },

  'GET /outbox': { answers: ALL_BUT_LIGHT },
  'GET /outbox/:id': { answers: SEES_MAIL },
  'GET /outbox/:id/source': { answers: SEES_MAIL },
  'POST /intake/phone-calls': {
    answers: LOGS_CALLS,
    body: { startedAt: new Date().toISOString(), summary: 'The lamp is broken.' },
  },
  'GET /calls': { answers: MATCHES_CALLERS },
  'GET /calls/mine': { answers: MATCHES_CALLERS },
  'GET /calls/:id': { answers: SEES_CALL },
  'GET /call-backs': { answers: WORKERS },
  'POST /call-backs/:id/done': { answers: CALLS_BACK },
  'POST /call-backs/:id/reopen': { answers: CALLS_BACK },
  'GET /session/phone-names': { answers: LOGGER_READS },
  'PUT /session/phone-names': { answers: LOGS, body: { names: ['{new}'] } },
  'POST /cti/:token': { answers: NO_LINK, body: { event: 'hangup', direction: 'in', callId: '{new}' } },
  'GET /phone-connections': { answers: ADMIN },
  'POST /phone-connections': { answers: ADMIN, body: phoneConnection },
  'PUT /phone-connections/:id': { answers: ADMIN, body: phoneConnection, version: 1 },
  'POST /phone-connections/:id/token': { answers: ADMIN },
  'DELETE /phone-connections/:id': { answers: ADMIN, version: 1 },
  'GET /callers': { answers: MATCHES_CALLERS, query: '?q=ann' },
  'POST /intake/email': { answers: INTAKE, raw: ['message/rfc822', mail] },
  // Who knocks shows that he may by a signature; there is no account at this door.
  'GET /intake/social/:provider/webhook': { answers: NO_LINK },
  'POST /intake/social/:provider/webhook': { answers: NO_LINK, body: {} },
  // Of a fresh installation; everybody may complain.
  'POST /intake/web-form/:form': { answers: EVERYBODY, body: { description: 'It broke.', email: 'ann@customer.test' } },
  'GET /quarantine': { answers: KEEPERS },
  'GET /quarantine/:id/source': { answers: KEEPERS },
  'POST /quarantine/:id/retry': { answers: KEEPERS },
  'DELETE /quarantine/:id': { answers: KEEPERS },
};
