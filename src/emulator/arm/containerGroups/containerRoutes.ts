/** One container of a group: its logs, a socket that follows them, and one to a program's terminal. */
import type { ArmContext } from '../context.ts';
import { ArmError, invalidContent } from '../armError.ts';
import type { Group } from '../estate.ts';
import { deserialize } from '../json/deserialize.ts';
import { execRequestModel } from './requestModels.ts';
import { findGroup, groupPath, requestIdHeader, transitioningError } from './requestedGroup.ts';
import { isObject, objectAt, objectsAt, textAt, type JsonObject } from '../../json.ts';
import { readJsonBody } from '../resources/resourceBody.ts';
import type { Request, Response, Route } from '../route.ts';

export function containerRoutes(arm: ArmContext): Route[] {
  const route = (method: string, verb: string, answer: (request: Request) => Response): Route => ({
    method,
    path: new RegExp(`^${groupPath}/containers/(?<container>[^/]+)/${verb}$`, 'i'),
    access: 'arm',
    answer,
  });
  return [
    route('GET', 'logs', request => readLogs(arm, request)),
    route('POST', 'attach', request => attach(arm, request)),
    route('POST', 'exec', request => exec(arm, request)),
  ];
}

function readLogs(arm: ArmContext, request: Request): Response {
  const group = findGroup(arm, request);
  const container = findContainer(group, request);
  const { searchParams } = request.url;
  const tail = readTail(searchParams.get('tail'));
  const timestamps = searchParams.get('timestamps')?.toLowerCase() === 'true';
  const options = { timestamps, ...(tail === undefined ? {} : { tail }) };
  const content = group.running.logs(container, options) ?? '';
  return { status: 200, headers: requestIdHeader(group), body: { content } };
}

function readTail(given: string | null): number | undefined {
  if (given === null || given === '') return undefined;
  const tail = Number(given);
  if (Number.isInteger(tail) && tail >= 0) return tail;
  throw invalidContent(`The value '${given}' of 'tail' is invalid`);
}

/** A container that has not started has nothing to attach to; one that ended gets a socket that ends at once. */
function attach(arm: ArmContext, request: Request): Response {
  const group = findGroup(arm, request);
  const container = findContainer(group, request);
  if (group.running.containerInstanceView(container) === undefined) {
    throw transitioningError(group);
  }
  const body = { ...arm.attachSockets.offer(group.running, container, request.url.host) };
  return { status: 200, headers: requestIdHeader(group), body };
}

/** A container that has ended gets a socket that ends at once (recorded); a blank in `command` is part of its name. */
function exec(arm: ArmContext, request: Request): Response {
  const group = findGroup(arm, request);
  const container = findContainer(group, request);
  const read = deserialize(readJsonBody(request.body), execRequestModel, '');
  const body = isObject(read) ? read : {};
  const program = textAt(body, 'command');
  if (program === '') throw invalidContent("Required property 'command' not found in JSON");
  const size = objectAt(body, 'terminalSize');
  const { running } = group;
  if (running.containerInstanceView(container) === undefined) throw transitioningError(group);
  if (running.state === 'Stopped') throw notRunning(group.name, container);
  const execRequest = {
    running,
    container,
    program,
    size: { columns: readSize(size, 'cols', 80), rows: readSize(size, 'rows', 24) },
  };
  const offer = { ...arm.execSockets.offer(execRequest, request.url.host) };
  return { status: 200, headers: requestIdHeader(group), body: offer };
}

function readSize(size: JsonObject, name: string, otherwise: number): number {
  const given = size[name];
  if (typeof given !== 'number') return otherwise;
  if (given >= 0) return given;
  throw invalidContent(`The value of 'terminalSize.${name}' is invalid`);
}

function notRunning(group: string, container: string): ArmError {
  return new ArmError(
    409,
    'ContainerNotRunning', // [guess]
    `The container '${container}' in container group '${group}' is not running.`,
  );
}

function findContainer({ name: group, properties }: Group, { params }: Request): string {
  const name = params['container'] ?? '';
  const all = [...objectsAt(properties, 'containers'), ...objectsAt(properties, 'initContainers')];
  const found = all.map(c => textAt(c, 'name')).find(n => n.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new ArmError(
    404,
    'ContainerNotFound', // docker-archive/compose-cli#1302
    `The container '${name}' does not exist in container group '${group}'.`,
  );
}
