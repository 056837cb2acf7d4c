/** Says that CloudTrail does not answer a question to the event history. */
export class LookupRefused extends Error {
  constructor(
    readonly code:
      | 'InvalidLookupAttributesException'
      | 'InvalidMaxResultsException'
      | 'InvalidNextTokenException'
      | 'InvalidTimeRangeException',
    message: string,
  ) {
    super(message);
  }
}
