/** What the log of a failed build tells of its reason: the step, its line in the Dockerfile, and walls that are known. */
import type { Dockerfile, Instruction } from './dockerfile.ts';

/** A reason that has a way round. */
export type KnownBuildWall =
  /** The builder does not understand `FROM --platform` ("unable to understand line FROM --platform": Azure/acr#697). */
  | 'platform'
  /** "requires BuildKit" (Azure/acr#721). */
  | 'buildKit'
  /** The registry's firewall keeps its own builds out ("client with IP … is not allowed access": aka.ms/acr/firewall). */
  | 'firewall'
  /** The build may not pull from or push to a registry. */
  | 'registryRights'
  /** Docker Hub's limit for pulls without an account ("toomanyrequests": docs.docker.com, Docker Hub usage and limits). */
  | 'pullLimit'
  /** The dependency scan stumbles over a Dockerfile path with spaces (Azure/acr#871). */
  | 'pathWithSpaces';

export interface BuildFailure {
  /** The step that was under way: `RUN npm ci`. */
  readonly step?: { readonly number: number; readonly total: number; readonly text: string };
  /** Of the Dockerfile, from 0. */
  readonly line?: number;
  /** What the log says last of the reason. */
  readonly message?: string;
  readonly wall?: KnownBuildWall;
}

const walls: readonly (readonly [KnownBuildWall, RegExp])[] = [
  ['platform', /unable to understand line FROM --platform/i],
  ['buildKit', /requires BuildKit|the --\w+ (?:option|flag) requires/i],
  ['firewall', /client with IP .{1,60}is not allowed access|aka\.ms\/acr\/firewall/i],
  ['pullLimit', /toomanyrequests|reached your (?:unauthenticated )?pull rate limit/i],
  [
    'registryRights',
    /unauthorized: authentication required|denied: requested access to the resource is denied|insufficient_scope/i,
  ],
];

/** Lines of the builder itself begin with their time. */
const builderLine = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /;
/** Of the classic builder (moby, builder/dockerfile/dispatchers). */
const classicStep = /^Step (\d+)\/(\d+) : (.+)$/;
/** Of BuildKit's plain progress: `#8 [build 3/5] RUN npm ci`. */
const buildKitStep = /^#(\d+) \[(?:\S+ )?(\d+)\/(\d+)\] (.+)$/;
/** `Dockerfile:7`, above BuildKit's excerpt of the file. */
const buildKitPlace = /^\S*(?:dockerfile|containerfile)\S*:(\d+)$/i;
const buildKitError = /^#(\d+) ERROR: (.+)$/;
const errorLine =
  /^(?:The command '.+' returned a non-zero code|ERROR: |unable to understand line|(?:COPY|ADD) failed|.*\bError(?: response from daemon)?: )/i;
/** Of the builder: said of whatever has failed. */
const lastResort = /^failed to run step|^Run ID: .+ failed after/;

/** `lines`: the log as it was shown. */
export function findBuildFailure(lines: readonly string[], dockerfile: Dockerfile): BuildFailure {
  let step: BuildFailure['step'];
  let line: number | undefined;
  let message: string | undefined;
  const buildKitSteps = new Map<string, NonNullable<BuildFailure['step']>>();
  for (const text of lines) {
    const classic = classicStep.exec(text);
    if (classic) {
      const [, number = '', total = '', instruction = ''] = classic;
      step = { number: Number(number), total: Number(total), text: instruction };
    }
    const kit = buildKitStep.exec(text);
    if (kit) {
      const [, id = '', number = '', total = '', instruction = ''] = kit;
      buildKitSteps.set(id, { number: Number(number), total: Number(total), text: instruction });
    }
    const [, failedId = '', why] = buildKitError.exec(text) ?? [];
    if (why !== undefined) {
      step = buildKitSteps.get(failedId) ?? step;
      message = why;
    }
    const place = buildKitPlace.exec(text);
    if (place) line = Number(place[1]) - 1;
    if (!builderLine.test(text) && !text.startsWith('Run ID:') && errorLine.test(text)) message = text;
  }
  message ??= lines.findLast(text => lastResort.test(text) || errorLine.test(text));
  const wall = walls.find(([, pattern]) => lines.some(text => pattern.test(text)))?.[0];
  const at = line ?? lineOfWall(wall, dockerfile) ?? lineOfStep(step, dockerfile);
  return {
    ...(step && { step }),
    ...(at !== undefined && { line: at }),
    ...(message !== undefined && { message }),
    ...(wall && { wall }),
  };
}

function lineOfWall(wall: KnownBuildWall | undefined, { instructions }: Dockerfile): number | undefined {
  if (wall !== 'platform') return undefined;
  return instructions.find(({ flags }) => flags.some(flag => flag.startsWith('--platform')))?.line;
}

/** Steps are counted over the whole file, with the arguments before the first stage. */
function lineOfStep(step: BuildFailure['step'], { instructions }: Dockerfile): number | undefined {
  if (!step) return undefined;
  const counted = instructions[step.number - 1];
  if (counted && isSame(counted, step.text)) return counted.line;
  return instructions.find(each => isSame(each, step.text))?.line;
}

function isSame({ keyword, flags, text }: Instruction, step: string): boolean {
  const plain = (words: string) => words.replace(/\s+/g, ' ').trim().toLowerCase();
  return (
    plain([keyword, ...flags, text].join(' ')) === plain(step) || plain(`${keyword} ${text}`) === plain(step)
  );
}
