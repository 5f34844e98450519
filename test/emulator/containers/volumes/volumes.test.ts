import assert from 'node:assert/strict';
import { ManualClock } from '../../../../src/emulator/clock.ts';
import { createContainerRuntime } from '../../../../src/emulator/containers/createRuntime.ts';
import type { ContainerRuntime, RunningGroup } from '../../../../src/emulator/containers/runtime.ts';
import { start } from '../runtimeFixture.ts';
import type { JsonObject } from '../../../../src/emulator/json.ts';

interface Scripted {
  readonly name: string;
  readonly script: string;
  readonly mounts: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
}

function spec(name: string, containers: readonly Scripted[], volumes: JsonObject[]) {
  const properties: JsonObject = {
    osType: 'Linux',
    restartPolicy: 'Never',
    volumes,
    containers: containers.map(container => ({
      name: container.name,
      properties: {
        image: 'alpine',
        command: ['/bin/sh', '-c', container.script],
        volumeMounts: Object.entries(container.mounts).map(([volume, mountPath]) => ({
          name: volume,
          mountPath,
          readOnly: container.readOnly ?? false,
        })),
      },
    })),
  };
  return { name, location: 'westeurope', properties };
}

describe('The volumes of a simulated group', () => {
  let clock: ManualClock;
  let containers: ContainerRuntime;
  beforeEach(() => {
    clock = new ManualClock(start);
    containers = createContainerRuntime(clock);
  });

  const logOf = (running: RunningGroup, container: string) => {
    clock.advance(60_000);
    return running.logs(container, { timestamps: false });
  };
  const secret = { name: 's', secret: { k1: 'TXkgc2VjcmV0Cg==', k2: 'Mg==' } };
  const share = { name: 'files', azureFile: { shareName: 'data', storageAccountName: 'contoso' } };

  it('show the files of a secret', () => {
    const script = 'ls /mnt/s; cat /mnt/s/k1; [ -f /mnt/s/k2 ] && ls /mnt';
    const running = containers.create(
      spec('a', [{ name: 'app', script, mounts: { s: '/mnt/s' } }], [secret]),
    );
    assert.equal(logOf(running, 'app'), 'k1\nk2\nMy secret\ns\n');
  });

  it('are shared by the containers of the group', () => {
    const running = containers.create(
      spec(
        'a',
        [
          { name: 'writer', script: 'sleep 5; echo hello > /out/f; sleep 60', mounts: { shared: '/out' } },
          {
            name: 'reader',
            script: 'while [ ! -f /in/f ]; do sleep 1; done; cat /in/f',
            mounts: { shared: '/in' },
          },
        ],
        [{ name: 'shared', emptyDir: {} }],
      ),
    );
    assert.equal(logOf(running, 'reader'), 'hello\n');
  });

  it('keep a file share beyond the group', () => {
    const mounts = { files: '/data' };
    const first = containers.create(
      spec('a', [{ name: 'app', script: 'echo kept > /data/f', mounts }], [share]),
    );
    logOf(first, 'app');
    first.dispose();
    const second = containers.create(spec('b', [{ name: 'app', script: 'cat /data/f', mounts }], [share]));
    assert.equal(logOf(second, 'app'), 'kept\n');
  });

  it('outlive a container, whose own files do not', () => {
    const script =
      '[ -f /own ] && echo own; [ -f /data/kept ] && echo kept; touch /own /data/kept; sleep 600';
    const running = containers.create(
      spec('a', [{ name: 'app', script, mounts: { files: '/data' } }], [share]),
    );
    assert.equal(logOf(running, 'app'), '');
    running.restart();
    assert.equal(logOf(running, 'app'), 'kept\n');
  });

  it('cannot be written to where they are mounted read-only', () => {
    const script = 'echo x > /mnt/s/k3; echo $?';
    const running = containers.create(
      spec('a', [{ name: 'app', script, mounts: { s: '/mnt/s' }, readOnly: true }], [secret]),
    );
    assert.equal(logOf(running, 'app'), "sh: can't create /mnt/s/k3: Read-only file system\n1\n");
  });

  it('have an end', () => {
    const double = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do x=$x$x; done';
    const script = `x=0123456789; ${double}; while echo $x >> /f; do :; done; rm /f; echo x > /f && cat /f`;
    const running = containers.create(spec('a', [{ name: 'app', script, mounts: {} }], []));
    assert.equal(logOf(running, 'app'), 'sh: write error: No space left on device\nx\n');
  });
});
