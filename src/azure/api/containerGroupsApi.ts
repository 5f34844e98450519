/**
 * Whole groups as raw JSON, and what is done to them: documents, PUT, and the verbs. ARM projects its answers to
 * the api-version that is asked, and the SDK's serializer drops what it doesn't know (FACTS §2), so none of this
 * goes through typed calls.
 */
import type { Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, asText, isObject } from '../../core/json.ts';
import {
  groupKey,
  type GroupRef,
  type RawContainerGroup,
  type Tags,
} from '../../core/model/containerGroup.ts';
import { defaultApiVersion } from '../../core/document/apiVersions.ts';
import type { GroupVerb, Progress } from '../../core/azureApi.ts';
import type { ArmClient, RawAnswer } from '../http/armClient.ts';
import { runOperation } from './longRunningOperation.ts';
import { readGroup } from './readGroup.ts';

/** What the SDK speaks; the verbs and tags need nothing newer. */
const actionVersion = '2023-05-01';

export interface ContainerGroupsApi {
  getRaw(ref: GroupRef, signal: AbortSignal): Promise<RawContainerGroup>;
  put(
    ref: GroupRef,
    document: RawContainerGroup,
    signal: AbortSignal,
  ): AsyncGenerator<Progress, void, undefined>;
  patchTags(ref: GroupRef, tags: Tags, signal: AbortSignal): Promise<Tags>;
  act(ref: GroupRef, verb: GroupVerb, signal: AbortSignal): AsyncGenerator<Progress, void, undefined>;
}

export function createContainerGroupsApi(arm: ArmClient, clock: Clock): ContainerGroupsApi {
  /** What this cloud turned out to know instead. */
  let version = defaultApiVersion;

  async function get(ref: GroupRef, signal: AbortSignal): Promise<RawContainerGroup> {
    try {
      return await getAs(version, ref, signal);
    } catch (error) {
      const known = error instanceof AciError ? newestVersion(error) : undefined;
      if (known === undefined || known === version) throw error;
      version = known;
      return getAs(known, ref, signal);
    }
  }

  async function getAs(apiVersion: string, ref: GroupRef, signal: AbortSignal): Promise<RawContainerGroup> {
    const { body } = await arm.send(ref, { method: 'GET', path: groupPath(ref, apiVersion) }, signal);
    const group = asObject(body);
    const read = readGroup(ref.cloud, group);
    // What isn't this group must not come back as it: it would be written over it.
    if (!isObject(group['properties']) || !read || groupKey(read.ref) !== groupKey(ref)) {
      throw malformedGroup(ref);
    }
    return { apiVersion, body: group };
  }

  function put(ref: GroupRef, { apiVersion, body }: RawContainerGroup, signal: AbortSignal) {
    const path = groupPath(ref, apiVersion);
    const start = () => putOnce(path, ref, body, signal);
    return runOperation(arm, clock, { ref, method: 'PUT', path, start }, signal);
  }

  /** A PUT that was sent again after its answer got lost finds its own group in transition: that is success. */
  async function putOnce(
    path: string,
    ref: GroupRef,
    body: RawContainerGroup['body'],
    signal: AbortSignal,
  ): Promise<RawAnswer> {
    const attempt = { repeated: false };
    try {
      return await arm.send(
        ref,
        { method: 'PUT', path, body, onSentAgain: () => (attempt.repeated = true) },
        signal,
      );
    } catch (error) {
      if (!attempt.repeated || !(error instanceof AciError) || error.code !== 'ContainerGroupTransitioning')
        throw error;
      return arm.send(ref, { method: 'GET', path }, signal);
    }
  }

  /** PATCH takes nothing but tags, and is answered at once with the group (FACTS §3). */
  async function patchTags(ref: GroupRef, tags: Tags, signal: AbortSignal): Promise<Tags> {
    const path = groupPath(ref, actionVersion);
    const { body } = await arm.send(ref, { method: 'PATCH', path, body: { tags } }, signal);
    if (readGroup(ref.cloud, body) === undefined) throw malformedGroup(ref);
    const entries = Object.entries(asObject(asObject(body)['tags']));
    return Object.fromEntries(entries.map(([key, value]) => [key, asText(value)]));
  }

  function act(ref: GroupRef, verb: GroupVerb, signal: AbortSignal) {
    const path =
      verb === 'delete' ? groupPath(ref, actionVersion) : groupPath(ref, actionVersion, `/${verb}`);
    return verb === 'delete'
      ? runOperation(
          arm,
          clock,
          { ref, method: 'DELETE', path, start: () => deleteOnce(path, ref, signal) },
          signal,
        )
      : runOperation(
          arm,
          clock,
          { ref, method: 'POST', path, start: () => arm.send(ref, { method: 'POST', path }, signal) },
          signal,
        );
  }

  /** 204 says that there was nothing to delete, unless an earlier attempt of ours deleted it. */
  async function deleteOnce(path: string, ref: GroupRef, signal: AbortSignal): Promise<RawAnswer> {
    const attempt = { repeated: false };
    const answer = await arm.send(
      ref,
      { method: 'DELETE', path, onSentAgain: () => (attempt.repeated = true) },
      signal,
    );
    if (answer.status === 204 && !attempt.repeated) {
      throw new AciError('notFound', `The container group '${ref.name}' does not exist.`, { status: 204 });
    }
    return answer;
  }

  return { getRaw: get, put, patchTags, act };
}

function malformedGroup({ name }: GroupRef): AciError {
  return new AciError('service', `Azure's answer about '${name}' makes no sense.`);
}

function groupPath({ subscriptionId, resourceGroup, name }: GroupRef, apiVersion: string, verb = ''): string {
  const part = encodeURIComponent;
  return (
    `/subscriptions/${part(subscriptionId)}/resourceGroups/${part(resourceGroup)}` +
    `/providers/Microsoft.ContainerInstance/containerGroups/${part(name)}${verb}?api-version=${part(apiVersion)}`
  );
}

/**
 * The newest api-version that ARM's refusal of ours names: "The supported api-versions are '2017-08-01-preview,
 * …'". Of one date, the stable one.
 */
function newestVersion({ code, message }: AciError): string | undefined {
  if (code !== 'NoRegisteredProviderFound' && code !== 'InvalidApiVersionParameter') return undefined;
  const named = /supported (?:api-)?versions are '([^']+)'/i.exec(message)?.[1] ?? '';
  const versions = named.split(/[,;\s]+/).filter(version => /^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version));
  return versions.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b))).at(-1);
}

function sortKey(version: string): string {
  return version.endsWith('-preview') ? version : `${version}-stable`;
}
