import type { GroupVerb } from './ports.ts';

/** What a group is doing, in the words the tree shows. `unknown`: listed, but no instance view yet. */
export type GroupState =
  | 'unknown'
  | 'pending'
  | 'running'
  | 'crashLooping'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'updating'
  | 'deleting';

/** What one may do with a group. */
export type GroupAction = GroupVerb | 'followLogs' | 'openInBrowser' | 'duplicate';
