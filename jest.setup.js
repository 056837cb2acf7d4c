// CDK's WASM validation costs seconds in every test file; cdk-nag still runs without it. The synthesis tests of the
// examples turn it on again (test/stacks/validation.test.ts).
process.env.CDK_VALIDATION = 'false';
