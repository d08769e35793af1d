import { describe, expect, it } from 'vitest';
import { standingCautions } from './cautions.ts';
import { connectionSchema } from './schemas.ts';

describe('a password on the network', () => {
  const cautions = (url: string, password?: string) => standingCautions(connectionSchema.parse({ url, password }));

  it.each(['mqtt://10.1.2.40', 'mqtt://broker:1883', 'mqtt://127.0.0.1.example.com'])('%s is unsafe', (url) => {
    const [caution] = cautions(url, 'x');
    expect(caution?.en).toContain('unencrypted');
    expect(caution?.zh).toContain('明文');
    expect(cautions(url)).toEqual([]);
  });

  it.each(['mqtts://10.1.2.40', 'mqtt://127.0.0.1', 'mqtt://localhost:1884', 'mqtt://[::1]:1883'])(
    '%s is safe',
    (url) => {
      expect(cautions(url, 'x')).toEqual([]);
    },
  );
});
