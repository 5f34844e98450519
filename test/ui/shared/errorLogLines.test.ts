import assert from 'node:assert/strict';
import { AciError, toAciError } from '../../../src/core/errors.ts';
import { errorLogLines } from '../../../src/ui/shared/errorLogLines.ts';

describe('An error in the extension log', () => {
  it('keeps the words of Azure, its code, and what support asks for', () => {
    const error = new AciError('quota', 'Resource "cores" is used up.', {
      status: 409,
      code: 'QuotaExceeded',
      requestId: 'r-1',
    });
    assert.deepEqual(errorLogLines('Could not create "web"', error), [
      'Could not create "web": Resource "cores" is used up. [kind quota, status 409, code QuotaExceeded, request id r-1]',
    ]);
  });

  it('keeps of a defect where it happened, and nothing that it quotes', () => {
    const body = '{"password": hunter2}';
    let thrown: unknown;
    try {
      JSON.parse(body);
    } catch (error) {
      thrown = error;
    }
    const log = errorLogLines('Could not refresh', toAciError(thrown)).join('\n');
    assert.match(log, /^Could not refresh: .+ \[kind unexpected\]\nSyntaxError\n\s+at /);
    assert.match(log, /errorLogLines\.test/);
    assert.ok(!log.includes('hunter2'), log);
  });

  it('keeps no line of a message that looks like a place', () => {
    const log = errorLogLines('Failed', toAciError(new Error('bad value "\n    at hunter2\n"'))).join('\n');
    assert.ok(!log.includes('hunter2'), log);
  });
});
