import { coerceNodeId } from 'node-opcua-client';
import { expect, it } from 'vitest';
import { nodeIdText, qualifiedText, withIndex, withUri } from './node-address.ts';

const LIFTS = 'urn:a-tower:lifts';
const SERVER = ['http://opcfoundation.org/UA/', 'urn:server', LIFTS, 'urn:x'];

it.each([
  { address: { node: 'Car_Position' }, root: 'L01', text: 'ns=2;s=L01.Car_Position' },
  { address: { node: 'L01.Car_Position' }, root: undefined, text: 'ns=2;s=L01.Car_Position' },
  { address: { node: '电梯 1；状态' }, root: 'A', text: 'ns=2;s=A.电梯 1；状态' },
  { address: { node: 'n', namespace: 'urn:x' }, root: 'L01', text: 'ns=3;s=L01.n' },
  { address: { nodeId: 'nsu=urn:x;i=42' }, root: 'L01', text: 'ns=3;i=42' },
  { address: { nodeId: 'nsu=http://opcfoundation.org/UA/;i=2258' }, root: undefined, text: 'ns=0;i=2258' },
  { address: { nodeId: `nsu=${LIFTS};s=a;b=c` }, root: undefined, text: 'ns=2;s=a;b=c' },
])('$text', ({ address, root, text }) => {
  const found = nodeIdText(address, root, LIFTS, SERVER);
  expect(found).toBe(text);
  expect(coerceNodeId(text).toString()).toBe(text);
});

it('follows the namespace to another index, and is absent when it is gone', () => {
  expect(nodeIdText({ node: 'n' }, undefined, LIFTS, ['', '', '', '', LIFTS])).toBe('ns=4;s=n');
  expect(nodeIdText({ node: 'n' }, undefined, LIFTS, [''])).toBeUndefined();
  expect(nodeIdText({ nodeId: 'nsu=urn:y;i=1' }, undefined, LIFTS, SERVER)).toBeUndefined();
});

it('the way to a template and back', () => {
  for (const node of ['ns=2;s=a;b=c', 'ns=3;i=42', 'ns=3;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63']) {
    const text = withUri(node, SERVER);
    expect(withIndex(text!, SERVER)).toBe(node);
    expect(qualifiedText({ nodeId: text! }, undefined, LIFTS)).toBe(text);
  }
  expect(withUri('i=85', SERVER)).toBe('nsu=http://opcfoundation.org/UA/;i=85');
  expect(withUri('ns=9;i=1', SERVER)).toBeUndefined();
  expect(withIndex('ns=2;s=a', SERVER)).toBeUndefined();
  expect(withIndex('nsu=urn:gone;s=a', SERVER)).toBeUndefined();
});
