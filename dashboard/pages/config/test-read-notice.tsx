import type { ReactElement } from 'react';
import type { WireTestRead } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';

export interface TestReadNoticeProps {
  readonly test: {
    readonly data: WireTestRead | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
}

/** What came of a test read, in a sentence; the values stand in the table of points. */
export function TestReadNotice({ test: { data, error, isPending } }: TestReadNoticeProps): ReactElement {
  const { t, text } = useWords();
  const good = data?.rows.filter(({ isGood }) => isGood).length ?? 0;
  return (
    <div role="status">
      {isPending && <p>{t('device.testing')}</p>}
      {error && <Refusal error={error} />}
      {data?.obstacle && <p>{text(data.obstacle)}</p>}
      {data && data.failure !== null && <p>{t('device.testFailed', { why: data.failure })}</p>}
      {data && data.rows.length > 0 && <p>{t('device.testDone', { good, all: data.rows.length, ms: data.tookMs })}</p>}
    </div>
  );
}
