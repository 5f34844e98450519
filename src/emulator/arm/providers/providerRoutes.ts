/** Resource providers beside `Microsoft.ContainerInstance`, and which operations one has. */
import type { JsonObject } from '../../containers/runtime.ts';
import { gatewayError } from '../armError.ts';
import { isObject, objectAt, textAt } from '../json/jsonValues.ts';
import { providerOperations } from './providerOperations.ts';
import type { Request, Response, Route } from '../route.ts';
import { checkResourceVersion, containerInstanceVersions, providerVersion } from '../apiVersions.ts';
import { providerBodies } from './providers.ts';

export function providerRoutes(): Route[] {
  const one = '^/subscriptions/(?<subscription>[^/]+)/providers/(?<namespace>[^/]+)';
  const show = (method: string, path: string): Route => ({
    method,
    path: new RegExp(`${one}${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      checkResourceVersion(request);
      return { status: 200, body: provider(request) };
    },
  });
  return [
    show('GET', ''),
    show('POST', '/register'),
    {
      method: 'GET',
      path: /^\/providers\/Microsoft\.Authorization\/providerOperations\/(?<namespace>[^/]+)$/i,
      access: 'arm',
      answer: operationsOf,
    },
  ];
}

function provider({ params: { subscription = '', namespace = '' } }: Request): JsonObject {
  const found = providerBodies(subscription).find(
    each => each.namespace.toLowerCase() === namespace.toLowerCase(),
  );
  if (found) return found;
  throw gatewayError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
}

const operationsVersions = ['2015-07-01', '2017-05-01', '2018-01-01-preview', '2018-07-01', '2022-04-01'];

/** Sorted by resource type (`GetProviderOperations` example of Microsoft.Authorization 2018-01-01-preview). */
function operationsOf(request: Request): Response {
  providerVersion(request, 'global', { name: 'providerOperations', versions: operationsVersions });
  const { namespace = '' } = request.params;
  const known = 'Microsoft.ContainerInstance';
  if (namespace.toLowerCase() !== known.toLowerCase()) {
    throw gatewayError(404, 'ProviderNotFound', `Provider '${namespace}' not found.`);
  }
  const byType = new Map<string, JsonObject[]>();
  for (const operation of providerOperations(containerInstanceVersions.at(-1) ?? '')) {
    const display = objectAt(operation, 'display');
    const name = textAt(operation, 'name');
    const type = name
      .split('/')
      .slice(1, name.endsWith('/action') ? -2 : -1)
      .join('/');
    const shown = {
      name,
      displayName: textAt(display, 'operation'),
      description: textAt(display, 'description'),
      origin: textAt(operation, 'origin'),
      ...(isObject(operation['properties']) ? { properties: operation['properties'] } : {}),
      isDataAction: false,
    };
    byType.set(type, [...(byType.get(type) ?? []), shown]);
  }
  const body: JsonObject = {
    displayName: 'Microsoft Container Instance',
    operations: byType.get('') ?? [],
    resourceTypes: [...byType]
      .filter(([type]) => type !== '')
      .map(([name, operations]) => ({ name, displayName: name, operations })),
    id: `/providers/Microsoft.Authorization/providerOperations/${known}`,
    type: 'Microsoft.Authorization/providerOperations',
    name: known,
  };
  return { status: 200, body };
}
