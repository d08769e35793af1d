import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import type { Transition } from '../../data/api.ts';
import { usePeople } from '../../data/hooks/queries.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';
import css from './order-page.module.css';
import { needOf } from './step-plan.ts';

export interface StepFormProps {
  readonly step: WorkOrderStep;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSend: (body: Transition) => void;
}

/** Asks what a step needs: a person, what was done, or a note. */
export function StepForm({ step, busy, onCancel, onSend }: StepFormProps): ReactElement {
  const people = usePeople().data ?? [];
  const { t } = useWords();
  const [problem, setProblem] = useState<string>();
  const need = needOf(step);

  function problemOf(assignee = '', resolution = ''): string | undefined {
    if (need === 'person' && assignee === '') return t('orders.personNeeded');
    return need === 'resolution' && resolution === '' ? t('orders.resolutionNeeded') : undefined;
  }

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [assignee, resolution, note] = ['assignee', 'resolution', 'note'].map((name) =>
      String(form.get(name) ?? '').trim(),
    );
    const missing = problemOf(assignee, resolution);
    setProblem(missing);
    if (missing) return;
    onSend({
      step,
      ...(assignee ? { assignee } : {}),
      ...(resolution ? { resolution } : {}),
      ...(note ? { note } : {}),
    });
  }

  return (
    <form className={css.form} onSubmit={send}>
      {need === 'person' && (
        <SelectField
          name="assignee"
          label={t('orders.assignTo')}
          options={people.map((person) => ({ value: person.username, label: person.displayName }))}
          problem={problem}
        />
      )}
      {need === 'resolution' && (
        <TextAreaField name="resolution" label={t('orders.resolution')} problem={problem} autoFocus />
      )}
      {need !== 'resolution' && <TextAreaField name="note" label={t('orders.note')} />}
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
