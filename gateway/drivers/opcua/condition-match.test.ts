import { describe, expect, it } from 'vitest';
import { belongsTo, matcherOf } from './condition-match.ts';
import type { ConditionEvent } from './event-filter.ts';

const NAMESPACES = ['http://opcfoundation.org/UA/', 'urn:server', 'urn:lifts', 'urn:x'];
const place = (root?: string) => ({ root, namespaceIndex: 2, namespaces: NAMESPACES });

const about = (sourceNode: string, sourceName: string, name = 'Blocked'): ConditionEvent => ({
  ...{ kind: 'condition', condition: 'c', branch: '', sourceNode, sourceName, name },
  ...{ isActive: true, isAcknowledged: true, severity: 1, message: '', time: null, isRetained: true },
});

describe('which condition a point names', () => {
  it.each([
    ['the node below the root', 'L01', 'Door', about('ns=2;s=L01.Door', 'Tür'), true],
    ['the name below the root', 'L01', 'Door', about('ns=2;i=5', 'L01.Door'), true],
    ['a name with a namespace index before it', 'L01', 'Door', about('ns=2;i=5', '2:L01.Door'), true],
    ['a name without a root', undefined, 'Door', about('ns=2;i=5', 'Door'), true],
    ['another lift', 'L01', 'Door', about('ns=2;s=L02.Door', 'L02.Door'), false],
    ['the same id in another namespace', 'L01', 'Door', about('ns=3;s=L01.Door', ''), false],
    ['a complete node id', 'L01', 'nsu=urn:x;i=5', about('ns=3;i=5', ''), true],
    ['a complete node id of an unknown namespace', 'L01', 'nsu=urn:gone;i=5', about('', ''), false],
  ])('%s', (_, root, source, event, isMatch) => {
    expect(matcherOf({ source, condition: 'Blocked', field: 'active' }, place(root))(event)).toBe(isMatch);
    expect(matcherOf({ source, condition: 'Other', field: 'active' }, place(root))(event)).toBe(false);
  });

  it('without a source it is any of the device, without a condition any of the source', () => {
    const blocked = about('ns=2;s=L01.Door', '', '2:Blocked');
    expect(matcherOf({ condition: 'Blocked', field: 'active' }, place('L01'))(blocked)).toBe(true);
    expect(matcherOf({ source: 'Door', field: 'active' }, place('L01'))(blocked)).toBe(true);
    expect(matcherOf({ source: 'Car', field: 'active' }, place('L01'))(blocked)).toBe(false);
    expect(matcherOf({ field: 'active' }, place())(about('ns=9;i=1', 'anything'))).toBe(true);
  });

  it('a device is its root and what is below it, not what only begins like it', () => {
    const belongs = belongsTo(place('L1'));
    expect([about('ns=2;s=L1', ''), about('ns=2;s=L1.Door', ''), about('', 'L1.Door')].every(belongs)).toBe(true);
    expect([about('ns=2;s=L10', ''), about('ns=2;s=L10.Door', ''), about('', 'L10')].some(belongs)).toBe(false);
  });
});
