import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import type { Transition } from '../../data/api.ts';
import { usePeople } from '../../data/hooks/queries.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';
import css from './order-page.module.css';
import { needOf, noteNeeded } from './step-plan.ts';

export interface StepFormProps {
  readonly step: WorkOrderStep;
  /** The alarm behind the order still stands. */
  readonly isAlarmActive: boolean;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSend: (body: Transition) => void;
}

type FieldName = 'assignee' | 'resolution' | 'note';
type Entries = Readonly<Record<FieldName, string>>;

const entriesOf = (form: FormData): Entries => {
  const read = (name: FieldName): string => String(form.get(name) ?? '').trim();
  return { assignee: read('assignee'), resolution: read('resolution'), note: read('note') };
};

/** Asks what a step needs: a person, what was done, or a note. */
export function StepForm({ step, isAlarmActive, busy, onCancel, onSend }: StepFormProps): ReactElement {
  const people = usePeople().data ?? [];
  const { t } = useWords();
  const [missing, setMissing] = useState<FieldName>();
  const need = needOf(step);
  const mustNote = noteNeeded(step, isAlarmActive);
  const despite = need === 'resolution' && mustNote;

  function missingOf({ assignee, resolution, note }: Entries): FieldName | undefined {
    if (need === 'person' && assignee === '') return 'assignee';
    if (need === 'resolution' && resolution === '') return 'resolution';
    return mustNote && note === '' ? 'note' : undefined;
  }

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const entries = entriesOf(new FormData(event.currentTarget));
    const first = missingOf(entries);
    setMissing(first);
    if (first) return;
    onSend({
      step,
      ...(entries.assignee ? { assignee: entries.assignee } : {}),
      ...(entries.resolution ? { resolution: entries.resolution } : {}),
      ...(entries.note ? { note: entries.note } : {}),
    });
  }

  return (
    <form className={css.form} onSubmit={send}>
      {need === 'person' && (
        <SelectField
          name="assignee"
          label={t('orders.assignTo')}
          options={people.map((person) => ({ value: person.username, label: person.displayName }))}
          problem={missing === 'assignee' ? t('orders.personNeeded') : undefined}
        />
      )}
      {need === 'resolution' && (
        <TextAreaField
          name="resolution"
          label={t('orders.resolution')}
          problem={missing === 'resolution' ? t('orders.resolutionNeeded') : undefined}
          autoFocus
        />
      )}
      {(need !== 'resolution' || despite) && (
        <TextAreaField
          name="note"
          label={t(despite ? 'orders.noteDespite' : 'orders.note')}
          problem={missing === 'note' ? t('orders.noteNeeded') : undefined}
        />
      )}
      <div className={css.others}>
        <Button variant="default" size="md" onClick={onCancel}>
          {t('orders.cancelStep')}
        </Button>
      </div>
      <Button type="submit" size="lg" h={60} loading={busy} className={css.next}>
        {t(`orderStep.${step}`)}
      </Button>
    </form>
  );
}
