import assert from 'node:assert/strict';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Facts } from '../../../src/core/diagnosis/facts.ts';
import type { Finding, FindingId } from '../../../src/core/diagnosis/finding.ts';
import { allowedActions } from '../../../src/core/model/groupState.ts';
import { container, group } from '../sampleGroups.ts';
import {
  creating,
  ended,
  event,
  facts,
  looping,
  minute,
  normal,
  now,
  pending,
  pulling,
  refused,
  runningState,
  situations,
  viewed,
} from './sampleFacts.ts';

const ids = (known: Facts) => diagnose(known).map(({ id }) => id);

function only<K extends FindingId>(known: Facts, id: K): Extract<Finding, { id: K }> {
  const found = diagnose(known).find((finding): finding is Extract<Finding, { id: K }> => finding.id === id);
  assert.ok(found, `no ${id} but ${ids(known).join(', ')}`);
  return found;
}

describe('A diagnosis', () => {
  for (const { what, facts: known, found } of situations) {
    it(`of ${what} finds ${found.join(' and ')}`, () => assert.deepEqual(ids(known), found));
  }

  it('knows more than thirty situations', () => assert.ok(situations.length > 30));

  it('of each container is its own', () => {
    const known = facts({
      group: group({
        containers: [looping(1, { name: 'web' }), looping(127, { name: 'job' }), container({ name: 'fine' })],
      }),
    });
    assert.deepEqual(
      diagnose(known).map(({ id, container: name }) => `${id} ${name ?? ''}`),
      ['commandNotFound job', 'exited web'],
    );
  });

  it('has the worst first', () => {
    const known = facts({
      group: group({
        containers: [
          viewed(
            { name: 'back', ports: [] },
            { restartCount: 2, currentState: runningState, previousState: ended(1) },
          ),
          looping(139, { name: 'down' }),
        ],
      }),
    });
    assert.deepEqual(
      diagnose(known).map(({ severity, container: name }) => `${severity} ${name ?? ''}`),
      ['error down', 'warning back'],
    );
  });

  it('counts what is over for nothing: the image was pulled in the end', () => {
    const over = pulling('nginx', 'toomanyrequests: slow down');
    const events = [
      ...(over.instanceView?.events ?? []),
      normal('Pulled', 'Successfully pulled image "nginx"', 0.5),
    ];
    const known = group({ containers: [viewed({}, { currentState: runningState, events })] });
    assert.deepEqual(ids(facts({ group: known })), ['nothingWrong']);
  });

  it('counts what is over for nothing: the network was joined in the end (recorded)', () => {
    const known = group({
      events: [
        event('JoinNetwork', 'Join network failed for "be863355": Timeout.', { ago: 9 }),
        normal('JoinNetwork', 'Join network succeeded.', 8),
      ],
    });
    assert.deepEqual(ids(facts({ group: known })), ['nothingWrong']);
  });

  it('counts what is over for nothing: the probe has passed for long', () => {
    const events = [event('Unhealthy', 'Liveness probe failed: connection refused', { ago: 60 })];
    const known = group({ containers: [viewed({}, { currentState: runningState, events })] });
    assert.deepEqual(ids(facts({ group: known })), ['nothingWrong']);
  });

  it('offers a command only where it can be done now', () => {
    for (const { what, facts: known } of situations) {
      const allowed: readonly string[] = known.group ? allowedActions(known.group) : [];
      for (const { command } of diagnose(known).flatMap(({ steps }) => steps)) {
        if (command === undefined || command === 'deleteFinishedGroups') continue;
        assert.ok(known.group, `${what}: ${command} without a group`);
        if (command === 'startGroup') assert.ok(allowed.includes('start'), what);
        if (command === 'openTerminal') assert.ok(allowed.includes('exec'), what);
        if (command === 'deleteGroup') assert.ok(allowed.includes('delete'), what);
      }
    }
  });

  it('says what to do about everything that is wrong', () => {
    for (const { what, facts: known } of situations) {
      for (const { id, severity, steps } of diagnose(known)) {
        if (severity !== 'info' && id !== 'refused') assert.ok(steps.length > 0, `${what}: ${id}`);
      }
    }
  });
});

describe('What users ask for (peers, asks by number)', () => {
  it('#14 (azure-cli#25685, #27860): "image is not accessible" is taken apart: where it is looked for, and what can be wrong', () => {
    const message = (image: string) =>
      `The image '${image}' in container group 'web' is not accessible. Please check the image and registry credential.`;
    const of = (image: string) =>
      only(facts({ error: refused('image', 'InaccessibleImage', message(image)) }), 'imageInaccessible');
    const steps = (image: string) => of(image).steps.map(({ id, value }) => `${id} ${value}`);
    assert.deepEqual(of('shop.azurecr.io/web:1').params, {
      image: 'shop.azurecr.io/web:1',
      source: 'azureRegistry',
      said: '',
    });
    assert.deepEqual(steps('shop.azurecr.io/web:1'), [
      'checkImageName shop.azurecr.io/web:1',
      'addCredential shop.azurecr.io',
    ]);
    assert.equal(of('ngnix').params.source, 'dockerHub');
    assert.deepEqual(steps('ngnix'), ['checkImageName ngnix', 'addCredential index.docker.io']);
    assert.deepEqual(steps('mcr.microsoft.com/no/such:1'), ['checkImageName mcr.microsoft.com/no/such:1']);
  });

  it('#14 (azure-sdk-for-python#16731): an event tells a missing tag from a missing credential', () => {
    const image = 'shop.azurecr.io/web:1';
    const missing = only(facts({ group: pending(pulling(image, 'manifest unknown')) }), 'imageNotFound');
    const denied = only(facts({ group: pending(pulling(image, '401 Unauthorized')) }), 'imageDenied');
    assert.equal(missing.steps[0]?.id, 'checkImageName');
    assert.deepEqual([denied.steps[0]?.value, denied.steps[0]?.id], ['shop.azurecr.io', 'addCredential']);
  });

  it("#15 (azure-cli#29300, #30915): RegistryErrorResponse is called by its name: Docker Hub's pull limit", () => {
    const message =
      "An error response is received from the docker registry 'index.docker.io'. Please retry later.";
    const found = only(facts({ error: refused('image', 'RegistryErrorResponse', message) }), 'rateLimited');
    assert.deepEqual(found.params, { registry: 'Docker Hub', isDockerHub: true });
    assert.deepEqual(
      found.steps.map(({ id }) => id),
      ['tryAgainLater', 'pullLogin', 'mirrorImage'],
    );
  });

  it('#15 (azure-cli#29300): another registry that answers with an error is not Docker Hub', () => {
    const message =
      "An error response is received from the docker registry 'shop.azurecr.io'. Please retry later.";
    const found = only(facts({ error: refused('image', 'RegistryErrorResponse', message) }), 'rateLimited');
    assert.deepEqual(found.params, { registry: 'shop.azurecr.io', isDockerHub: false });
  });

  it('#16 (azure-docs#51738, #107463): a quota is told in figures: which one, its limit, what is used, what was asked for', () => {
    const message =
      "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota 'StandardCores' exceeded in region 'westeurope'. Limit: '10', Usage: '8' Requested: '4'.";
    const found = only(facts({ error: refused('quota', 'ContainerGroupQuotaReached', message) }), 'quota');
    assert.deepEqual(found.params, {
      quota: 'StandardCores',
      region: 'westeurope',
      limit: 10,
      usage: 8,
      requested: 4,
    });
    assert.ok(found.steps.some(({ id }) => id === 'askForQuota'));
  });

  it('#16 (azure-docs#80104): a limit of 0 needs support: neither deleting nor a smaller size helps', () => {
    const message =
      "container group quota 'ContainerGroups' exceeded in region 'eastus'. Limit: '0', Usage: '0' Requested: '1'.";
    const found = only(facts({ error: refused('quota', 'ServiceUnavailable', message) }), 'quota');
    assert.deepEqual(
      found.steps.map(({ id }) => id),
      ['askSupport', 'chooseLocation'],
    );
  });

  it('#18 (azure-docs#30556, azure-cli#26061): a DNS label that is taken is named, by both codes that are known', () => {
    const message = "The DNS name label 'shop' is not available.";
    for (const code of ['DnsNameLabelNotAvailable', 'DnsNameLabelAlreadyTaken']) {
      const found = only(facts({ error: refused('nameTaken', code, message) }), 'dnsLabelTaken');
      assert.deepEqual(found.params, { label: 'shop' });
      assert.deepEqual(
        found.steps.map(({ id, value }) => `${id} ${value}`),
        ['chooseLabel shop'],
      );
    }
  });

  it('#19 (azure-cli#6476, #6968): who wants one port mapped to another is told that this is not possible, and which ports to open', () => {
    const known = facts({
      group: group(),
      logs: new Map([['app', ['Now listening on: http://[::]:8080']]]),
    });
    const { params, steps } = only(known, 'portElsewhere');
    assert.deepEqual(params, { container: 'app', listens: '8080', open: '80' });
    assert.deepEqual([steps[0]?.id, steps[0]?.value], ['exposePort', '8080']);
  });

  it('#20 (azure-docs#106948): a crash loop that Azure calls Running is an error here, with exit code, restarts and last words', () => {
    const logs = new Map([['app', ['starting', 'fatal: no database']]]);
    const known = facts({ group: group({ state: 'Running', containers: [looping(1)] }), logs });
    const found = only(known, 'exited');
    assert.equal(found.severity, 'error');
    assert.deepEqual(found.params, {
      container: 'app',
      exitCode: 1,
      restarts: 7,
      looping: true,
      recovered: false,
      isCalledRunning: true,
    });
    assert.deepEqual(
      found.evidence.filter(({ kind }) => kind === 'log'),
      [{ kind: 'log', container: 'app', lines: ['starting', 'fatal: no database'] }],
    );
  });

  it('#20 (azure-docs#82665): a container without a log is told to have written nothing, or never to have started', () => {
    const silent = facts({ group: group({ containers: [looping(1)] }), logs: new Map([['app', []]]) });
    assert.ok(
      only(silent, 'exited').evidence.some(quoted => quoted.kind === 'log' && quoted.lines.length === 0),
    );
    const never = facts({ group: pending(pulling('shop/web', 'manifest unknown')) });
    assert.ok(only(never, 'imageNotFound').steps.some(({ id }) => id === 'neverStarted'));
  });

  it('#20 (Azure/ACS#127): a terminated container in a group called Running is told of', () => {
    const known = facts({
      group: group({
        restartPolicy: 'OnFailure',
        containers: [container(), viewed({ name: 'setup', ports: [] }, { currentState: ended(0) })],
      }),
    });
    assert.deepEqual(only(known, 'doneBeside').params, { container: 'setup' });
  });
});

describe('A container of another Windows than the host', () => {
  it('wants another version, not another operating system', () => {
    const said =
      'Error: failed to create containerd task: The container operating system does not match the host operating system.';
    const known = group({ containers: [looping(1, {}, [event('Failed', said)])] });
    const steps = only(facts({ group: known }), 'wrongOs').steps.map(({ id }) => id);
    assert.deepEqual(steps, ['useSupportedWindows']);
  });
});

describe('A group in transition', () => {
  const since = (minutes: number) =>
    facts({
      group: {
        ...pending(viewed({}, { currentState: creating })),
        events: [normal('PrepareNetwork', 'Prepare network succeeded.', minutes)],
      },
    });

  it('is stuck after ten minutes, not before', () => {
    assert.deepEqual(ids(since(9)), ['starting']);
    assert.deepEqual(only(since(12), 'stuck').params, { state: 'Creating', minutes: 12 });
  });

  it('is not stuck because it was created long ago', () => {
    const started = normal('Started', 'Started container', 600);
    const known = group({
      provisioningState: 'Updating',
      containers: [
        viewed(
          {},
          { currentState: runningState, events: [started, normal('Killing', 'Killing container app.', 1)] },
        ),
      ],
      events: [normal('PrepareNetwork', 'Prepare network succeeded.', 601)],
    });
    const { evidence } = only(facts({ group: { ...known }, now: now + minute }), 'starting');
    assert.ok(evidence.length > 0);
  });
});
