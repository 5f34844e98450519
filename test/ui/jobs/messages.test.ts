import assert from 'node:assert/strict';
import { jobEndText } from '../../../src/ui/jobs/messages.ts';

describe('The end of a container job', () => {
  it('says that Azure ran it again, which it may after a failure', () => {
    const text = (restarts: number) => jobEndText('sum', { exitCode: 0, restarts });
    assert.equal(text(0), 'The container job "sum" has ended with exit code 0.');
    assert.equal(text(1), `${text(0)} It failed before, and Azure ran it again.`);
    assert.equal(text(3), `${text(0)} It failed before, and Azure ran it again 3 times.`);
  });
});
