import { LiveOrganization } from '../../lib/estate/live-organization';

const LIVE = new LiveOrganization({
  root: 'r-abcd',
  units: [
    { id: 'ou-abcd-outer000', name: 'outer', parent: 'r-abcd' },
    { id: 'ou-abcd-inner000', name: 'inner', parent: 'ou-abcd-outer000' },
  ],
  accounts: [
    { id: '111111111111', name: 'management', parent: 'r-abcd', state: 'ACTIVE' },
    { id: '444444444444', name: 'outer', parent: 'ou-abcd-outer000', state: 'ACTIVE' },
    { id: '555555555555', name: 'inner', parent: 'ou-abcd-inner000', state: 'ACTIVE' },
  ],
});

describe('the accounts below an OU', () => {
  test('are those in it and those in the OUs below it', () => {
    expect(LIVE.accountsBelow('ou-abcd-outer000')).toEqual(['444444444444', '555555555555']);
    expect(LIVE.accountsBelow('ou-abcd-inner000')).toEqual(['555555555555']);
  });

  test('are none where there is no such OU', () => {
    expect(LIVE.accountsBelow('ou-abcd-nowhere0')).toEqual([]);
  });
});
