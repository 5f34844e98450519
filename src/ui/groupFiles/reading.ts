/** What a file comes to: the groups that it makes, and what is to tell about them. Asks nobody and sends nothing. */
import { fromFile, resourceOf, toFile } from '../../core/groupFile/shape.ts';
import { fromAbsence } from '../../core/groupFile/problem.ts';
import { problemsOf } from '../../core/groupFile/problems.ts';
import { type Path, valueAt } from '../../core/groupFile/path.ts';
import { asObject, asText } from '../../core/json.ts';
import type { CloudId, GroupDocument, GroupRef, JsonObject } from '../../core/model.ts';
import type { Translate } from '../translate.ts';
import type { FileKind } from './fileKinds.ts';
import { groupContent } from './groupFile.ts';
import { fileProblemText } from './languageWords.ts';

/** Where the groups go. */
export interface Place {
  readonly cloud: CloudId;
  readonly subscriptionId: string;
  readonly subscriptionName: string;
  readonly tenantId?: string;
  readonly resourceGroup: { readonly id: string; readonly name: string; readonly location: string };
}

/** A group that the file makes, and where in the file it is. */
export interface PlannedGroup {
  readonly name: string;
  readonly document: GroupDocument;
  /** Where in the file that comes from which is at `path` of the group in az's shape. */
  readonly placeOf: (path: Path) => Path;
}

/** Something to tell about a place of the file. */
export interface Remark {
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly severity: 'error' | 'warning' | 'hint';
  /** What kind of thing it is: the same whatever the language. */
  readonly code: string;
  readonly message: string;
}

/** With an error among the remarks nothing is sent. */
export interface Reading {
  readonly groups: readonly PlannedGroup[];
  readonly remarks: readonly Remark[];
}

/** Why a file of this kind makes no group; undefined where it does. */
export function notDeployable(kind: FileKind, t: Translate): string | undefined {
  if (kind === 'parameters') return t('These are the parameters of a template. Deploy the template itself.');
  return kind === 'unknown'
    ? t('This is no container group: neither YAML as az reads it, nor an ARM template, nor a Compose file.')
    : undefined;
}

/** The group of a file in az's shape, which has a name by now. */
export function azReading(content: JsonObject): Reading {
  const { name = '', document } = fromFile(resourceOf(content));
  return { groups: [{ name, document, placeOf: path => path }], remarks: [] };
}

export function refOf({ name }: PlannedGroup, { cloud, subscriptionId, resourceGroup }: Place): GroupRef {
  return { cloud, subscriptionId, resourceGroup: resourceGroup.name, name };
}

/** A group in az's shape as it is sent; one that says nothing of a location goes to `location`. */
export function sentContent({ document }: PlannedGroup, ref: GroupRef, location: string): JsonObject {
  const written = asText(document.body['location']);
  const body = { ...document.body, location: written === '' ? location : written };
  return asObject(groupContent(toFile(ref, { ...document, body })));
}

/** What the rules say of the groups; `contentOf` is what is sent of each. */
export function groupRemarks(
  { groups, remarks }: Reading,
  contentOf: (group: PlannedGroup) => JsonObject,
  t: Translate,
): readonly Remark[] {
  // An expression that could not be worked out has been told of.
  const isFailed = remarks.some(({ severity }) => severity === 'error');
  const isLeft = (text: string) => isFailed && /^\[.*\]$/s.test(text);
  return groups.flatMap(group => {
    const content = contentOf(group);
    return problemsOf(content)
      .filter(({ path }) => !isLeft(asText(valueAt(content, path))))
      .filter(({ kind }) => !(isFailed && fromAbsence.includes(kind)))
      .filter(({ path }) => !isTold(group.placeOf(path), remarks))
      .map(problem => ({
        path: group.placeOf(problem.path),
        on: problem.on,
        severity: problem.severity,
        code: problem.rule?.code ?? problem.kind,
        message: fileProblemText(problem, t),
      }));
  });
}

/** Whether the place, or something in it, has an error already: what follows from that need not be told, too. */
function isTold(place: Path, remarks: readonly Remark[]): boolean {
  if (place.length < 2) return false; // the file, or all services
  return remarks.some(
    ({ severity, path }) => severity === 'error' && place.every((step, index) => step === path[index]),
  );
}
