import { writtenApiVersion } from '../../../core/document/apiVersions.ts';
import { toAciError } from '../../../core/errors.ts';
import type { GroupRef, RawContainerGroup } from '../../../core/model/containerGroup.ts';
import type { Finding } from '../../../core/preflight/finding.ts';
import { isFatal } from '../../../core/preflight/preflight.ts';
import { readPlannedGroup } from '../../../core/preflight/plannedGroup.ts';
import { findingText, waitingText } from '../../preflight/findingText.ts';
import { answerText, fitItems } from '../answer.ts';
import {
  checkDocument,
  documentArguments,
  type DocumentInput,
  findPlace,
  type Place,
} from '../checkDocument.ts';
import type { ReadOperation } from '../operation.ts';
import { OperationError } from '../operationError.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { untrustedLine } from '../untrustedText.ts';

interface Input extends Partial<DocumentInput> {
  readonly image?: string;
  readonly cpu?: number;
  readonly memoryInGB?: number;
  readonly osType?: 'Linux' | 'Windows';
}

interface NamedGroup {
  readonly name: string;
  readonly document: RawContainerGroup;
}

/** A document of so many groups at most is checked. */
const mostGroups = 10;

export const preflight: ReadOperation = {
  name: 'preflight',
  title: 'Check before deploying',
  description:
    'Asks Azure and the image registries whether a container group fits, before anything is sent: location, size, quota, subnet, DNS label, images (exist, platform, rights). Give a document, or image, cpu, memoryInGB, osType and location. "fits": false means that Azure would refuse it. What can\'t be asked is said, and room at the moment is never known beforehand.',
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: {
      ...documentArguments,
      image: { type: 'string', minLength: 1, maxLength: 500 },
      cpu: { type: 'number', exclusiveMinimum: 0, maximum: 1000, description: 'vCPU. Default 1.' },
      memoryInGB: { type: 'number', exclusiveMinimum: 0, maximum: 10000, description: 'Default 1.5.' },
      osType: { enum: ['Linux', 'Windows'] },
    },
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      fits: { type: 'boolean' },
      groups: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            location: { type: 'string' },
            findings: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  severity: { enum: ['fatal', 'warning'] },
                  kind: { type: 'string' },
                  text: { type: 'string' },
                },
                required: ['severity', 'kind', 'text'],
              },
            },
          },
          required: ['name', 'location', 'findings'],
        },
      },
    },
    required: ['fits', 'groups'],
  },
  async run(deps, input, signal, report) {
    const asked = input as Input;
    const place = await findPlace(deps, asked, signal);
    const groups = await plannedGroups(deps, asked, place, signal);
    const checked = await Promise.all(
      groups.slice(0, mostGroups).map(async ({ name, document }) => {
        const ref = refOf(deps, place, name);
        const mayBeThere = asked.document !== undefined && place.resourceGroup !== undefined;
        const live = mayBeThere ? await liveGroup(deps, ref, signal) : undefined;
        const findings = await deps.preflight({ ref, document, live }, signal, waiting => {
          const text = waitingText(waiting);
          if (text !== '') report(text);
        });
        const { location } = readPlannedGroup(ref, document);
        return { name, location, findings, isNew: live === undefined };
      }),
    );
    const fits = !checked.some(({ findings }) => findings.some(isFatal));
    const more = groups.length - checked.length;
    const lines = checked.flatMap(({ name, location, findings, isNew }) => [
      `${untrustedLine(name, 100)} in ${untrustedLine(location, 100)}${isNew ? '' : ' (is there already: only what changes is checked)'}: ${findings.length === 0 ? 'nothing stands in the way.' : ''}`,
      ...findings.map(finding => `- ${finding.severity}: ${untrustedLine(findingText(finding))}`),
    ]);
    return {
      text: answerText([
        fits ? 'It fits, as far as can be known before.' : 'It does not fit: Azure would refuse it.',
        { lines, cut: left => `… ${left} more lines: check fewer groups at once.` },
        ...(more > 0 ? [`… ${more} more groups were not checked: give a document with fewer.`] : []),
      ]),
      data: {
        fits,
        groups: fitItems(
          checked.map(({ name, location, findings }) => ({
            name: untrustedLine(name, 100),
            location: untrustedLine(location, 100),
            findings: fitItems(findings.map(findingData), 6_000),
          })),
        ),
      },
    };
  },
};

async function plannedGroups(
  deps: OperationDeps,
  { document, variables, ...described }: Input,
  place: Place,
  signal: AbortSignal,
): Promise<readonly NamedGroup[]> {
  if (document === undefined) return [describedGroup(described, place)];
  const given = { document, ...(variables && { variables }) };
  const { groups, report } = await checkDocument(deps, given, place, signal);
  const [error] = report.problems.filter(({ severity }) => severity === 'error');
  if (error)
    throw new OperationError(
      `The document can't be deployed: line ${error.line}, ${untrustedLine(error.message)} Use validate_document.`,
      'document',
    );
  if (groups.length === 0)
    throw new OperationError('The document makes no container group. Use validate_document.', 'document');
  const lost = groups.find(
    group => readPlannedGroup(refOf(deps, place, group.name), group.document).location === '',
  );
  if (lost) throw new OperationError(`Name the location of "${lost.name}".`, 'location');
  return groups;
}

function describedGroup(
  { image = '', cpu = 1, memoryInGB = 1.5, osType = 'Linux' }: Input,
  place: Place,
): NamedGroup {
  const { location } = place;
  if (location === undefined) throw new OperationError('Name the location, such as westeurope.', 'location');
  const container = { image, resources: { requests: { cpu, memoryInGB } } };
  const properties = { osType, containers: [{ name: 'app', properties: container }] };
  return { name: 'app', document: { apiVersion: writtenApiVersion, body: { location, properties } } };
}

function refOf({ cloud }: OperationDeps, { subscription, resourceGroup }: Place, name: string): GroupRef {
  return { cloud, subscriptionId: subscription.id, resourceGroup: resourceGroup ?? '', name };
}

async function liveGroup(
  { aci }: OperationDeps,
  ref: GroupRef,
  signal: AbortSignal,
): Promise<RawContainerGroup | undefined> {
  try {
    return await aci.getRawGroup(ref, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (toAciError(error).kind === 'notFound') return undefined;
    throw error;
  }
}

function findingData(finding: Finding) {
  return { severity: finding.severity, kind: finding.kind, text: untrustedLine(findingText(finding)) };
}
