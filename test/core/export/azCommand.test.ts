import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { ExportNote } from '../../../src/core/export/exportResult.ts';
import { exportGroup } from '../../../src/core/export/exportGroup.ts';
import { quoteShellWord } from '../../../src/core/export/shell.ts';
import { asObject, asObjects, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';

const ref: GroupRef = { cloud: 'azure', subscriptionId: 'sub', resourceGroup: 'rg', name: 'web' };

function exported(body: JsonObject): { readonly text: string; readonly notes: readonly ExportNote[] } {
  const found = exportGroup('azCli', ref, { apiVersion: '2023-05-01', body });
  assert.ok(found.kind === 'text');
  return found;
}

const requests = { cpu: 1, memoryInGB: 1.5 };
const withContainer = (
  container: JsonObject,
  properties: JsonObject = {},
  top: JsonObject = {},
): JsonObject => ({
  location: 'westeurope',
  ...top,
  properties: {
    osType: 'Linux',
    containers: [{ name: 'web', properties: { image: 'nginx:1', resources: { requests }, ...container } }],
    ...properties,
  },
});

/** What Bash hands to `az`, undefined where that is not called; and the file that it wrote. */
function run(text: string, variables: NodeJS.ProcessEnv = {}) {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-az-'));
  try {
    const script = `az() { printf 'az\\0'; printf '%s\\0' "$@"; }\n${text}`;
    const own = path.join(cwd, 'script');
    fs.writeFileSync(own, script);
    const env = { PATH: process.env['PATH'], ...variables };
    const { stdout } = spawnSync('bash', [own], { encoding: 'utf8', cwd, env });
    const file = path.join(cwd, 'web.export.yaml');
    return {
      words: stdout === '' ? undefined : stdout.split('\0').slice(1, -1),
      file: fs.existsSync(file)
        ? (parse(fs.readFileSync(file, 'utf8'), { version: '1.1' }) as Json)
        : undefined,
    };
  } finally {
    fs.rmSync(cwd, { recursive: true, force: true });
  }
}

/** The places that a note says az has no options for; undefined where the options say it all. */
function places(body: JsonObject): readonly string[] | undefined {
  return exported(body).notes.flatMap(note => (note.kind === 'byFile' ? [note.places] : []))[0];
}

describe('A group as an az command line', () => {
  it('is read by a shell as it was meant', () => {
    const body = withContainer(
      {
        image: 'shop.azurecr.io/web:1',
        command: ['/bin/sh', '-c', 'echo "it\'s $HOME"'],
        ports: [{ port: 80, protocol: 'TCP' }],
        environmentVariables: [
          { name: 'MODE', value: "a b'${c}" },
          { name: 'API_KEY', secureValue: 'hunter2' },
        ],
      },
      {
        restartPolicy: 'OnFailure',
        imageRegistryCredentials: [{ server: 'shop.azurecr.io', username: 'shop' }],
        ipAddress: { type: 'Public', ports: [{ port: 80 }], fqdn: 'x', ip: '1.2.3.4' },
      },
    );
    const { text, notes } = exported(body);
    const { words } = run(text, { API_KEY: 'a b', registryPassword: "-p'w" });
    assert.deepEqual(words, [
      ...['container', 'create', '--subscription', 'sub', '--resource-group', 'rg', '--name', 'web'],
      ...['--location', 'westeurope', '--image', 'shop.azurecr.io/web:1', '--cpu', '1', '--memory', '1.5'],
      ...['--command-line', `/bin/sh -c 'echo "it'\\''s $HOME"'`],
      ...['--environment-variables', "MODE=a b'${c}", '--secure-environment-variables', 'API_KEY=a b'],
      ...['--os-type', 'Linux', '--restart-policy', 'OnFailure'],
      ...['--ip-address', 'Public', '--ports', '80', '--protocol', 'TCP'],
      ...['--registry-login-server', 'shop.azurecr.io', '--registry-username', 'shop'],
      ...["--registry-password=-p'w"],
    ]);
    assert.deepEqual(notes, [
      { kind: 'forBash' },
      { kind: 'fromShell', names: ['API_KEY', 'registryPassword'] },
    ]);
  });

  it('refuses to run without its secrets', () => {
    const body = withContainer({ environmentVariables: [{ name: 'KEY' }] });
    assert.equal(run(exported(body).text).words, undefined);
  });

  it('takes no secret from a variable that every shell has', () => {
    const body = withContainer({ environmentVariables: [{ name: 'USER' }, { name: 'PATH' }] });
    assert.equal(run(exported(body).text, { USER: 'me' }).words, undefined);
    const { words } = run(exported(body).text, { USER_secret: 'u', PATH_secret: 'p' });
    assert.deepEqual(words?.slice(-4), ['USER=u', 'PATH=p', '--os-type', 'Linux']);
  });

  it('keeps every value, however odd', () => {
    const values = fc.sample(fc.string({ unit: 'binary' }), { numRuns: 200, seed: 4 });
    const odd = [
      '',
      ' ',
      '-x',
      '@',
      "'",
      '"',
      '\\',
      '$(date)',
      '`date`',
      '!!',
      '*',
      '~',
      '=ls',
      'a\nb\n',
      '中文',
    ];
    const environmentVariables = [...odd, ...values]
      .map(value => value.replaceAll('\0', '').replace(/^@+(?=.)/s, '')) // no program can be given the one, az the other
      .map((value, index) => ({ name: `V${index}`, value }));
    const words = run(exported(withContainer({ environmentVariables })).text).words ?? [];
    const from = words.indexOf('--environment-variables') + 1;
    assert.deepEqual(
      words.slice(from, from + environmentVariables.length),
      environmentVariables.map(({ name, value }) => `${name}=${value}`),
    );
  });

  // `_expand_file_prefixed_files` of azure-cli-core: the file behind a word's first `@` or `=@` takes its place.
  it('ties a command to its option where az would read a file of this machine instead', () => {
    const line = (...command: string[]) => run(exported(withContainer({ command })).text).words;
    assert.ok(line('key=@/etc/passwd')?.includes('--command-line=key=@/etc/passwd'));
    assert.ok(line('-x')?.includes('--command-line=-x'));
    assert.ok(line('@/etc/passwd')?.includes("'@'/etc/passwd"));
  });

  it('names the container as the group, and says so', () => {
    const container = { name: 'app', properties: { image: 'nginx', resources: { requests } } };
    const renamed = withContainer({}, { containers: [container] });
    assert.deepEqual(exported(renamed).notes, [
      { kind: 'forBash' },
      { kind: 'containerRenamed', from: 'app', to: 'web' },
    ]);
  });

  it('has an address in a subnet without saying so: az makes one by itself', () => {
    const subnet =
      '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/n';
    const ports = [{ port: 53, protocol: 'UDP' }];
    const body = withContainer(
      { ports },
      { subnetIds: [{ id: subnet }], ipAddress: { type: 'Private', ports } },
    );
    assert.deepEqual(run(exported(body).text).words?.slice(-6), [
      ...['--subnet', subnet, '--ports', '53', '--protocol', 'UDP'],
    ]);
  });

  it('has each kind of volume that az has options for', () => {
    const body = withContainer(
      {
        volumeMounts: [
          { name: 'share', mountPath: '/s', readOnly: false },
          { name: 'code', mountPath: '/c' },
        ],
      },
      {
        volumes: [
          { name: 'share', azureFile: { shareName: 'x', storageAccountName: 'a' } },
          { name: 'code', gitRepo: { repository: 'https://u:p@h/r', directory: '.', revision: 'abc' } },
        ],
      },
    );
    const { words } = run(exported(body).text, { storageAccountKey: '-k', gitRepository: 'https://u:p@h/r' });
    assert.deepEqual(words?.slice(words.indexOf('--azure-file-volume-share-name')), [
      ...['--azure-file-volume-share-name', 'x', '--azure-file-volume-account-name', 'a'],
      ...['--azure-file-volume-account-key=-k', '--azure-file-volume-mount-path', '/s'],
      ...['--gitrepo-url=https://u:p@h/r', '--gitrepo-dir', '.', '--gitrepo-revision', 'abc'],
      ...['--gitrepo-mount-path', '/c'],
    ]);
    assert.doesNotMatch(exported(body).text, /u:p@/);
  });
});

describe('A group that az has no options for', () => {
  const ports = [{ port: 80, protocol: 'TCP' }];
  const two = {
    location: 'westeurope',
    properties: {
      osType: 'Linux',
      containers: [
        { name: 'cache', properties: { image: 'redis:7', resources: { requests } } },
        { name: 'web', properties: { image: 'nginx', ports, resources: { requests } } },
      ],
      ipAddress: { type: 'Public', ports },
    },
  };

  const reasons: readonly (readonly [what: string, body: JsonObject, place: string])[] = [
    ['several containers', two, 'properties.containers[1]'],
    ['tags', withContainer({}, {}, { tags: { a: 'b' } }), 'tags.a'],
    [
      'an init container',
      withContainer({}, { initContainers: [{ name: 'i' }] }),
      'properties.initContainers',
    ],
    ['a probe', withContainer({ livenessProbe: { exec: { command: ['true'] } } }), 'livenessProbe'],
    ['a secret volume', withContainer({}, { volumes: [{ name: 'keys', secret: {} }] }), 'properties.volumes'],
    ['limits', withContainer({ resources: { requests, limits: { cpu: 2 } } }), 'resources.limits'],
    [
      'a size that az would choose',
      withContainer({ resources: { requests: { cpu: 1 } } }),
      'resources.requests.memoryInGB',
    ],
    [
      'an address without ports, where az opens 80',
      withContainer({}, { ipAddress: { type: 'Public' } }),
      'properties.ipAddress',
    ],
    [
      'other ports on the container than on the group',
      withContainer({ ports }, { ipAddress: { type: 'Public', ports: [...ports, { port: 443 }] } }),
      'properties.ipAddress',
    ],
    [
      'ports of two protocols',
      withContainer(
        { ports: [...ports, { port: 53, protocol: 'UDP' }] },
        { ipAddress: { type: 'Public', ports: [...ports, { port: 53, protocol: 'UDP' }] } },
      ),
      'properties.ipAddress',
    ],
    ['ports without an address', withContainer({ ports }), 'properties.ports'],
    ['a subnet without an address', withContainer({}, { subnetIds: [{ id: '/s' }] }), 'properties.subnetIds'],
    [
      'an Azure registry without a credential, for which az asks',
      withContainer({ image: 'shop.azurecr.io/web' }),
      'properties.imageRegistryCredentials',
    ],
    [
      'two credentials',
      withContainer(
        {},
        { imageRegistryCredentials: ['a.io', 'b.io'].map(server => ({ server, username: 'u' })) },
      ),
      'properties.imageRegistryCredentials[1]',
    ],
    [
      'a repository that is cloned into a folder of its own',
      withContainer(
        { volumeMounts: [{ name: 'code', mountPath: '/c' }] },
        { volumes: [{ name: 'code', gitRepo: { repository: 'https://h/r' } }] },
      ),
      'properties.volumes',
    ],
    [
      'a folder of Windows',
      withContainer(
        { volumeMounts: [{ name: 'share', mountPath: 'C:\\share' }] },
        { volumes: [{ name: 'share', azureFile: { shareName: 'x', storageAccountName: 'a' } }] },
      ),
      'volumeMounts',
    ],
    [
      'a variable that az would take for the name of a file',
      withContainer({ environmentVariables: [{ name: 'A', value: '@/etc/passwd' }] }),
      'environmentVariables',
    ],
    [
      'a priority, for which older releases have no option',
      withContainer({}, { priority: 'Spot' }),
      'priority',
    ],
    ['a security context', withContainer({ securityContext: { privileged: true } }), 'securityContext'],
  ];
  for (const [what, body, place] of reasons)
    it(`has ${what}: that is said, and the whole of it is in a file`, () => {
      assert.ok(
        places(body)?.some(text => text.includes(place)),
        `${place}: ${String(places(body))}`,
      );
      assert.match(exported(body).text, /az container create[^]*--file web\.export\.yaml/);
    });

  it('is the same group in the file, and the file is what az is told', () => {
    const { words, file } = run(exported(two).text);
    assert.deepEqual(words, [
      ...['container', 'create', '--subscription', 'sub', '--resource-group', 'rg'],
      ...['--file', 'web.export.yaml'],
    ]);
    assert.deepEqual(file, {
      apiVersion: '2023-05-01',
      type: 'Microsoft.ContainerInstance/containerGroups',
      name: 'web',
      ...two,
    });
  });

  it('keeps every text in the file, however odd', () => {
    const odd = [
      '',
      ' ',
      '-',
      '~',
      'yes',
      'NO',
      'null',
      '1:30',
      '0x1F',
      '1e3',
      'a: b',
      'a #b',
      '<<',
      '=',
      'EOF',
      '\t',
    ];
    const more = [
      '${HOME}',
      '$(date)',
      'a\nEOF\nb',
      '\u0003\u009b\u2028\u202e',
      '"\'\\',
      '@x',
      '!t',
      '2023-05-01',
    ];
    const values = [
      ...odd,
      ...more,
      ...fc.sample(fc.string({ unit: 'grapheme' }), { numRuns: 200, seed: 4 }),
    ];
    const tags = Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
    const keys = Object.fromEntries([...odd, ...more].map(value => [value, 'x']));
    const { text } = exported(withContainer({ configMap: { keyValuePairs: keys } }, {}, { tags }));
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
    const file = asObject(run(text).file);
    assert.deepEqual(file['tags'], tags);
    const [container] = asObjects(asObject(file['properties'])['containers']);
    assert.deepEqual(asObject(asObject(container?.['properties'])['configMap'])['keyValuePairs'], keys);
  });

  it('has its secrets filled in by az, which does so in plain texts only, and none of its own texts', () => {
    const body = withContainer(
      {
        environmentVariables: [
          { name: 'KEY', secureValue: 'hunter2' },
          { name: 'A', value: '${HOME}' },
        ],
      },
      { imageRegistryCredentials: [{ server: 'a.io', username: 'u', password: 'hunter2' }] },
      { tags: { a: '${KEY}' } },
    );
    const { text } = exported(body);
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /secureValue: \$\{KEY\}\n/);
    assert.match(text, /password: \$\{registryPassword\}\n/);
    assert.match(text, /value: "\$\{HOME\}"\n/);
    assert.equal(run(text, { KEY: 'k' }).words, undefined);
    assert.ok(run(text, { KEY: 'k', registryPassword: 'p' }).words);
  });

  it('is not created before the files of its secret volume are in the file', () => {
    const body = withContainer(
      { environmentVariables: [{ name: 'KEY' }] },
      { volumes: [{ name: 'keys', secret: { a: 'aHVudGVyMg==' } }] },
    );
    const { text, notes } = exported(body);
    assert.doesNotMatch(text, /aHVudGVyMg/);
    const { words, file } = run(text, { KEY: 'k' });
    assert.equal(words, undefined);
    assert.deepEqual(asObject(asObject(file)['properties'])['volumes'], [{ name: 'keys', secret: {} }]);
    assert.match(text, /\n# {3}--file web\.export\.yaml\n$/);
    assert.deepEqual(
      notes.flatMap(note => (note.kind === 'fileFirst' ? [note.file] : [])),
      ['web.export.yaml'],
    );
  });
});

describe('A word of a shell', () => {
  it('is plain where nothing in it means anything', () =>
    assert.equal(quoteShellWord('nginx:1.27/a_b-c'), 'nginx:1.27/a_b-c'));

  it('is quoted where a shell would do something with it', () => {
    for (const text of ['', '=ls', '~', 'a~b', '!x', '$x', '`x`', 'a b', '*', '#', '{a,b}', '%1', '中'])
      assert.equal(quoteShellWord(text), `'${text}'`);
    assert.equal(quoteShellWord("it's"), `'it'\\''s'`);
  });

  it('has no character that a terminal acts on before the shell reads it', () => {
    assert.equal(quoteShellWord('\u0003'), "$'\\003'");
    assert.equal(quoteShellWord("a\n'!\\"), "$'a\\012\\047\\041\\134'");
    assert.equal(quoteShellWord('\u009b\u202e'), "$'\\302\\233\\342\\200\\256'");
  });
});
