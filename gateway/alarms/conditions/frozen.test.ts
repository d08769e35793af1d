import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { frozen } from './frozen.ts';

const watched = { name: 'flow', kind: 'number', unit: 'm³/h' } as const;

describe('a value that does not move', () => {
  it('has hardly changed over the window, while it should have', () => {
    const always = frozen.optionsSchema.parse({ least: 0.1 });
    expect(frozen.derive!(always, watched).expression).toBe("max('flow', '1h') - min('flow', '1h') < 0.1");
    const running = frozen.optionsSchema.parse({ least: 0.1, window: '30m', while: 'running || on_test' });
    expect(frozen.derive!(running, watched).expression).toBe(
      "(running || on_test) && max('flow', '30m') - min('flow', '30m') < 0.1",
    );
  });

  it('is an alarm while that is so', () => {
    const options = frozen.optionsSchema.parse({ least: 1 });
    const zone = (value: number) => frozen.judge(options, { value, quality: QUALITY.good }, null).zone;
    expect([zone(1), zone(0)]).toEqual(['alarm', 'normal']);
  });
});
