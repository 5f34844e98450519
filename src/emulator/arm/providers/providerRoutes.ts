/** Resource providers, their registration, and the operations of `Microsoft.ContainerInstance`. */
import { gatewayError, invalidNamespace, subscriptionNotFound } from '../armError.ts';
import type { ArmContext } from '../context.ts';
import type { Subscription } from '../estate.ts';
import { isObject, objectAt, textAt, type JsonObject } from '../../json.ts';
import { providerOperations } from './providerOperations.ts';
import {
  armRoute,
  listResponse,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { checkResourceVersion, providerVersion } from '../apiVersions.ts';
import { findProviderBody, providerBodies } from './providers.ts';
import { containerInstanceVersions } from '../containerGroups/apiVersions.ts';

export function providerRoutes({ estate, clock, switches }: ArmContext): Route[] {
  const find = ({ params: { subscription: id = '' } }: Request): Subscription => {
    const subscription = estate.subscription(id);
    if (!subscription) throw subscriptionNotFound(id);
    return subscription;
  };
  const show = (request: Request): Response => {
    const { namespace = '' } = request.params;
    const body = findProviderBody(namespace, find(request), clock.now());
    if (!body) throw invalidNamespace(namespace);
    return { status: 200, body };
  };
  const one = `${subscriptionPath}/providers/(?<namespace>[^/]+)`;
  return [
    armRoute('GET', `${subscriptionPath}/providers`, checkResourceVersion, request =>
      listResponse(providerBodies(find(request), clock.now())),
    ),
    armRoute('GET', one, checkResourceVersion, show),
    armRoute('POST', `${one}/register`, checkResourceVersion, request => {
      if (request.params['namespace']?.toLowerCase() === 'microsoft.containerinstance') {
        estate.register(find(request).subscriptionId, clock.now() + switches.registrationMs);
      }
      return show(request);
    }),
    armRoute(
      'GET',
      '/providers/Microsoft\\.Authorization/providerOperations/(?<namespace>[^/]+)',
      request =>
        providerVersion(request, 'global', { name: 'providerOperations', versions: operationsVersions }),
      operationsOf,
    ),
  ];
}

const operationsVersions = ['2015-07-01', '2017-05-01', '2018-01-01-preview', '2018-07-01', '2022-04-01'];

/** Sorted by resource type (`GetProviderOperations` example of Microsoft.Authorization 2018-01-01-preview). */
function operationsOf(request: Request): Response {
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
