/** Diagnostic settings of a resource: where its logs and metrics are sent. */
import type { ArmContext } from '../arm/context.ts';
import { ArmError, gatewayError } from '../arm/armError.ts';
import { objectAt } from '../json.ts';
import { findResource, type ResourceSource } from '../arm/resources/resourceSources.ts';
import { ResourceStore } from '../arm/resources/resourceStore.ts';
import { armRoute, listResponse, type Request, type Response, type Route } from '../arm/route.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import { diagnosticSettings as type } from './apiVersions.ts';
import { readJsonObject } from '../arm/resources/resourceBody.ts';

const fullType = 'Microsoft.Insights/diagnosticSettings';

export function diagnosticSettingsRoutes(arm: ArmContext, sources: readonly ResourceSource[]): Route[] {
  const settings = new ResourceStore();
  const route = (
    method: string,
    path: string,
    answer: (scope: string, request: Request) => Response,
  ): Route =>
    armRoute(
      method,
      `(?<scope>/subscriptions/.+)/providers/Microsoft\\.Insights/diagnosticSettings${path}`,
      request => providerVersion(request, 'global', type),
      request => {
        const scope = request.params['scope'] ?? '';
        if (!findResource(sources, scope)) throw noSuchResource(scope);
        return answer(scope, request);
      },
    );
  const one = '/(?<name>[^/]+)';
  const idOf = (scope: string, { params }: Request) =>
    `${scope}/providers/${fullType}/${params['name'] ?? ''}`;
  return [
    route('GET', '', scope => listResponse(settings.within(`${scope}/providers/${fullType}`))),
    route('GET', one, (scope, request) => {
      const found = settings.get(idOf(scope, request));
      if (!found) throw noSuchSetting(scope, request);
      return { status: 200, body: found };
    }),
    route('PUT', one, (scope, request) => {
      const properties = objectAt(readJsonObject(request.body), 'properties');
      const id = idOf(scope, request);
      const body = settings.put({ id, type: fullType, name: request.params['name'] ?? '', properties });
      restart(arm, scope);
      return { status: 200, body };
    }),
    route('DELETE', one, (scope, request) => {
      const id = idOf(scope, request);
      if (!settings.get(id)) return { status: 204 };
      settings.removeWithin(id);
      return { status: 200 };
    }),
  ];
}

/** Setting them restarts a container group (learn.microsoft.com, "Monitor Azure Container Instances"). */
function restart({ estate }: ArmContext, scope: string): void {
  const group = estate.groupWithId(scope);
  if (group?.running.state === 'Running') group.running.restart();
}

function noSuchResource(id: string): ArmError {
  const message = `The resource '${id}' could not be found.`;
  return gatewayError(404, 'ResourceNotFound', message);
}

function noSuchSetting(scope: string, { params }: Request): ArmError {
  const message = `The diagnostic setting '${params['name'] ?? ''}' of resource '${scope}' could not be found.`;
  return new ArmError(404, 'ResourceNotFound', message);
}
