const { testPathIgnorePatterns, testMatch, ...others } = require('./jest.config.js');

/**
 * What takes as long as all the other tests together: every statement of every policy left out once, every published
 * escalation path, and CDK's own validation.
 *
 * @type {import('jest').Config}
 */
module.exports = { ...others, testRegex: testPathIgnorePatterns };
