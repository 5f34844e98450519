/** Paths of files as Compose files write them, seen from the main file's folder. */

/** Whether it leads to a fixed place of this computer rather than to one beside the file. */
export function isAbsolute(path: string): boolean {
  return /^([/~\\]|[A-Za-z]:[\\/])/.test(path);
}

/** A Git repository, an OCI artifact or a page, which Compose fetches. */
export function isAddress(path: string): boolean {
  return /^([a-z][a-z0-9+.-]+:\/\/|git@)/i.test(path);
}

/** `path`, as a file in `directory` writes it, without `.` and inner `..`; `\` separates, too, as on Windows. */
export function joinPath(directory: string, path: string): string {
  if (isAbsolute(path) || isAddress(path)) return path;
  const steps: string[] = [];
  for (const step of `${directory}/${path}`.split(/[\\/]/)) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  const joined = steps.join('/');
  return isAbsolute(directory) ? `${/^[/]/.test(directory) ? '/' : ''}${joined}` : joined;
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, Math.max(slash, 1));
}

/** Whether a file is in another folder than the main file's and those below it. */
export function isOutside(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith('../');
}
