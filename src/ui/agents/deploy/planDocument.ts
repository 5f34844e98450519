/** Plans what a document makes of the groups in Azure, and carries it out. */
import { putGroupRequirements } from '../../../core/access/putGroupRequirements.ts';
import { billedGroupOfBody } from '../../../core/cost/billedGroup.ts';
import { toAzFile } from '../../../core/document/azFile.ts';
import type { Change } from '../../../core/document/changes.ts';
import { replaceAt } from '../../../core/document/jsonPath.ts';
import { plainSecrets } from '../../../core/document/secretLocations.ts';
import { asObject, asText } from '../../../core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../../core/model/containerGroup.ts';
import { isTransitioning } from '../../../core/model/groupState.ts';
import { looksSecret } from '../../../core/rules/looksSecret.ts';
import { secretDescription } from '../../create/steps/secrets.ts';
import { costChangeText } from '../../cost/costChange.ts';
import { type GroupToSend, withMaskedSecrets } from '../../deploy/checkFile.ts';
import { planApply } from '../../edit/applyPlan.ts';
import { secretsToAsk } from '../../edit/askSecrets.ts';
import { changeLine } from '../../edit/messages.ts';
import { findSecretReferences, resolveSecretReferences } from '../../edit/secretReferences.ts';
import { writeYaml } from '../../fileFormats/writeYaml.ts';
import { createPlan } from '../createPlan.ts';
import { type LiveGroup, readLiveGroup } from '../liveGroup.ts';
import { maskLines } from '../maskSecrets.ts';
import type { Plan, ReportProgress } from '../operation.ts';
import { OperationError } from '../operationError.ts';
import type { OperationDeps } from '../operationDeps.ts';
import {
  changeText,
  deployEffect,
  deployQuestion,
  hiddenValue,
  remarkText,
} from '../operations/deployDocumentWords.ts';
import { findingLines, placeLines, priceLine } from '../planWords.ts';
import { priceOf, ratesOf } from '../priceOf.ts';
import { groupPath, namesOf } from '../readGroups.ts';
import { requireFit } from '../requireFit.ts';
import { requirePermissions } from '../requirePermissions.ts';
import { type Place, resolvePlace } from '../resolvePlace.ts';
import { carryOutDocument, type GroupChange } from './carryOutDocument.ts';
import { type DocumentInput, readDocument } from './readDocument.ts';

/** Only reads. Throws `OperationError`, `AciError`, or the signal's reason. */
export async function planDocument(
  deps: OperationDeps,
  input: object,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<Plan> {
  const wanted = input as DocumentInput;
  const place = await resolvePlace(deps, wanted, signal);
  const { groups, remarks, secretValues } = await readDocument(deps, wanted, place, signal);
  const changes: GroupChange[] = [];
  const unchanged: GroupRef[] = [];
  for (const group of groups) {
    const found = await planGroup(deps, { place, wanted, group }, signal, report);
    if ('unchanged' in found) unchanged.push(found.unchanged);
    else changes.push(found);
  }
  const [first] = changes;
  if (!first)
    throw new OperationError(
      `Nothing to do: ${namesOf(unchanged.map(groupPath))} is as the document wants it already.`,
    );
  return createPlan({
    question: deployQuestion(
      changes.map(({ ref }) => ref.name),
      first.way,
    ),
    details: maskLines(
      [
        ...changes.flatMap(({ details }) => details),
        ...findingLines(remarks.map(({ line, message }) => remarkText(line, message))),
      ],
      secretValues,
    ),
    carryOut: (carrying, progress) => carryOutDocument(deps, { changes, unchanged }, carrying, progress),
  });
}

interface Wish {
  readonly place: Place;
  readonly wanted: DocumentInput;
  readonly group: GroupToSend;
}

async function planGroup(
  deps: OperationDeps,
  { place, wanted, group }: Wish,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<GroupChange | { readonly unchanged: GroupRef }> {
  const { cloud, subscriptionId, resourceGroup } = place;
  const ref: GroupRef = { cloud, subscriptionId, resourceGroup: resourceGroup.name, name: group.name };
  const live = await readLiveGroup(deps, ref, signal);
  if (live && isTransitioning(live.group))
    throw new OperationError(`"${ref.name}" is changing. Wait until it rests, and try again.`);
  const sent = fillReferences(locate(group, place, live), wanted.variables ?? {});
  const plan = planApply(ref, toAzFile(ref, sent), live?.raw);
  if (plan.kind === 'nothing') return { unchanged: ref };
  const way = plan.kind === 'create' ? 'create' : plan.verdict;
  const { document } = plan;
  // Tags alone need no secrets, and no room.
  if (way !== 'inPlace') requireSecrets(ref, document, live);
  const needs = putGroupRequirements(ref, document, live?.raw, way === 'needsRecreate');
  await requirePermissions(deps, needs, signal);
  const subject = { ref, document, live: live?.raw };
  const findings = way === 'inPlace' ? [] : await requireFit(deps, subject, signal, report);
  const details = [
    ...placeLines(place.subscription, ref, asText(document.body['location'])),
    deployEffect(way),
    ...(plan.kind === 'create' ? documentLines(ref, document) : plan.changes.map(changeOf)),
    ...(await priceLines(deps, document, live, signal)),
    ...findingLines(findings),
  ];
  return { ref, live, way, document, details };
}

/** A group that exists stays where it is, where the document says nothing of a place. */
function locate(
  { document, hasLocation }: GroupToSend,
  { location, isLocationChosen }: Place,
  live: Pick<LiveGroup, 'raw'> | undefined,
): RawContainerGroup {
  if (hasLocation || (!live && !isLocationChosen)) return document;
  const there = live ? (live.raw.body['location'] ?? location) : location;
  return { ...document, body: { ...document.body, location: there } };
}

/** Throws `OperationError` where a secret is taken from elsewhere, and nobody has said what it is. */
function fillReferences(
  document: RawContainerGroup,
  variables: Readonly<Record<string, string>>,
): RawContainerGroup {
  const valueOf = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  const unset = findSecretReferences(document.body).filter(({ name }) => valueOf(name) === undefined);
  if (unset.length > 0)
    throw new OperationError(
      `The document takes secrets from elsewhere: ${namesOf(unset.map(({ from, name }) => `\${${from}:${name}}`))}. Nothing of this machine is read: give them as the argument "variables", or ask the person to deploy the file in VS Code.`,
      'variables',
    );
  return { ...document, body: resolveSecretReferences(document.body, ({ name }) => valueOf(name)) };
}

/** A group is never put back without what Azure does not give out. */
function requireSecrets(
  { name }: GroupRef,
  document: RawContainerGroup,
  live: Pick<LiveGroup, 'raw'> | undefined,
): void {
  const missing = secretsToAsk({ document, live: live?.raw });
  if (missing.length > 0)
    throw new OperationError(
      `"${name}" needs secrets that the document does not hold and Azure never gives back: ${missing.map(secretDescription).join(' ')} Put them into the document, or ask the person to make the change in VS Code ("Edit Group"), which asks for them.`,
      'document',
    );
}

/** The most characters of a value that a plan shows: more than a screen. */
const longestValue = 4_000;

function changeOf(change: Change): string {
  const { where, what } = changeLine(change, longestValue);
  return changeText(where, isSecretVariable(change) ? hiddenValue() : what);
}

function isSecretVariable({ path, before, after }: Change): boolean {
  const name = path[path.indexOf('environmentVariables') + 1];
  return (
    path.includes('environmentVariables') &&
    typeof name === 'string' &&
    [before, after].some(value => looksSecret(name, asText(value)))
  );
}

/** The whole document as YAML, with `***` for each secret, also for what only looks like one. */
function documentLines(ref: GroupRef, document: RawContainerGroup): readonly string[] {
  const content = withMaskedSecrets(toAzFile(ref, document));
  const masked = plainSecrets(content).reduce(
    (changed, { path }) => asObject(replaceAt(changed, path, '***')),
    content,
  );
  return writeYaml(masked)
    .trimEnd()
    .split('\n')
    .map(line => `  ${line}`);
}

async function priceLines(
  deps: OperationDeps,
  { body }: RawContainerGroup,
  live: Pick<LiveGroup, 'raw'> | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const location = asText(body['location']);
  const price = await priceOf(deps, location, billedGroupOfBody(body), signal);
  const change = live && costChangeText(live.raw.body, body, await ratesOf(deps, location, signal));
  return [priceLine(price), ...(change === undefined ? [] : [change])];
}
