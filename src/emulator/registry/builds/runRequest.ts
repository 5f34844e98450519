/** What `scheduleRun` is asked for: a quick build of a Dockerfile. */
import { ArmError } from '../../arm/armError.ts';
import { readJsonObject } from '../../arm/resources/resourceBody.ts';
import { numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json.ts';

export interface BuildRequest {
  /** As written: `team/app:{{.Run.ID}}`. */
  readonly imageNames: readonly string[];
  readonly isPushEnabled: boolean;
  /** `relativePath` of an upload, or an address. */
  readonly sourceLocation: string;
  readonly dockerFilePath: string;
  readonly platform: { readonly os: string; readonly architecture: string };
  readonly arguments: Readonly<Record<string, string>>;
  readonly target: string;
  readonly timeoutSeconds: number;
  readonly cpu: number;
  /** `[caller]`: the registry is written to with the rights of whoever asked. */
  readonly sourceRegistryIdentity: string;
}

/** Kinds of runs that the real service has, and the emulator hasn't. */
const otherTypes = ['FileTaskRunRequest', 'EncodedTaskRunRequest', 'TaskRunRequest'];

/** Limits of `timeout` in seconds, and its default (`DockerBuildRequest` of Microsoft.ContainerRegistry 2019-06-01-preview). */
const timeouts = { least: 300, most: 28_800, usual: 3600 };

/** @throws ArmError for what is no request, and for kinds of runs that aren't emulated. */
export function readBuildRequest(text: string): BuildRequest {
  const body = readJsonObject(text);
  const type = textAt(body, 'type');
  if (otherTypes.includes(type)) throw invalid(`Runs of type '${type}' are not emulated.`);
  if (type !== 'DockerBuildRequest') throw invalid(`The run request type '${type}' is not supported.`);
  const dockerFilePath = textAt(body, 'dockerFilePath');
  if (dockerFilePath === '') throw invalid("'dockerFilePath' is required.");
  const sourceLocation = textAt(body, 'sourceLocation');
  if (sourceLocation === '') throw invalid("'sourceLocation' is required.");
  const platform = objectAt(body, 'platform');
  const [os, architecture] = [textAt(platform, 'os'), textAt(platform, 'architecture') || 'amd64'];
  if (os.toLowerCase() !== 'linux' && os.toLowerCase() !== 'windows') {
    throw invalid(`The platform OS '${os}' is not supported.`);
  }
  const timeout = numberAt(body, 'timeout') ?? timeouts.usual;
  if (timeout < timeouts.least || timeout > timeouts.most) {
    throw invalid(`'timeout' must be between ${timeouts.least} and ${timeouts.most} seconds.`);
  }
  return {
    imageNames: textsAt(body, 'imageNames'),
    isPushEnabled: body['isPushEnabled'] !== false,
    sourceLocation,
    dockerFilePath,
    platform: { os, architecture },
    arguments: Object.fromEntries(
      objectsAt(body, 'arguments').map(each => [textAt(each, 'name'), textAt(each, 'value')]),
    ),
    target: textAt(body, 'target'),
    timeoutSeconds: timeout,
    cpu: numberAt(objectAt(body, 'agentConfiguration'), 'cpu') ?? 2,
    sourceRegistryIdentity: textAt(objectAt(objectAt(body, 'credentials'), 'sourceRegistry'), 'identity'),
  };
}

function invalid(message: string): ArmError {
  return new ArmError(400, 'InvalidRequest', message, { more: { target: 'request' } });
}
