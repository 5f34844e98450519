/** What the wizard knows so far, and how one answer makes others void. */
import type { ManagedIdentity } from '../../core/access.ts';
import { groupBody } from '../../core/groupBody.ts';
import { duplicateBody, planOf } from '../../core/groupDuplicate.ts';
import type { GroupPlan, Network, RegistryIdentity, Variable } from '../../core/groupPlan.ts';
import {
  fillSecrets,
  missingSecrets,
  type SecretSlot,
  type Secrets,
  slotKey,
} from '../../core/groupSecrets.ts';
import {
  type CloudId,
  type GroupDocument,
  type GroupIdentity,
  groupKey,
  type GroupRef,
  type OsType,
  type Port,
  type Registry,
  type RegistryCredential,
  type RestartPolicy,
  type Subnet,
  type Subscription,
} from '../../core/model.ts';
import { type Size, standard } from '../../core/rules/size.ts';

/** A resource group that exists, or one that is to be made when *Create* is chosen. */
export interface ChosenResourceGroup {
  readonly name: string;
  /** Undefined while a new one still needs its location. */
  readonly location: string | undefined;
  readonly isNew: boolean;
}

/** A field that is missing has not been answered yet. Secrets live here and nowhere else. */
export interface Draft {
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
  readonly networkKind?: Network['kind'] | undefined;
  readonly ports?: readonly Port[];
  /** Empty: none wanted. */
  readonly dnsNameLabel?: string | undefined;
  readonly subnet?: Pick<Subnet, 'id' | 'name' | 'virtualNetwork' | 'location'> | undefined;
  readonly restartPolicy?: RestartPolicy;
  readonly command?: readonly string[];
  readonly variables?: readonly Variable[];
  /** Beside the one that pulls. */
  readonly identity?: GroupIdentity | undefined;
  /** What a duplicated group is made from. */
  readonly base?: GroupDocument;
  readonly secrets?: Secrets;
  /** `groupKey` of a group that a failed attempt left behind and that goes before the next one. */
  readonly leftover?: string | undefined;
  /** How the review ended. */
  readonly wish?: 'create' | 'yaml' | undefined;
}

export function withSubscription(draft: Draft, subscription: Draft['subscription'] & object): Draft {
  if (draft.subscription?.id === subscription.id) return { ...draft, subscription };
  const image = draft.source === 'acr' ? withSource(draft, undefined) : draft;
  const network = draft.networkKind === 'private' ? noNetwork : {};
  return { ...image, ...network, subscription, resourceGroup: undefined, location: undefined };
}

const noNetwork = { networkKind: undefined, subnet: undefined };

/** Another source voids the image and its credential. A copy's image comes from nowhere known: it is kept to start from. */
export function withSource(draft: Draft, source: Draft['source']): Draft {
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
export function withServer(draft: Draft, server: string): Draft {
  if (server === draft.server) return draft;
  const image = draft.server === undefined ? draft.image : undefined;
  return { ...draft, server, image, username: undefined, credential: undefined };
}

/** Elsewhere a subnet is out of reach, and a large size may not be had. */
export function withLocation(draft: Draft, location: string): Draft {
  const elsewhere = draft.networkKind === 'private' && draft.subnet?.location !== location;
  const { size } = draft;
  const large = size && (size.cpu > standard.cpu || size.memoryInGB > standard.memoryInGB);
  const moved = draft.location !== location;
  return {
    ...draft,
    location,
    ...(moved && elsewhere && noNetwork),
    ...(moved && large && { size: undefined }),
  };
}

/** Where the group will be; `undefined` while subscription, resource group or name are open. */
export function refOf({ cloud, subscription, resourceGroup, name }: Draft): GroupRef | undefined {
  if (!subscription || !resourceGroup || name === undefined) return undefined;
  return { cloud, subscriptionId: subscription.id, resourceGroup: resourceGroup.name, name };
}

/** Whether ARM had the name free when it was chosen. */
export function isNameFree(draft: Draft): boolean {
  const ref = refOf(draft);
  return ref !== undefined && draft.freeKey === groupKey(ref);
}

/** The finished draft as a plan; `undefined` while an answer is missing. */
export function planFrom(draft: Draft): GroupPlan | undefined {
  const { location, osType, restartPolicy, containerName, image, size } = draft;
  const ref = refOf(draft);
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
    pullAs: pullFrom(draft),
    identity: draft.identity,
    size,
    command,
    variables,
  };
}

/** How the image is pulled where a managed identity does it. */
export function pullFrom({ source, signIn, registry, pullIdentity }: Draft): RegistryIdentity | undefined {
  if (source !== 'acr' || signIn !== 'identity' || !registry || !pullIdentity) return undefined;
  return { server: registry.loginServer, identity: pullIdentity.id };
}

function networkFrom({ networkKind, ports = [], dnsNameLabel = '', subnet }: Draft): Network | undefined {
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
export function documentFrom(draft: Draft): GroupDocument | undefined {
  const document = documentWithoutSecrets(draft);
  return document && fillSecrets(document, draft.secrets ?? {});
}

function documentWithoutSecrets(draft: Draft): GroupDocument | undefined {
  const plan = planFrom(draft);
  if (!plan) return undefined;
  return draft.base ? duplicateBody(draft.base, plan) : groupBody(plan);
}

/** The secrets of the original that have to be typed again. */
export function lostSecrets(draft: Draft): readonly SecretSlot[] {
  if (!draft.base) return [];
  return missingSecrets((documentWithoutSecrets(draft) ?? draft.base).body);
}

/** Those of them that nobody has typed yet. */
export function openSecrets(draft: Draft): readonly SecretSlot[] {
  return lostSecrets(draft).filter(slot => draft.secrets?.[slotKey(slot)] === undefined);
}

/** The draft of a copy: everything as in `base` (from `withoutOriginal`), but the name and the DNS label. */
export function draftFromGroup(
  ref: GroupRef,
  subscriptionName: string,
  base: GroupDocument,
  hadLabel: boolean,
): Draft {
  const plan = planOf(ref, base.body);
  const { network } = plan;
  return {
    cloud: ref.cloud,
    subscription: { id: ref.subscriptionId, displayName: subscriptionName },
    resourceGroup: { name: ref.resourceGroup, location: plan.location, isNew: false },
    image: plan.image,
    containerName: plan.containerName,
    location: plan.location,
    osType: plan.osType,
    size: plan.size,
    networkKind: network.kind,
    ports: network.kind === 'none' ? [] : network.ports,
    ...(network.kind === 'private' && { subnet: subnetFrom(network.subnetId, plan.location) }),
    dnsNameLabel: network.kind === 'public' && hadLabel ? undefined : '',
    restartPolicy: plan.restartPolicy,
    command: plan.command,
    variables: plan.variables,
    identity: plan.identity,
    base,
    secrets: {},
  };
}

function subnetFrom(id: string, location: string): Draft['subnet'] {
  const [, virtualNetwork = '', name = ''] = /virtualNetworks\/([^/]+)\/subnets\/([^/]+)/i.exec(id) ?? [];
  return { id, name, virtualNetwork, location };
}
