/** ARM's part of ACR tasks: where source code goes, quick builds, their runs and logs. */
import { ArmError } from '../../arm/armError.ts';
import { providerVersion } from '../../arm/apiVersions.ts';
import { permissionsAt } from '../../arm/gateway/accessChecks.ts';
import { requestedLocation } from '../../arm/resources/requestedResources.ts';
import {
  armRoute,
  providerPath,
  resourceGroupPath,
  type Request,
  type Response,
  type Route,
} from '../../arm/route.ts';
import { permitsData } from '../../authorization/roles.ts';
import type { Blobs } from '../../blobStorage/blobs.ts';
import type { ArmContext } from '../../arm/context.ts';
import { requestedRegistry } from '../armRoutes.ts';
import { taskType, type TaskType } from '../apiVersions.ts';
import { registryId, registryType, type Registries, type Registry } from '../registries.ts';
import { runBody, scheduledRunBody } from './runBody.ts';
import { readBuildRequest } from './runRequest.ts';
import type { Run, Runs } from './runs.ts';

export interface RunRouteDeps {
  readonly arm: ArmContext;
  readonly registries: Registries;
  readonly runs: Runs;
  readonly blobs: Blobs;
  /** `https://127.0.0.1:4713`. */
  readonly blobOrigin: string;
}

const one = `${resourceGroupPath}${providerPath(registryType)}/(?<name>[^/]+)`;

export function runRoutes(deps: RunRouteDeps): Route[] {
  const { registries, runs, blobs, blobOrigin } = deps;
  const route = (
    method: string,
    type: TaskType,
    path: string,
    answer: (registry: Registry, request: Request) => Response | Promise<Response>,
  ): Route =>
    armRoute(
      method,
      `${one}/${path}`,
      request => providerVersion(request, requestedLocation(registries.all, request), taskType(type)),
      request => answer(requestedRegistry(registries, request), request),
    );
  const onRun = (method: string, type: TaskType, path: string, answer: (run: Run) => Response) =>
    route(method, type, `runs/(?<run>[^/]+)${path}`, (registry, request) =>
      answer(find(deps, registry, request)),
    );
  const signed = (path: string, rights: string) =>
    `${blobOrigin}/${path}?${blobs.sign(path, rights, 3600).toString()}`;
  return [
    route('POST', 'listBuildSourceUploadUrl', 'listBuildSourceUploadUrl', registry => {
      const { path, relativePath } = runs.newSource(registry);
      return { status: 200, body: { uploadUrl: signed(path, 'cw'), relativePath } };
    }),
    route('POST', 'scheduleRun', 'scheduleRun', (registry, request) => schedule(deps, registry, request)),
    route('GET', 'runs', 'runs', (registry, { url }) => {
      const most = Number(url.searchParams.get('$top') ?? 100) || 100;
      return { status: 200, body: { value: runs.of(registry).slice(0, most).map(runBody) } };
    }),
    onRun('GET', 'runs', '', run => ({ status: 200, body: runBody(run) })),
    onRun('POST', 'runs/listLogSasUrl', '/listLogSasUrl', run => ({
      status: 200,
      body: { logLink: signed(run.log, 'r') },
    })),
    onRun('POST', 'runs/cancel', '/cancel', run => {
      runs.cancel(run);
      return { status: 200 };
    }),
  ];
}

async function schedule(deps: RunRouteDeps, registry: Registry, request: Request): Promise<Response> {
  checkAllowed(deps, registry);
  const asked = readBuildRequest(request.body);
  const caller = request.caller;
  const permissions = caller ? permissionsAt(deps.arm, caller, registryId(registry)) : [];
  const mayPush =
    registry.roleAssignmentMode === 'LegacyRegistryPermissions' ||
    permitsData(permissions, 'Microsoft.ContainerRegistry/registries/repositories/content/write');
  const run = await deps.runs.schedule(registry, asked, caller?.name ?? '', mayPush);
  return { status: 200, body: scheduledRunBody(run) };
}

/** The words: Azure-Samples/contoso-chat#259, of `scheduleRun`; the upload address is given out all the same. */
function checkAllowed({ arm }: RunRouteDeps, { name, subscriptionId }: Registry): void {
  if (!arm.switches.tasksNotAllowed.some(each => each.toLowerCase() === subscriptionId.toLowerCase())) return;
  const message = `ACR Tasks requests for the registry ${name} and ${subscriptionId} are not permitted. Please file an Azure support request at http://aka.ms/azuresupport for assistance.`;
  throw new ArmError(400, 'TasksOperationsNotAllowed', message, { more: { target: 'request' } });
}

function find({ runs }: RunRouteDeps, registry: Registry, { params }: Request): Run {
  const id = params['run'] ?? '';
  const found = runs.of(registry).find(run => run.id.toLowerCase() === id.toLowerCase());
  if (found) return found;
  throw new ArmError(404, 'RunNotFound', `The run ${id} was not found in the registry ${registry.name}.`);
}
