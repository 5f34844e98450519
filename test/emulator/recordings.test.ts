import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { exceptions } from './recordingExceptions.ts';
import { Replay, type Recording } from './replay.ts';

const recordings = new URL('../../../shared/recordings/', import.meta.url);
const fixtures = new URL('./fixtures/', import.meta.url);

describe('The emulator answers like the recorded service', () => {
  for (const file of readdirSync(fixtures)) replay(new URL(file, fixtures), file);

  if (!existsSync(recordings)) {
    it('in ../shared/recordings (skipped: not here)', function () {
      this.skip();
    });
    return;
  }
  for (const file of readdirSync(recordings)) replay(new URL(file, recordings), file);

  it('with no exception for an interaction that is not there', () => {
    const known = readdirSync(recordings).flatMap(file =>
      read(new URL(file, recordings)).interactions.map((_, i) => `${file} ${i}`),
    );
    assert.deepEqual(
      Object.keys(exceptions).filter(key => !known.includes(key)),
      [],
    );
  });
});

function replay(url: URL, file: string): void {
  describe(file, () => {
    const recording = read(url);
    const session = new Replay(recording);
    before(() => session.start());
    after(() => session.close());

    recording.interactions.forEach(({ request, response }, index) => {
      const reason = exceptions[`${file} ${index}`];
      const path = new URL(request.url).pathname.replace(/^\/subscriptions\/[^/]+/, '');
      const title = `${index}: ${request.method} ${path} → ${response.status}`;
      it(reason === undefined ? title : `${title} (not alike: ${reason})`, async () => {
        const difference = await session.next(index);
        if (reason === undefined) assert.equal(difference, undefined);
        else assert.notEqual(difference, undefined, 'The answers are alike now: take this exception away.');
      });
    });
  });
}

function read(url: URL): Recording {
  return JSON.parse(readFileSync(url, 'utf8')) as Recording;
}
