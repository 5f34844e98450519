import type { Clock } from '../clock.ts';
import { createLog, type Log } from './containerLog.ts';
import { startProcess } from './processes/process.ts';
import type { ProgramRun } from './processes/program.ts';
import type { AttachSink, ContainerSwitches } from './runtime.ts';

/** One run of a container: its program, its log, its attach sockets. */
export interface ContainerRun {
  readonly startTime: number;
  readonly running: boolean;
  logs(options: { tail?: number; timestamps: boolean }): string;
  attach(to: AttachSink): () => void;
  /** Ends the program and the sockets; `exit` is not called. */
  kill(): void;
}

/** Starts a program now; `exit` is called when it ends by itself. */
export function startContainerRun(
  clock: Clock,
  switches: ContainerSwitches,
  program: ProgramRun,
  exit: (code: number) => void,
): ContainerRun {
  const startTime = clock.now();
  const log = createLog(startTime);
  const sockets = new Set<Socket>();
  let running = true;

  const process = startProcess(clock, program, {
    write(text, spreadMs) {
      log.write(text, clock.now(), spreadMs);
      if (sockets.size === 0 || text === '') return;
      const bytes = Buffer.from(text);
      for (const socket of sockets) socket.data(bytes);
    },
    whenWritable(ready) {
      for (const socket of sockets) {
        const stopWaiting = socket.whenWritable(ready);
        if (stopWaiting) return stopWaiting;
      }
      return undefined;
    },
    exit(code) {
      end();
      exit(code);
    },
  });

  function end(): void {
    running = false;
    for (const socket of sockets) socket.end();
    sockets.clear();
  }

  return {
    startTime,
    get running() {
      return running;
    },
    logs: ({ tail, timestamps }) =>
      log.read({
        tail,
        timestamps: timestamps ? switches.timestampFormat : 'none',
        until: clock.now() - switches.logLagMs,
        ended: !running,
      }),
    attach(to) {
      if (switches.attachReplay) replay(log, clock, to);
      if (!running) return endAsync(clock, to);
      const socket = openSocket(clock, switches, to);
      sockets.add(socket);
      return () => {
        sockets.delete(socket);
        socket.close();
      };
    },
    kill() {
      process.kill();
      end();
    },
  };
}

/** Ends a socket without output, after the caller has returned. */
export function endAsync(clock: Clock, to: AttachSink): () => void {
  return clock.after(0, () => to.end());
}

function replay(log: Log, clock: Clock, to: AttachSink): void {
  const text = log.read({ timestamps: 'none', until: clock.now(), ended: false });
  if (text !== '') to.data(Buffer.from(text));
}

interface Socket {
  data(chunk: Uint8Array): void;
  whenWritable(ready: () => void): (() => void) | undefined;
  end(): void;
  close(): void;
}

function openSocket(clock: Clock, switches: ContainerSwitches, to: AttachSink): Socket {
  let open = true;
  let cancel = watchSilence();

  function watchSilence(): () => void {
    if (switches.attachDropAfterMs === 0) return () => undefined;
    return clock.after(switches.attachDropAfterMs, () => {
      open = false;
      to.drop?.();
    });
  }
  function close(): void {
    open = false;
    cancel();
  }

  return {
    data(chunk) {
      if (!open) return;
      cancel();
      cancel = watchSilence();
      to.data(chunk);
    },
    whenWritable: ready => (open ? to.whenWritable?.(ready) : undefined),
    end() {
      if (!open) return;
      close();
      to.end();
    },
    close,
  };
}
