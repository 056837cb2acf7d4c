/** Why a trail does not do, as what it does, and which setting of it that is. */
export interface TrailFault {
  readonly setting: 'logging' | 'regions' | 'selectors' | 'bucket';
  readonly found: string;
}
