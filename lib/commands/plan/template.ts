import type { JsonObject } from '../../domain/json';

/** The properties of a resource. */
export type Properties = JsonObject;

/** A resource of a template; what is beside its properties is CloudFormation's own, such as `DeletionPolicy`. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly attributes: JsonObject;
}

/** A CloudFormation template, read. */
export interface Template {
  readonly resources: Readonly<Record<string, Resource>>;
  /** `Parameters`, `Conditions`, ...: everything beside the resources. */
  readonly sections: JsonObject;
}

/** What is deployed where nothing is. */
export const EMPTY_TEMPLATE: Template = { resources: {}, sections: {} };
