import { asObject, asObjects, asText, isObject, type JsonObject } from '../../../core/json.ts';
import {
  type EventSource,
  eventsOfGroup,
  eventTime,
  sortableTime,
} from '../../../core/model/containerEvents.ts';
import type { Container, ContainerGroup, RawContainerGroup } from '../../../core/model/containerGroup.ts';
import { allowedActions, browserUrls, groupState } from '../../../core/model/groupState.ts';
import { looksSecret } from '../../../core/rules/looksSecret.ts';
import { answerText, fitItems } from '../answer.ts';
import { containerData, containerLines } from '../containerSummary.ts';
import { groupDocumentLines } from '../groupDocument.ts';
import type { Answer, ReadOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { chooseContainers, groupArgument, readGroup, timeText } from '../readGroup.ts';
import { groupPath } from '../readGroups.ts';
import { frameUntrusted, untrustedLine } from '../untrustedText.ts';

interface Input {
  readonly group: string;
  readonly container?: string;
  readonly events?: number;
  readonly document?: boolean;
  readonly fromLine?: number;
}

const defaultEvents = 10;

export const inspectGroup: ReadOperation = {
  name: 'inspect_group',
  title: 'Inspect a container group',
  description:
    'Shows one container group as it is now: state, containers (image, size, state, exit codes, restarts, ports, variables), address, identity, volumes, tags, latest events, and which actions are possible. Secret values are never shown. With "document", its YAML instead, as deploy_document takes it, with ${env:NAME} where a secret has to be given again. For why it fails use diagnose; for output read_logs.',
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: {
      group: groupArgument,
      container: { type: 'string', maxLength: 100, description: 'Only this container.' },
      events: {
        type: 'integer',
        minimum: 0,
        maximum: 100,
        description: `How many of the latest events. Default ${defaultEvents}.`,
      },
      document: { type: 'boolean', description: 'Answer the YAML document instead.' },
      fromLine: { type: 'integer', minimum: 1, description: 'With document: begin at this line.' },
    },
    required: ['group'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      group: { type: 'string' },
      state: { type: 'string' },
      containers: { type: 'array', items: { type: 'object' } },
      events: { type: 'array', items: { type: 'object' } },
      document: { type: 'string' },
      nextLine: { type: 'integer' },
    },
    required: ['group', 'state'],
  },
  async run(deps, input, signal) {
    const { group: name, container, events = defaultEvents, document, fromLine = 1 } = input as Input;
    const group = await readGroup(deps, name, signal);
    const raw = await deps.aci.getRawGroup(group.ref, signal);
    if (document) return documentAnswer(group, raw, fromLine);
    return summaryAnswer({ group, raw, containers: chooseContainers(group, container), events }, deps);
  },
};

/** Characters of a document: as data, its line ends and quotes take more. */
const longestDocument = 13_000;

function documentAnswer(group: ContainerGroup, raw: RawContainerGroup, fromLine: number): Answer {
  const all = groupDocumentLines(group.ref, raw);
  const rest = all.slice(fromLine - 1);
  const shown = fitItems(rest, longestDocument);
  const next = fromLine + shown.length;
  const frame = frameUntrusted(`Document of ${groupPath(group.ref)} from line ${fromLine} of ${all.length}`);
  const more =
    next <= all.length ? [`… ${all.length - next + 1} more lines: call again with fromLine ${next}.`] : [];
  return {
    text: answerText([
      frame.begin,
      { lines: shown, cut: left => `… ${left} lines left out` },
      frame.end,
      ...more,
    ]),
    data: {
      group: groupPath(group.ref),
      state: groupState(group),
      document: shown.join('\n'),
      ...(next <= all.length && { nextLine: next }),
    },
  };
}

interface Subject {
  readonly group: ContainerGroup;
  readonly raw: RawContainerGroup;
  readonly containers: readonly Container[];
  readonly events: number;
}

function summaryAnswer(
  { group, raw, containers, events }: Subject,
  { clock }: Pick<OperationDeps, 'clock'>,
): Answer {
  const { ref } = group;
  const latest = eventsOfGroup(group)
    .filter(({ container }) => container === undefined || containers.includes(container))
    .toSorted((a, b) => sortableTime(a.event) - sortableTime(b.event))
    .slice(events === 0 ? Infinity : -events);
  const shownContainers = fitItems(containers.map(containerData), 16_000);
  const shownEvents = fitItems(latest.map(eventData).toReversed(), 8_000).toReversed();
  const frame = frameUntrusted('Containers, volumes, tags and events, as people and Azure wrote them');
  const data = {
    group: groupPath(ref),
    state: groupState(group),
    ...factsOf(group),
    containers: shownContainers,
    ...(shownContainers.length < containers.length && {
      moreContainers: containers.length - shownContainers.length,
    }),
    ...volumesAndTags(group, raw),
    events: shownEvents,
  };
  return {
    text: answerText([
      `${groupPath(ref)}: ${groupState(group)} (provisioning state ${group.provisioningState}), as of ${timeText(clock.now())}`,
      ...factLines(group),
      frame.begin,
      {
        lines: containers.flatMap(containerLines),
        cut: left => `… ${left} lines more: name one of ${containers.length} containers in "container".`,
      },
      ...detailLines(data),
      {
        lines: latest.length > 0 ? ['events:', ...latest.map(eventText)] : [],
        keep: 'last',
        cut: left => `… ${left} older events left out: name one container in "container".`,
      },
      frame.end,
    ]),
    data,
  };
}

function factsOf(group: ContainerGroup): JsonObject {
  const { ipAddress, identity, subnetIds, sku, priority } = group;
  return {
    provisioningState: group.provisioningState,
    location: group.location,
    osType: group.osType,
    restartPolicy: group.restartPolicy,
    ...(!/^standard$/i.test(sku) && { sku }),
    ...(priority === 'Spot' && { priority }),
    ...(ipAddress && {
      address: {
        type: ipAddress.type,
        ...(ipAddress.ip !== undefined && { ip: ipAddress.ip }),
        ...(ipAddress.fqdn !== undefined && { fqdn: ipAddress.fqdn }),
        ports: ipAddress.ports.slice(0, 50).map(({ port, protocol }) => `${port}/${protocol}`),
        urls: browserUrls(group).slice(0, 10),
      },
    }),
    ...(subnetIds.length > 0 && { subnets: subnetIds.slice(0, 5) }),
    ...(identity && { identity: { system: identity.system, users: identity.users.slice(0, 10) } }),
    possibleActions: allowedActions(group),
  };
}

/** Facts that Azure checked, a line each. */
function factLines(group: ContainerGroup): readonly string[] {
  const { ipAddress, identity, subnetIds } = group;
  const ports = ipAddress?.ports.slice(0, 50).map(({ port, protocol }) => `${port}/${protocol}`) ?? [];
  const urls = browserUrls(group).slice(0, 10);
  return [
    [
      ...[group.location, group.osType, `restart policy ${group.restartPolicy}`],
      ...(/^standard$/i.test(group.sku) ? [] : [`sku ${group.sku}`]),
      ...(group.priority === 'Spot' ? ['Spot'] : []),
    ].join(' · '),
    ipAddress
      ? `address: ${ipAddress.type} ${ipAddress.fqdn ?? ipAddress.ip ?? '(none yet)'}, ports ${ports.join(' ') || 'none'}${urls.length > 0 ? ` (${urls.join(' ')})` : ''}`
      : 'address: none',
    ...(subnetIds.length > 0 ? [`subnets: ${subnetIds.slice(0, 5).join(', ')}`] : []),
    ...(identity
      ? [
          `identity: ${[...(identity.system ? ['system-assigned'] : []), ...identity.users.slice(0, 10)].join(', ')}`,
        ]
      : []),
    `possible actions: ${allowedActions(group).join(', ') || 'none'}`,
  ];
}

function volumesAndTags(group: ContainerGroup, { body }: RawContainerGroup): JsonObject {
  const volumes = asObjects(asObject(body['properties'])['volumes']).map(volumeText);
  const tags = Object.entries(group.tags).map(
    ([name, value]) =>
      `${untrustedLine(name, 100)}=${looksSecret(name, value) ? '***' : untrustedLine(value, 100)}`,
  );
  return {
    ...(volumes.length > 0 && { volumes: fitItems(volumes, 2_000) }),
    ...(tags.length > 0 && { tags: fitItems(tags, 2_000) }),
  };
}

/** `data: azureFile (share of account)` */
function volumeText(volume: JsonObject): string {
  const kind =
    ['azureFile', 'emptyDir', 'secret', 'gitRepo'].find(each => isObject(volume[each])) ?? 'reference';
  const { shareName, storageAccountName, repository, readOnly } = asObject(volume[kind]);
  const about = [shareName, storageAccountName, repository].map(asText).filter(text => text !== '');
  const more = [
    ...(about.length > 0 ? [about.join(' of ')] : []),
    ...(readOnly === true ? ['read-only'] : []),
  ];
  return untrustedLine(
    `${asText(volume['name'])}: ${kind}${more.length > 0 ? ` (${more.join(', ')})` : ''}`,
    300,
  );
}

function detailLines({ volumes, tags }: JsonObject): readonly string[] {
  const joined = (items: JsonObject[string]) => (Array.isArray(items) ? items.join('; ') : '');
  return [
    ...(volumes === undefined ? [] : [`volumes: ${joined(volumes)}`]),
    ...(tags === undefined ? [] : [`tags: ${joined(tags)}`]),
  ];
}

function eventData({ container, event }: EventSource): JsonObject {
  const time = eventTime(event);
  return {
    ...(time !== undefined && { at: timeText(time) }),
    ...(container && { container: container.name }),
    type: event.type,
    name: untrustedLine(event.name, 100),
    message: untrustedLine(event.message, 500),
    ...(event.count > 1 && { count: event.count }),
  };
}

function eventText({ container, event }: EventSource): string {
  const time = eventTime(event);
  const about = [...(time === undefined ? [] : [timeText(time)]), ...(container ? [container.name] : [])];
  const times = event.count > 1 ? ` (${event.count} times)` : '';
  const message = untrustedLine(event.message, 500);
  return `- ${[...about, event.type, untrustedLine(event.name, 100)].join(' ')}: ${message}${times}`;
}
