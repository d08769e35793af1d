import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useRebase, useStandings } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import type { WireStanding } from '../../data/maintenance-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { TextAreaField, TextField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './maintenance-page.module.css';
import { readNumber } from './months.ts';

/** How every plan stands: last time, next time, and running hours where they count. */
export function PlanSection(): ReactElement {
  const query = useStandings();
  const [asked, setAsked] = useState<WireStanding>();
  const mayRebase = useMay('record:review');
  const words = useWords();
  const title = words.t('upkeep.view.plans');
  return (
    <Answer query={query}>
      {(plans) =>
        plans.length === 0 ? (
          <Notice title={words.t('upkeep.noPlans')} />
        ) : (
          <Section title={title}>
            <Table
              caption={title}
              columns={columnsOf(words, mayRebase ? setAsked : undefined)}
              rows={plans}
              rowKey={({ plan }) => plan}
            />
            {asked && <RebaseDialog plan={asked} onClose={() => setAsked(undefined)} />}
          </Section>
        )
      }
    </Answer>
  );
}

function columnsOf({ t, text }: Words, ask: ((plan: WireStanding) => void) | undefined): Column<WireStanding>[] {
  return [
    { key: 'where', title: t('upkeep.where'), cell: ({ target }) => text(target.name) },
    {
      key: 'what',
      title: t('upkeep.what'),
      cell: ({ title, statutory }) => (
        <span className={css.words}>
          {text(title)}
          {statutory && (
            <span className={css.small}>
              {' '}
              {t(statutory.checked ? 'upkeep.byLaw' : 'upkeep.statutory')}: {text(statutory.text)}
              {!statutory.checked && <> ({t('upkeep.basisOpen')})</>}
            </span>
          )}
        </span>
      ),
    },
    { key: 'last', title: t('upkeep.lastDone'), wide: true, cell: ({ lastDone }) => lastDone ?? MISSING },
    {
      key: 'next',
      title: t('upkeep.next'),
      cell: ({ next, isOverdue }) => (
        <span className={css.words}>
          {next ? `${next.slot} ${text(next.level)}` : MISSING}
          {isOverdue && <b className={css.mark}> {t('upkeep.overdue')}</b>}
        </span>
      ),
    },
    {
      ...{ key: 'hours', title: t('upkeep.hours'), wide: true },
      cell: (plan) => <Hours plan={plan} ask={ask} />,
    },
  ];
}

function Hours({
  plan,
  ask,
}: {
  readonly plan: WireStanding;
  readonly ask: ((plan: WireStanding) => void) | undefined;
}): ReactElement | null {
  const { t } = useWords();
  const { hours, hoursShare, rebase } = plan;
  return (
    <span className={css.words}>
      {hours !== null && <>{Math.round(hours)} h </>}
      {hoursShare !== null && (
        <span className={css.small}>{t('upkeep.share', { percent: Math.round(100 * hoursShare) })}</span>
      )}
      {rebase && (
        <b className={css.mark}>
          {' '}
          {t('upkeep.rebaseWhy', { from: Math.round(rebase.from), to: Math.round(rebase.to) })}
        </b>
      )}
      {rebase && ask && (
        <Button variant="default" size="xs" onClick={() => ask(plan)}>
          {t('upkeep.rebase')}
        </Button>
      )}
    </span>
  );
}

function RebaseDialog({ plan, onClose }: { readonly plan: WireStanding; readonly onClose: () => void }): ReactElement {
  const rebase = useRebase();
  const [wrong, setWrong] = useState<'register' | 'reason'>();
  const { t } = useWords();
  function send(form: FormData): void {
    const register = readNumber(textOf(form, 'register'));
    const reason = reasonOf(form);
    setWrong(register === undefined ? 'register' : reason === undefined ? 'reason' : undefined);
    if (register === undefined || reason === undefined) return;
    rebase.mutate({ plan: plan.plan, register, reason }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('upkeep.rebase')}
      submit={t('deed.save')}
      pending={rebase.isPending}
      error={rebase.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        name="register"
        label={t('upkeep.register')}
        unit="h"
        problem={wrong === 'register' ? t('upkeep.numberNeeded') : undefined}
      />
      <TextAreaField
        name="reason"
        label={t('deed.reason')}
        problem={wrong === 'reason' ? t('deed.reasonNeeded') : undefined}
      />
    </FormDialog>
  );
}
