import assert from 'node:assert/strict';
import { findBicep, type Machine } from '../../../src/ui/bicep/findBicep.ts';

function machine(
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
  more: Partial<Machine> = {},
): Machine {
  return {
    platform: 'linux',
    homeFolder: '/home/ada',
    environment: name => environment[name],
    isFile: file => Promise.resolve(files.includes(file)),
    ...more,
  };
}

describe('The Bicep compiler of this machine', () => {
  const az = '/home/ada/.azure/bin/bicep';

  it('is the one that the setting names, and no other then', async () => {
    const known = machine(['/opt/bicep', '/usr/bin/bicep'], { PATH: '/usr/bin' });
    assert.equal(await findBicep('/opt/bicep', known), '/opt/bicep');
    assert.equal(await findBicep('/opt/other', known), undefined);
  });

  it('is the first on the path, then what "az bicep install" brought', async () => {
    const path = { PATH: '/a:/usr/bin:/b' };
    assert.equal(await findBicep('', machine([az, '/b/bicep', '/usr/bin/bicep'], path)), '/usr/bin/bicep');
    assert.equal(await findBicep('', machine([az], path)), az);
    const elsewhere = machine(['/conf/bin/bicep'], { AZURE_CONFIG_DIR: '/conf' });
    assert.equal(await findBicep('', elsewhere), '/conf/bin/bicep');
    assert.equal(await findBicep('', machine([], path)), undefined);
  });

  it('is nothing in a relative folder: anybody could have put it there', async () => {
    const known = machine(['bicep', './bicep', 'tools/bicep'], { PATH: ':.:tools' });
    assert.equal(await findBicep('', known), undefined);
    assert.equal(await findBicep('tools/bicep', known), undefined);
  });

  it('is a program with the ending .exe on Windows', async () => {
    const file = String.raw`C:\tools\bicep.exe`;
    const known = machine([file], { Path: String.raw`C:\Windows;C:\tools` }, { platform: 'win32' });
    assert.equal(await findBicep('', known), file);
  });
});
