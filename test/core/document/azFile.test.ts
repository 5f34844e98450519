import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesBetween } from '../../../src/core/document/changes.ts';
import { findProblems } from '../../../src/core/document/problems/findProblems.ts';
import { withoutReadOnly } from '../../../src/core/document/readOnlyProperties.ts';
import { defaultApiVersion } from '../../../src/core/document/apiVersions.ts';
import { fromAzFile, toAzFile } from '../../../src/core/document/azFile.ts';
import { fillSecrets, missingSecrets } from '../../../src/core/document/missingSecrets.ts';
import { secretKey, withoutSecrets } from '../../../src/core/document/secretLocations.ts';
import { asText, isObject } from '../../../src/core/json.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { damagedBodies, recordedGroups } from './damagedBodies.ts';
import { missing, realBodies } from './realBodies.ts';

const ref: GroupRef = { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'web' };

describe('A group in the shape of a file', () => {
  const body = {
    id: '/subscriptions/s',
    name: 'web',
    type: 'Microsoft.ContainerInstance/containerGroups',
    systemData: { createdBy: 'someone' },
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      isCustomProvisioningTimeout: false,
      provisioningTimeoutInSeconds: 1800,
      future: { id: 'kept' },
      containers: [{ name: 'app', properties: { image: 'nginx', instanceView: { restartCount: 1 } } }],
      imageRegistryCredentials: [{ server: 's', username: 'u', isDelegatedIdentity: false }],
      ipAddress: { type: 'Public', ip: '1.2.3.4', fqdn: 'web.x', dnsNameLabel: 'webby', ports: [] },
      instanceView: { state: 'Running' },
    },
    identity: {
      type: 'UserAssigned',
      principalId: 'p',
      tenantId: 't',
      userAssignedIdentities: { '/mine': { principalId: 'p', clientId: 'c' } },
    },
    tomorrow: 1,
  };
  const file = toAzFile(ref, { apiVersion: '2023-05-01', body });

  it('has what identifies it first, and no property that only the service writes', () => {
    assert.deepEqual(file, {
      apiVersion: '2023-05-01',
      type: 'Microsoft.ContainerInstance/containerGroups',
      name: 'web',
      location: 'westeurope',
      identity: { type: 'UserAssigned', userAssignedIdentities: { '/mine': {} } },
      properties: {
        future: { id: 'kept' },
        containers: [{ name: 'app', properties: { image: 'nginx' } }],
        imageRegistryCredentials: [{ server: 's', username: 'u' }],
        ipAddress: { type: 'Public', dnsNameLabel: 'webby', ports: [] },
      },
      tomorrow: 1,
    });
    assert.deepEqual(Object.keys(file).slice(0, 4), ['apiVersion', 'type', 'name', 'location']);
  });

  it('becomes what a PUT sends', () => {
    const { name, location, document } = fromAzFile(file);
    assert.deepEqual({ name, location }, { name: 'web', location: 'westeurope' });
    assert.equal(document.apiVersion, '2023-05-01');
    assert.deepEqual(document.body, withoutReadOnly(body));
  });

  it('may lack everything', () => {
    assert.deepEqual(fromAzFile({}), {
      name: undefined,
      location: undefined,
      document: { apiVersion: defaultApiVersion, body: {} },
    });
  });

  it('keeps a provisioning timeout that somebody chose', () => {
    const chosen = { properties: { isCustomProvisioningTimeout: true, provisioningTimeoutInSeconds: 900 } };
    assert.deepEqual(withoutReadOnly(chosen), { properties: { provisioningTimeoutInSeconds: 900 } });
  });
});

describe(`Every group that Azure ever showed us${missing === undefined ? '' : ` (${missing})`}`, () => {
  const all = realBodies();
  before(function () {
    if (missing !== undefined) this.skip();
  });

  it('comes back from a file as it was, but for what only the service writes', () => {
    assert.ok(all.length > 100);
    for (const { apiVersion, body, source } of all) {
      const file = toAzFile({ ...ref, name: asText(body['name']) }, { apiVersion, body });
      assert.deepEqual(fromAzFile(file).document, { apiVersion, body: withoutReadOnly(body) }, source);
      assert.deepEqual(changesBetween(body, file), [], source);
    }
  });

  it('breaks none of our rules', () => {
    for (const { apiVersion, body, source } of all.filter(one => one.isAnswer)) {
      const file = toAzFile({ ...ref, name: asText(body['name']) || 'web' }, { apiVersion, body });
      const errors = findProblems(file).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], source);
    }
  });
});

describe('A group whose fields are missing, added or of the wrong type', () => {
  const anyDamagedGroup = fc.constantFrom(...recordedGroups()).chain(damagedBodies);

  it('comes back from a file as it was, but for what only the service writes', () =>
    fc.assert(
      fc.property(anyDamagedGroup, body => {
        // What names it is not taken from there, but from where it was asked for.
        if (!isObject(body) || typeof body['name'] !== 'string' || 'apiVersion' in body) return;
        const file = toAzFile({ ...ref, name: body['name'] }, { apiVersion: '2023-05-01', body });
        assert.deepEqual(fromAzFile(file).document, {
          apiVersion: '2023-05-01',
          body: withoutReadOnly(body),
        });
        assert.deepEqual(changesBetween(body, file), []);
      }),
    ));

  it('is judged, searched for secrets and stripped of them without a crash', () =>
    fc.assert(
      fc.property(anyDamagedGroup, body => {
        if (!isObject(body)) return;
        assert.ok(findProblems(toAzFile(ref, { apiVersion: '2023-05-01', body })).length >= 0);
        const bare = withoutSecrets(body);
        const all = Object.fromEntries(missingSecrets(bare).map(secret => [secretKey(secret), 'answer']));
        const filled = fillSecrets({ apiVersion: '2023-05-01', body: bare }, all);
        assert.ok(isObject(filled.body));
      }),
    ));
});
