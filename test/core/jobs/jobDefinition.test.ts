import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJob } from '../../../src/core/jobs/jobDefinition.ts';
import { jobGroupDocument, jobGroupName } from '../../../src/core/jobs/jobGroup.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { groupNameProblem } from '../../../src/core/rules/names.ts';

const environment = (name: string) => (name === 'TOKEN' ? 's3cret' : undefined);

/** `property: code` of every problem. */
function problems(json: Json): readonly string[] {
  const parsed = parseJob(json, environment);
  if ('definition' in parsed) return [];
  return parsed.problems.map(({ property, fault }) => {
    const { code } = fault.code === 'rule' ? fault.problem : fault;
    return `${property}: ${code}`;
  });
}

describe('A job in tasks.json', () => {
  const table: readonly (readonly [JsonObject, readonly string[]])[] = [
    [{ image: 'alpine' }, []],
    [{ image: 'alpine', command: ['sh', '-c', 'echo hi'], cpu: '2', memory: 3.5 }, []],
    [{}, ['image: missing']],
    [{ image: 7 }, ['image: textWanted']],
    [{ image: 'Alpine' }, ['image: imageCapitals']],
    [{ image: 'alpine', command: 'sh -c "echo' }, ['command: quoteOpen']],
    [{ image: 'alpine', command: ['sh', 1] }, ['command: lineOrListWanted']],
    [{ image: 'alpine', cpu: 'many' }, ['cpu: numberWanted']],
    [{ image: 'alpine', cpu: 0 }, ['cpu: numberTooSmall']],
    [{ image: 'alpine', cpu: 0.5 }, []],
    [{ image: 'alpine', memory: 1.55 }, ['memory: numberDecimals']],
    [{ image: 'alpine', env: ['A=b'] }, ['env: objectOfTextsWanted']],
    [{ image: 'alpine', env: { 'a-b': 'x' } }, ['env.a-b: variableCharacters']],
    [{ image: 'alpine', env: { A: 1 } }, ['env.A: textWanted']],
    [{ image: 'alpine', env: { A: '${env:NONE}' } }, ['env.A: environmentUnset']],
    [{ image: 'alpine', subscription: ' ' }, ['subscription: empty']],
    [{ image: 'alpine', resourceGroup: 'a b' }, ['resourceGroup: resourceGroupCharacters']],
    [{ image: 'alpine', deleteWhenDone: 'maybe' }, ['deleteWhenDone: choiceWanted']],
    [{ image: 'alpine', osType: 'Solaris' }, ['osType: choiceWanted']],
    [{ image: 'alpine', osType: 1 }, ['osType: choiceWanted']],
    [{ image: 'alpine', registry: 'ghcr.io' }, ['registry: registryWanted']],
    [
      { image: 'alpine', registry: {} },
      ['registry.server: missing', 'registry.username: missing', 'registry.password: missing'],
    ],
    [
      { image: 'alpine', registry: { server: 'ghcr.io', username: 'ada', password: 'plain' } },
      ['registry.password: referenceWanted'],
    ],
    [
      { image: 'alpine', registry: { server: 'ghcr', username: ' ', password: '${env:NONE}' } },
      ['registry.server: serverText', 'registry.username: empty', 'registry.password: environmentUnset'],
    ],
    [
      {
        image: 'quay.io/a',
        registry: { server: 'ghcr.io', username: 'ada', password: '${env:TOKEN}' },
      },
      ['image: imageOtherRegistry'],
    ],
    [
      { cpu: 'x', memory: true, location: 1 },
      ['image: missing', 'cpu: numberWanted', 'memory: numberWanted', 'location: textWanted'],
    ],
  ];
  for (const [json, wanted] of table) {
    it(`${JSON.stringify(json)} has ${wanted.join(' and ') || 'no problem'}`, () => {
      assert.deepEqual(problems(json), wanted);
    });
  }

  it('is for the system that it names, or else for the one that the name of its image tells', () => {
    const ref = { cloud: 'emulator', subscriptionId: 's', resourceGroup: 'rg', name: 'a' } as const;
    const systemOf = (json: Json) => {
      const parsed = parseJob(json, environment);
      assert.ok('definition' in parsed);
      const { body } = jobGroupDocument(parsed.definition, { ref, location: 'eastus', begun: 0 });
      return (body['properties'] as JsonObject)['osType'];
    };
    assert.equal(systemOf({ image: 'contosoreg.azurecr.io/billing/winapp:ltsc2022' }), 'Windows');
    assert.equal(systemOf({ image: 'contosoreg.azurecr.io/app:1', osType: 'windows' }), 'Windows');
    assert.equal(systemOf({ image: 'contosoreg.azurecr.io/app:1' }), 'Linux');
    assert.equal(systemOf({ image: 'contoso/app:ltsc2022', osType: 'Linux' }), 'Linux');
  });

  it('has a command line with the backslashes of Windows', () => {
    const parsed = parseJob({ image: 'a', osType: 'Windows', command: 'C:\\app\\run.exe -x' }, environment);
    assert.deepEqual('definition' in parsed && parsed.definition.command, ['C:\\app\\run.exe', '-x']);
  });

  it('takes a secret from the environment as a secure value', () => {
    const parsed = parseJob({ image: 'alpine', env: { A: 'x-${env:TOKEN}', B: 'plain' } }, environment);
    assert.ok('definition' in parsed);
    assert.deepEqual(parsed.definition.variables, [
      { name: 'A', value: 'x-s3cret', secure: true },
      { name: 'B', value: 'plain', secure: false },
    ]);
    const ref = { cloud: 'emulator', subscriptionId: 's', resourceGroup: 'rg', name: 'a' } as const;
    const { body } = jobGroupDocument(parsed.definition, { ref, location: 'eastus', begun: 0 });
    assert.deepEqual(body['tags'], { 'aci-vscode-job': '1970-01-01T00:00:00.000Z' });
    assert.match(JSON.stringify(body), /"restartPolicy":"Never"/);
    assert.match(JSON.stringify(body), /"name":"A","secureValue":"x-s3cret"/);
  });

  it('takes what the editor has asked for as a secure value, and as the password of a registry', () => {
    const written = {
      image: 'team/app',
      env: {
        A: '${input:key}',
        B: '${env:TOKEN}/${workspaceFolderBasename}',
        C: '${workspaceFolderBasename}',
      },
      registry: { server: 'ghcr.io', username: 'ada', password: '${input:password}' },
    };
    const resolved = {
      image: 'team/app',
      env: { A: 'k3y', B: 's3cret/site', C: 'site' },
      registry: { server: 'ghcr.io', username: 'ada', password: 'typed' },
    };
    const parsed = parseJob(resolved, environment, written);
    assert.ok('definition' in parsed);
    assert.equal(parsed.definition.image, 'ghcr.io/team/app');
    assert.deepEqual(parsed.definition.credential, { server: 'ghcr.io', username: 'ada', password: 'typed' });
    assert.deepEqual(parsed.definition.variables, [
      { name: 'A', value: 'k3y', secure: true },
      { name: 'B', value: 's3cret/site', secure: true },
      { name: 'C', value: 'site', secure: false },
    ]);
  });

  it('knows Docker Hub by the name that Azure wants', () => {
    const registry = { server: 'docker.io', username: 'ada', password: '${env:TOKEN}' };
    const parsed = parseJob({ image: 'docker.io/team/app', registry }, environment);
    assert.ok('definition' in parsed);
    assert.equal(parsed.definition.image, 'docker.io/team/app');
    assert.equal(parsed.definition.credential?.server, 'index.docker.io');
  });

  it('is either a definition or has problems, whatever the JSON is', () => {
    const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
    const record = fc.record({ image: value, command: value, cpu: value, env: value, registry: value });
    fc.assert(
      fc.property(fc.oneof(value, record), json => {
        const parsed = parseJob(json, environment);
        assert.ok('definition' in parsed ? parsed.definition.image !== '' : parsed.problems.length > 0);
      }),
    );
  });
});

describe("The name of a job's group", () => {
  it('is the image and when the job was begun', () => {
    const begun = Date.UTC(2026, 0, 5, 9, 8, 7);
    assert.equal(
      jobGroupName('mcr.microsoft.com/azuredocs/aci-wordcount:1', begun),
      'aci-wordcount-20260105-090807',
    );
  });

  it('is an allowed one, whatever the image is called', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[a-z][a-z._-]{0,90}[a-z]$/)),
        time,
        (image, begun) => {
          assert.equal(groupNameProblem(jobGroupName(image, begun)), undefined);
        },
      ),
    );
  });
});
