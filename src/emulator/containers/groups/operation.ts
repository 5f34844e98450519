import type { Clock } from '../../clock.ts';
import type { Operation } from '../runtime.ts';

/** The operation that a group performs; its status is also the group's `provisioningState`. */
export interface OperationProgress {
  readonly operation: Operation;
  /** Calls `action` in `ms` milliseconds, unless another operation has begun by then. */
  after(ms: number, action: () => void): void;
  set(status: Operation['status']): void;
  fail(code: string, message: string): void;
  /** Ends the timers; an operation that is still open counts as done. */
  close(): void;
}

export function beginOperation(clock: Clock, id: string, status: Operation['status']): OperationProgress {
  const timers = new Set<() => void>();
  const operation: { -readonly [K in keyof Operation]: Operation[K] } = {
    id,
    startTime: clock.now(),
    status,
  };
  const close = () => {
    for (const cancel of timers) cancel();
    timers.clear();
    if (isOpen(operation.status)) operation.status = 'Succeeded';
  };
  return {
    operation,
    after(ms, action) {
      const cancel = clock.after(ms, () => {
        timers.delete(cancel);
        action();
      });
      timers.add(cancel);
    },
    set(next) {
      operation.status = next;
      if (!isOpen(next)) close();
    },
    fail(code, message) {
      operation.status = 'Failed';
      operation.error = { code, message };
      close();
    },
    close,
  };
}

export const isOpen = (status: Operation['status']) => status !== 'Succeeded' && status !== 'Failed';
