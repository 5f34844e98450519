/**
 * What is wrong with a group's file, before anything is sent. Types and unknown keys are checked against the schema.
 */
import { isObject, type Json } from '../../json.ts';
import { groupNameProblem } from '../../rules/names.ts';
import { containerProblems } from './containerProblems.ts';
import { credentialProblems, identityProblems } from './credentialProblems.ts';
import { diagnosticsProblems } from './diagnosticsProblems.ts';
import { networkProblems } from './networkProblems.ts';
import { type JsonNode, at, isPresent, textOf } from './jsonNode.ts';
import { error, hint, onKey, type Problem, type Problems, checkText } from './problem.ts';
import { groupType } from '../azFile.ts';
import { sizeProblems } from './sizeProblems.ts';
import { tagProblems } from './tagProblems.ts';
import { versionProblems } from './versionProblems.ts';
import { volumeProblems } from './volumeProblems.ts';
import { zoneProblems } from './zoneProblems.ts';

export type { Problem, ProblemKind } from './problem.ts';

/** Every problem of `content` (az's shape). Nothing here asks Azure. */
export function findProblems(content: Json): readonly Problem[] {
  const file: JsonNode = { path: [], value: content };
  return isObject(content) ? [...fileProblems(file)] : [error(file, 'notAGroup')];
}

function* fileProblems(file: JsonNode): Problems {
  yield* topLevelProblems(file);
  yield* tagProblems(file);
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

function* topLevelProblems(file: JsonNode): Problems {
  const type = at(file, 'type');
  const declared = textOf(type);
  if (declared !== undefined && declared.toLowerCase() !== groupType.toLowerCase())
    yield error(type, 'typeOther', declared);
  const name = at(file, 'name');
  // az takes it from its command line (custom.py, `_create_update_from_file`).
  if (!isPresent(name)) yield onKey(hint(file, 'nameMissing'));
  yield* checkText(name, groupNameProblem);
  // "Required: No" in Microsoft's YAML reference: az takes the resource group's.
  if (!isPresent(at(file, 'location'))) yield onKey(hint(file, 'locationMissing'));
}
