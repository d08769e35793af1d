import type { ReactElement } from 'react';
import { useOrderStep } from '../../data/hooks/use-orders.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { Section } from '../../ui/section.tsx';
import { CheckItem } from './check-item.tsx';
import { checkCount, checkRows } from './check-view.ts';
import css from './order-page.module.css';

/** The steps of the work: each answered on the spot, kept at once; what is missing before "done" says so. */
export function ChecklistSection({ order }: { readonly order: WireOrder }): ReactElement | null {
  const fill = useOrderStep(order);
  const { t } = useWords();
  const rows = checkRows(order);
  if (rows.length === 0) return null;
  const mayFill = order.steps.includes('fill');
  return (
    <Section title={t('orderCheck.title', { ...checkCount(rows) })}>
      <ol className={css.checks}>
        {rows.map((row) => (
          <CheckItem
            key={`${row.item.id} ${row.answer?.at ?? ''}`}
            row={row}
            isOpen={mayFill}
            isBusy={fill.isPending}
            onAnswer={(answer) => fill.mutate({ step: 'fill', answers: [answer] })}
          />
        ))}
      </ol>
      {fill.error && <Refusal error={fill.error} />}
    </Section>
  );
}
