/** Whatever a template may hold: JSON. */
export type Value = null | boolean | number | string | readonly Value[] | Properties;

export interface Properties {
  readonly [name: string]: Value;
}

/** A resource of a template; what is beside its properties is CloudFormation's own, such as `DeletionPolicy`. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly attributes: Properties;
}

/** A CloudFormation template, read. */
export interface Template {
  readonly resources: Readonly<Record<string, Resource>>;
  /** `Parameters`, `Conditions`, ...: everything beside the resources. */
  readonly sections: Properties;
}

/** What is deployed where nothing is. */
export const NOTHING: Template = { resources: {}, sections: {} };

export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A list as it is, one value as a list of one, and nothing as an empty one: IAM and CloudFormation allow all three. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}
