import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useReplay } from '../../data/hooks/use-records.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatNumber } from '../../format/number.ts';
import { readSiteEntry, siteEntry } from '../../format/site-entry.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './records-page.module.css';

const DAY_MS = 86_400_000;

interface ReplayDialogProps {
  readonly sink: string;
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** Asks since when a database is to get everything once more, after it was restored from an older copy. */
export function ReplayDialog({ sink, nowMs, onClose }: ReplayDialogProps): ReactElement {
  const { timeZone } = usePlant().site;
  const time = useSiteTime();
  const replay = useReplay();
  const [isWrong, setWrong] = useState(false);
  const { t } = useWords();

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fromMs = readSiteEntry(String(new FormData(event.currentTarget).get('from') ?? ''), timeZone);
    setWrong(fromMs === undefined);
    if (fromMs !== undefined) replay.mutate({ sink, fromMs });
  }

  return (
    <Dialog title={t('records.repeatTitle', { sink })} close={t('records.close')} onClose={onClose}>
      <form className={css.form} onSubmit={send}>
        <p>{t('records.repeatAbout')}</p>
        <TextField
          name="from"
          label={t('records.repeatFrom')}
          value={siteEntry(nowMs - DAY_MS, timeZone)}
          problem={isWrong ? t('records.timeNeeded') : undefined}
        />
        {replay.error && <Notice title={t('error.title')} code={codeOf(replay.error)} />}
        {replay.data ? (
          <Notice
            title={t('records.repeatBegun', {
              from: time.stamp(msOf(replay.data.from), nowMs),
              count: formatNumber(replay.data.samples, 0),
            })}
            retry={{ label: t('records.close'), act: onClose }}
          />
        ) : (
          <Button type="submit" size="lg" h={60} loading={replay.isPending}>
            {t('records.repeat')}
          </Button>
        )}
      </form>
    </Dialog>
  );
}
