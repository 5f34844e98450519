import type { DeleteWhenDone } from './jobDefinition.ts';

/** Whether a job's group goes when its container has ended; `exitCode` is undefined where the job failed without one. */
export function shouldDeleteGroup(wanted: DeleteWhenDone, exitCode: number | undefined): boolean {
  switch (wanted) {
    case 'always':
      return true;
    case 'onSuccess':
      return exitCode === 0;
    case 'never':
      return false;
  }
}
