const { testPathIgnorePatterns, testMatch, runtime, ...others } = require('./jest.config.js');

/**
 * What takes as long as all the other tests together: everybody's rights over everything, strangers and jobs of all kinds, every
 * statement of every policy left out once, a hundred environments and pipelines, every published escalation path, every fault of every call, the evaluator held against the rehearsal's IAM engine, cdk-nag with and without what it need not load, and CDK's own validation.
 *
 * They have Jest's own runtime: cdk-nag without what it need not load looks into the modules of its own test.
 *
 * @type {import('jest').Config}
 */
module.exports = { ...others, testRegex: testPathIgnorePatterns };
