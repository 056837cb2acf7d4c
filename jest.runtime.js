const { createRequire } = require('node:module');
const { default: JEST_RUNTIME } = require('jest-runtime');

/**
 * Packages that are slow to load, or are ES modules, which Node.js requires and Jest does not; they keep nothing that a test could
 * leave for the next file. Jest's helpers of CDK stay Jest's.
 */
const SHARED =
  /^(aws-cdk-lib|constructs|cdk-nag|@aws-cdk\/cloudformation-diff|@clack\/prompts|zod|yaml|@cloud-copilot\/[^/]+)(\/(?!testhelpers)|$)/;
/** So that those helpers have to do with the same modules. */
const INSIDE_CDK = /[\\/]node_modules[\\/]aws-cdk-lib[\\/]/;

/**
 * Jest loads every module anew for each test file, which was 39 % of the time of all tests. Here some packages come from the
 * cache of Node.js, one for all the files of a worker.
 *
 * So their `Error`, `Date` and `process.env` are those of Node.js and not of the test: `instanceof Error` does not know what they
 * throw (`types.isNativeError` of `node:util` does), and they see no fake timers and cannot be mocked. What needs that is not on the list: the AWS SDK
 * signs with the time of the test.
 */
module.exports = class extends JEST_RUNTIME {
  /**
   * @param {string} from - the file that asks
   * @param {string} moduleName
   */
  requireModuleOrMock(from, moduleName) {
    if (SHARED.test(moduleName) || INSIDE_CDK.test(from)) return createRequire(from)(moduleName);
    return super.requireModuleOrMock(from, moduleName);
  }
};
