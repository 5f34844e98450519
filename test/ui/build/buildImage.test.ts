/** From a folder to an image: a person at the boxes, real files, the real client against the emulator. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { type BuildDraft, type BuildOrder, buildOrderOf } from '../../../src/ui/build/buildDraft.ts';
import type { BuildFolder } from '../../../src/ui/build/buildFolder.ts';
import { runBuildWizard } from '../../../src/ui/build/buildWizard.ts';
import { diskContextSource } from '../../../src/ui/build/diskContextSource.ts';
import { createRunLocally, findLocalBuilders } from '../../../src/ui/build/localBuilders.ts';
import { buildRequirements, runBuild } from '../../../src/ui/build/runBuild.ts';
import { createDraftOf } from '../../../src/ui/build/createDraftOf.ts';
import { openCreateFixture, type CreateFixture } from '../create/createFixture.ts';
import {
  enter,
  goBack,
  pick,
  type PromptAnswer,
  refused,
  ScriptedPrompt,
  type,
} from '../shared/scriptedPrompt.ts';

/** What stands in for Docker: it tells what it was given, and answers as Docker does. */
const fakeDocker = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const input = args.includes('--password-stdin') ? fs.readFileSync(0, 'utf8') : '';
fs.appendFileSync(process.env.FAKE_LOG, JSON.stringify({ args, input, secret: process.env.API_TOKEN ?? '' }) + '\\n');
if (args[0] === 'build' && fs.readFileSync(args[args.indexOf('--file') + 1], 'utf8').includes('FAIL')) {
  console.error('#5 [2/2] RUN FAIL');
  console.error('#5 ERROR: process "/bin/sh -c FAIL" did not complete successfully: exit code: 127');
  console.error('Dockerfile:2');
  process.exit(1);
}
if (args[0] === 'image') console.log(JSON.stringify([args.at(-1).replace(/:[^:]+$/, '@sha256:' + 'a'.repeat(64))]));
`;

describe('Building an image', () => {
  const signal = neverAborts();
  let fixture: CreateFixture;
  let root: string;
  let folder: BuildFolder;

  beforeEach(async () => {
    fixture = await openCreateFixture();
    await fixture.aci.tenants(signal);
    root = path.join(await mkdtemp(path.join(tmpdir(), 'aci-build-')), 'My Shop');
    await mkdir(root);
    folder = { name: 'My Shop', source: diskContextSource(root), localPath: root };
  });
  afterEach(async () => {
    await fixture.close();
    await rm(path.dirname(root), { recursive: true, force: true });
  });

  const write = (name: string, text: string) => writeFile(path.join(root, name), text);

  async function ask(
    prompt: ScriptedPrompt,
    known: Partial<BuildDraft> = {},
  ): Promise<BuildOrder | undefined> {
    const context = {
      create: fixture.context,
      folder,
      clock: fixture.clock,
      localBuilders: () => Promise.resolve([]),
    };
    const start: BuildDraft = { place: { cloud: 'emulator' }, values: {}, ...known };
    const draft = await runBuildWizard(context, start, prompt);
    return draft && buildOrderOf(draft);
  }

  async function build(order: BuildOrder, environment: NodeJS.ProcessEnv = process.env) {
    const texts: string[] = [];
    const steps: string[] = [];
    const output = {
      write: (text: string) => void texts.push(text),
      reportStep: (step: string) => void steps.push(step),
    };
    const deps = {
      aci: fixture.aci,
      clock: fixture.clock,
      run: createRunLocally(environment),
      localPath: root,
    };
    const { registry, result } = await runBuild(deps, order, output, signal);
    return { registry, result, log: texts.join(''), steps };
  }

  const toRegistry: readonly PromptAnswer[] = [pick('Production'), pick('contosoprod')];

  it('asks for registry and name, packs, and shows what would be sent before anything is', async () => {
    await write('Dockerfile', 'FROM node:20\nCOPY . .\nEXPOSE 8080\nCMD ["node", "server.js"]\n');
    await write('.env', 'A=1');
    const prompt = new ScriptedPrompt(...toRegistry, enter, pick('Build'));
    const order = (await ask(prompt)) ?? assert.fail();
    assert.match(order.image, /^my-shop:\d{8}-\d{6}$/);
    const review = prompt.last;
    assert.match(review.title, /Build image: Review/);
    assert.ok(review.labels.some(label => label.includes('look like secrets')));
    assert.ok(
      review.details?.some(text => text.startsWith('sends 2 files, ')),
      review.details?.join('\n'),
    );
    assert.deepEqual(fixture.changes(), []);
    assert.deepEqual(prompt.left, []);
    assert.deepEqual(
      buildRequirements(order).map(({ operation, name }) => [operation, name]),
      [['buildImage', 'contosoprod']],
    );
  });

  it('makes an image by digest, and goes on to a group that runs it', async () => {
    await write('Dockerfile', 'FROM node:20\nCOPY . .\nEXPOSE 8080\nCMD ["node", "server.js"]\n');
    const order =
      (await ask(new ScriptedPrompt(...toRegistry, type('shop/web:7'), pick('Build')))) ?? assert.fail();
    const { registry, result, log } = await build(order);
    assert.ok(result.kind === 'built', log);
    assert.match(log, /── run \w+ of contosoprod builds shop\/web:7 ──/);
    assert.match(log, /Step 1\/4 : FROM node:20/);
    const draft = createDraftOf({ registry, image: result.image, order });
    assert.match(draft.image ?? '', /\/shop\/web@sha256:[0-9a-f]{64}$/);
    assert.deepEqual([draft.networkKind, draft.ports], ['public', [{ port: 8080, protocol: 'TCP' }]]);
    assert.deepEqual([draft.command, draft.imageCommand], [[], 'node server.js']);
  });

  it('names the step that failed, and its line', async () => {
    await write('Dockerfile', '# shop\nFROM node:20\nRUN exit 3\n');
    const order = (await ask(new ScriptedPrompt(...toRegistry, enter, pick('Build')))) ?? assert.fail();
    const { result } = await build(order);
    assert.ok(result.kind === 'failed');
    assert.equal(result.failure.line, 2);
    assert.match(result.sentence, /^Step 2 of 2 failed: RUN exit 3/);
  });

  it('asks for arguments without default, hides secrets, and lets one change the others', async () => {
    await write(
      'Dockerfile',
      'FROM node:20 AS base\nARG API_TOKEN\nARG COLOR=red\nRUN echo $COLOR\nFROM base\n',
    );
    const prompt = new ScriptedPrompt(
      ...[
        ...toRegistry,
        enter,
        pick('base'),
        type('s3cret'),
        pick('COLOR'),
        type('blue'),
        pick('Go on'),
        pick('Build'),
      ],
    );
    const order = (await ask(prompt)) ?? assert.fail();
    assert.equal(order.target, 'base');
    assert.deepEqual(order.buildArguments, [
      { name: 'API_TOKEN', value: 's3cret', isSecret: true },
      { name: 'COLOR', value: 'blue', isSecret: false },
    ]);
    assert.ok(!JSON.stringify(prompt.seen).includes('s3cret'));
    const { log } = await build(order);
    assert.match(log, /blue/);
    assert.ok(!log.includes('s3cret'));
  });

  it('sends FROM --platform as if it were not there, where one wants that', async () => {
    await write('Dockerfile', 'FROM --platform=$BUILDPLATFORM node:20\nRUN echo ok\n');
    const order =
      (await ask(new ScriptedPrompt(pick('without --platform'), ...toRegistry, enter, pick('Build')))) ??
      assert.fail();
    assert.equal((await build(order)).result.kind, 'built');
    assert.match(await readFile(path.join(root, 'Dockerfile'), 'utf8'), /--platform/);
  });

  it('makes a registry on the way, its name checked by rule and by Azure', async () => {
    await write('Dockerfile', 'FROM node:20\n');
    const prompt = new ScriptedPrompt(
      ...[pick('Production'), pick('Create new registry'), pick('rg-registry-prod')],
      ...[refused('a-b', /Only letters and digits/), goBack, pick('rg-registry-prod')],
      ...[
        refused('contosoprod', /./),
        type('shopregistry'),
        pick('West Europe'),
        type('web:1'),
        pick('Build'),
      ],
    );
    const order = (await ask(prompt)) ?? assert.fail();
    // Whether a name is free is asked with a POST.
    assert.deepEqual(
      fixture.changes().filter(change => !change.endsWith('/checkNameAvailability')),
      [],
    );
    const { registry, result, steps } = await build(order);
    assert.equal(registry.name, 'shopregistry');
    assert.ok(result.kind === 'built');
    assert.ok(steps.includes('Creating the registry "shopregistry"'));
    const draft = createDraftOf({ registry, image: result.image, order });
    assert.equal(draft.resourceGroup?.name, 'rg-registry-prod');
  });

  it('is refused in a folder without a Dockerfile', async () => {
    await assert.rejects(ask(new ScriptedPrompt()), /has no Dockerfile/);
  });

  it('asks which Dockerfile where there are several', async () => {
    await write('Dockerfile', 'FROM node:20\n');
    await write('worker.dockerfile', 'FROM node:22\n');
    await write('Dockerfile.dockerignore', '');
    const prompt = new ScriptedPrompt(pick('worker.dockerfile'), ...toRegistry, enter, pick('Build'));
    assert.equal((await ask(prompt))?.dockerfile.path, 'worker.dockerfile');
    assert.deepEqual(prompt.seen[0]?.labels, ['Dockerfile', 'worker.dockerfile']);
  });

  describe('with local Docker', () => {
    let environment: NodeJS.ProcessEnv;
    let logFile: string;

    beforeEach(async function () {
      if (process.platform === 'win32') this.skip(); // a script is no program there
      const bin = path.join(path.dirname(root), 'bin');
      await mkdir(bin);
      await writeFile(path.join(bin, 'docker'), fakeDocker);
      await chmod(path.join(bin, 'docker'), 0o755);
      logFile = path.join(path.dirname(root), 'calls');
      environment = { PATH: bin, FAKE_LOG: logFile };
    });

    const calls = async () =>
      (await readFile(logFile, 'utf8'))
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as { args: string[]; input: string; secret: string });

    async function localOrder(): Promise<BuildOrder> {
      const builder = { program: 'docker', name: 'Docker' } as const;
      const prompt = new ScriptedPrompt(
        ...toRegistry,
        type('web:1'),
        type('s3cret'),
        pick('Go on'),
        pick('Build'),
      );
      return (await ask(prompt, { builder })) ?? assert.fail();
    }

    it('finds what is on the path and answers, and nothing else', async () => {
      const found = await findLocalBuilders(createRunLocally(environment), signal);
      assert.deepEqual(found, [{ program: 'docker', name: 'Docker' }]);
      assert.deepEqual(await findLocalBuilders(createRunLocally({ PATH: '' }), signal), []);
    });

    it('builds for linux/amd64, pushes with the account, and signs out; no secret is on a command line', async () => {
      await write('Dockerfile', 'FROM node:20\nARG API_TOKEN\n');
      const { result, registry, log } = await build(await localOrder(), environment);
      assert.ok(result.kind === 'built', log);
      assert.equal(result.image.digest, `sha256:${'a'.repeat(64)}`);
      const made = await calls();
      assert.deepEqual(
        made.map(({ args }) => args[0]),
        ['build', 'login', 'push', 'image', 'logout'],
      );
      assert.ok(made[0]?.args.join(' ').includes('--platform linux/amd64 --file Dockerfile'));
      assert.ok(made[0]?.args.join(' ').includes('--build-arg API_TOKEN .'));
      assert.equal(made[0]?.secret, 's3cret');
      assert.notEqual(made[1]?.input, '');
      assert.deepEqual(made[4]?.args, ['logout', registry.loginServer]);
      const lines = JSON.stringify(made.map(({ args }) => args));
      assert.ok(!lines.includes('s3cret') && !lines.includes(made[1]?.input ?? '-'));
    });

    it('names the line that failed, and signs in nowhere', async () => {
      await write('Dockerfile', 'FROM node:20\nRUN FAIL\nARG API_TOKEN\n');
      const { result } = await build(await localOrder(), environment);
      assert.ok(result.kind === 'failed');
      assert.equal(result.failure.line, 1);
      assert.deepEqual(
        (await calls()).map(({ args }) => args[0]),
        ['build'],
      );
    });
  });
});
