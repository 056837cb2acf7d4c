import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/** All that errata 01 changed in the schema for what a report has: a region says where it starts. */
const region = {
  ...published.definitions.region,
  anyOf: [{ required: ['startLine'] }, { required: ['charOffset'] }, { required: ['byteOffset'] }],
};

/** A pattern in it for languages, which a report does not name, is none with the flag `u`. */
const validate = addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })).compile({
  ...published,
  definitions: { ...published.definitions, region },
});

/** What the schema of SARIF 2.1.0, the one that Microsoft publishes with its matchers for Jest, says against a log. */
export function sarifErrors(log: string): readonly string[] {
  validate(JSON.parse(log));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
