import assert from 'node:assert/strict';
import { Waits } from './waits.ts';

describe('The waits for Azure', () => {
  it('count requests side by side once, and those that follow an answer again', () => {
    const waits = new Waits();
    assert.equal(waits.inARow, 0);
    waits.logResponse('GET', '/a', 200, 60_000);
    waits.logResponse('GET', '/b', 200, 50_000);
    assert.equal(waits.inARow, 1);
    waits.logResponse('GET', '/c', 200, 0);
    assert.equal(waits.inARow, 2);
    waits.restart();
    assert.equal(waits.inARow, 0);
  });
});
