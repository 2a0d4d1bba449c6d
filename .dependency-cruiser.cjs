/*
 * The import law: arrows only run down. By whole path, so that a new folder is refused until somebody has thought.
 *
 *   4   apps/api  apps/worker  apps/web  apps/cli
 *   3   libs/desk (writes)     libs/views (reads)
 *   2   libs/persistence       libs/channels        libs/contract (what crosses the wire)
 *   1   libs/domain                                 libs/platform
 */
const SPEC = '\\.spec\\.ts$';
const lib = (...names) => `^libs/(${names.join('|')})/src/`;

/** A room may import itself, the rooms named, and packages; nothing else of ours. */
const room = (name, allowed, comment) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'itself'}`,
  comment,
  severity: 'error',
  from: { path: lib(name), pathNot: SPEC },
  to: { path: '^(libs|apps|test)/', pathNot: lib(name, ...allowed) },
});

const typesOnly = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: SPEC },
  to: { path: to, dependencyTypesNot: ['type-only'] },
});

const app = (name) => ({
  name: `${name}-imports-no-other-app`,
  comment: 'Apps only carry: what two of them need lies in a library.',
  severity: 'error',
  from: { path: `^apps/${name}/` },
  to: { path: '^apps/', pathNot: `^apps/${name}/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no ground floor, and one between decorated classes dies at load. Types are gone by then.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody imports it and it imports nobody: either it is dead, or its door is missing here.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.(mjs|cjs)$', SPEC, '^apps/web/vite\\.config\\.ts$'] },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'What cannot be found cannot be judged.',
      severity: 'error',
      from: {},
      // Installed on demand by its own spec, beside its own lock file.
      to: { couldNotResolve: true, pathNot: '^@atproto/dev-env$' },
    },
    {
      name: 'domain-is-pure-ground',
      comment: 'The domain decides: no other room, no package but the calendar, nothing of the machine.',
      severity: 'error',
      from: { path: lib('domain'), pathNot: SPEC },
      to: { pathNot: [lib('domain'), '^node_modules/temporal-(polyfill|spec)/'] },
    },
    room('platform', ['domain'], 'The machine knows the words of the trade and nothing of its rules or rows.'),
    room('contract', ['domain'], 'What crosses the wire is made of words.'),
    room('persistence', ['domain', 'platform', 'contract'], 'Rows know no channel and no verb.'),
    room('channels', ['domain', 'platform'], 'A channel carries; it never touches persistence.'),
    room(
      'desk',
      ['persistence', 'domain', 'platform', 'channels', 'contract'],
      'The desk writes; it never reads views.',
    ),
    room('views', ['persistence', 'domain', 'platform', 'contract'], 'Views read; they know no verb.'),
    typesOnly('contract-is-types', '^(libs|apps)/', lib('contract'), 'The contract exists for the compiler only.'),
    typesOnly(
      'desk-knows-only-shapes-of-channels',
      lib('desk'),
      lib('channels'),
      'The desk is told of mail; it opens no socket.',
    ),
    app('api'),
    app('worker'),
    app('cli'),
    app('web'),
    {
      name: 'api-never-enqueues',
      comment: 'Nobody enqueues, everybody appends: the relay of the worker makes jobs of events.',
      severity: 'error',
      from: { path: '^apps/api/', pathNot: SPEC },
      to: { path: ['^libs/platform/src/queues\\.ts$', '^node_modules/bullmq/'] },
    },
    {
      name: 'only-platform-knows-the-queue-library',
      comment: 'A new major of it is the matter of one file.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/platform/src/queues', SPEC] },
      to: { path: '^node_modules/bullmq/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-queues-and-sockets-know-redis',
      comment: 'The two things that several hosts share; everything else is shared in PostgreSQL.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/platform/src/queues', '^apps/api/src/live/', SPEC] },
      to: { path: '^node_modules/ioredis/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-channels-know-mail-libraries',
      comment: 'Hostile input is read in one place. The simulator is a customer: it writes mail as customers do.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [lib('channels'), '^apps/cli/src/simulate', SPEC] },
      to: { path: '^node_modules/(nodemailer|imapflow|mailparser|mailauth|smtp-server)/' },
    },
    {
      name: 'screens-know-only-the-contract',
      comment: 'A screen is loaded by browsers: nothing of the server may come along.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|test)/', pathNot: lib('contract') },
    },
    {
      name: 'scenes-do-not-import-each-other',
      comment: 'What two scenes share lies in ui, api or session.',
      severity: 'error',
      from: { path: '^apps/web/src/(workspace|portal|quality|admin|customers|mail)/' },
      to: {
        path: '^apps/web/src/(workspace|portal|quality|admin|customers|mail)/',
        pathNot: '^apps/web/src/$1/',
      },
    },
    {
      name: 'nobody-imports-tests',
      comment: 'Only tests import tests.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: SPEC },
      to: { path: ['^test/', SPEC] },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'npm ci --omit=dev must still give a product that runs. The screens are built, they need none.',
      severity: 'error',
      from: { path: '^(libs/|apps/(api|worker|cli)/)', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^apps/web/public/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
