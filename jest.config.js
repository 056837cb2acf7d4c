/** @type {import('jest').Config} */
module.exports = {
  // Jest leaves a core free unless told otherwise, which on two cores is half of the machine.
  maxWorkers: '100%',
  testEnvironment: 'node',
  runtime: '<rootDir>/jest.runtime.js',
  // Jest's 5 s are for a machine that does nothing else.
  testTimeout: 120_000,
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  testMatch: ['**/*.test.ts'],
  // `npm run test:slow` runs these: see jest.slow.config.js.
  testPathIgnorePatterns: [
    '/packages/rehearsal/test/emulated/.*\\.test\\.ts$',
    '/test/access/(jobs|lent|matrix|strangers)\\.test\\.ts$',
    '/test/attacks/.*\\.test\\.ts$',
    '/test/iam/evaluation/engine\\.test\\.ts$',
    '/test/faults/(doctor-fix|every-fault[a-z-]*)\\.test\\.ts$',
    '/test/checks/spare-resource-classes\\.test\\.ts$',
    '/test/mutation/.*\\.test\\.ts$',
    '/test/stacks/(validation|width)\\.test\\.ts$',
  ],
  setupFiles: ['<rootDir>/jest.setup.js'],
  setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
