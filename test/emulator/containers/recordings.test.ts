import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { asObject, group, createRuntimeFixture, upMs, textOf } from './runtimeFixture.ts';
import type { Json, JsonObject } from '../../../src/emulator/json.ts';

/** Recorded traffic lies beside the repository; without it these tests have nothing to compare with. */
const recordings = new URL('../../../../shared/recordings/', import.meta.url);

interface Recorded {
  readonly request: { readonly method: string; readonly url: string; readonly body?: JsonObject };
  readonly response: { readonly status: number; readonly body?: JsonObject };
}

function interactions(file: string): Recorded[] {
  const text = readFileSync(new URL(file, recordings), 'utf8');
  return (JSON.parse(text) as { interactions: Recorded[] }).interactions;
}

const properties = (body: JsonObject | undefined) => asObject(body?.['properties']) ?? {};

/** A value without what differs from run to run: times, digests. Key order counts. */
function shape(value: Json | undefined): string {
  return JSON.stringify(value ?? null)
    .replace(
      /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g,
      (_, fraction?: string) => `TIME${fraction?.length ?? 0}`,
    )
    .replace(/sha256:[0-9a-f]{64}/g, 'DIGEST');
}

/** The recorded states of a group's only container: of the PUT's answer, and of each GET's. */
function recordedContainer(body: JsonObject | undefined): JsonObject {
  const containers = properties(body)['containers'];
  return asObject((Array.isArray(containers) ? containers : [])[0]) ?? {};
}

const view = (container: JsonObject) => asObject(properties(container)['instanceView']);

describe('The containers of the emulator, beside recorded ones', () => {
  before(function () {
    if (existsSync(recordings)) return;
    console.log('      skipped: no recordings beside the repository');
    this.skip();
  });

  for (const file of [
    'create_get_list_logs_delete_2024.json',
    'exec_terminated_2024.json',
    'spot_2024.json',
    'acr_2024.json',
  ])
    it(`${file}: the same PUT leads to the same views`, () => {
      const all = interactions(file);
      const put = all.find(i => i.request.method === 'PUT');
      const expected = all
        .filter(i => i.request.method === 'GET' && 'containers' in properties(i.response.body))
        .at(-1);
      const { clock, containers } = createRuntimeFixture();
      const name = textOf(put?.response.body?.['name']);
      const running = containers.create({
        name,
        location: 'westus',
        properties: properties(put?.request.body),
      });

      const put201 = properties(put?.response.body);
      assert.equal(running.provisioningState, put201['provisioningState']);
      assert.equal(shape(running.instanceView()), shape(put201['instanceView']));
      assert.equal(view(recordedContainer(put?.response.body)), undefined);
      assert.equal(running.containerInstanceView(name), undefined);

      clock.advance(upMs);
      const recorded = properties(expected?.response.body);
      assert.equal(running.provisioningState, recorded['provisioningState']);
      assert.equal(shape(running.instanceView()), shape(recorded['instanceView']));
      assert.equal(
        shape(running.containerInstanceView(name)),
        shape(view(recordedContainer(expected?.response.body))),
      );
      assert.equal(running.ip === undefined, asObject(recorded['ipAddress'])?.['ip'] === undefined);
      assert.equal(running.operation.status, 'Succeeded');
    });

  it('powershell_location_usages_capabilities.json: restart and stop leave the same states and events', () => {
    const gets = interactions('powershell_location_usages_capabilities.json')
      .filter(i => i.request.method === 'GET' && 'containers' in properties(i.response.body))
      .map(i => view(recordedContainer(i.response.body)));
    const { clock, containers } = createRuntimeFixture();
    const image = 'mcr.microsoft.com/azuredocs/aci-helloworld';
    const running = containers.create(group({ name: 'bez-test-ci', image }));
    clock.advance(upMs);
    running.restart();
    clock.advance(1_000);
    assert.equal(shape(running.containerInstanceView('bez-test-ci')), shape(gets[0]));
    clock.advance(60_000);
    running.stop();
    assert.equal(shape(running.containerInstanceView('bez-test-ci')), shape(gets[1]));
  });

  it('gpu_logs_exec_….json: nginx starts with the same log', () => {
    const logs = interactions('gpu_logs_exec_restart_start_stop_patch_delete_2020.json').find(i =>
      i.request.url.includes('/logs'),
    );
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image: 'nginx' }));
    clock.advance(8_000);
    assert.equal(running.logs('app', { timestamps: false, tail: 10 }), logs?.response.body?.['content']);
  });
});
