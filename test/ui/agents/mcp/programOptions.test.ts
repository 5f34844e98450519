import assert from 'node:assert/strict';
import { clientConfiguration } from '../../../../src/ui/agents/mcp/clientConfiguration.ts';
import { readProgramOptions, UsageError } from '../../../../src/ui/agents/mcp/programOptions.ts';

describe('The command line of the MCP program', () => {
  const read = (...words: string[]) => readProgramOptions(words, {});
  const id = '10000000-0000-4000-8000-00000000000A';

  it('asks for Azure, as whoever is signed in with az, where it says nothing', () => {
    assert.deepEqual(read(), {
      cloud: 'azure',
      signIn: 'azureCli',
      readOnly: false,
      subscriptions: undefined,
    });
  });

  it('chooses the cloud, the subscriptions, and whether anything may be changed', () => {
    const options = read('--cloud', 'china', '--read-only', '--subscription', id, `--subscription=${id}`);
    assert.deepEqual(options, {
      cloud: 'china',
      signIn: 'azureCli',
      readOnly: true,
      subscriptions: [id.toLowerCase(), id.toLowerCase()],
    });
    assert.equal(read('--help'), 'help');
    assert.equal(read('--version'), 'version');
  });

  it('leaves the way to sign in to the environment, unless it names one', () => {
    const signIn = (environment: Record<string, string>, ...words: string[]) => {
      const options = readProgramOptions(words, environment);
      return typeof options === 'string' ? options : options.signIn;
    };
    assert.equal(signIn({ AZURE_CLIENT_SECRET: 'x' }), 'environment');
    assert.equal(signIn({ AZURE_CLIENT_CERTIFICATE_PATH: 'x' }), 'environment');
    assert.equal(signIn({ AZURE_FEDERATED_TOKEN_FILE: 'x' }), 'workloadIdentity');
    assert.equal(signIn({ IDENTITY_ENDPOINT: 'x' }), 'managedIdentity');
    assert.equal(signIn({ AZURE_CLIENT_SECRET: '' }), 'azureCli');
    assert.equal(signIn({ AZURE_CLIENT_SECRET: 'x' }, '--sign-in', 'azureCli'), 'azureCli');
  });

  it('is refused with a sentence where it makes no sense', () => {
    for (const [words, complaint] of [
      [['--clod', 'azure'], /--clod/],
      [['--cloud'], /--cloud/],
      [['--cloud', 'aws'], /--cloud wants one of azure, usGovernment, china, emulator, not "aws"/],
      [['--sign-in', 'magic'], /--sign-in wants one of azureCli/],
      [['--subscription', 'Contoso'], /--subscription wants the id/],
      [['--read-only=yes'], /--read-only/],
      [['azure'], /azure/],
    ] as const)
      assert.throws(
        () => read(...words),
        (error: unknown) => error instanceof UsageError && complaint.test(error.message),
      );
  });

  it('is written into the configuration of MCP clients', () => {
    const path = 'C:\\Users\\Ada Lovelace\\.vscode\\extensions\\aci\\dist\\mcp.js';
    assert.deepEqual(JSON.parse(clientConfiguration(path, 'azure', false)), {
      mcpServers: { 'azure-container-instances': { type: 'stdio', command: 'node', args: [path] } },
    });
    for (const readOnly of [true, false]) {
      const { mcpServers } = JSON.parse(clientConfiguration(path, 'emulator', readOnly)) as {
        readonly mcpServers: Record<string, { readonly args: readonly string[] }>;
      };
      const words = mcpServers['azure-container-instances']?.args.slice(1) ?? [];
      assert.deepEqual(read(...words), {
        ...{ cloud: 'emulator', signIn: 'azureCli', readOnly, subscriptions: undefined },
      });
    }
  });
});
