import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { PolicyDocument as Document } from '../iam/policy-document';

/**
 * The only bridge from a document of `policies/` to CDK.
 *
 * CDK puts the keys of a statement into one order, on which the stock rules for administrator policies depend: they
 * compare text.
 */
export function toIam(document: Document): PolicyDocument {
  return PolicyDocument.fromJson(document);
}
