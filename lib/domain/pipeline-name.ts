import { LONGEST_PIPELINE_NAME } from './names';

/**
 * The name of a pipeline: lower-case letters, digits and single hyphens, with a letter first.
 *
 * It becomes part of a bucket's name, and S3's alphabet is the narrowest of all.
 */
export const PIPELINE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

export function isPipelineName(text: string): boolean {
  return text.length <= LONGEST_PIPELINE_NAME && PIPELINE_NAME.test(text);
}
