/** COPY and ADD: which files go where, and Docker's words where there are none. */
import { normalizePath } from '../../containers/volumes/fileSystem.ts';
import { hexOf } from '../../hash.ts';
import type { SourceFiles } from './sourceArchive.ts';
import type { Stage } from './stage.ts';
import { BuildError } from './buildError.ts';

export interface CopyFrom {
  readonly files: SourceFiles;
  /** False: a file that isn't there may be in the real one, so that it is taken as there. */
  readonly areAll: boolean;
  /** `--from` was given: other words. */
  readonly isStage: boolean;
}

/**
 * Copies into a stage; what it returns is the same for the same files.
 * @throws BuildError where a source is not there.
 */
export function copyFiles(
  stage: Stage,
  keyword: string,
  from: CopyFrom,
  sources: readonly string[],
  destination: string,
): string {
  const found = sources.flatMap(source => matches(keyword, from, source));
  if (found.length === 0) throw new BuildError(`${keyword} failed: no source files were specified`);
  const isFolder = /(?:^\.{0,2}|\/\.{0,2})$/.test(destination);
  if (found.length > 1 && !isFolder) {
    throw new BuildError(
      `When using ${keyword} with more than one source file, the destination must be a directory and end with a /`,
    );
  }
  const target = absolute(stage, destination);
  const written: string[] = [];
  const write = (path: string, text: string | undefined) => {
    if (path === '') return;
    stage.files.set(path, text);
    written.push(`${path}\0${text ?? ''}`);
  };
  for (const path of found) {
    const isSourceFolder = isFolderIn(from.files, path);
    if (isSourceFolder) {
      if (target !== '') write(target, undefined);
      for (const [each, text] of from.files) {
        if (path === '' || each.startsWith(`${path}/`)) {
          write(join(target, path === '' ? each : each.slice(path.length + 1)), text);
        }
      }
    } else {
      const intoFolder = isFolder || isFolderIn(stage.files, target);
      write(intoFolder ? join(target, path.replace(/^.*\//, '')) : target, from.files.get(path) ?? '');
    }
  }
  return hexOf(written.join('\n'));
}

/** The path of a destination, without a leading slash. */
export function absolute({ config }: Stage, path: string): string {
  return normalizePath(path.startsWith('/') ? path : `${config.workingDirectory}/${path}`).slice(1);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function isFolderIn(files: SourceFiles, path: string): boolean {
  if (path === '') return true;
  if (files.has(path) && files.get(path) === undefined) return true;
  return [...files.keys()].some(each => each.startsWith(`${path}/`));
}

function matches(keyword: string, { files, areAll, isStage }: CopyFrom, source: string): string[] {
  if (!isStage && /^(?:\.\/)*\.\.(?:\/|$)/.test(source)) {
    throw new BuildError(`${keyword} failed: forbidden path outside the build context: ${source} ()`);
  }
  const path = normalizePath(source).slice(1);
  if (/[*?[]/.test(path)) return globbed(files, path);
  if (files.has(path) || isFolderIn(files, path)) return [path];
  if (!areAll) return [path];
  const why = `stat ${path}: file does not exist`;
  throw new BuildError(
    isStage
      ? `${keyword} failed: ${why}`
      : `${keyword} failed: file not found in build context or excluded by .dockerignore: ${why}`,
  );
}

/** Files and folders whose whole path fits a pattern of Go's `filepath.Match`. */
function globbed(files: SourceFiles, pattern: string): string[] {
  const source = pattern
    .replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const depth = pattern.split('/').length;
  const expression = new RegExp(`^${source}$`);
  const paths = new Set([...files.keys()].map(path => path.split('/').slice(0, depth).join('/')));
  return [...paths].filter(path => path.split('/').length === depth && expression.test(path)).sort();
}
