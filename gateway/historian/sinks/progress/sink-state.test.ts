import { expect, test } from 'vitest';
import { newSinkState, restoreSinkState } from './sink-state.ts';

const base = { id: 7, samples: 70 };

test('a sink goes on from what it saved, if it still counts the same samples', () => {
  const saved = { ...newSinkState('all', { id: 1, samples: 10 }), expired: 2 };
  expect(restoreSinkState(JSON.parse(JSON.stringify(saved)), 'all', base)).toEqual(saved);
  expect(restoreSinkState(saved, 'usable', base)).toEqual(newSinkState('usable', base));
  expect(restoreSinkState({ lanes: 'x' }, 'all', base)).toEqual(newSinkState('all', base));
});

test('what was saved before sinks differed in what they count, counts values', () => {
  const { counts: _, ...saved } = newSinkState('usable', { id: 1, samples: 10 });
  expect(restoreSinkState(saved, 'usable', base)).toEqual({ ...saved, counts: 'usable' });
});
