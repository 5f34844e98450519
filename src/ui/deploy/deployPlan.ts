/** What a file comes to: the groups that it makes, and what is to tell about them. Asks nobody and sends nothing. */
import type { DeploymentTarget } from '../../core/template/deploymentTarget.ts';
import * as l10n from '@vscode/l10n';
import { fromAzFile, pickResourceKeys, toAzFile } from '../../core/document/azFile.ts';
import { absenceProblems } from '../../core/document/problems/problem.ts';
import { findProblems } from '../../core/document/problems/findProblems.ts';
import { type JsonPath, valueAt } from '../../core/document/jsonPath.ts';
import { asObject, asText, type JsonObject } from '../../core/json.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import type { FileKind } from '../fileFormats/fileKind.ts';
import { normalizeGroupContent } from '../fileFormats/parseGroupFile.ts';
import { fileProblemText } from '../language/messages.ts';

/** Where the groups go: all that is known of it before anything is sent. */
export interface DeployTarget extends Pick<
  DeploymentTarget,
  'subscriptionId' | 'tenantId' | 'resourceGroup'
> {
  readonly cloud: CloudId;
  readonly subscriptionName: string;
}

/** A group that the file makes, and where in the file it is. */
export interface PlannedGroup {
  readonly name: string;
  readonly document: RawContainerGroup;
  /** Places in the body whose values only Azure knows: of a template's group. */
  readonly unknown?: readonly JsonPath[];
  /** Where in the file that comes from which is at `path` of the group in az's shape. */
  readonly pathInFile: (path: JsonPath) => JsonPath;
}

/** Something to tell about a place of the file. */
export interface DeployNote {
  readonly path: JsonPath;
  readonly on: 'key' | 'value';
  readonly severity: 'error' | 'warning' | 'hint';
  /** What kind of thing it is: the same whatever the language. */
  readonly code: string;
  readonly message: string;
}

/** With an error among the remarks nothing is sent. */
export interface DeployPlan {
  readonly groups: readonly PlannedGroup[];
  readonly notes: readonly DeployNote[];
}

/** Why a file of this kind makes no group; undefined where it does. */
export function notDeployableReason(kind: FileKind): string | undefined {
  if (kind === 'parameters')
    return l10n.t('These are the parameters of a template. Deploy the template itself.');
  return kind === 'unknown'
    ? l10n.t(
        'This is no container group: neither YAML as az reads it, nor an ARM template, nor a Compose file.',
      )
    : undefined;
}

/** The group of a file in az's shape, which has a name by now. */
export function planAzFile(content: JsonObject): DeployPlan {
  const { name = '', document } = fromAzFile(pickResourceKeys(content));
  return { groups: [{ name, document, pathInFile: path => path }], notes: [] };
}

export function refOfPlanned(
  { name }: PlannedGroup,
  { cloud, subscriptionId, resourceGroup }: DeployTarget,
): GroupRef {
  return { cloud, subscriptionId, resourceGroup: resourceGroup.name, name };
}

/** A group in az's shape as it is sent; one that says nothing of a location goes to `location`. */
export function contentToSend({ document }: PlannedGroup, ref: GroupRef, location: string): JsonObject {
  const written = asText(document.body['location']);
  const body = { ...document.body, location: written === '' ? location : written };
  return asObject(normalizeGroupContent(toAzFile(ref, { ...document, body })));
}

/** What the rules say of the groups, once for each place in the file; `contentOf` is what is sent of each. */
export function ruleNotes(
  { groups, notes }: DeployPlan,
  contentOf: (group: PlannedGroup) => JsonObject,
): readonly DeployNote[] {
  // An expression that could not be worked out has been told of.
  const isFailed = notes.some(({ severity, code }) => severity === 'error' || code === 'azureOnly');
  const isLeft = (text: string) => isFailed && /^\[.*\]$/s.test(text);
  const found = groups.flatMap(group => {
    const content = contentOf(group);
    return findProblems(content)
      .filter(({ path }) => !isLeft(asText(valueAt(content, path))))
      .filter(({ kind }) => !(isFailed && absenceProblems.includes(kind)))
      .filter(({ path }) => !isCovered(group.pathInFile(path), notes))
      .map(problem => ({
        path: group.pathInFile(problem.path),
        on: problem.on,
        severity: problem.severity,
        code: problem.rule?.code ?? problem.kind,
        message: fileProblemText(problem),
      }));
  });
  // One port of a Compose file stands in the group's address and in its container.
  return [...new Map(found.map(note => [JSON.stringify([note.path, note.message]), note])).values()];
}

/** Whether the place, or something in it, has an error, or is known to Azure only: what follows from that need not be told, too. */
function isCovered(place: JsonPath, remarks: readonly DeployNote[]): boolean {
  if (place.length < 2) return false; // the file, or all services
  return remarks.some(
    ({ severity, code, path }) =>
      (severity === 'error' || code === 'azureOnly') && place.every((step, index) => step === path[index]),
  );
}
