import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type {
  DeploymentRef,
  DeploymentRequest,
  DeploymentsApi,
} from '../../../src/core/deployments/deploymentsApi.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { TestClock } from '../../testClock.ts';
import {
  type Answer,
  credentialsGiving,
  type LoopbackServer,
  startLoopbackServer,
} from '../loopbackServer.ts';

const ref: DeploymentRef = {
  cloud: 'emulator',
  subscriptionId: 's1',
  resourceGroup: 'rg1',
  name: 'web-20260105',
};
const id = (name: string, resourceGroup = 'rg1') =>
  `/subscriptions/s1/resourceGroups/${resourceGroup}/providers/Microsoft.Resources/deployments/${name}`;
const groupId =
  '/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.ContainerInstance/containerGroups/web';

const request: DeploymentRequest = {
  template: { contentVersion: '1.0.0.0', resources: [{ type: 'a/b', name: 'c' }] },
  parameters: { size: { value: 2 } },
};

const deployment = (properties: JsonObject, name = ref.name) => ({
  id: id(name),
  name,
  type: 'Microsoft.Resources/deployments',
  properties: {
    provisioningState: 'Accepted',
    timestamp: '2026-01-05T09:00:00.5Z',
    duration: 'PT1M2.5S',
    correlationId: 'c1',
    ...properties,
  },
});

const refusal = {
  error: {
    code: 'InvalidTemplateDeployment',
    message: "The template deployment 'web' is not valid according to the validation procedure.",
    details: [
      {
        code: 'PreflightValidationCheckFailed',
        message: 'Preflight validation failed. Please refer to the details for the specific errors.',
        details: [
          {
            code: 'AccountNameInvalid',
            target: 'my_store',
            message: 'my_store is not a valid storage account name.',
          },
        ],
      },
    ],
  },
};

describe('Deployments', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let clock: TestClock;
  let api: DeploymentsApi;

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    clock = new TestClock(30_000);
    api = createAzureApi(loopback.cloud, credentialsGiving(), { clock }).deployments;
  });
  afterEach(() => loopback.close());

  const answers = (...given: (Answer | 'reset')[]) => {
    loopback.answer = () => given.shift() ?? { status: 500 };
  };
  const lines = () => loopback.asked.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
  const headers = { 'x-ms-request-id': 'r1' };

  describe('are sent', () => {
    it('Incremental, with the template on lines of its own from the first line of the body', async () => {
      answers({ status: 201, body: deployment({}) });
      await api.create(ref, request, signal);
      const [asked] = loopback.asked;
      assert.equal(asked?.method, 'PUT');
      assert.equal(asked.path, `${id(ref.name)}?api-version=2025-04-01`);
      assert.deepEqual(JSON.parse(asked.body), {
        properties: { mode: 'Incremental', parameters: request.parameters, template: request.template },
      });
      assert.match(asked.body.split('\n')[0] ?? '', /"template":\{$/);
      assert.equal(asked.body.split('\n')[1], ' "contentVersion": "1.0.0.0",');
    });

    it('with the version that this cloud knows, and then with it at once', async () => {
      const message =
        "The api-version '2025-04-01' is invalid. The supported versions are '2020-10-01,2024-11-01,2024-11-01-preview'.";
      answers(
        { status: 400, headers, body: { error: { code: 'InvalidApiVersionParameter', message } } },
        { status: 201, body: deployment({}) },
        { body: deployment({}) },
      );
      await api.create(ref, request, signal);
      await api.get(ref, signal);
      assert.deepEqual(
        loopback.asked.map(({ path }) => path.split('=').at(-1)),
        ['2025-04-01', '2024-11-01', '2024-11-01'],
      );
    });

    it('once, where a resource of the template has a version that its provider does not know', async () => {
      const message =
        "No registered resource provider found for location 'westeurope' and API version '2030-01-01' for type " +
        "'containerGroups'. The supported api-versions are '2021-10-01, 2023-05-01'.";
      answers({ status: 400, headers, body: { error: { code: 'NoRegisteredProviderFound', message } } });
      await assert.rejects(api.create(ref, request, signal), { code: 'NoRegisteredProviderFound' });
      assert.equal(loopback.asked.length, 1);
    });

    it('again where the answer got lost; that the first one is under way is success then', async () => {
      const active = {
        error: { code: 'DeploymentActive', message: 'Unable to edit or replace deployment.' },
      };
      answers(
        'reset',
        { status: 409, headers, body: active },
        { body: deployment({ provisioningState: 'Running' }) },
      );
      assert.equal((await api.create(ref, request, signal)).state, 'Running');
      assert.deepEqual(lines(), [`PUT ${id(ref.name)}`, `PUT ${id(ref.name)}`, `GET ${id(ref.name)}`]);
    });

    it('and that another one of the name is under way is a failure', async () => {
      const active = {
        error: { code: 'DeploymentActive', message: 'Unable to edit or replace deployment.' },
      };
      answers({ status: 409, headers, body: active });
      await assert.rejects(api.create(ref, request, signal), { code: 'DeploymentActive', kind: 'refused' });
    });
  });

  describe('are read', () => {
    it('with times in ms, what they made, and without any secret', async () => {
      answers({
        body: deployment({
          provisioningState: 'Succeeded',
          parameters: {
            name: { type: 'String', value: 'web' },
            key: { type: 'SecureString', value: 'hunter2' },
          },
          outputs: {
            url: { type: 'String', value: 'http://web' },
            password: { type: 'securestring', value: 'hunter2' },
          },
          outputResources: [{ id: groupId, resourceType: 'x' }, { extension: { name: 'MicrosoftGraph' } }],
          providers: [
            {
              namespace: 'Microsoft.ContainerInstance',
              resourceTypes: [{ resourceType: 'containerGroups' }],
            },
          ],
        }),
      });
      assert.deepEqual(await api.get(ref, signal), {
        ref,
        state: 'Succeeded',
        timestamp: Date.UTC(2026, 0, 5, 9, 0, 0, 500),
        duration: 62_500,
        correlationId: 'c1',
        parameters: { name: { type: 'String', value: 'web' }, key: { type: 'SecureString' } },
        outputs: [
          { name: 'url', type: 'String', value: 'http://web' },
          { name: 'password', type: 'securestring' },
        ],
        outputResources: [groupId],
        validatedResources: [],
        resourceTypes: ['Microsoft.ContainerInstance/containerGroups'],
      });
    });

    it('with their error whole', async () => {
      answers({ body: deployment({ provisioningState: 'Failed', error: refusal.error }) });
      const { error } = await api.get(ref, signal);
      assert.equal(error?.details[0]?.details[0]?.target, 'my_store');
    });

    it('without a duration, where Azure tells none', async () => {
      answers({ body: deployment({ duration: undefined, timestamp: undefined }) });
      const { duration, timestamp } = await api.get(ref, signal);
      assert.deepEqual([duration, timestamp], [0, 0]);
    });

    it('or not at all, where the answer is none', async () => {
      answers({ body: { name: 'x' } });
      await assert.rejects(api.get(ref, signal), { kind: 'service' });
    });

    it('in a list, the newest first, page after page until there are enough', async () => {
      const at = (name: string, timestamp: string) => deployment({ timestamp }, name);
      answers(
        {
          body: {
            value: [at('old', '2026-01-01T00:00:00Z'), at('new', '2026-01-03T00:00:00Z')],
            nextLink: `${loopback.origin}/next?$skiptoken=1`,
          },
        },
        { body: { value: [at('middle', '2026-01-02T00:00:00Z')], nextLink: `${loopback.origin}/more` } },
      );
      const listed = await api.list(ref, 3, signal);
      assert.deepEqual(
        listed.map(each => each.ref.name),
        ['new', 'middle', 'old'],
      );
      assert.match(loopback.asked[0]?.path ?? '', /deployments\/\?\$top=3&api-version=/);
      assert.equal(loopback.asked.length, 2);
    });

    it('with the template that was deployed', async () => {
      answers({ body: { template: request.template } });
      assert.deepEqual(await api.template(ref, signal), request.template);
      assert.deepEqual(lines(), [`POST ${id(ref.name)}/exportTemplate`]);
    });
  });

  describe('are validated', () => {
    it('and what they would make is told', async () => {
      answers({
        body: deployment({ provisioningState: 'Succeeded', validatedResources: [{ id: groupId }] }),
      });
      assert.deepEqual((await api.validate(ref, request, signal)).validatedResources, [groupId]);
      assert.deepEqual(lines(), [`POST ${id(ref.name)}/validate`]);
    });

    it('at once or later', async () => {
      const location = `${loopback.origin}/subscriptions/s1/operationresults/x?api-version=2025-04-01`;
      answers(
        { status: 202, headers: { location, 'retry-after': '7' } },
        { status: 202, headers: { location, 'retry-after': '7' } },
        { body: deployment({ validatedResources: [{ id: groupId }] }) },
      );
      assert.deepEqual((await api.validate(ref, request, signal)).validatedResources, [groupId]);
      assert.deepEqual(
        clock.slept.filter(ms => ms < 60_000),
        [7_000, 7_000],
      );
    });

    for (const [where, answer] of [
      ['as a refused request', { status: 400, headers, body: refusal }],
      ['in an answer of status 200', { headers, body: refusal }],
    ] as const)
      it(`and refused ${where}, with all that is wrong`, async () => {
        answers(answer);
        const error = await failure(api.validate(ref, request, signal));
        assert.equal(error.code, 'AccountNameInvalid');
        assert.equal(error.requestId, 'r1');
        assert.deepEqual(error.armError, {
          code: 'InvalidTemplateDeployment',
          message: "The template deployment 'web' is not valid according to the validation procedure.",
          details: [
            {
              code: 'PreflightValidationCheckFailed',
              message: 'Preflight validation failed. Please refer to the details for the specific errors.',
              details: [
                {
                  code: 'AccountNameInvalid',
                  message: 'my_store is not a valid storage account name.',
                  target: 'my_store',
                  details: [],
                },
              ],
            },
          ],
        });
      });
  });

  describe('what they would change', () => {
    const changes = [
      {
        resourceId: groupId,
        changeType: 'Modify',
        before: { name: 'web' },
        after: { name: 'web' },
        delta: [
          {
            path: 'properties.containers',
            propertyChangeType: 'Array',
            children: [
              {
                path: '0',
                propertyChangeType: 'Modify',
                children: [
                  { path: 'properties.image', propertyChangeType: 'Modify', before: 'a', after: 'b' },
                ],
              },
            ],
          },
        ],
      },
      { resourceId: '/x', changeType: 'Imagined', unsupportedReason: 'Nobody knows.' },
    ];
    const understood = [
      {
        resourceId: groupId,
        type: 'Modify',
        before: { name: 'web' },
        after: { name: 'web' },
        delta: [
          {
            path: 'properties.containers',
            type: 'Array',
            children: [
              {
                path: '0',
                type: 'Modify',
                children: [
                  { path: 'properties.image', type: 'Modify', before: 'a', after: 'b', children: [] },
                ],
              },
            ],
          },
        ],
      },
      { resourceId: '/x', type: 'Unsupported', delta: [], unsupportedReason: 'Nobody knows.' },
    ];
    const result = { body: { status: 'Succeeded', properties: { changes } } };
    const at = () => `${loopback.origin}/subscriptions/s1/operationresults/x?api-version=2025-04-01`;

    it('is asked for with the resources whole', async () => {
      answers(result);
      assert.deepEqual(await api.whatIf(ref, request, signal), understood);
      const { properties } = JSON.parse(loopback.asked[0]?.body ?? '') as { properties: JsonObject };
      assert.deepEqual(properties['whatIfSettings'], { resultFormat: 'FullResourcePayloads' });
    });

    it('is told later at Location', async () => {
      answers(
        { status: 202, headers: { location: at() } },
        { status: 202, headers: { location: at() } },
        result,
      );
      assert.deepEqual(await api.whatIf(ref, request, signal), understood);
    });

    it('is told later by an operation', async () => {
      const headers = { location: at(), 'azure-asyncoperation': `${loopback.origin}/status` };
      answers(
        { status: 202, headers },
        { body: { status: 'Running' } },
        { body: { status: 'Succeeded' } },
        result,
      );
      assert.deepEqual(await api.whatIf(ref, request, signal), understood);
    });

    it('may not be known, and the error is told whole', async () => {
      for (const later of [false, true]) {
        const failed = { headers, body: { status: 'Failed', error: refusal.error } };
        answers(...(later ? [{ status: 202, headers: { location: at() } }] : []), failed);
        const error = await failure(api.whatIf(ref, request, signal));
        assert.equal(error.code, 'AccountNameInvalid');
        assert.equal(error.armError?.code, 'InvalidTemplateDeployment');
      }
    });

    it('stops being asked for when nobody waits any more', async () => {
      const still = new TestClock(0);
      api = createAzureApi(loopback.cloud, credentialsGiving(), { clock: still }).deployments;
      loopback.answer = () => ({ status: 202, headers: { location: at() } });
      const controller = new AbortController();
      const asking = api.whatIf(ref, request, controller.signal);
      await still.asleepFor(2_000);
      controller.abort();
      await assert.rejects(asking, { name: 'AbortError' });
      assert.equal(still.sleeping, 0);
      assert.equal(loopback.asked.length, 1);
    });
  });

  describe('their operations', () => {
    const operation = (name: string, of: string, properties: JsonObject) => ({
      id: `${id(of)}/operations/${name}`,
      operationId: name,
      properties: {
        provisioningOperation: 'Create',
        provisioningState: 'Succeeded',
        timestamp: '2026-01-05T09:00:00Z',
        duration: 'PT2S',
        statusCode: 'Created',
        ...properties,
      },
    });
    const nested = (name: string, resourceGroup = 'rg1') => ({
      targetResource: {
        id: id(name, resourceGroup),
        resourceType: 'Microsoft.Resources/deployments',
        resourceName: name,
      },
    });
    const group = { targetResource: { id: groupId, resourceType: 'x/containerGroups', resourceName: 'web' } };

    it('are those of nested deployments, too, each once, over all pages', async () => {
      const pages: Record<string, object> = {
        [id(ref.name)]: {
          value: [operation('1', ref.name, nested('inner')), operation('2', ref.name, nested('INNER'))],
          nextLink: `${loopback.origin}${id('page2')}/operations?x=1`,
        },
        [id('page2')]: { value: [operation('3', ref.name, nested('elsewhere', 'other.rg(1)'))] },
        // A deployment that refers to the one that it is in.
        [id('inner')]: { value: [operation('4', 'inner', group), operation('5', 'inner', nested(ref.name))] },
      };
      loopback.answer = ({ path }) => {
        const body = pages[path.replace(/\/operations\?.*/, '')];
        return body ? { body } : { status: 404, headers, body: { error: { code: 'DeploymentNotFound' } } };
      };
      const read = await api.operations(ref, signal);
      assert.deepEqual(
        read.map(each => each.id.split('/').at(-1)),
        ['1', '2', '3', '4', '5'],
      );
      assert.equal(loopback.asked.length, 4);
      assert.deepEqual(read[3], {
        id: `${id('inner')}/operations/4`,
        operation: 'Create',
        state: 'Succeeded',
        timestamp: Date.UTC(2026, 0, 5, 9),
        duration: 2_000,
        target: { id: groupId, type: 'x/containerGroups', name: 'web' },
      });
    });

    it('have the error of a failed one, whatever its form', async () => {
      const message = "The image 'x' in container group 'web' is not accessible.";
      const forms: JsonObject[] = [
        { statusMessage: { error: { code: 'InaccessibleImage', message } } },
        {
          statusMessage: JSON.stringify({ status: 'Failed', error: { code: 'InaccessibleImage', message } }),
        },
        { statusMessage: { status: 'Failed', error: { code: 'InaccessibleImage', message } } },
      ];
      answers({
        body: {
          value: [
            ...forms.map((form, at) =>
              operation(`${at}`, ref.name, { ...group, provisioningState: 'Failed', ...form }),
            ),
            operation('bare', ref.name, {
              provisioningState: 'Failed',
              statusCode: 'Conflict',
              statusMessage: null,
            }),
            operation('fine', ref.name, { statusMessage: { name: 'web', code: 'no error' } }),
          ],
        },
      });
      const read = await api.operations(ref, signal);
      assert.deepEqual(
        read.map(({ error }) => error && [error.code, error.message]),
        [...forms.map(() => ['InaccessibleImage', message]), ['Conflict', ''], undefined],
      );
    });

    it('of the deployment itself must be readable', async () => {
      answers({
        status: 404,
        headers,
        body: { error: { code: 'DeploymentNotFound', message: 'Not found.' } },
      });
      await assert.rejects(api.operations(ref, signal), { kind: 'notFound', code: 'DeploymentNotFound' });
    });
  });

  describe('are cancelled', () => {
    it('by one request', async () => {
      answers({ status: 204 });
      await api.cancel(ref, signal);
      assert.deepEqual(lines(), [`POST ${id(ref.name)}/cancel`]);
    });

    it('unless they are over', async () => {
      const error = {
        code: 'DeploymentCannotBeCancelled',
        message: 'The deployment is in a terminal state.',
      };
      answers({ status: 409, headers, body: { error } });
      await assert.rejects(api.cancel(ref, signal), { code: 'DeploymentCannotBeCancelled' });
    });
  });

  describe('as Azure answered once', () => {
    const examples = join(import.meta.dirname, '../../../../shared/examples');

    before(function () {
      if (existsSync(examples)) return;
      console.log('      skipped: ../shared/examples is not there');
      this.skip();
    });

    it('go from validation to their outputs', async () => {
      const { exchanges } = read('deployment_validate_create_2026.json') as { exchanges: Exchange[] };
      loopback.answer = ({ method, path }) => {
        const next = exchanges.find(({ request: { method: m, uri } }) => m === method && samePath(uri, path));
        return next ? answerOf(next) : { status: 500 };
      };
      const recorded = { ...ref, subscriptionId: '00000000-0000-0000-0000-000000000000', name: 'dep1' };
      const made = [
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/reg1/taskRuns/run1',
      ];
      const valid = await api.validate(recorded, request, signal);
      assert.deepEqual([valid.state, valid.validatedResources, valid.duration], ['Succeeded', made, 0]);
      const accepted = await api.create(recorded, request, signal);
      assert.deepEqual([accepted.state, accepted.outputs, accepted.duration], ['Accepted', [], 1]);
      const done = await api.get(recorded, signal);
      assert.equal(done.state, 'Succeeded');
      assert.equal(done.duration, 34_374);
      assert.deepEqual(done.outputs, [{ name: 'taskRunName', type: 'String', value: 'run1' }]);
      assert.deepEqual(done.outputResources, made);
      assert.deepEqual(done.resourceTypes, ['Microsoft.ContainerRegistry/registries/taskRuns']);
      assert.equal(done.timestamp, Date.parse('2026-03-24T00:39:33.554Z'));
    });

    it('say what they would change', async () => {
      const { exchanges } = read('deployment_whatif.json') as { exchanges: Exchange[] };
      loopback.answer = ({ method }) => {
        const next = exchanges.find(({ request: { method: m } }) => m === method);
        if (!next) return { status: 500 };
        const answer = answerOf(next);
        const { location } = next.response.headers ?? {};
        return location === undefined
          ? answer
          : { ...answer, headers: { location: `${loopback.origin}/results/1` } };
      };
      const [change] = await api.whatIf(ref, request, signal);
      assert.equal(change?.type, 'Modify');
      assert.deepEqual(change.delta, [
        { path: 'sku.name', type: 'Modify', before: 'Standard_LRS', after: 'Standard_GRS', children: [] },
      ]);
    });

    it('list their operations', async () => {
      const { response } = read('deployment_operations.json') as { response: Exchange['response'] };
      loopback.answer = () => ({ body: response.body });
      const operations = await api.operations(ref, signal);
      assert.deepEqual(
        operations.map(({ operation, state, duration, target }) => [
          operation,
          state,
          duration,
          target?.name,
        ]),
        [
          ['Create', 'Succeeded', 18_631, 'test-lb'],
          ['EvaluateDeploymentOutput', 'Succeeded', 426, undefined],
        ],
      );
    });

    it('fail with all that went wrong', async () => {
      const errors = read('deployment_errors.json') as Record<string, { body: JsonObject; status?: number }>;
      const codes = async (name: string) => {
        const { body } = errors[name] ?? { body: {} };
        answers({ status: 400, headers, body });
        const error = await failure(api.get(ref, signal));
        return [error.code, error.armError?.code, error.armError?.details.map(({ code }) => code)];
      };
      assert.deepEqual(await codes('async_status_failed_new'), [
        'RegionIsOfferRestricted',
        'DeploymentFailed',
        ['ResourceDeploymentFailure'],
      ]);
      assert.deepEqual(await codes('aci_inaccessible_image'), [
        'InaccessibleImage',
        'DeploymentFailed',
        ['InaccessibleImage'],
      ]);
      assert.deepEqual(await codes('validate_or_put_400'), [
        'AccountNameInvalid',
        'InvalidTemplateDeployment',
        ['PreflightValidationCheckFailed'],
      ]);
    });

    interface Exchange {
      readonly request: { readonly method: string; readonly uri: string };
      readonly response: {
        readonly status: number;
        readonly headers?: Record<string, string>;
        readonly body: unknown;
      };
    }

    function read(file: string): unknown {
      return JSON.parse(readFileSync(join(examples, file), 'utf8'));
    }

    function samePath(uri: string, path: string): boolean {
      return uri.toLowerCase() === path.toLowerCase();
    }

    function answerOf({ response: { status, body } }: Exchange): Answer {
      return { status, ...(body !== '' && { body }) };
    }
  });

  async function failure(work: Promise<unknown>): Promise<AciError> {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof AciError);
      return error;
    }
    throw new Error('It succeeded.');
  }
});
