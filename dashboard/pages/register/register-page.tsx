import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { GoodOrder } from './good-order.tsx';
import { Ledger } from './ledger.tsx';
import css from './register.module.css';

const route = getRouteApi('/register');

/** The equipment register: every machine with its card, and how many of them are in good order. */
export function RegisterPage(): ReactElement {
  const { view } = route.useSearch();
  const navigate = useNavigate();
  const { t } = useWords();
  const tabs = [
    { id: 'list', label: t('register.list') },
    { id: 'rate', label: t('register.rate') },
  ] as const;
  return (
    <Section
      title={<h1>{t('register.title')}</h1>}
      aside={
        <>
          <a href="/api/v1/take-over" download className={css.noPrint}>
            {t('register.takeOver')}
          </a>{' '}
          <Button variant="default" size="xs" onClick={() => window.print()}>
            {t('register.print')}
          </Button>
        </>
      }
    >
      <Tabs
        label={t('register.title')}
        tabs={tabs}
        chosen={view}
        onChoose={(next) => void navigate({ to: '/register', search: { view: next } })}
      />
      {view === 'list' ? <Ledger /> : <GoodOrder />}
    </Section>
  );
}
