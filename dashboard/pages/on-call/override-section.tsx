import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDecideOverride, useDutyPlan, useOverrides } from '../../data/hooks/use-duty.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireDutyPlan, WireOverride } from '../../data/on-call-api.ts';
import type { SiteDay } from '../../format/site-days.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Notice } from '../../ui/notice.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './on-call-page.module.css';
import { OverrideDialog } from './override-dialog.tsx';

/** Changes of the duty in the days shown; asking for one, agreeing to it, taking it back. */
export function OverrideSection({ days }: { readonly days: readonly SiteDay[] }): ReactElement {
  const [from, to] = [days[0]?.startMs ?? 0, days.at(-1)?.endMs ?? 0];
  const overrides = useOverrides(from, to).data ?? [];
  const plan = useDutyPlan(from, to).data;
  const [asked, setAsked] = useState(false);
  const mayAsk = useMay('alarm:acknowledge');
  const manages = useMay('duty:manage');
  const columns = useColumns(plan);
  const { t } = useWords();
  const add = mayAsk && plan && (
    <Button variant="default" size="sm" onClick={() => setAsked(true)}>
      {t(manages ? 'override.add' : 'override.askSwap')}
    </Button>
  );
  return (
    <Section title={t('override.title')} aside={add}>
      {overrides.length === 0 && <Notice title={t('override.none')} />}
      {overrides.length > 0 && (
        <Table caption={t('override.title')} columns={columns} rows={overrides} rowKey={({ id }) => id} />
      )}
      {asked && plan && <OverrideDialog plan={plan} onClose={() => setAsked(false)} />}
    </Section>
  );
}

function useColumns(plan: WireDutyPlan | undefined): Column<WireOverride>[] {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t, text } = useWords();
  const name = (id: string | null): ReactElement | null =>
    id === null ? null : <PersonName>{plan?.people.find((one) => one.id === id)?.name ?? id}</PersonName>;
  const titleOf = (id: string): string => {
    const title = plan?.rotations.find((one) => one.id === id)?.title;
    return title ? text(title) : id;
  };
  return [
    { key: 'rotation', title: t('duty.rotation'), cell: ({ rotation }) => titleOf(rotation) },
    { key: 'what', title: t('override.what'), cell: ({ kind }) => t(`override.kind.${kind}`) },
    { key: 'person', title: t('override.person'), cell: ({ person }) => name(person) },
    { key: 'instead', title: t('override.place'), cell: ({ instead }) => name(instead) },
    { key: 'from', title: t('override.from'), number: true, cell: (one) => time.brief(Date.parse(one.startsAt), now) },
    { key: 'to', title: t('override.to'), number: true, cell: (one) => time.brief(Date.parse(one.endsAt), now) },
    {
      key: 'why',
      title: t('deed.reason'),
      wide: true,
      cell: ({ reason }) => <span className={css.words}>{reason}</span>,
    },
    { key: 'by', title: t('quiet.by'), wide: true, cell: ({ by }) => personName(by) },
    { key: 'state', title: t('alarms.state'), cell: ({ state }) => t(`override.state.${state}`) },
    { key: 'deeds', title: t('override.deeds'), cell: (override) => <Deeds override={override} /> },
  ];
}

function Deeds({ override }: { readonly override: WireOverride }): ReactElement {
  const decide = useDecideOverride();
  const manages = useMay('duty:manage');
  const me = useSession()?.user.username;
  const { t } = useWords();
  const { id, state, person, by } = override;
  const mayAgree = state === 'asked' && person === me;
  const mayWithdraw = manages || (state === 'asked' && (by === me || person === me));
  return (
    <span className={css.deeds}>
      {mayAgree && (
        <Button variant="default" size="xs" onClick={() => decide.mutate({ id, what: 'agree' })}>
          {t('override.agree')}
        </Button>
      )}
      {mayWithdraw && (
        <Button variant="default" size="xs" onClick={() => decide.mutate({ id, what: 'withdraw' })}>
          {t('override.withdraw')}
        </Button>
      )}
      {decide.error && <Refusal error={decide.error} />}
    </span>
  );
}
