import { expect, test } from 'vitest';
import { START } from '../../tests/harness/alarm-records.ts';
import { openTestStore } from '../../tests/harness/store-file.ts';

const MINUTE = 60_000;
const UNTIL = START + 15 * MINUTE;
const about = (alarmId: string, occurrence = 1) => ({ recipient: 'kim', alarmId, occurrence });

test('the key is made once', async () => {
  const { store, folder } = await openTestStore();
  const key = await store.answers.key();
  expect(key).toHaveLength(32);
  await store.close();
  expect(await (await openTestStore(folder)).store.answers.key()).toEqual(key);
});

test('a link is used once', async () => {
  const { answers } = (await openTestStore()).store;
  expect(await answers.isUsed('n1')).toBe(false);
  expect(await Promise.all([answers.use('n1', START, UNTIL), answers.use('n1', START, UNTIL)])).toEqual([true, false]);
  expect(await answers.isUsed('n1')).toBe(true);
  await answers.removeBefore(UNTIL + 1);
  expect(await answers.isUsed('n1')).toBe(false);
});

test('a code stands for one alarm of a recipient, and stays the same for it', async () => {
  const { answers } = (await openTestStore()).store;
  const candidates = ['1111', '2222'];
  expect(await answers.issueCode(about('a~1'), candidates, START, UNTIL)).toBe('1111');
  expect(await answers.issueCode(about('b~1'), candidates, START, UNTIL)).toBe('2222');
  expect(await answers.issueCode(about('c~1'), candidates, START, UNTIL)).toBeUndefined();
  expect(await answers.issueCode({ ...about('c~1'), recipient: 'li' }, candidates, START, UNTIL)).toBe('1111');
  expect(await answers.issueCode(about('b~1', 2), ['9999'], START, UNTIL)).toBe('2222');
  expect(await answers.findCode('kim', '2222', START)).toEqual({ ...about('b~1', 2), code: '2222' });
  expect(await answers.findCode('kim', '2222', UNTIL)).toBeUndefined();
  expect(await answers.findCode('li', '2222', START)).toBeUndefined();
});

test('a code whose time is over may stand for something else', async () => {
  const { answers } = (await openTestStore()).store;
  await answers.issueCode(about('a~1'), ['1111'], START, UNTIL);
  expect(await answers.issueCode(about('b~1'), ['1111'], UNTIL, UNTIL + MINUTE)).toBe('1111');
  expect(await answers.findCode('kim', '1111', UNTIL)).toMatchObject({ alarmId: 'b~1' });
});
