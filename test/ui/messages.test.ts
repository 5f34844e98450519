import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scanMessages } from './messageScan.ts';

const source = path.resolve(import.meta.dirname, '../../src');

/** Where what people see is made: all but `core`, `azure` and the emulator, whose errors `ui` puts into sentences. */
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => /^(?:(?:ui|activation)\/.*|[^/]+)\.ts$/.test(file));

/** What reads the same in every language; `§` stands for what is put in. */
const untranslated: Readonly<Record<string, readonly string[]>> = {
  'activation/registerContributions.ts': ['Azure Container Instances', 'Bearer §'],
  'compositionRoot.ts': ['Azure Container Instances'],
  // For models, and for the log of who starts the program.
  'mcpProgram.ts': [
    'This server was started with --read-only: it changes nothing.',
    'Serving § over standard input and output.',
    'the emulator',
  ],
  'mcpProgramDeps.ts': ['This server was started for other subscriptions than §.'],
  'ui/account/microsoftConnection.vscode.ts': ['Bearer error="insufficient_claims", claims="§"'],
  'ui/account/signInIdentity.ts': ['custom §'],
  'ui/build/buildLocally.ts': ['{{json .RepoDigests}}'],
  'ui/create/steps/variables.ts': ['LOG_LEVEL=debug', 'API_TOKEN'],
  'ui/edit/groupUri.vscode.ts': ['Azure Container Instances'],
  'ui/export/exportAs.vscode.ts': ['az container create'],
  'ui/fileFormats/readJson.ts': ['<unknown ParseErrorCode>'],
  // For the extension's log, which is English.
  'ui/shared/errorLogLines.ts': ['kind §', 'status §', 'code §', 'request id §'],
  'ui/terminal/containerTerminals.vscode.ts': ['dir C:\\', 'ls -l /var/log'],
  'ui/metrics/page/main.ts': ['sign §', '.ranges button', 'button, summary, [tabindex]'],
  'ui/metrics/page/theme.ts': ['12px §'],
  'ui/terminal/shellTerminal.ts': ['stty cols § rows §'],
  'ui/terminal/shells.ts': ['/bin/ash'],
};
/** What models and whoever starts the MCP program read is English. What people are asked is in files named `…Words.ts`, and goes through l10n. */
const forModels = /^(?:ui\/agents\/(?!.*(?:Words|\.vscode)\.ts$)|mcpProgram)/;
/** HTML, CSS and scripts. */
const withoutTexts = [
  'ui/cost/actual/actualCostHtml.ts',
  'ui/cost/actual/actualCostStyle.ts',
  'ui/cost/overview/overviewHtml.ts',
  'ui/cost/overview/overviewStyle.ts',
  'ui/deploy/reviewPageStyle.ts',
  'ui/deployments/deploymentPageStyle.ts',
  'ui/metrics/metricsPageHtml.ts',
  'ui/metrics/metricsPageStyle.ts',
  'ui/shared/htmlDocument.ts',
  'ui/shared/pageHtml.ts',
  'ui/shared/pageStyle.ts',
];

describe('What people read', () => {
  const scans = files.map(file => ({
    file,
    ...scanMessages(file, readFileSync(path.join(source, file), 'utf8')),
  }));

  it('can all be exported for translators', () => {
    assert.deepEqual(
      scans.flatMap(({ file, faults }) => faults.map(fault => `${file}:${fault}`)),
      [],
    );
    const exported = new Set(scans.flatMap(({ messages }) => messages));
    assert.ok(exported.size > 1000, `${exported.size} messages`);
    for (const message of exported) assert.equal(message, message.trim());
  });

  it('goes through l10n, all of it', () => {
    const plain = scans
      .filter(({ file }) => !withoutTexts.includes(file) && !forModels.test(file))
      .flatMap(({ file, plainTexts }) =>
        plainTexts.filter(text => !untranslated[file]?.includes(text)).map(text => `${file}: ${text}`),
      );
    assert.deepEqual(plain, []);
  });

  it('comes from @vscode/l10n alone, but for what every window loads', () => {
    const named = files.filter(file => readFileSync(path.join(source, file), 'utf8').includes('vscode.l10n'));
    assert.deepEqual(
      named.filter(file => !file.startsWith('activation/')),
      ['compositionRoot.ts'],
    );
  });

  it('has no exception left over', () => {
    const gone = Object.entries(untranslated).flatMap(([file, texts]) => {
      const found = scans.find(scan => scan.file === file)?.plainTexts ?? [];
      return texts.filter(text => !found.includes(text)).map(text => `${file}: ${text}`);
    });
    assert.deepEqual(gone, []);
  });
});

describe('The scan for what people read', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["import { t } from '@vscode/l10n';", /as l10n/],
    ['const f = (x: string) => l10n.t(x);', /no literal/],
    ['const f = (x: string) => l10n.t(`a ${x}`);', /no literal/],
    ["const f = () => l10n.t('a' + 'b');", /no literal/],
    ['const f = () => present(vscode.l10n.t);', /passed on/],
    ['const f = () => { const { t } = { t: l10n.t }; };', /passed on/],
    ["const title = l10n.t('A title');", /before the language is known/],
    ["class A { static title = l10n.t('A title'); }", /before the language is known/],
    ["const f = () => l10n.t('{0} of {1}', 1);", /other values/],
    ["const f = () => l10n.t('none', 1);", /other values/],
  ];
  for (const [code, fault] of wrong)
    it(`complains of ${code}`, () => assert.match(scanMessages('x.ts', code).faults.join('\n'), fault));

  const around: readonly (readonly [string, string])[] = [
    ["window.showErrorMessage('Failed');", 'Failed'],
    ['window.showInformationMessage(`Deleted ${name}`);', 'Deleted §'],
    ["const pick = { label: '$(trash) Delete', value };", '$(trash) Delete'],
    ["const pick = { label: isOne ? 'One' : l10n.t('More') };", 'One'],
    ["item.tooltip = found ?? 'Nothing';", 'Nothing'],
    ["throw new AciError('notFound', 'It is gone.');", 'It is gone.'],
    ["return 'No such group';", 'No such group'],
  ];
  for (const [code, text] of around)
    it(`finds the text of ${code}`, () => assert.deepEqual(scanMessages('x.ts', code).plainTexts, [text]));

  const fine = [
    "const f = () => l10n.t('{0} of {1}', 1, 2);",
    "class A { title = l10n.t('A title'); }",
    "report.log('Could not look', error);",
    "throw new AciError('unexpected', 'It is gone.');",
    "throw new Error('It is gone.');",
    "const kind = { value: 'web', icon: 'trash', label: `${name}` };",
  ];
  for (const code of fine)
    it(`has nothing against ${code}`, () => {
      const { faults, plainTexts } = scanMessages('x.ts', code);
      assert.deepEqual([faults, plainTexts], [[], []]);
    });
});
