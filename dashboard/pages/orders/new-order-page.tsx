import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Priority } from '../../../gateway/domain/alarm.ts';
import { codeOf } from '../../data/api-error.ts';
import { useCreateOrder } from '../../data/hooks/queries.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { Section } from '../../ui/section.tsx';
import css from './order-page.module.css';

const route = getRouteApi('/work-orders/new');
const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

/** Opens a work order by hand. What the person types stands in both languages: it is a text of theirs, not of the product. */
export function NewOrderPage(): ReactElement {
  const { equipment } = route.useSearch();
  const plant = usePlant();
  const create = useCreateOrder();
  const navigate = useNavigate();
  const { t, text } = useWords();
  const [problem, setProblem] = useState<string>();

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): string => String(form.get(name) ?? '').trim();
    const title = read('title');
    if (title === '') {
      setProblem(t('orders.titleNeeded'));
      return;
    }
    const description = read('description') || title;
    const priority = PRIORITIES.find((one) => one === read('priority')) ?? 'P3';
    create.mutate(
      {
        equipment: read('equipment'),
        priority,
        title: { en: title, zh: title },
        description: { en: description.slice(0, 400), zh: description.slice(0, 400) },
      },
      { onSuccess: (order) => void navigate({ to: '/work-orders/$id', params: { id: String(order.id) } }) },
    );
  }

  return (
    <Section title={<h1>{t('orders.newTitle')}</h1>}>
      <form className={css.form} onSubmit={send}>
        <SelectField
          name="equipment"
          label={t('orders.equipment')}
          options={plant.equipment.map((one) => ({ value: one.id, label: `${one.id} ${text(one.name)}` }))}
          value={equipment ?? plant.equipment[0]?.id ?? ''}
        />
        <SelectField
          name="priority"
          label={t('orders.priorityField')}
          options={PRIORITIES.map((one) => ({ value: one, label: `${one[1]} ${t(`priority.${one}`)}` }))}
          value="P3"
        />
        <TextField name="title" label={t('orders.titleField')} problem={problem} />
        <TextAreaField name="description" label={t('orders.descriptionField')} />
        {create.error && (
          <p role="alert" className={css.problem}>
            {t(`code.${codeOf(create.error)}` as 'code.INTERNAL', { defaultValue: codeOf(create.error) })}
          </p>
        )}
        <Button type="submit" size="lg" h={60} loading={create.isPending}>
          {t('orders.create')}
        </Button>
      </form>
    </Section>
  );
}
