import assert from 'node:assert/strict';
import { createExitDetector } from '../../../src/core/terminal/exitDetector.ts';

describe('What a person types', () => {
  for (const [typed, leaves] of [
    ['exit\r', true],
    ['  exit 3\r', true],
    ['logout\r', true],
    ['ls\rexit\r', true],
    ['exlt\x7f\x7fit\r', true],
    ['ls\x15exit\r', true],
    ['ls\x03exit\r', true],
    ['\x04', true],
    ['ls\r\x04', true],
    ['', false],
    ['exit', false],
    ['exiting\r', false],
    ['echo exit\r', false],
    ['ls\x04', false],
    ['exit\rl', false],
    ['\r', false],
  ] as const)
    it(`${leaves ? 'means' : 'does not mean'} to leave with ${JSON.stringify(typed)}`, () => {
      const line = createExitDetector();
      for (const char of typed) line.push(char);
      assert.equal(line.isExit, leaves);
      const atOnce = createExitDetector();
      atOnce.push(typed);
      assert.equal(atOnce.isExit, leaves);
    });
});
