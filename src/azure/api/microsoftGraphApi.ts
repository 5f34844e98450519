/**
 * People and applications by name, from Microsoft Graph. An extra: many accounts may not read the directory, and an
 * object id always works.
 */
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import type { Principal } from '../../core/access/rbac.ts';
import type { JsonObject } from '../../core/json.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import type { ArmClient } from '../http/armClient.ts';
import { createSender } from '../http/pipeline.ts';
import { errorOfAnswer } from '../errors/errorMapping.ts';
import { asString, itemsOfPage, parseJson, readRows } from '../http/readJson.ts';
import { getAccessToken } from '../http/bearerTokenPolicy.ts';

/** How many of each kind are offered: who sees more types more. */
const maxPrincipalsPerType = 25;

export interface MicrosoftGraphApi {
  /**
   * Users and service principals whose name begins with `text`. Throws `AciError` where the directory may not be read.
   */
  findPrincipals(
    tenantId: string | undefined,
    text: string,
    signal: AbortSignal,
  ): Promise<readonly Principal[]>;
  /** Those of the ids that the directory knows. */
  principalsById(
    tenantId: string | undefined,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Principal[]>;
}

type GraphEndpoint = NonNullable<CloudEndpoints['graph']>;

export function createMicrosoftGraphApi(
  arm: ArmClient,
  credentials: CredentialSource,
  graph: GraphEndpoint,
): MicrosoftGraphApi {
  const sendRequest = createSender(arm.cloud, arm.scheduler);

  async function send(
    tenantId: string | undefined,
    path: string,
    body: JsonObject | undefined,
    signal: AbortSignal,
  ): Promise<readonly JsonObject[]> {
    return arm.withMappedErrors(signal, async () => {
      const token = await getAccessToken(
        { credentials, scope: graph.scope, tenantId: () => tenantId },
        signal,
      );
      const request = createPipelineRequest({
        url: `${graph.endpoint}/v1.0/${path}`,
        method: body ? 'POST' : 'GET',
        abortSignal: signal,
        headers: createHttpHeaders({
          Authorization: `Bearer ${token}`,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        }),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const answer = await sendRequest(request);
      if (answer.status !== 200) throw errorOfAnswer(answer);
      return itemsOfPage(parseJson(answer.bodyAsText));
    });
  }

  return {
    async findPrincipals(tenantId, text, signal) {
      // A quote is doubled (OData 4.01, §5.1.1.6.1).
      const name = text.replaceAll("'", "''");
      const begins = (property: string) => `startswith(${property},'${name}')`;
      const query = (select: string, filter: string) =>
        `?$top=${maxPrincipalsPerType}&$select=id,displayName${select}&$filter=${encodeURIComponent(filter)}`;
      const people = `users${query(',userPrincipalName', `${begins('displayName')} or ${begins('userPrincipalName')}`)}`;
      const apps = `servicePrincipals${query('', begins('displayName'))}`;
      const [users, principals] = await Promise.all([
        send(tenantId, people, undefined, signal),
        send(tenantId, apps, undefined, signal),
      ]);
      return [...readRows(users, readAs('User')), ...readRows(principals, readAs('ServicePrincipal'))];
    },
    async principalsById(tenantId, ids, signal) {
      if (ids.length === 0) return [];
      const rows = await send(tenantId, 'directoryObjects/getByIds', { ids: [...ids] }, signal);
      return readRows(rows, row => readAs(typeOf(row))(row));
    },
  };
}

function typeOf(row: JsonObject): Principal['type'] {
  const type = asString(row['@odata.type']);
  if (type === '#microsoft.graph.group') return 'Group';
  return type === '#microsoft.graph.servicePrincipal' ? 'ServicePrincipal' : 'User';
}

function readAs(type: Principal['type']): (row: JsonObject) => Principal | undefined {
  return row => {
    const id = asString(row['id']);
    const name = asString(row['userPrincipalName']) ?? asString(row['displayName']);
    return id === undefined ? undefined : { id, type, name };
  };
}
