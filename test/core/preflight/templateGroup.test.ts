import assert from 'node:assert/strict';
import type { JsonPath } from '../../../src/core/document/jsonPath.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { fatal, warning } from '../../../src/core/preflight/finding.ts';
import { readPlannedGroup } from '../../../src/core/preflight/plannedGroup.ts';
import { askableDocument, isFindingKnown, isPriceKnown } from '../../../src/core/preflight/templateGroup.ts';
import { container, groupDocument, ref } from './plannedGroups.ts';

const provider = '/subscriptions/s1/resourceGroups/rg/providers';
const network = `${provider}/Microsoft.Network/virtualNetworks/net`;
const registry = `${provider}/Microsoft.ContainerRegistry/registries/Shop42`;
const group = (...unknown: readonly JsonPath[]) => ({ ref, document: groupDocument(), unknown });

describe('A container group of a template', () => {
  const asked = (properties: JsonObject, unknown: readonly JsonPath[], made: readonly string[] = []) =>
    readPlannedGroup(ref, askableDocument({ document: groupDocument(properties), unknown }, made));

  it('is not asked about by what only Azure knows', () => {
    const properties = {
      containers: [container('web', '[reference(1)]'), container('api', 'nginx:1')],
      subnetIds: [{ id: '[reference(2)]' }, { id: `${network}/subnets/aci` }],
    };
    const planned = asked(properties, [
      ['location'],
      ['properties', 'containers', 0, 'properties', 'image'],
      ['properties', 'subnetIds', 0, 'id'],
    ]);
    assert.equal(planned.location, '');
    assert.deepEqual(
      planned.images.map(({ image }) => image),
      ['nginx:1'],
    );
    assert.deepEqual(planned.subnetIds, [`${network}/subnets/aci`]);
  });

  it('is not asked about by subnets and registries that the template makes', () => {
    const images = ['shop42.azurecr.io/web:1', 'shop42-a1b2.azurecr.io/web:1', 'shop421.azurecr.io/web:1'];
    const properties = {
      initContainers: [{ name: 'first', properties: { image: 'shop42.azurecr.io/first:1' } }],
      containers: images.map((image, index) => container(`c${index}`, image)),
      subnetIds: [{ id: `${network.toUpperCase()}/subnets/aci` }, { id: `${network}work/subnets/aci` }],
    };
    const planned = asked(properties, [], [network, registry]);
    assert.deepEqual(
      planned.images.map(({ image }) => image),
      ['shop421.azurecr.io/web:1'],
    );
    assert.deepEqual(planned.subnetIds, [`${network}work/subnets/aci`]);
    // Something that is built or imported in a registry that is there already.
    assert.deepEqual(asked(properties, [], [`${registry}/taskRuns/build`]).images.length, 1);
    assert.deepEqual(asked(properties, [], [`${network}/subnets/aci`]).subnetIds.length, 1);
  });

  it('is said nothing of that depends on what only Azure knows', () => {
    const cores = fatal({
      ...{ kind: 'tooFewCores', location: 'westeurope', quota: 'Standard Cores' },
      ...{ wanted: 4, used: 8, limit: 10 },
    });
    const denied = warning({ kind: 'imageDenied', image: 'shop.azurecr.io/web' });
    const requests = ['properties', 'containers', 0, 'properties', 'resources', 'requests'];
    assert.ok(isFindingKnown(group(['tags', 'by'], ['properties', 'containers', 0, 'name']), cores));
    for (const unknown of [[...requests, 'cpu'], ['properties', 'containers'], ['properties', 'sku'], []]) {
      assert.ok(!isFindingKnown(group(unknown), cores), unknown.join('.'));
      assert.ok(!isPriceKnown(group(unknown)), unknown.join('.'));
    }
    assert.ok(isFindingKnown(group([...requests, 'cpu']), denied));
    const password = ['properties', 'imageRegistryCredentials', 0, 'password'];
    assert.ok(!isFindingKnown(group(password), denied));
    assert.ok(isPriceKnown(group(password)));
    assert.ok(!isPriceKnown(group(['location'])));
  });
});
