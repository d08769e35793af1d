import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { fileUrl } from '../../data/file-api.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { MeterRun, RunLine } from '../../data/meter-run-api.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { CheckDialog } from './check-dialog.tsx';
import css from './meter-runs.module.css';
import { ExplainDialog, ReadDialog } from './read-dialog.tsx';
import { useAreaName } from './use-area-name.ts';

export interface MeterTodoProps {
  readonly run: MeterRun;
  readonly lines: readonly RunLine[];
  readonly isOdd?: boolean;
}

/** Meters that still want somebody, in walking order, one card each: made for the phone of who walks. */
export function MeterTodo({ run, lines, isOdd = false }: MeterTodoProps): ReactElement {
  const { t } = useWords();
  if (lines.length === 0) return <Notice title={t(isOdd ? 'meterRuns.nothingOdd' : 'meterRuns.nothingToDo')} />;
  return (
    <ul className={`${css.meters} ${css.noPrint}`}>
      {lines.map((line) => (
        <Meter key={line.meter} run={run} line={line} />
      ))}
    </ul>
  );
}

function Meter({ run, line }: { readonly run: MeterRun; readonly line: RunLine }): ReactElement {
  const areaName = useAreaName();
  const { t, text } = useWords();
  const { title, serial, area, consumer, lacks, odd, reason, auto } = line;
  return (
    <li className={css.meter}>
      <span className={css.line}>
        <span className={css.name}>{text(title)}</span>
        <span className="mono">{serial}</span>
        <span className="quiet">
          {areaName(area)} {consumer}
        </span>
      </span>
      <span className={css.line}>
        {lacks.map((lack) => (
          <span key={lack} className={css.tag}>
            {t(`meterRuns.lack.${lack}`)}
          </span>
        ))}
        {odd.map((one) => (
          <span key={one}>! {t(`meterRuns.oddity.${one}`)}</span>
        ))}
        {auto?.reason && <span className="quiet">{t(`meterRuns.reason.${auto.reason}`)}</span>}
      </span>
      <Figures line={line} />
      {reason !== null && <span className={css.words}>{reason}</span>}
      {run.state === 'open' && run.body.signed === null && <Deeds run={run.id} line={line} />}
    </li>
  );
}

function Figures({ line }: { readonly line: RunLine }): ReactElement {
  const { t } = useWords();
  const { last, reading, use, usual, decimals, unit, hand, how } = line;
  return (
    <span className={css.line}>
      <span>
        {t('meterRuns.last')} {formatNumber(last, decimals)}
      </span>
      <span>
        {t('meterRuns.now')} {formatNumber(reading, decimals)}
        {how === 'hand' && '†'}
      </span>
      <span>
        {t('meterRuns.use')} {formatQuantity(use, decimals, unit)}
      </span>
      {usual !== null && (
        <span className="quiet">{t('meterRuns.usual', { use: formatQuantity(usual, decimals, unit) })}</span>
      )}
      {hand?.photo && (
        <a href={fileUrl(hand.photo)} target="_blank" rel="noreferrer">
          {t('rounds.photo')}
        </a>
      )}
    </span>
  );
}

type Asked = 'read' | 'estimate' | 'explain' | 'check';

function Deeds({ run, line }: { readonly run: number; readonly line: RunLine }): ReactElement | null {
  const [asked, setAsked] = useState<Asked>();
  const may = useMay('record:write');
  const me = useSession()?.user.username;
  const { t } = useWords();
  if (!may) return null;
  const { lacks, hand, estimate, reasonBy, reading } = line;
  const isOwn = [hand?.by, estimate?.by, reasonBy].includes(me);
  const close = (): void => setAsked(undefined);
  return (
    <span className={css.actions}>
      <Button variant="default" size="sm" onClick={() => setAsked('read')}>
        {t('meterRuns.enter')}
      </Button>
      {reading === null && (
        <Button variant="default" size="sm" onClick={() => setAsked('estimate')}>
          {t('meterRuns.estimate')}
        </Button>
      )}
      {(lacks.includes('reason') || reading === null) && (
        <Button variant="default" size="sm" onClick={() => setAsked('explain')}>
          {t('meterRuns.explain')}
        </Button>
      )}
      {lacks.includes('check') && !isOwn && (
        <Button variant="default" size="sm" onClick={() => setAsked('check')}>
          {t('meterRuns.check')}
        </Button>
      )}
      {asked === 'read' && <ReadDialog run={run} line={line} onClose={close} />}
      {asked === 'estimate' && <ReadDialog run={run} line={line} isEstimate onClose={close} />}
      {asked === 'explain' && <ExplainDialog run={run} line={line} onClose={close} />}
      {asked === 'check' && <CheckDialog run={run} line={line} onClose={close} />}
    </span>
  );
}
