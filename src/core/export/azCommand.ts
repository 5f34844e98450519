/**
 * A group for `az container create`: a line of options where they cover all of the group and az adds nothing of its
 * own, else a YAML file for `--file`, which loses nothing.
 */
import type { JsonPath } from '../document/jsonPath.ts';
import { toAzFile } from '../document/azFile.ts';
import { asObject, asObjects } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { azOptions, type Flag } from './azOptions.ts';
import { azYaml } from './azYaml.ts';
import type { ExportNote } from './exportResult.ts';
import type { SecretParameter } from './secretParameters.ts';
import { replaceSecrets } from '../document/secretLocations.ts';
import { quoteShellWord, requiredVariable } from './shell.ts';

interface AzCommand {
  readonly text: string;
  readonly notes: readonly ExportNote[];
}

export function azCommand(
  ref: GroupRef,
  document: RawContainerGroup,
  secrets: readonly SecretParameter[],
): AzCommand {
  const { flags, container, uncovered } = azOptions(document.body, secrets);
  if (uncovered.length > 0) return azFile(ref, document, secrets, uncovered);
  const renamed: readonly ExportNote[] =
    container !== '' && container !== ref.name
      ? [{ kind: 'containerRenamed', from: container, to: ref.name }]
      : [];
  const all = [...resourceGroupFlags(ref), ['--name', quoteShellWord(ref.name)] as const, ...flags];
  return { text: commandText(all), notes: [...renamed, ...fromShell(secrets)] };
}

function resourceGroupFlags({ subscriptionId, resourceGroup }: GroupRef): readonly Flag[] {
  return [
    ['--subscription', quoteShellWord(subscriptionId)],
    ['--resource-group', quoteShellWord(resourceGroup)],
  ];
}

function commandText(flags: readonly Flag[]): string {
  return ['az container create', ...flags.map(flag => `  ${flag.join(' ')}`)].join(' \\\n') + '\n';
}

/** The secrets that the command takes from the shell's variables. */
function fromShell(secrets: readonly SecretParameter[]): readonly ExportNote[] {
  const names = secrets.filter(({ isObject: files }) => !files).map(({ name }) => name);
  return names.length === 0 ? [] : [{ kind: 'fromShell', names }];
}

/**
 * Writes the YAML file and creates the group from it. Secrets that are texts come from the shell's variables; where a
 * secret is a file or an object, the person has to put it in first, and the command waits in a comment.
 */
function azFile(
  ref: GroupRef,
  document: RawContainerGroup,
  secrets: readonly SecretParameter[],
  uncovered: readonly JsonPath[],
): AzCommand {
  const file = `${ref.name}.export.yaml`;
  const bare = replaceSecrets(document.body, secrets, ({ isObject: files }) => (files ? {} : ''));
  const yaml = azYaml(toAzFile(ref, { ...document, body: bare }), secrets);
  const names = secrets.filter(({ isObject: files }) => !files).map(({ name }) => name);
  const given = names.map(name => `${name}=${requiredVariable(name)} \\\n`).join('');
  const command = given + commandText([...resourceGroupFlags(ref), ['--file', quoteShellWord(file)]]);
  const isWhole = names.length === secrets.length;
  const containers = asObjects(asObject(document.body['properties'])['containers']).length;
  return {
    text: [
      `cat > ${quoteShellWord(file)} <<'EOF'${isWhole ? ' &&' : ''}`,
      `${yaml}EOF`,
      isWhole ? command : command.replace(/^(?=.)/gm, '# '),
    ].join('\n'),
    notes: [
      { kind: 'byFile', containers, places: uncovered.map(pathText) },
      ...fromShell(secrets),
      ...(isWhole ? [] : [{ kind: 'fileFirst' as const, file }]),
    ],
  };
}

function pathText(path: JsonPath): string {
  return path.reduce<string>((sum, step) => {
    if (typeof step === 'number') return `${sum}[${step}]`;
    return sum === '' ? step : `${sum}.${step}`;
  }, '');
}
