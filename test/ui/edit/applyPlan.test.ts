import assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { withoutReadOnly } from '../../../src/core/document/readOnlyProperties.ts';
import { toAzFile } from '../../../src/core/document/azFile.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../../src/core/model/containerGroup.ts';
import { hasChangedInAzure, unwantedTags, planApply, tagsOf } from '../../../src/ui/edit/applyPlan.ts';
import { parseGroupFile } from '../../../src/ui/fileFormats/parseGroupFile.ts';
import { writeYaml } from '../../../src/ui/fileFormats/writeYaml.ts';

const ref: GroupRef = { cloud: 'emulator', subscriptionId: 's', resourceGroup: 'rg', name: 'web' };

const live = (properties: JsonObject = {}): RawContainerGroup => ({
  apiVersion: '2025-09-01',
  body: {
    properties: {
      provisioningState: 'Succeeded',
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx:1.27',
            unheardOf: { kept: true },
            environmentVariables: [{ name: 'TOKEN' }],
            instanceView: { restartCount: 3 },
            resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
          },
        },
      ],
      osType: 'Linux',
      instanceView: { state: 'Running' },
      ...properties,
    },
    id: '/subscriptions/s/…',
    name: 'web',
    type: 'Microsoft.ContainerInstance/containerGroups',
    location: 'westeurope',
    tags: { team: 'a' },
  },
});

/** The document's text with one edit, as the content that is read from it. */
function edited(document: RawContainerGroup, before: string, after: string): JsonObject {
  const text = writeYaml(toAzFile(ref, document));
  assert.ok(text.includes(before), text);
  return asObject(parseGroupFile(text.replace(before, after)).content);
}

describe('The plan for an edited group', () => {
  it('is to send nothing where nothing was edited', () => {
    assert.deepEqual(planApply(ref, edited(live(), 'nginx', 'nginx'), live()), { kind: 'nothing' });
  });

  it('sends what came, but for the edit and what the service alone writes', () => {
    const plan = planApply(ref, edited(live(), 'nginx:1.27', 'nginx:1.29'), live());
    assert.ok(plan.kind === 'change');
    const wanted = JSON.parse(
      JSON.stringify(withoutReadOnly(live().body)).replace('nginx:1.27', 'nginx:1.29'),
    ) as Json;
    assert.deepEqual(plan.document, { apiVersion: '2025-09-01', body: wanted });
    assert.equal(plan.verdict, 'restartsAll');
    assert.equal(plan.changes.length, 1);
  });

  it('is a change of tags in place where only tags change', () => {
    const plan = planApply(ref, edited(live(), 'team: a', 'team: b'), live());
    assert.ok(plan.kind === 'change');
    assert.equal(plan.verdict, 'inPlace');
    assert.deepEqual(tagsOf(plan.document), { team: 'b' });
  });

  it('is to delete and re-create where the size changes', () => {
    const plan = planApply(ref, edited(live(), 'cpu: 1', 'cpu: 2'), live());
    assert.ok(plan.kind === 'change');
    assert.equal(plan.verdict, 'needsRecreate');
  });

  it('is to create a group that is gone', () => {
    assert.equal(planApply(ref, edited(live(), 'nginx', 'nginx'), undefined).kind, 'create');
  });

  it('sees that a group moved on in Azure, and not that its containers restarted', () => {
    assert.ok(hasChangedInAzure(ref, live(), live({ restartPolicy: 'Never' })));
    assert.ok(
      !hasChangedInAzure(
        ref,
        live(),
        live({ instanceView: { state: 'Stopped' }, provisioningState: 'Updating' }),
      ),
    );
  });

  const recordings = path.resolve(import.meta.dirname, '../../../../shared/recordings');
  const bodies = existsSync(recordings) ? recordedGroups(recordings) : [];

  it('is to send nothing for any group that was ever recorded and not edited', function () {
    if (bodies.length === 0) this.skip(); // the recordings are not beside this checkout
    for (const body of bodies) {
      const document = { apiVersion: '2025-09-01', body };
      const text = writeYaml(toAzFile(ref, document));
      const plan = planApply(ref, asObject(parseGroupFile(text).content), document);
      assert.deepEqual(plan, { kind: 'nothing' }, text);
    }
  });
});

function recordedGroups(folder: string): readonly JsonObject[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .flatMap(file => groupsIn(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Json));
}

/** Every container group anywhere in what was recorded; bodies may be texts in it. */
function groupsIn(json: Json | undefined): readonly JsonObject[] {
  if (typeof json === 'string' && json.startsWith('{')) {
    try {
      return groupsIn(JSON.parse(json) as Json);
    } catch {
      return [];
    }
  }
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(groupsIn);
  if (!isObject(json)) return [];
  if (Array.isArray(asObject(json['properties'])['containers'])) return [json];
  return Object.values(json).flatMap(groupsIn);
}

describe('Tags that a PATCH left', () => {
  it('are those that nobody wants, whatever the case of the others', () => {
    assert.deepEqual(unwantedTags({ Team: 'a' }, { team: 'a', owner: 'me', env: '' }), ['owner', 'env']);
  });

  it('are none where Azure answers what was wanted, or nothing', () => {
    assert.deepEqual(unwantedTags({ team: 'a' }, { team: 'a' }), []);
    assert.deepEqual(unwantedTags({ team: 'a' }, {}), []);
  });
});
