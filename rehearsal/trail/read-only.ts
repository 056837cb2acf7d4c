const READING = /^(Assume|BatchGet|Describe|Get|Head|List|Lookup|Search|Select|Simulate|Validate)/;

/** Uses of a key. */
const USING = /^(Decrypt|Encrypt|GenerateDataKey|GenerateMac|GenerateRandom|ReEncrypt|Sign|Verify)/;

/** Whether CloudTrail takes a call for one that changes nothing: beginning a session is one, too. */
export function isReadOnly(service: string, eventName: string): boolean {
  return READING.test(eventName) || (service === 'kms' && USING.test(eventName));
}
