import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';

/**
 * All calls, reading and writing: EventBridge gets no more of it than a trail records.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const MANAGEMENT_EVENTS: CfnTrail.AdvancedEventSelectorProperty = {
  name: 'Whatever is called',
  fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
};
