import assert from 'node:assert/strict';
import { locateError } from '../../../src/ui/edit/errorLocation.ts';

const content = {
  name: 'shop',
  location: 'westeurope',
  properties: {
    containers: [
      { name: 'web', properties: { image: 'nginx' } },
      { name: 'shop', properties: { image: 'contoso.azurecr.io/shop:1' } },
    ],
    imageRegistryCredentials: [{ server: 'contoso.azurecr.io' }],
    ipAddress: { dnsNameLabel: 'shop' },
  },
};

describe('The place of an error of Azure', () => {
  it('is the path that it names', () => {
    const message =
      "The request content was invalid and could not be deserialized: 'Required property 'server' not found in JSON. Path 'properties.imageRegistryCredentials[0]', line 1, position 586.'.";
    assert.deepEqual(locateError(message, content), ['properties', 'imageRegistryCredentials', 0]);
  });

  it('is the image that it quotes', () => {
    const message =
      "The image 'contoso.azurecr.io/shop:1' in container group 'shop' is not accessible. Please check the image and registry credential.";
    assert.deepEqual(locateError(message, content), ['properties', 'containers', 1, 'properties', 'image']);
  });

  it('is the DNS label where that is taken', () => {
    const message = 'The DNS name label is not available in the region.';
    assert.deepEqual(locateError(message, content), ['properties', 'ipAddress', 'dnsNameLabel']);
  });

  it('is the property that it speaks of, where another has the same value', () => {
    const tagged = { tags: { runs: 'nginx' }, ...content };
    const place = locateError("The image 'nginx' in container group 'shop' is not accessible.", tagged);
    assert.deepEqual(place, ['properties', 'containers', 0, 'properties', 'image']);
  });

  it('is not the container that has the name of the group', () => {
    const message =
      "The updates on container group 'shop' are invalid. If you are going to update the os type, restart policy, network profile, CPU, memory or GPU resources for a container group, you must delete it first and then create a new one.";
    assert.equal(locateError(message, content), undefined);
  });

  it('is nowhere where it quotes nothing of the group', () => {
    assert.equal(locateError('Encountered an internal server error.', content), undefined);
    assert.equal(locateError("The container group 'other' is still transitioning.", content), undefined);
  });
});
