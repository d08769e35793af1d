import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WireCorrection, WireEnergy } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useCorrections, useUndoReplacement } from '../../data/hooks/use-corrections.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { correctionWords } from './correction-words.ts';
import css from './corrections.module.css';
import { ExchangeDialog, type ExchangeHint, Refusal } from './exchange-dialog.tsx';
import { JumpDialog } from './jump-dialog.tsx';
import { meterName } from './meter-name.ts';

/** More than this nobody reads. */
const MOST_ROWS = 50;

type Asking =
  | { readonly what: 'exchange'; readonly hint: ExchangeHint }
  | { readonly what: 'jump'; readonly jump: WireCorrection };

/** What the meters of the report did besides counting, newest first, and what a person may say about it. */
export function Corrections({ report }: { readonly report: WireEnergy }): ReactElement {
  const corrections = useCorrections(report);
  const undo = useUndoReplacement();
  const may = useMay('plant:write');
  const [asking, setAsking] = useState<Asking>();
  const columns = useColumns(may, setAsking, (id) => undo.mutate(id));
  const { t } = useWords();
  const list = [...(corrections.data ?? [])].reverse();
  const meters = [...new Set([report.total, ...report.systems].flatMap((part) => part.meters))].sort();
  const declare = () => setAsking({ what: 'exchange', hint: { atMs: Date.parse(report.endAt) } });
  return (
    <Section
      title={t('correction.title')}
      aside={
        may && (
          <Button variant="default" onClick={declare}>
            {t('correction.exchange')}
          </Button>
        )
      }
    >
      {corrections.isPending && meters.length > 0 && <Loading label={t('correction.title')} rows={2} />}
      {corrections.error && <Notice title={t('error.title')} code={codeOf(corrections.error)} />}
      {undo.error && <Refusal error={undo.error} />}
      {corrections.data && list.length === 0 && <p className="quiet">{t('correction.none')}</p>}
      {list.length > 0 && (
        <Table caption={t('correction.title')} columns={columns} rows={list.slice(0, MOST_ROWS)} rowKey={keyOf} />
      )}
      {list.length > MOST_ROWS && <p className="quiet">{t('correction.more', { count: list.length - MOST_ROWS })}</p>}
      {asking?.what === 'exchange' && (
        <ExchangeDialog meters={meters} hint={asking.hint} onClose={() => setAsking(undefined)} />
      )}
      {asking?.what === 'jump' && <JumpDialog jump={asking.jump} onClose={() => setAsking(undefined)} />}
    </Section>
  );
}

const keyOf = ({ tag, kind, startAt, at }: WireCorrection): string => `${tag} ${kind} ${startAt} ${at}`;

function useColumns(may: boolean, ask: (asking: Asking) => void, undo: (id: number) => void): Column<WireCorrection>[] {
  const plant = usePlant();
  const time = useSiteTime();
  const { t, text } = useWords();
  const act = (one: WireCorrection): ReactElement | null => {
    const { kind, declaration, tag, before } = one;
    if (kind === 'jump') return <Act label={t('correction.decide')} onAct={() => ask({ what: 'jump', jump: one })} />;
    if (kind !== 'replacement' && kind !== 'reset') return null;
    if (declaration !== null) return <Act label={t('correction.undo')} onAct={() => undo(declaration)} />;
    const hint = { tag, atMs: Date.parse(one.at), finalReading: before };
    return <Act label={t('correction.exchange')} onAct={() => ask({ what: 'exchange', hint })} />;
  };
  return [
    { key: 'meter', title: t('correction.meter'), cell: ({ tag }) => meterName(plant, tag, text) },
    {
      key: 'when',
      title: t('correction.when'),
      cell: ({ at }) => `${time.day(Date.parse(at))} ${time.minute(Date.parse(at))}`,
    },
    {
      key: 'what',
      title: t('correction.what'),
      cell: (one) => (
        <span className={css.what}>
          {correctionWords(one, t, time)}
          {one.declaredBy !== null && (
            <span className="quiet">{t('correction.by', { who: one.declaredBy, note: one.note ?? '' })}</span>
          )}
        </span>
      ),
    },
    {
      key: 'counted',
      title: t('correction.counted'),
      number: true,
      wide: true,
      cell: ({ increment, unit }) => formatQuantity(increment, 1, unit),
    },
    {
      key: 'quality',
      title: t('energy.data'),
      cell: ({ quality }) => (
        <span className={css.quality} data-quality={quality}>
          {t(`correction.quality.${quality}`)}
        </span>
      ),
    },
    ...(may
      ? [{ key: 'act', title: <span className="visually-hidden">{t('correction.decide')}</span>, cell: act }]
      : []),
  ];
}

function Act({ label, onAct }: { readonly label: string; readonly onAct: () => void }): ReactElement {
  return (
    <Button variant="default" size="sm" onClick={onAct}>
      {label}
    </Button>
  );
}
