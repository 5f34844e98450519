import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatPorts, parsePorts, portsWarning, reservedPort } from '../../../src/core/rules/ports.ts';

const tcp = (port: number) => ({ port, protocol: 'TCP' as const });
const udp = (port: number) => ({ port, protocol: 'UDP' as const });

describe('A text of ports', () => {
  it('is TCP unless it says otherwise', () =>
    assert.deepEqual(parsePorts('80, 443/tcp, 53/UDP'), { ports: [tcp(80), tcp(443), udp(53)] }));

  it('may be parted by spaces or semicolons, and end with a comma', () =>
    assert.deepEqual(parsePorts(' 80 443;8080, '), { ports: [tcp(80), tcp(443), tcp(8080)] }));

  it('may name one port for both protocols', () =>
    assert.deepEqual(parsePorts('53/tcp 53/udp'), { ports: [tcp(53), udp(53)] }));

  it('reaches from 1 to 65535', () =>
    assert.deepEqual(parsePorts('1,65535'), { ports: [tcp(1), tcp(65535)] }));

  const wrong: readonly (readonly [string, object])[] = [
    ['', { code: 'portsEmpty' }],
    [' , ', { code: 'portsEmpty' }],
    ['0', { code: 'portRange', text: '0' }],
    ['65536', { code: 'portRange', text: '65536' }],
    ['-80', { code: 'portRange', text: '-80' }],
    ['80.5', { code: 'portRange', text: '80.5' }],
    ['99999999999999999999', { code: 'portRange', text: '99999999999999999999' }],
    ['80,80', { code: 'portDoubled', text: '80' }],
    ['53/udp, 053/UDP', { code: 'portDoubled', text: '53/udp' }],
    ['http', { code: 'portText', text: 'http' }],
    ['80-90', { code: 'portText', text: '80-90' }],
    ['80/sctp', { code: 'portProtocol', protocol: 'sctp' }],
    ['80/', { code: 'portProtocol', protocol: '' }],
    ['8080:80', { code: 'portMapping', text: '8080:80', inner: '80' }],
    ['8080:80/tcp', { code: 'portMapping', text: '8080:80/tcp', inner: '80/tcp' }],
  ];
  for (const [text, problem] of wrong)
    it(`${JSON.stringify(text)} is answered with ${JSON.stringify(problem)}`, () =>
      assert.deepEqual(parsePorts(text), { problem }));

  it('may be more than an address has by default, or what Azure asks to avoid: that is told, and stops nobody', () => {
    assert.deepEqual(portsWarning([1, 2, 3, 4, 5, 6].map(tcp)), { code: 'portsTooMany', max: 5, count: 6 });
    assert.deepEqual(portsWarning([tcp(80), tcp(19390)]), { code: 'portReserved', port: 19390 });
    assert.equal(portsWarning([80, 443, 1024, 1028, 65535].map(tcp)), undefined);
    for (const port of [22, 1026, 3389, 9999, 25565, 30000, 49152]) assert.ok(reservedPort(port), `${port}`);
  });

  it('written out is read back the same', () => {
    const port = fc
      .tuple(fc.integer({ min: 1, max: 65535 }), fc.constantFrom('TCP' as const, 'UDP' as const))
      .map(([number, protocol]) => ({ port: number, protocol }));
    const ports = fc.uniqueArray(port, { minLength: 1, maxLength: 5, selector: p => formatPorts([p]) });
    fc.assert(fc.property(ports, list => assert.deepEqual(parsePorts(formatPorts(list)), { ports: list })));
  });
});
