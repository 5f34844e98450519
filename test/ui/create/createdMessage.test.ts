import assert from 'node:assert/strict';
import { createdMessage } from '../../../src/ui/create/createdMessage.ts';
import { containerIn, group } from '../../core/sampleGroups.ts';

describe('What is said of a created group', () => {
  it('offers its logs and its address', () => {
    const web = group({
      state: 'Running',
      containers: [containerIn({ state: 'Running', detailStatus: '' })],
      ipAddress: { type: 'Public', ip: '20.1.2.3', ports: [{ port: 80, protocol: 'TCP' }] },
    });
    const { sentence, isWarning, offers } = createdMessage(web);
    assert.deepEqual([sentence, isWarning], [`Created "${web.ref.name}".`, false]);
    assert.deepEqual(
      offers.map(({ command }) => command),
      ['aci.followLogs', 'aci.openInBrowser'],
    );
  });

  it('warns of containers that keep failing, and offers to find out why first of all', () => {
    const crashLoop = { state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off restarting failed' };
    const failing = group({ state: 'Running', containers: [containerIn(crashLoop, 3)] });
    const { sentence, isWarning, offers } = createdMessage(failing);
    assert.match(sentence, /its containers keep failing/);
    assert.equal(isWarning, true);
    assert.deepEqual(offers[0], { title: 'Why did it fail?', command: 'aci.diagnose' });
  });
});
