import assert from 'node:assert/strict';
import { createDeduplicate, keepDuplicates } from '../../../src/azure/api/deduplicate.ts';

describe('sharing', () => {
  it('keeps one of what is alike, and tells apart what is not', () => {
    const share = createDeduplicate();
    const ports = share([{ port: 80 }]);
    assert.equal(share([{ port: 80 }]), ports);
    assert.notEqual(share([{ port: 81 }]), ports);
    assert.deepEqual(share([{ port: 81 }]), [{ port: 81 }]);
  });

  it('takes a text that looks like data for the text that it is', () => {
    const share = createDeduplicate();
    assert.deepEqual(share(['a']), ['a']);
    assert.equal(share('["a"]'), '["a"]');
    assert.equal(share('"x"'), '"x"');
    assert.equal(share('x'), 'x');
  });

  it('leaves all as it is where nothing is shared', () => {
    const ports = [{ port: 80 }];
    assert.equal(keepDuplicates(ports), ports);
  });
});
