import type { Clock } from '../../clock.ts';
import { type ExecStart, startExec } from './exec.ts';
import type { AttachSink, ExecProcess } from '../runtime.ts';

/** The programs that run in a container beside its own. */
export interface ExecProcesses {
  start(start: ExecStart, to: AttachSink): ExecProcess;
  /** Ends all of them, and their sockets. */
  endAll(): void;
}

export function createExecProcesses(clock: Clock): ExecProcesses {
  const running = new Map<ExecProcess, AttachSink>();
  return {
    start(start, to) {
      const started = startExec(clock, start, {
        data: chunk => to.data(chunk),
        end: () => {
          running.delete(process);
          to.end();
        },
      });
      const process: ExecProcess = {
        input: bytes => started.input(bytes),
        close: () => {
          running.delete(process);
          started.close();
        },
      };
      running.set(process, to);
      return process;
    },
    endAll() {
      for (const [process, to] of running) {
        process.close();
        to.end();
      }
      running.clear();
    },
  };
}
