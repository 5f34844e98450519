import { noIdentity } from '../../../core/document/groupIdentity.ts';
import { defaultSize } from '../../../core/jobs/jobDefinition.ts';
import { unsplitCommandProblem } from '../../../core/rules/commandLine.ts';
import { variableLengthProblem } from '../../../core/rules/environmentVariables.ts';
import { likelyOsType, parseImage } from '../../../core/rules/image.ts';
import { dnsLabelProblem, groupNameProblem } from '../../../core/rules/names.ts';
import { parsePorts, portsWarning } from '../../../core/rules/ports.ts';
import { minimumSize, parseAmount, type Size } from '../../../core/rules/size.ts';
import type { Port, RestartPolicy } from '../../../core/model/containerGroup.ts';
import { onceTaken } from '../../../core/onceTaken.ts';
import { type CreateDraft, planFrom } from '../../create/createDraft.ts';
import {
  createGroup as sendNewGroup,
  type CreateRequest,
  createRequestOf,
} from '../../create/createGroup.ts';
import { draftCost } from '../../create/draftCost.ts';
import { draftRequirements } from '../../create/draftRequirements.ts';
import { stageText } from '../../create/progressText.ts';
import { nameOfImage } from '../../create/steps/names.ts';
import { reviewRows } from '../../create/steps/review.ts';
import { type InputProblem, problemText } from '../../create/validationMessages.ts';
import {
  containerProperties,
  type ContainerInput,
  findPullIdentity,
  readVariables,
  requireRule,
} from '../containerInput.ts';
import { createPlan } from '../createPlan.ts';
import { groupData, groupDataSchema, groupDataText, readAfterwards } from '../groupAnswer.ts';
import { readLiveGroup } from '../liveGroup.ts';
import type { Answer, ReportProgress, WriteOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { OperationError } from '../operationError.ts';
import { findingLines, placeLines, priceLine } from '../planWords.ts';
import { ratesOf } from '../priceOf.ts';
import { groupPath } from '../readGroups.ts';
import { requireFit } from '../requireFit.ts';
import { requirePermissions } from '../requirePermissions.ts';
import { type Place, placeProperties, resolvePlace, type WantedPlace } from '../resolvePlace.ts';
import { variableLines } from '../variableWords.ts';
import { choiceLine, createGroupQuestion } from './createGroupWords.ts';

interface Input extends WantedPlace, ContainerInput {
  readonly name: string;
  readonly restartPolicy?: RestartPolicy;
  readonly ports?: readonly string[];
  readonly dnsNameLabel?: string;
}

export const createGroup: WriteOperation = {
  name: 'create_group',
  title: 'Create a container group',
  description:
    'Creates a container group with one container, and waits until it runs. It costs money while it runs. For several containers, volumes, probes, subnets or tags use deploy_document. The resource group has to exist. Environment variables marked "secure": true are kept secret by Azure, but you have seen what you send. Images of private registries: only Azure Container Registry with a managed identity (pullIdentity); a user name and password have to be entered by the person in VS Code. Returns state and address.',
  effect: 'write',
  isIdempotent: true,
  inputSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', description: 'Of the new group: letters, digits and hyphens.' },
      ...placeProperties,
      ...containerProperties,
      restartPolicy: {
        type: 'string',
        enum: ['Always', 'OnFailure', 'Never'],
        description: 'Default Always. For what ends by itself OnFailure or Never, or use run_job.',
      },
      ports: {
        type: 'array',
        items: { type: 'string' },
        description:
          'Ports that it listens on, as "80" or "53/udp", which gives it a public IP address open to everyone. Default: no address. Ports can not be mapped.',
      },
      dnsNameLabel: {
        type: 'string',
        description: 'First part of label.location.azurecontainer.io, unique there. Needs ports.',
      },
    },
    required: ['name', 'resourceGroup', 'image'],
    additionalProperties: false,
  },
  outputSchema: groupDataSchema,
  async plan(deps, input, signal, report) {
    const wanted = input as Input;
    const place = await resolvePlace(deps, wanted, signal);
    const draft = await draftOf(deps, wanted, place, signal);
    const request = createRequestOf(draft);
    const { ref, document } = request;
    if (await readLiveGroup(deps, ref, signal))
      throw new OperationError(
        `"${ref.name}" exists already in "${ref.resourceGroup}". Choose another name, or change that group by deploy_document.`,
        'name',
      );
    await requirePermissions(deps, draftRequirements(draft), signal);
    const findings = await requireFit(deps, { ref, document, live: undefined }, signal, report);
    const rates = await ratesOf(deps, place.location, signal);
    return createPlan({
      question: createGroupQuestion(ref.name, ref.resourceGroup),
      details: [
        ...placeLines(place.subscription, ref, place.location),
        ...choiceLines(draft),
        ...variableLines(draft.variables ?? []),
        priceLine(draft.size && draftCost(draft, draft.size, rates)),
        ...findingLines([...warningsOf(draft).map(problemText), ...findings]),
      ],
      carryOut: (carrying, progress) => carryOut(deps, request, carrying, progress),
    });
  },
};

/** The answers of the wizard, from a model. Throws `OperationError` with the wizard's sentences. */
async function draftOf(
  deps: OperationDeps,
  input: Input,
  place: Place,
  signal: AbortSignal,
): Promise<CreateDraft> {
  const { name, command = [], restartPolicy = 'Always', environment } = input;
  requireRule('name', groupNameProblem(name));
  const parsed = parseImage(input.image);
  if ('problem' in parsed) requireRule('image', parsed.problem);
  const image = input.image.trim();
  const pull = await findPullIdentity(deps, input, signal);
  const draft: CreateDraft = {
    cloud: deps.cloud,
    subscription: place.subscription,
    resourceGroup: place.resourceGroup,
    location: place.location,
    ...{ name, image, restartPolicy, command },
    containerName: nameOfImage({ cloud: deps.cloud, image }, name.toLowerCase()),
    osType: input.os ?? likelyOsType(image),
    size: readSize(input),
    ...readNetwork(input),
    variables: readVariables(environment),
    identity: noIdentity,
    source: pull ? 'acr' : 'public',
    ...(pull && { signIn: 'identity', registry: pull.registry, pullIdentity: pull.identity }),
    assignPull: false,
  };
  if (!planFrom(draft)) throw new OperationError('The arguments do not make a container group.');
  return draft;
}

function readSize({ cpu, memoryInGB }: Input): Size {
  return {
    cpu: readAmount('cpu', cpu ?? defaultSize.cpu, minimumSize.cpu),
    memoryInGB: readAmount('memoryInGB', memoryInGB ?? defaultSize.memoryInGB, minimumSize.memoryInGB),
  };
}

/** What a location has at most is checked before sending. */
function readAmount(argument: string, amount: number, min: number): number {
  const parsed = parseAmount(String(amount), min, Infinity);
  if ('problem' in parsed) requireRule(argument, parsed.problem);
  return amount;
}

function readNetwork({
  ports = [],
  dnsNameLabel = '',
}: Input): Pick<CreateDraft, 'networkKind' | 'ports' | 'dnsNameLabel'> {
  const opened = readPorts(ports);
  if (dnsNameLabel !== '') requireRule('dnsNameLabel', dnsLabelProblem(dnsNameLabel));
  if (dnsNameLabel !== '' && opened.length === 0)
    throw new OperationError('dnsNameLabel: a group with a DNS name needs ports, too.', 'ports');
  return opened.length === 0
    ? { networkKind: 'none' }
    : { networkKind: 'public', ports: opened, dnsNameLabel: dnsNameLabel.toLowerCase() };
}

function readPorts(ports: readonly string[]): readonly Port[] {
  if (ports.length === 0) return [];
  const parsed = parsePorts(ports.join(','));
  if ('ports' in parsed) return parsed.ports;
  requireRule('ports', parsed.problem);
  return [];
}

/** What the wizard warns of, and Azure takes. */
function warningsOf({ ports = [], command = [], variables = [] }: CreateDraft): readonly InputProblem[] {
  return [
    portsWarning(ports),
    unsplitCommandProblem(command),
    ...variables.map(({ name }) => variableLengthProblem(name)),
  ].filter(problem => problem !== undefined);
}

const saidElsewhere: readonly string[] = ['subscription', 'resourceGroup', 'name', 'location', 'variables'];

function choiceLines(draft: CreateDraft): readonly string[] {
  return reviewRows(draft)
    .filter(({ section }) => !saidElsewhere.includes(section))
    .map(({ label, text }) => choiceLine(label, text));
}

async function carryOut(
  deps: OperationDeps,
  request: CreateRequest,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<Answer> {
  const { ref } = request;
  const stages = onceTaken(
    watching => sendNewGroup(deps.aci, request, watching),
    ({ kind }) => kind === 'group',
    signal,
  );
  let isMade = false;
  try {
    for await (const stage of stages) {
      report(stageText(stage));
      if (stage.kind === 'group' && !isMade) deps.refreshGroup(ref);
      isMade ||= stage.kind === 'group';
      // Whoever leaves before the group is sent, sends nothing more.
      signal.throwIfAborted();
    }
  } finally {
    if (isMade) deps.refreshGroup(ref);
  }
  const group = await readAfterwards(deps.aci, ref);
  return { text: `Created ${groupPath(ref)}. ${groupDataText(group)}`, data: groupData(ref, group) };
}
