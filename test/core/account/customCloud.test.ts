import assert from 'node:assert/strict';
import { readCustomCloud } from '../../../src/core/account/customCloud.ts';

const complete = {
  name: 'Contoso Stack',
  resourceManagerEndpoint: 'https://management.stack.contoso.example/',
  authorityHost: 'https://login.contoso.example/',
  audience: 'https://management.contoso.example/',
  portalUrl: 'https://portal.stack.contoso.example/',
};

describe('A custom cloud', () => {
  it('has the addresses that the setting names, without slashes at their ends', () => {
    assert.deepEqual(readCustomCloud(complete), {
      cloud: {
        id: 'custom',
        displayName: 'Contoso Stack',
        resourceManagerEndpoint: 'https://management.stack.contoso.example',
        authorityHost: 'https://login.contoso.example',
        scope: 'https://management.contoso.example/.default',
        portalUrl: 'https://portal.stack.contoso.example',
      },
    });
  });

  it('asks tokens for its own address where no audience is named, and may have no portal', () => {
    const { audience: _, portalUrl: __, ...least } = complete;
    const read = readCustomCloud(least);
    assert.ok('cloud' in read);
    assert.equal(read.cloud.scope, 'https://management.stack.contoso.example/.default');
    assert.equal(read.cloud.portalUrl, undefined);
  });

  it('takes a scope for an audience', () => {
    const read = readCustomCloud({ ...complete, audience: 'api://stack/.default' });
    assert.ok('cloud' in read);
    assert.equal(read.cloud.scope, 'api://stack/.default');
  });

  for (const address of ['https://127.0.0.1:4711', 'https://localhost:4711', 'https://[::1]:4711']) {
    it(`may be on this machine: ${address}`, () => {
      const read = readCustomCloud({ ...complete, resourceManagerEndpoint: address, authorityHost: address });
      assert.ok('cloud' in read);
      assert.equal(read.cloud.resourceManagerEndpoint, address);
    });
  }

  for (const [what, change] of [
    [
      'Azure Stack Hub that signs in with Entra',
      {
        authorityHost: 'https://login.microsoftonline.com',
        audience: 'https://management.contoso.onmicrosoft.com/4de154de-f8a8-4017-af41-df619da68155',
      },
    ],
    [
      'a server that is asked for itself',
      { authorityHost: 'https://login.microsoftonline.com', audience: '' },
    ],
    [
      'a public cloud by its own addresses',
      {
        resourceManagerEndpoint: 'https://management.azure.com',
        authorityHost: 'https://login.microsoftonline.com',
        audience: 'https://management.core.windows.net',
      },
    ],
  ] as const) {
    it(`may be ${what}`, () => assert.ok('cloud' in readCustomCloud({ ...complete, ...change })));
  }

  const wrong: readonly (readonly [string, unknown, unknown])[] = [
    ['is not there', undefined, { field: undefined, rule: 'missing' }],
    ['is empty', {}, { field: undefined, rule: 'missing' }],
    ['has no name', { ...complete, name: undefined }, { field: 'name', rule: 'missing' }],
    ['has a blank name', { ...complete, name: '  ' }, { field: 'name', rule: 'text' }],
    [
      'has no address of its own',
      { ...complete, resourceManagerEndpoint: '' },
      { field: 'resourceManagerEndpoint', rule: 'missing' },
    ],
    [
      'has a number for an address',
      { ...complete, authorityHost: 7 },
      { field: 'authorityHost', rule: 'text' },
    ],
    [
      'has a word for an address',
      { ...complete, authorityHost: 'login' },
      { field: 'authorityHost', rule: 'address' },
    ],
    [
      'would send tokens unencrypted',
      { ...complete, resourceManagerEndpoint: 'http://management.contoso.example' },
      { field: 'resourceManagerEndpoint', rule: 'https' },
    ],
    [
      'is on this machine without encryption',
      { ...complete, authorityHost: 'http://127.0.0.1:4711' },
      { field: 'authorityHost', rule: 'https' },
    ],
    ...[
      'https://management.azure.com',
      'https://management.core.windows.net/',
      'https://graph.microsoft.com',
      'https://vault.azure.net/.default',
      '797f4846-ba00-4fd7-ba43-dac1f8f63013',
      'api://somebody-elses',
    ].map(
      audience =>
        [
          `would hand a token of public Azure for ${audience} to another server`,
          { ...complete, authorityHost: 'https://login.microsoftonline.com', audience },
          { field: 'audience', rule: 'public' },
        ] as const,
    ),
    [
      "would hand over a token by another name of the sign-in's",
      { ...complete, authorityHost: 'https://LOGIN.windows.net.', audience: 'https://graph.microsoft.com' },
      { field: 'audience', rule: 'public' },
    ],
    [
      'asks any authority for the audience of public Azure',
      { ...complete, audience: 'https://management.azure.com' },
      { field: 'audience', rule: 'public' },
    ],
    [
      "hands one public cloud's token to another",
      {
        ...complete,
        resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
        authorityHost: 'https://login.microsoftonline.com',
        audience: 'https://management.azure.com',
      },
      { field: 'audience', rule: 'public' },
    ],
    [
      'has a script for a portal',
      { ...complete, portalUrl: 'javascript:alert(1)' },
      { field: 'portalUrl', rule: 'https' },
    ],
    [
      'has a password in an address',
      { ...complete, authorityHost: 'https://me:secret@login.contoso.example' },
      { field: 'authorityHost', rule: 'address' },
    ],
  ];
  for (const [what, setting, problem] of wrong) {
    it(`is refused when it ${what}`, () => assert.deepEqual(readCustomCloud(setting), { problem }));
  }
});
