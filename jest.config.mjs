const libs = ['domain', 'contract', 'platform', 'persistence', 'channels', 'desk', 'views'];

/** One configuration for all kinds of test; `test/run.mjs` chooses what runs and counts it. */
export default {
  testEnvironment: 'node',
  // Ends what hangs: several times what any test needs on a machine that is slow and busy.
  testTimeout: 240_000,
  testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/*/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    ...Object.fromEntries(libs.map((lib) => [`^@redress/${lib}/(.*)\\.js$`, `<rootDir>/libs/${lib}/src/$1.ts`])),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
