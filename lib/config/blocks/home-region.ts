import { region } from '../values/region';

export const homeRegion = region(
  "The one Region of orgstrap's own resources. It must be on in every account from its first day.",
);
