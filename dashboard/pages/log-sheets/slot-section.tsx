import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useSheetDeed } from '../../data/hooks/use-sheets.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet, WireSheetRow } from '../../data/sheet-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { Section } from '../../ui/section.tsx';
import { fillable } from './cell-text.ts';
import css from './log-sheets-page.module.css';
import { SlotForm } from './slot-form.tsx';

export interface SlotSectionProps {
  readonly sheet: WireSheet;
  /** Row of the address; otherwise the one that is open now. */
  readonly chosen: string | undefined;
  /** Some of what was entered is still on this device: signing has to wait for it. */
  readonly isWaiting: boolean;
}

/** What a person fills in one slot, made for a thumb; telemetry stands beside it. */
export function SlotSection({ sheet, chosen, isWaiting }: SlotSectionProps): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const isOpen = ({ opensAt, closesAt }: WireSheetRow): boolean =>
    Date.parse(opensAt) <= now && now < Date.parse(closesAt);
  const asks = (one: WireSheetRow): boolean => one.kind !== 'sheet' || fillable(sheet.form.blocks, one).length > 0;
  const open = sheet.rows.filter((one) => isOpen(one) && asks(one));
  const row = open.find(({ id }) => id === chosen) ?? open.find((one) => one.open > 0) ?? open[0];
  if (!row) return null;
  const label = (one: WireSheetRow): string => t(`sheets.slot.${one.kind}`, { at: time.minute(Date.parse(one.at)) });
  return (
    <Section title={t('sheets.fillTitle', { at: label(row) })} className={css.noPrint}>
      <nav className={css.days} aria-label={t('sheets.slots')}>
        {open.map((one) => (
          <Link
            key={one.id}
            to="/log-sheets/$id"
            params={{ id: String(sheet.id) }}
            search={{ row: one.id }}
            aria-current={one.id === row.id}
          >
            {label(one)} {one.open > 0 && `(${one.open})`}
          </Link>
        ))}
      </nav>
      <p className="quiet">
        {t('sheets.fillUntil', {
          at: time.minute(Date.parse(row.closesAt)),
          late: time.minute(Date.parse(row.lateAt)),
        })}
      </p>
      {row.signature === null && <SlotForm key={row.id} sheet={sheet} row={row} />}
      {!isWaiting && <SignButton sheet={sheet} row={row} label={label(row)} />}
    </Section>
  );
}

/** Signs the slot when it has been taken and nothing waits in it. */
function SignButton({
  sheet,
  row,
  label,
}: {
  readonly sheet: WireSheet;
  readonly row: WireSheetRow;
  readonly label: string;
}): ReactElement | null {
  const deed = useSheetDeed(sheet);
  const { t } = useWords();
  const isSigned = row.signature !== null || !sheet.form.signs.some(({ per }) => per === 'slot');
  if (isSigned || row.kind === 'sheet' || row.capturedAt === null || row.open > 0) return null;
  return (
    <>
      {deed.error && <Refusal error={deed.error} />}
      <Button
        variant="default"
        size="lg"
        h={60}
        loading={deed.isPending}
        onClick={() => deed.mutate({ kind: 'sign', row: row.id, sign: null })}
      >
        {t('sheets.signSlot', { at: label })}
      </Button>
    </>
  );
}
