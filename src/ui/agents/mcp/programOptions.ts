/** The command line of the MCP program. */
import { parseArgs } from 'node:util';

/** A mistake in the command line: a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const clouds = ['azure', 'usGovernment', 'china', 'emulator'] as const;
const signIns = ['azureCli', 'environment', 'managedIdentity', 'workloadIdentity'] as const;

export interface ProgramOptions {
  readonly cloud: (typeof clouds)[number];
  /** How to get tokens; not for the emulator. */
  readonly signIn: (typeof signIns)[number];
  readonly readOnly: boolean;
  /** Only these (ids); undefined means all. */
  readonly subscriptions: readonly string[] | undefined;
}

export const usage = `Usage: node mcp.js [options]

Serves Azure Container Instances to agents: the Model Context Protocol over standard input and output.

  --cloud <cloud>         ${clouds.join(', ')} (default: azure).
                          emulator starts an Azure of its own, which needs no account and is gone at the end.
  --sign-in <way>         azureCli: whoever is signed in with az.
                          environment: AZURE_TENANT_ID, AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET or
                          AZURE_CLIENT_CERTIFICATE_PATH.
                          managedIdentity: what this machine is in Azure (AZURE_CLIENT_ID: one of several).
                          workloadIdentity: AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE.
                          Default: what these variables are set for, else azureCli.
  --subscription <id>     Only this subscription. May be given more than once.
  --read-only             Offers nothing that changes anything.
  --help, --version`;

/** Throws `UsageError`. */
export function readProgramOptions(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ProgramOptions | 'help' | 'version' {
  const values = parse(words);
  if (values.help) return 'help';
  if (values.version) return 'version';
  return {
    cloud: oneOf('--cloud', clouds, values.cloud),
    signIn: oneOf('--sign-in', signIns, values['sign-in'] ?? signInFrom(environment)),
    readOnly: values['read-only'],
    subscriptions: values.subscription?.map(subscriptionId),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        cloud: { type: 'string', default: 'azure' },
        'sign-in': { type: 'string' },
        subscription: { type: 'string', multiple: true },
        'read-only': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<Value extends string>(option: string, allowed: readonly Value[], given: string): Value {
  const found = allowed.find(each => each === given);
  if (found === undefined)
    throw new UsageError(`${option} wants one of ${allowed.join(', ')}, not "${given}".`);
  return found;
}

function subscriptionId(given: string): string {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given)) {
    throw new UsageError(`--subscription wants the id of a subscription, not "${given}".`);
  }
  return given.toLowerCase();
}

/** The order of `DefaultAzureCredential` (learn.microsoft.com, "Credential chains"), by what is set, without trying. */
function signInFrom(environment: Readonly<Record<string, string | undefined>>): ProgramOptions['signIn'] {
  const has = (name: string) => (environment[name] ?? '') !== '';
  if (has('AZURE_CLIENT_SECRET') || has('AZURE_CLIENT_CERTIFICATE_PATH')) return 'environment';
  if (has('AZURE_FEDERATED_TOKEN_FILE')) return 'workloadIdentity';
  if (has('IDENTITY_ENDPOINT') || has('MSI_ENDPOINT')) return 'managedIdentity';
  return 'azureCli';
}
