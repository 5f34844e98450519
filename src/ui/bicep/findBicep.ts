/**
 * The person's own Bicep compiler. The extension brings none and downloads none, and asks no tool that would: `az bicep
 * build` installs Bicep where there is none (`run_bicep_command` of azure-cli, `auto_install`), so az's own copy is
 * looked for where az keeps it, and run itself. The Bicep extension exports no API that compiles (`activate` in
 * src/vscode-bicep/src/extension.ts of Azure/bicep gives nothing).
 */
import path from 'node:path';

/** What is known of this machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly environment: (name: string) => string | undefined;
  readonly isFile: (file: string) => Promise<boolean>;
}

/** The setting `aci.bicep.path`, '' where it is not set. Undefined where there is no compiler. */
export async function findBicep(setting: string, machine: Machine): Promise<string | undefined> {
  const places = setting === '' ? usualPlaces(machine) : [setting];
  // In a relative folder anybody could put a program.
  for (const file of places)
    if (pathOf(machine).isAbsolute(file) && (await machine.isFile(file))) return file;
  return undefined;
}

/** On the path, then az's copy: `bin` in az's configuration folder (`_bicep_installation_dir` of azure-cli). */
function usualPlaces(machine: Machine): readonly string[] {
  const { platform, homeFolder, environment } = machine;
  const paths = pathOf(machine);
  const program = platform === 'win32' ? 'bicep.exe' : 'bicep';
  const search = environment('PATH') ?? environment('Path') ?? '';
  const azFolder = environment('AZURE_CONFIG_DIR') ?? paths.join(homeFolder, '.azure');
  return [...search.split(paths.delimiter).filter(folder => folder !== ''), paths.join(azFolder, 'bin')].map(
    folder => paths.join(folder, program),
  );
}

function pathOf({ platform }: Machine): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}
