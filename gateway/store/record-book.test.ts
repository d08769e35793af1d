import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PAPER, paperDraft, recordEvent, withLine } from '../../tests/harness/example-records.ts';
import { MemoryRecordBook } from '../../tests/harness/memory-record-book.ts';
import { openTestStore, rowsOf, withFile } from '../../tests/harness/store-file.ts';
import type { DutyRecord } from '../domain/duty/record.ts';
import { refused } from '../domain/errors.ts';
import type { RecordBook, RecordSearch } from '../ports/record-book.ts';
import { RecordFile } from './record-file.ts';

const books: readonly { readonly name: string; readonly open: () => Promise<RecordBook> }[] = [
  { name: 'in the database', open: async () => (await openTestStore()).store.records },
  { name: 'in memory, for tests', open: async () => new MemoryRecordBook() },
];

describe.each(books)('the record book $name', ({ open }) => {
  test('opens a paper once: the key finds it as it is', async () => {
    const book = await open();
    const papers = book.of(PAPER);
    const first = await papers.open(paperDraft('a', { dueAt: 5000 }));
    expect(first).toEqual({
      isNew: true,
      record: {
        ...{ id: 1, kind: 'complaint', key: 'a', subject: 'P-1', state: 'open', at: 1000, dueAt: 5000 },
        ...{ closedAt: null, version: 1, body: { lines: [], added: 'now' } },
      },
    });
    await papers.change(1, withLine('one'));
    const again = await papers.open(paperDraft('a', { subject: 'other' }));
    expect(again).toMatchObject({ isNew: false, record: { subject: 'P-1', version: 2, body: { lines: ['one'] } } });
    expect(await papers.byKey('a')).toEqual(again.record);
    expect(await papers.events(1)).toEqual([
      { ...recordEvent(), seq: 1 },
      { ...recordEvent({ type: 'filled', detail: { line: 'one' } }), seq: 2 },
    ]);
  });

  test('what is opened closed is closed since then, and a later word does not move that moment', async () => {
    const papers = (await open()).of(PAPER);
    const { record } = await papers.open(paperDraft('a', { state: 'missed', event: recordEvent({ at: 7000 }) }));
    expect(record).toMatchObject({ state: 'missed', closedAt: 7000 });
    const later = withLine('addendum', { state: 'missed', event: recordEvent({ at: 9000, type: 'addendum' }) });
    expect(await papers.change(1, later)).toMatchObject({ ok: true, value: { closedAt: 7000, version: 2 } });
    const again = withLine('again', { event: recordEvent({ at: 9500 }) });
    expect(await papers.change(1, again)).toMatchObject({ value: { state: 'open', closedAt: null } });
  });

  test('refuses a change of what is not there, of what has changed since, and what the rules refuse', async () => {
    const papers = (await open()).of(PAPER);
    await papers.open(paperDraft('a'));
    expect(await papers.change(9, withLine('x'))).toEqual({ ok: false, code: 'RECORD_NOT_FOUND' });
    expect(await papers.change(1, withLine('one'), 1)).toMatchObject({ ok: true });
    expect(await papers.change(1, withLine('two'), 1)).toEqual({ ok: false, code: 'RECORD_CHANGED' });
    const no = refused('RECORD_STEP_REFUSED', 'signed');
    expect(await papers.change(1, () => no)).toEqual(no);
    expect(await papers.get(1)).toMatchObject({ version: 2, body: { lines: ['one'] } });
    expect(await papers.events(1)).toHaveLength(2);
  });

  test('a body that is not what its kind asks for is not stored', async () => {
    const papers = (await open()).of(PAPER);
    const wrong = { lines: [1] } as unknown as { lines: string[]; added: string };
    await expect(papers.open(paperDraft('a', { body: wrong }))).rejects.toThrow();
    await papers.open(paperDraft('b'));
    const before = await papers.byKey('b');
    await expect(papers.change(before!.id, withLine('x', { body: wrong }))).rejects.toThrow();
    expect(await papers.byKey('a')).toBeUndefined();
    expect(await papers.byKey('b')).toEqual(before);
  });

  test('lists newest first, by subject, state and time', async () => {
    const papers = (await open()).of(PAPER);
    for (const [key, at, subject] of [
      ['a', 1, 'P-1'],
      ['b', 3, 'P-2'],
      ['c', 2, 'P-1'],
      ['d', 3, 'P-1'],
    ] as const)
      await papers.open(paperDraft(key, { at, subject }));
    await papers.change(3, withLine('x', { state: 'done' }));
    const keys = async (query: object) =>
      (await papers.list({ limit: 10, ...query })).map(({ key }: DutyRecord) => key).join('');
    expect(await keys({})).toBe('dbca');
    expect(await keys({ limit: 2 })).toBe('db');
    expect(await keys({ subject: 'P-1' })).toBe('dca');
    expect(await keys({ states: ['done', 'missed'] })).toBe('c');
    expect(await keys({ states: [] })).toBe('');
    expect(await keys({ from: 2, to: 3 })).toBe('c');
  });

  test('a record is found by what is written in it now, in both languages, newest first', async () => {
    const book = await open();
    const papers = book.of(PAPER);
    const paper = (key: string, at: number, lines: string[]) =>
      papers.open(paperDraft(key, { at, body: { lines, added: 'now' } }));
    await paper('a', 1, ['Seal of pump 2 drips', '2号水泵密封漏水']);
    await paper('b', 3, ['水泵房照明']);
    await paper('c', 2, ['水，泵 "x* OR']);
    const keys = async (typed: string, more: Partial<RecordSearch> = {}) =>
      (await book.find({ typed, limit: 10, ...more })).map(({ key }) => key).join('');
    expect(await keys('水泵')).toBe('ba');
    expect(await keys('ＳＥＡＬ drip')).toBe('a');
    expect(await keys('水泵 漏水')).toBe('a');
    expect(await keys('灯')).toBe('');
    expect(await keys('水泵', { limit: 1 })).toBe('b');
    expect(await keys('水泵', { from: 1, to: 3 })).toBe('a');
    expect(await keys('水泵', { kinds: ['round'] })).toBe('');
    expect(await keys('水泵', { kinds: ['round', 'complaint'] })).toBe('ba');
    expect(await keys('P-1')).toBe('bca');
    expect(await keys('" OR *')).toBe('c');
    await papers.change(2, withLine('灯已更换'));
    expect(await keys('灯已')).toBe('b');
    const [found] = await book.find({ typed: 'drips', limit: 10 });
    expect(found).toMatchObject({ id: 1, kind: 'complaint', state: 'open', at: 1, excerpts: ['Seal of pump 2 drips'] });
  });

  test('counts by state, also kinds that have none', async () => {
    const book = await open();
    const papers = book.of(PAPER);
    for (const key of ['a', 'b', 'c']) await papers.open(paperDraft(key));
    await papers.change(1, withLine('x', { state: 'done' }));
    const counts = await book.counts(['complaint', 'round']);
    expect(counts.get('complaint')).toEqual({ open: 2, done: 1, missed: 0, cancelled: 0 });
    expect(counts.get('round')).toEqual({ open: 0, done: 0, missed: 0, cancelled: 0 });
  });

  test('kinds do not see each other, even with the same key', async () => {
    const book = await open();
    const others = book.of({ kind: 'visit', body: PAPER.body });
    await book.of(PAPER).open(paperDraft('a'));
    expect(await others.byKey('a')).toBeUndefined();
    expect(await others.get(1)).toBeUndefined();
    expect(await others.change(1, withLine('x'))).toEqual({ ok: false, code: 'RECORD_NOT_FOUND' });
    expect(await others.events(1)).toEqual([]);
    expect((await others.open(paperDraft('a'))).isNew).toBe(true);
  });

  test('tells of what is committed and of nothing else', async () => {
    const book = await open();
    const papers = book.of(PAPER);
    const told: string[] = [];
    const stop = book.onChange(({ key, version }) => told.push(`${key}${version}`));
    await papers.open(paperDraft('a'));
    await papers.open(paperDraft('a'));
    await papers.change(1, withLine('x'));
    await papers.change(1, () => refused('RECORD_STEP_REFUSED'));
    await papers.change(1, withLine('y'), 1);
    stop();
    await papers.change(1, withLine('z'));
    expect(told).toEqual(['a1', 'a2']);
  });

  test('a thousand changes at once take turns: none is lost', async () => {
    const papers = (await open()).of(PAPER);
    await papers.open(paperDraft('a'));
    await Promise.all(Array.from({ length: 100 }, (_, n) => papers.change(1, withLine(String(n)))));
    const paper = await papers.get(1);
    expect(paper?.version).toBe(101);
    expect(new Set(paper?.body.lines).size).toBe(100);
  });
});

test('whatever people write comes back as it was, and the chain over it holds', async () => {
  const { store, folder } = await openTestStore();
  const papers = store.records.of(PAPER);
  const words = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800', '"', '\u2028', '😀', "'; --"));
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 4 }), words, async (lines, note) => {
      const { record } = await papers.open(paperDraft(`k${number++}`, { body: { lines, added: '' } }));
      expect(record.body.lines).toEqual(lines);
      const event = recordEvent({ type: 'filled', note, detail: { lines } });
      expect(await papers.change(record.id, withLine(note, { event }))).toMatchObject({ ok: true });
      expect((await papers.get(record.id))?.body.lines).toEqual([...lines, note]);
      expect((await papers.events(record.id))[1]?.detail).toEqual({ lines });
    }),
    { numRuns: 60 },
  );
  const book = new RecordFile(folder);
  expect(book.verify(undefined)).toMatchObject({ faults: [] });
  book.close();
});

test('a body of an older form is brought up by its schema', async () => {
  const { store, folder } = await openTestStore();
  await store.records.of(PAPER).open(paperDraft('a'));
  withFile(folder, (file) => file.exec(`update duty_record set body = '{"lines":["old"]}'`));
  expect(await store.records.of(PAPER).get(1)).toMatchObject({ body: { lines: ['old'], added: 'later' } });
});

describe('the file', () => {
  async function filled() {
    const opened = await openTestStore();
    const papers = opened.store.records.of(PAPER);
    for (const key of ['a', 'b', 'c']) await papers.open(paperDraft(key));
    for (const id of [1, 2, 3]) await papers.change(id, withLine(`line ${id}`));
    const spoil = (sql: string) =>
      withFile(opened.folder, (file) => {
        for (const change of ['update', 'delete']) file.exec(`drop trigger if exists duty_event_no_${change}`);
        file.exec(`pragma foreign_keys = off; ${sql}`);
      });
    const verify = () => {
      const book = new RecordFile(opened.folder);
      const { faults } = book.verify(undefined);
      book.close();
      return faults;
    };
    return { ...opened, papers, spoil, verify };
  }

  test('refuses to change or remove an event', async () => {
    const { folder, verify } = await filled();
    withFile(folder, (file) => {
      for (const sql of [`update duty_event set actor = 'x'`, 'delete from duty_event where sequence = 6'])
        expect(() => file.exec(sql)).toThrow('only ever added to');
    });
    expect(rowsOf(folder, 'select count(*) as n from duty_event')).toEqual([{ n: 6 }]);
    expect(verify()).toEqual([]);
  });

  test.each([
    { sql: `update duty_event set note = 'x' where sequence = 4`, fault: { kind: 'event-changed', sequence: 4 } },
    { sql: 'delete from duty_event where sequence = 4', fault: { kind: 'event-removed', sequence: 4 } },
    { sql: 'delete from duty_event where sequence = 6', fault: { kind: 'events-shortened', sequence: 6 } },
    { sql: `update duty_record set body = '{"lines":[]}' where id = 2`, fault: { kind: 'record-changed', record: 2 } },
    { sql: `update duty_record set at = 5 where id = 1`, fault: { kind: 'record-changed', record: 1 } },
    { sql: 'delete from duty_record where id = 3', fault: { kind: 'record-removed', record: 3 } },
    {
      sql: `insert into duty_record select 9, kind, 'z', subject, state, at, due_at, closed_at, version, body from duty_record where id = 1`,
      fault: { kind: 'record-unknown', record: 9 },
    },
  ])('shows $fault.kind', async ({ sql, fault }) => {
    const { spoil, verify } = await filled();
    spoil(sql);
    expect(verify()).toContainEqual(fault);
  });

  test('written anew from some event on, it does not fit the anchors kept elsewhere', async () => {
    const { folder, spoil } = await filled();
    const book = new RecordFile(folder);
    const kept = book.anchors();
    book.close();
    spoil(`delete from duty_event where sequence > 4; delete from duty_record where id > 1;
      update duty_head set sequence = 4, hash = (select hash from duty_event where sequence = 4)`);
    const after = new RecordFile(folder);
    expect(after.verify(kept).faults).toContainEqual({ kind: 'events-shortened', sequence: 5 });
    after.close();
  });

  test('keeps an anchor for each day', async () => {
    const { clock, folder, papers, verify } = await filled();
    clock.stepWall(86_400_000);
    await papers.change(1, withLine('next day'));
    expect(rowsOf(folder, 'select sequence from duty_anchor')).toEqual([{ sequence: 6 }]);
    expect(verify()).toEqual([]);
  });

  test('goes on after a restart', async () => {
    const { store, folder, verify } = await filled();
    await store.close();
    const next = (await openTestStore(folder)).store;
    expect(await next.records.of(PAPER).change(1, withLine('more'))).toMatchObject({ value: { version: 3 } });
    expect(verify()).toEqual([]);
  });
});
