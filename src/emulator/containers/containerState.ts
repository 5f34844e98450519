import { numberOf } from '../hash.ts';
import type { JsonObject } from '../json.ts';

/** A container's state, as `currentState` and `previousState` show it (docs/azure-facts.md, States). Times in ms. */
export type ContainerState =
  | { readonly kind: 'Waiting'; readonly detail: string }
  | { readonly kind: 'Running'; readonly startTime: number }
  | {
      readonly kind: 'Terminated';
      readonly startTime: number;
      readonly exitCode: number;
      readonly finishTime: number;
    }
  | { readonly kind: 'Stopped'; readonly finishTime: number; readonly detail: string };

export function stateJson(state: ContainerState): JsonObject {
  switch (state.kind) {
    case 'Waiting':
      return { state: 'Waiting', detailStatus: state.detail };
    case 'Running':
      return { state: 'Running', startTime: milliseconds(state.startTime), detailStatus: '' };
    case 'Terminated':
      return {
        state: 'Terminated',
        startTime: milliseconds(state.startTime),
        exitCode: state.exitCode,
        finishTime: milliseconds(state.finishTime),
        detailStatus: state.exitCode === 0 ? 'Completed' : 'Error',
      };
    case 'Stopped':
      return {
        state: 'Terminated',
        finishTime: ticks(state.finishTime),
        detailStatus: state.detail,
      };
  }
}

const milliseconds = (ms: number) => new Date(ms).toISOString();

/** .NET's seven fraction digits, which only the time of a stop has; the last four are made up, always the same. */
const ticks = (ms: number) =>
  milliseconds(ms).replace('Z', `${String(numberOf(String(ms), 10_000)).padStart(4, '0')}Z`);
