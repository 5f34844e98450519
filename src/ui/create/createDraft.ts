/** What the wizard knows so far, and how one answer makes others void. */
import type { ManagedIdentity } from '../../core/access/rbac.ts';
import { groupBody } from '../../core/document/groupBody.ts';
import { duplicateBody } from '../../core/document/duplicateGroup.ts';
import { planFromBody } from '../../core/document/planFromBody.ts';
import type {
  CompleteGroupPlan,
  GroupPlan,
  GroupNetwork,
  RegistryIdentity,
  PlannedVariable,
} from '../../core/model/groupPlan.ts';
import { fillSecrets, missingSecrets, type SecretValues } from '../../core/document/missingSecrets.ts';
import { type Secret, secretKey } from '../../core/document/secretLocations.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import {
  type GroupIdentity,
  groupKey,
  type GroupRef,
  type OsType,
  type Port,
  type RawContainerGroup,
  type RestartPolicy,
} from '../../core/model/containerGroup.ts';
import type { Registry, RegistryCredential } from '../../core/model/registry.ts';
import type { Subnet } from '../../core/model/subnet.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { type Size, standardMaximum } from '../../core/rules/size.ts';

/** A resource group that exists, or one that is to be made when *Create* is chosen. */
export interface ChosenResourceGroup {
  readonly name: string;
  /** Undefined while a new one still needs its location. */
  readonly location: string | undefined;
  readonly isNew: boolean;
}

/** A field that is missing has not been answered yet. Secrets live here and nowhere else. */
export interface CreateDraft {
  readonly cloud: CloudId;
  readonly subscription?: Pick<Subscription, 'id' | 'displayName'>;
  readonly resourceGroup?: ChosenResourceGroup | undefined;
  readonly source?: 'public' | 'acr' | 'private' | undefined;
  readonly registry?: Registry | undefined;
  readonly repository?: string | undefined;
  /** The server of another private registry. */
  readonly server?: string | undefined;
  readonly image?: string | undefined;
  readonly signIn?: 'admin' | 'password' | 'identity' | undefined;
  /** Pulls from the registry. */
  readonly pullIdentity?: ManagedIdentity | undefined;
  /** Whether it is given the role AcrPull on the registry when *Create* is chosen. */
  readonly assignPull?: boolean | undefined;
  readonly username?: string | undefined;
  readonly credential?: RegistryCredential | undefined;
  readonly name?: string | undefined;
  /** `groupKey` of the name that ARM was last asked about and had free. */
  readonly freeKey?: string | undefined;
  readonly containerName?: string;
  readonly location?: string | undefined;
  readonly osType?: OsType;
  readonly size?: Size | undefined;
  readonly networkKind?: GroupNetwork['kind'] | undefined;
  readonly ports?: readonly Port[];
  /** Empty: none wanted. */
  readonly dnsNameLabel?: string | undefined;
  readonly subnet?: Pick<Subnet, 'id' | 'name' | 'virtualNetwork' | 'location'> | undefined;
  readonly restartPolicy?: RestartPolicy;
  readonly command?: readonly string[];
  /** What the image runs by itself, as far as that is known: only to be shown. */
  readonly imageCommand?: string;
  readonly variables?: readonly PlannedVariable[];
  /** Beside the one that pulls. */
  readonly identity?: GroupIdentity | undefined;
  /** What a duplicated group is made from. */
  readonly base?: RawContainerGroup;
  readonly secrets?: SecretValues;
  /** `groupKey` of a group that a failed attempt left behind and that goes before the next one. */
  readonly failedGroupKey?: string | undefined;
  /** How the review ended. */
  readonly reviewChoice?: 'create' | 'yaml' | undefined;
}

export function withSubscription(
  draft: CreateDraft,
  subscription: CreateDraft['subscription'] & object,
): CreateDraft {
  if (draft.subscription?.id === subscription.id) return { ...draft, subscription };
  const image = draft.source === 'acr' ? withSource(draft, undefined) : draft;
  const network = draft.networkKind === 'private' ? noNetwork : {};
  return { ...image, ...network, subscription, resourceGroup: undefined, location: undefined };
}

const noNetwork = { networkKind: undefined, subnet: undefined };

/**
 * Another source voids the image and its credential. A copy's image comes from nowhere known: it is kept to start from.
 */
export function withSource(draft: CreateDraft, source: CreateDraft['source']): CreateDraft {
  if (source !== undefined && source === draft.source) return draft;
  const image = draft.source === undefined && source !== 'acr' ? draft.image : undefined;
  const gone = {
    registry: undefined,
    repository: undefined,
    server: undefined,
    image,
    signIn: undefined,
    username: undefined,
    credential: undefined,
    pullIdentity: undefined,
    assignPull: undefined,
  };
  return { ...draft, ...gone, source };
}

/** Another registry voids the image in the former one, and who signs in there. */
export function withServer(draft: CreateDraft, server: string): CreateDraft {
  if (server === draft.server) return draft;
  const image = draft.server === undefined ? draft.image : undefined;
  return { ...draft, server, image, username: undefined, credential: undefined };
}

/** Elsewhere a subnet is out of reach, and a large size may not be had. */
export function withLocation(draft: CreateDraft, location: string): CreateDraft {
  const elsewhere = draft.networkKind === 'private' && draft.subnet?.location !== location;
  const { size } = draft;
  const large = size && (size.cpu > standardMaximum.cpu || size.memoryInGB > standardMaximum.memoryInGB);
  const moved = draft.location !== location;
  return {
    ...draft,
    location,
    ...(moved && elsewhere && noNetwork),
    ...(moved && large && { size: undefined }),
  };
}

/** Where the group will be; `undefined` while subscription, resource group or name are open. */
export function groupRefOf({ cloud, subscription, resourceGroup, name }: CreateDraft): GroupRef | undefined {
  if (!subscription || !resourceGroup || name === undefined) return undefined;
  return { cloud, subscriptionId: subscription.id, resourceGroup: resourceGroup.name, name };
}

/** Whether ARM had the name free when it was chosen. */
export function isNameFree(draft: CreateDraft): boolean {
  const ref = groupRefOf(draft);
  return ref !== undefined && draft.freeKey === groupKey(ref);
}

/** The finished draft as a plan; `undefined` while an answer is missing. */
export function planFrom(draft: CreateDraft): GroupPlan | undefined {
  const { location, osType, restartPolicy, containerName, image, size } = draft;
  const ref = groupRefOf(draft);
  const network = networkFrom(draft);
  if (!ref || !network || location === undefined || image === undefined || containerName === undefined)
    return undefined;
  if (!osType || !restartPolicy || !size) return undefined;
  const { credential, command = [], variables = [] } = draft;
  return {
    ref,
    location,
    osType,
    restartPolicy,
    network,
    containerName,
    image,
    credential,
    pullAs: registryIdentityFrom(draft),
    identity: draft.identity,
    size,
    command,
    variables,
  } satisfies CompleteGroupPlan;
}

/** How the image is pulled where a managed identity does it. */
export function registryIdentityFrom({
  source,
  signIn,
  registry,
  pullIdentity,
}: CreateDraft): RegistryIdentity | undefined {
  if (source !== 'acr' || signIn !== 'identity' || !registry || !pullIdentity) return undefined;
  return { server: registry.loginServer, identity: pullIdentity.id };
}

function networkFrom({
  networkKind,
  ports = [],
  dnsNameLabel = '',
  subnet,
}: CreateDraft): GroupNetwork | undefined {
  switch (networkKind) {
    case undefined:
      return undefined;
    case 'none':
      return { kind: 'none' };
    case 'public':
      return { kind: 'public', ports, dnsNameLabel: dnsNameLabel === '' ? undefined : dnsNameLabel };
    case 'private':
      return subnet && { kind: 'private', ports, subnetId: subnet.id };
  }
}

/** What a finished draft sends, secrets included; `undefined` while an answer is missing. */
export function rawGroupFrom(draft: CreateDraft): RawContainerGroup | undefined {
  const document = rawGroupWithoutSecrets(draft);
  return document && fillSecrets(document, draft.secrets ?? {});
}

function rawGroupWithoutSecrets(draft: CreateDraft): RawContainerGroup | undefined {
  const plan = planFrom(draft);
  if (!plan) return undefined;
  return draft.base ? duplicateBody(draft.base, plan) : groupBody(plan);
}

/** The secrets of the original that have to be typed again. */
export function secretsToEnter(draft: CreateDraft): readonly Secret[] {
  if (!draft.base) return [];
  return missingSecrets((rawGroupWithoutSecrets(draft) ?? draft.base).body);
}

/** Those of them that nobody has typed yet. */
export function secretsNotEntered(draft: CreateDraft): readonly Secret[] {
  return secretsToEnter(draft).filter(secret => draft.secrets?.[secretKey(secret)] === undefined);
}

/** The draft of a copy: everything as in `base` (from `toDuplicateBase`), but the name and the DNS label. */
export function draftFromGroup(
  ref: GroupRef,
  subscriptionName: string,
  base: RawContainerGroup,
  hadLabel: boolean,
): CreateDraft {
  const plan = planFromBody(ref, base.body);
  const { location, network, osType, size, containerName, image, restartPolicy, command, variables } = plan;
  const parts = {
    ref: {
      subscription: { id: ref.subscriptionId, displayName: subscriptionName },
      resourceGroup: { name: ref.resourceGroup, location, isNew: false },
    },
    location: { location },
    osType: { osType },
    size: { size },
    containerName: { containerName },
    image: { image },
    restartPolicy: { restartPolicy },
    network: {
      networkKind: network.kind,
      ports: network.kind === 'none' ? [] : network.ports,
      ...(network.kind === 'private' && { subnet: subnetFrom(network.subnetId, location) }),
      dnsNameLabel: network.kind === 'public' && hadLabel ? undefined : '',
    },
    command: { command },
    variables: { variables },
    identity: { identity: plan.identity },
    // How the original's image is pulled stays in `base`.
    credential: {},
    pullAs: {},
  } satisfies Record<keyof GroupPlan, Partial<CreateDraft>>;
  return Object.values(parts).reduce<CreateDraft>((draft, part) => ({ ...draft, ...part }), {
    cloud: ref.cloud,
    base,
    secrets: {},
  });
}

function subnetFrom(id: string, location: string): CreateDraft['subnet'] {
  const [, virtualNetwork = '', name = ''] = /virtualNetworks\/([^/]+)\/subnets\/([^/]+)/i.exec(id) ?? [];
  return { id, name, virtualNetwork, location };
}
