/** What is wrong with a group's file, before anything is sent. Types and unknown keys are the schema's business. */
import { isObject } from '../json.ts';
import type { Json } from '../model.ts';
import { groupNameProblem } from '../rules/names.ts';
import { containerProblems } from './containerProblems.ts';
import { credentialProblems, identityProblems } from './credentialProblems.ts';
import { diagnosticsProblems } from './diagnosticsProblems.ts';
import { networkProblems } from './networkProblems.ts';
import {
  at,
  error,
  isThere,
  onKey,
  type Place,
  type Problem,
  type Problems,
  ruled,
  textOf,
} from './problem.ts';
import { groupType } from './shape.ts';
import { sizeProblems } from './sizeProblems.ts';
import { versionProblems } from './versionProblems.ts';
import { volumeProblems } from './volumeProblems.ts';
import { zoneProblems } from './zoneProblems.ts';

export type { Problem, ProblemKind } from './problem.ts';

/** Every problem of `content` (az's shape). Nothing here asks Azure. */
export function problemsOf(content: Json): readonly Problem[] {
  const file: Place = { path: [], value: content };
  return isObject(content) ? [...fileProblems(file)] : [error(file, 'notAGroup')];
}

function* fileProblems(file: Place): Problems {
  yield* headProblems(file);
  yield* versionProblems(file);
  const group = at(file, 'properties');
  yield* containerProblems(group);
  yield* sizeProblems(group);
  yield* networkProblems(group);
  yield* volumeProblems(group);
  yield* identityProblems(file);
  yield* credentialProblems(file);
  yield* diagnosticsProblems(group);
  yield* zoneProblems(file);
}

function* headProblems(file: Place): Problems {
  const type = at(file, 'type');
  const said = textOf(type);
  if (said !== undefined && said.toLowerCase() !== groupType.toLowerCase())
    yield error(type, 'typeOther', said);
  const name = at(file, 'name');
  if (!isThere(name)) yield onKey(error(file, 'nameMissing'));
  yield* ruled(name, groupNameProblem);
  if (!isThere(at(file, 'location'))) yield onKey(error(file, 'locationMissing'));
}
