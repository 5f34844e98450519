import assert from 'node:assert/strict';
import { askShell, isUnixShell, RememberedShells } from '../../../src/ui/terminal/shells.ts';
import { InMemoryState } from '../create/createFixture.ts';
import { close, ScriptedPrompt, pick, refused, type } from '../shared/scriptedPrompt.ts';

describe('The question which shell to open', () => {
  const ask = (person: ScriptedPrompt, last?: string, os: 'Linux' | 'Windows' = 'Linux') =>
    askShell(person, { name: 'web/app', os, last });

  it('offers what such containers have, by their operating system', async () => {
    const person = new ScriptedPrompt(pick('/bin/bash'), pick('powershell'));
    assert.equal(await ask(person), '/bin/bash');
    assert.deepEqual(person.last.labels, ['/bin/sh', '/bin/bash', 'Other…']);
    assert.equal(person.last.suggestion, '/bin/sh');
    assert.equal(await ask(person, undefined, 'Windows'), 'powershell');
    assert.deepEqual(person.last.labels, ['cmd.exe', 'powershell', 'Other…']);
  });

  it('takes any other program, but no arguments', async () => {
    const person = new ScriptedPrompt(
      pick('Other'),
      refused('', /Type the name/),
      refused('bash -l', /no arguments/),
      type(' /bin/ash '),
    );
    assert.equal(await ask(person), '/bin/ash');
  });

  it('highlights what was used last, and offers it even where it is none of the usual ones', async () => {
    const person = new ScriptedPrompt(pick('/bin/sh'), pick('/bin/zsh'));
    await ask(person, '/bin/bash');
    assert.equal(person.last.suggestion, '/bin/bash');
    assert.equal(await ask(person, '/bin/zsh'), '/bin/zsh');
    assert.deepEqual(person.last.labels, ['/bin/zsh', '/bin/sh', '/bin/bash', 'Other…']);
  });

  it('is silent where the box is closed', async () => {
    await assert.rejects(ask(new ScriptedPrompt(close)), { name: 'AbortError' });
  });
});

describe('Remembered shells', () => {
  it('belong to an image, whatever its tag and digest', async () => {
    const memory = new InMemoryState();
    const shells = new RememberedShells(memory);
    assert.equal(shells.get('nginx'), undefined);
    await shells.remember('nginx:1.25', '/bin/bash');
    await shells.remember('contoso.azurecr.io/app:2', '/bin/ash');
    const later = new RememberedShells(memory);
    assert.equal(later.get('docker.io/library/nginx:1.27'), '/bin/bash');
    assert.equal(later.get(`contoso.azurecr.io/app@sha256:${'0'.repeat(64)}`), '/bin/ash');
    assert.equal(later.get('contoso.azurecr.io/other:2'), undefined);
  });

  it('are forgotten one by one', async () => {
    const shells = new RememberedShells(new InMemoryState());
    await shells.remember('nginx', '/bin/bash');
    await shells.remember('redis', '/bin/sh');
    await shells.forget('nginx:latest');
    assert.deepEqual([shells.get('nginx'), shells.get('redis')], [undefined, '/bin/sh']);
  });

  it('take even what is no image reference', async () => {
    const shells = new RememberedShells(new InMemoryState());
    await shells.remember('not an image', 'sh');
    assert.equal(shells.get('not an image'), 'sh');
  });
});

describe('A Unix shell', () => {
  it('is known by its name', () => {
    for (const shell of ['sh', '/bin/sh', 'bash', '/usr/bin/bash', '/bin/ash', 'dash', 'zsh', 'ksh']) {
      assert.ok(isUnixShell(shell), shell);
    }
    for (const program of ['cmd.exe', 'powershell', 'pwsh', 'top', '/bin/fish', '']) {
      assert.ok(!isUnixShell(program), program);
    }
  });
});
