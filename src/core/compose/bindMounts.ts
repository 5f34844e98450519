/** Files and directories beside the Compose file that a service mounts: small texts can go along in a secret volume. */
import type { JsonPath } from '../document/jsonPath.ts';
import type { ConversionContext } from './conversionContext.ts';
import { isOutside } from './filePaths.ts';
import type { Mount } from './parseMount.ts';

/** A file that goes into a container in a secret volume. */
export interface MountedFile {
  readonly directory: string;
  readonly file: string;
  readonly content: string;
  /** As the Compose file calls it. */
  readonly source: string;
  readonly path: JsonPath;
  /** By `secrets` or `configs`, not by a mount. */
  readonly isDeclared: boolean;
}

export interface Bind {
  readonly mount: Mount;
  readonly path: JsonPath;
}

/**
 * Files of the service's bind mounts that are carried along; others are reported. `taken`: mount paths of other volumes.
 */
export function bindFiles(
  binds: readonly Bind[],
  taken: readonly string[],
  context: ConversionContext,
): readonly MountedFile[] {
  return binds.flatMap(bind => {
    const isHere = context.choices.carryFiles && !isOutside(context.resolve(bind.mount.source, bind.path));
    const names = isHere ? context.listDirectory(bind.mount.source, bind.path) : undefined;
    const files = !isHere
      ? []
      : names
        ? filesOfDirectory(bind, names, taken, context)
        : filesOfFile(bind, taken, context);
    if (files === 'skipped') return [];
    if (files.length === 0)
      context.addNote('dropped', bind.path, { kind: 'bindMount', source: bind.mount.source });
    return files;
  });
}

/** A directory is hidden by its own mount in Compose, too: nothing but the files' being read-only is different. */
function filesOfDirectory(
  { mount: { source, target, readOnly }, path }: Bind,
  names: readonly string[],
  taken: readonly string[],
  { addNote, readFile: read }: ConversionContext,
): readonly MountedFile[] {
  const directory = withoutSlash(target);
  const isWanted = (readOnly || directory.endsWith('.d')) && !isProgramDirectory(directory);
  if (!isWanted || overlapsMount(directory, taken)) return [];
  const settings = names.filter(name => !/^\.git(keep|ignore)$/.test(name));
  const files = settings.flatMap((file): readonly MountedFile[] => {
    const content = read(`${withoutSlash(source)}/${file}`, path);
    return content === undefined ? [] : [{ directory, file, content, source, path, isDeclared: false }];
  });
  if (files.length > 0) addNote('changed', path, { kind: 'directoryCarried', source, count: files.length });
  return files;
}

function filesOfFile(
  { mount: { source, target }, path }: Bind,
  taken: readonly string[],
  { addNote, readFile: read, hasFile }: ConversionContext,
): readonly MountedFile[] | 'skipped' {
  if (!hasFile(source, path)) {
    if (!/[\\/][^\\/]+\.\w+$/.test(source)) return [];
    addNote('dropped', path, { kind: 'mountedFileMissing', source });
    return 'skipped';
  }
  const slash = target.lastIndexOf('/');
  const [directory, file] = [target.slice(0, slash) || '/', target.slice(slash + 1)];
  if (file === '') return [];
  if (isSystemDirectory(directory) || overlapsMount(directory, taken)) {
    addNote('dropped', path, { kind: 'fileNotCarried', source, directory });
    return 'skipped';
  }
  const content = read(source, path) ?? '';
  addNote('changed', path, { kind: 'fileCarried', source, directory });
  return [{ directory, file, content, source, path, isDeclared: false }];
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

/** Two volumes can't have the same mount path, nor one within the other. */
function overlapsMount(directory: string, taken: readonly string[]): boolean {
  return taken.some(other => `${directory}/`.startsWith(`${other}/`) || other.startsWith(`${directory}/`));
}

/** Where images have what they run, and Compose files for development mount it from beside them. */
function isProgramDirectory(directory: string): boolean {
  return /^\/(app|code|src|srv|workspace|work|usr\/src|var\/www)(\/|$)/.test(directory);
}

/**
 * Directories of the Filesystem Hierarchy Standard, and where images have their programs and the settings that these
 * can't start without: a volume over one of them breaks the container.
 */
function isSystemDirectory(directory: string): boolean {
  return (
    /^\/(bin|sbin|lib|lib32|lib64|boot|dev|proc|sys|run|tmp|var|var\/(lib|log|run|cache|spool)|home|root|opt|usr)?$/.test(
      directory,
    ) ||
    /^\/usr\/(bin|sbin|lib|lib64|libexec|share|local|local\/(bin|sbin|lib|etc|share))$/.test(directory) ||
    isProgramDirectory(directory) ||
    /^\/etc(\/(nginx|ssl|ssl\/certs|apache2|httpd|httpd\/conf|php|init\.d|profile\.d|systemd|security|pam\.d))?$/.test(
      directory,
    ) ||
    /^\/usr\/local\/(apache2|apache2\/conf|etc\/php|etc\/php\/conf\.d|etc\/php-fpm\.d)$/.test(directory)
  );
}
