import assert from 'node:assert/strict';
import { cloudIds } from '../../../src/core/model/cloud.ts';
import { readGroupRef } from '../../../src/ui/shared/readGroupRef.ts';
import { group } from '../../core/sampleGroups.ts';

describe('What a diagnosis keeps in its tab', () => {
  const { ref } = group();

  it('is the group, and nothing that came along', () => {
    assert.deepEqual(readGroupRef(JSON.parse(JSON.stringify({ ...ref, more: 1 }))), ref);
  });

  it('is the group in whatever cloud', () => {
    for (const cloud of cloudIds) assert.deepEqual(readGroupRef({ ...ref, cloud }), { ...ref, cloud });
  });

  it('is not taken for a group when it is something else', () => {
    for (const state of [undefined, null, 'web', {}, { ...ref, name: 1 }, { ...ref, cloud: 'mars' }]) {
      assert.equal(readGroupRef(state), undefined, JSON.stringify(state));
    }
  });
});
