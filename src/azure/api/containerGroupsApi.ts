/**
 * Container groups: list, get, create, change, and the verbs. ARM projects its answers to the api-version that is asked
 * for, and the SDK's serializer drops what it doesn't know, so that only the raw JSON of an answer is read.
 */
import { createDeduplicate } from './deduplicate.ts';
import { groupPath } from './groupPath.ts';
import { type ArmOperation, runOperation } from './longRunningOperation.ts';
import { readGroup } from './readGroup.ts';
import { apiVersions } from '../apiVersions.ts';
import { malformedAnswerAbout } from '../errors/malformedAnswer.ts';
import { newestSupportedVersion } from '../errors/newestSupportedVersion.ts';
import type { ArmClient, RawAnswer } from '../http/armClient.ts';
import type { AzureApi, GroupVerb, Urgency } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, asText, isObject } from '../../core/json.ts';
import {
  type ContainerGroup,
  groupKey,
  type GroupRef,
  type RawContainerGroup,
  type Tags,
} from '../../core/model/containerGroup.ts';

const resourceType = 'providers/Microsoft.ContainerInstance/containerGroups';

export type ContainerGroupsApi = Pick<
  AzureApi,
  'listGroups' | 'getGroup' | 'getRawGroup' | 'putGroup' | 'patchTags' | 'act'
>;

export function createContainerGroupsApi(arm: ArmClient, clock: Clock): ContainerGroupsApi {
  /** The preferred version, or the newest that this cloud knows. */
  let version: string = apiVersions.rawContainerGroups;

  /**
   * Raw: the typed client would read each of thousands of groups into a model of its own first, which takes ten times
   * as long as reading them does, and nobody looks at it.
   */
  async function* listGroups(
    subscriptionId: string,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ContainerGroup[], void, undefined> {
    const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/${resourceType}?api-version=${apiVersions.containerGroups}`;
    for await (const page of arm.pages({ subscriptionId }, path, signal, 'lists')) {
      const deduplicate = createDeduplicate();
      yield await arm.readListRows(page, group => readGroup(arm.cloud.id, group, deduplicate));
    }
  }

  async function getGroup(
    ref: GroupRef,
    signal: AbortSignal,
    urgency: Urgency = 'user',
  ): Promise<ContainerGroup> {
    const { containerGroups } = arm.sdkClient(ref.subscriptionId, urgency);
    const { body } = await arm.readRaw(signal, options =>
      containerGroups.get(ref.resourceGroup, ref.name, options),
    );
    const group = readGroup(arm.cloud.id, body);
    if (!group) throw malformedAnswerAbout(`'${ref.name}'`);
    return group;
  }

  async function getRawGroup(ref: GroupRef, signal: AbortSignal): Promise<RawContainerGroup> {
    try {
      return await getAs(version, ref, signal);
    } catch (error) {
      const known = error instanceof AciError ? newestSupportedVersion(error) : undefined;
      if (known === undefined || known === version) throw error;
      version = known;
      return getAs(known, ref, signal);
    }
  }

  async function getAs(apiVersion: string, ref: GroupRef, signal: AbortSignal): Promise<RawContainerGroup> {
    const { body } = await arm.send(ref, { method: 'GET', path: versionedPath(ref, apiVersion) }, signal);
    const group = asObject(body);
    const read = readGroup(ref.cloud, group);
    // What isn't this group must not come back as it: it would be written over it.
    if (!isObject(group['properties']) || !read || groupKey(read.ref) !== groupKey(ref)) {
      throw malformedAnswerAbout(`'${ref.name}'`);
    }
    return { apiVersion, body: group };
  }

  function putGroup(ref: GroupRef, { apiVersion, body }: RawContainerGroup, signal: AbortSignal) {
    const path = versionedPath(ref, apiVersion);
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

  /** PATCH takes nothing but tags, and is answered at once with the group (`docs/azure-facts.md`). */
  async function patchTags(ref: GroupRef, tags: Tags, signal: AbortSignal): Promise<Tags> {
    const path = versionedPath(ref, apiVersions.containerGroups);
    const { body } = await arm.send(ref, { method: 'PATCH', path, body: { tags } }, signal);
    if (readGroup(ref.cloud, body) === undefined) throw malformedAnswerAbout(`'${ref.name}'`);
    const entries = Object.entries(asObject(asObject(body)['tags']));
    return Object.fromEntries(entries.map(([key, value]) => [key, asText(value)]));
  }

  function act(ref: GroupRef, verb: GroupVerb, signal: AbortSignal) {
    const isDelete = verb === 'delete';
    const path = versionedPath(ref, apiVersions.containerGroups, isDelete ? '' : `/${verb}`);
    const operation: ArmOperation = isDelete
      ? { ref, method: 'DELETE', path, start: () => deleteOnce(path, ref, signal) }
      : { ref, method: 'POST', path, start: () => arm.send(ref, { method: 'POST', path }, signal) };
    return runOperation(arm, clock, operation, signal);
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

  return { listGroups, getGroup, getRawGroup, putGroup, patchTags, act };
}

function versionedPath(ref: GroupRef, apiVersion: string, verb = ''): string {
  return `${groupPath(ref)}${verb}?api-version=${encodeURIComponent(apiVersion)}`;
}
