import { type HomeRegion, partitionOf } from '../domain/region';

/** The `homeRegion` of the examples. */
export const EXAMPLE_REGION: HomeRegion = 'eu-west-1';

/** An ARN for an example: of what stands behind the partition. */
export function exampleArn(rest: string): string {
  return `arn:${partitionOf(EXAMPLE_REGION)}:${rest}`;
}
