import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { house } from './test/checks/rules.mjs';

/* Each ban has its reason in `message`: a rule that cannot explain itself is not in here. */

const EVERYWHERE = [
  { selector: 'ExportDefaultDeclaration', message: 'A default export has another name in every file: export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Nobody sees what this opens: export by name.' },
  {
    selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
    message: 'A cast by way of unknown proves nothing: narrow the value, or type its source.',
  },
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>4]',
    message: 'More than four arguments: what belongs together becomes one.',
  },
  {
    selector: ':matches(ClassDeclaration, TSInterfaceDeclaration)[id.name=/(Service|Manager|Helper|Util|Impl|Dto)$/]',
    message: 'Name the thing, not its pattern.',
  },
  {
    selector: 'TSInterfaceDeclaration[id.name=/^I[A-Z][a-z]/]',
    message: 'An interface has the name of the thing, without an I.',
  },
];

const PURE = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The domain is told the time: take `at` as an argument.',
  },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The domain is told the time.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'The domain never rolls dice.' },
  {
    selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]',
    message: 'The domain is told the time.',
  },
  { selector: 'Identifier[name="process"]', message: 'The domain knows no process.' },
];

const READ_ONLY = [
  {
    selector: 'TemplateElement[value.raw=/\\b(INSERT INTO|UPDATE \\w+ (\\w+ )?SET|DELETE FROM|TRUNCATE)\\b/]',
    message: 'Views never write: the desk does.',
  },
];

const UNIT_OF_WORK = {
  regex: '@redress/persistence/sql',
  importNames: ['inTransaction'],
  message: 'Only the desk opens a unit of work: add a verb there and call it.',
};

const banned = (...lists) => ['error', ...lists.flat()];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.*/**', 'coverage/**', 'test-results/**', 'apps/web/public/**'] },
  {
    plugins: { house },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'house/reasoned-suppression': 'error' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { 'no-undef': 'off', 'prefer-const': 'error', 'no-var': 'error', eqeqeq: 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/restrict-plus-operands': 'error',
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      // Files with decorators are left out by the rule itself: their imports are metadata.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-shadow': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-var': 'error',
      'no-debugger': 'error',
      'no-console': 'error',
      'no-control-regex': 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-useless-escape': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': banned(EVERYWHERE),
    },
  },
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': banned(EVERYWHERE, PURE) },
  },
  {
    files: ['libs/views/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': banned(EVERYWHERE, READ_ONLY) },
  },
  {
    files: ['apps/**/*.ts', 'libs/views/**/*.ts', 'libs/channels/**/*.ts', 'libs/platform/**/*.ts'],
    ignores: [
      '**/*.spec.ts',
      // The cursor of the relay is no ticket: it is stored with nothing else.
      'apps/worker/src/relay.ts',
      // Months of past are written at once, as no verb ever would.
      'apps/cli/src/demo/**',
    ],
    rules: { 'no-restricted-imports': ['error', { patterns: [UNIT_OF_WORK] }] },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'house/logical-style': 'error',
    },
  },
  // A hook is counted as the component that it was taken out of: it is what it gives back that is long.
  {
    files: ['apps/web/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  // Markup is counted apart from thought.
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 140, skipBlankLines: true, skipComments: true }] },
  },
  {
    // A story is read from its top to its end; a table of cases is as long as its cases.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500 }],
      // Answers of supertest are untyped: the expectation is their check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Prose of the demo and of the screens: their length is their content.
    files: [
      'apps/cli/src/demo/texts/**',
      'apps/web/src/i18n/**',
      'apps/api/src/openapi-schemas.ts',
      'libs/persistence/src/migrations/**',
    ],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  // These programs read the default export of their configuration and nothing else.
  { files: ['*.config.{ts,mjs}', 'apps/web/vite.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['apps/cli/**', 'test/bench/**', 'test/*.mjs'], rules: { 'no-console': 'off' } },
);
