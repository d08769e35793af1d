import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useEquipmentCards } from '../../data/hooks/use-register.ts';
import type { WireCard } from '../../data/register-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { CardEvents } from './card-events.tsx';
import { CardFacts } from './card-facts.tsx';
import { CardHistory } from './card-history.tsx';
import { CardHours } from './card-hours.tsx';
import { CardReviews } from './card-reviews.tsx';
import { CardUse } from './card-use.tsx';
import { Documents } from './documents.tsx';
import { DueList } from './due-list.tsx';
import { EquipmentTagMark } from './equipment-tag-mark.tsx';
import css from './register.module.css';

const route = getRouteApi('/register/$equipment');

/** The card of one machine: what people know of it, its papers, and what happened to it. */
export function CardPage(): ReactElement {
  const { equipment } = route.useParams();
  const cards = useEquipmentCards(equipment);
  const { t } = useWords();
  if (cards.isPending) return <Loading label={t('signIn.loading')} />;
  const card = cards.data?.[0];
  if (card) return <Card card={card} />;
  return (
    <Notice
      title={cards.error ? t('error.title') : t('register.unknown')}
      code={cards.error ? t('error.code', { code: codeOf(cards.error) }) : undefined}
      retry={{ label: t('error.retry'), act: () => void cards.refetch() }}
    />
  );
}

function Card({ card }: { readonly card: WireCard }): ReactElement {
  return (
    <div className={css.page}>
      <Head card={card} />
      <div className={css.body}>
        <div className={css.side}>
          <CardFacts card={card} />
          <Documents card={card} />
          <CardHours card={card} />
          <CardUse card={card} />
        </div>
        <div className={css.side}>
          <CardHistory card={card} />
          <CardReviews card={card} />
          <CardEvents card={card} />
        </div>
      </div>
    </div>
  );
}

function Head({ card }: { readonly card: WireCard }): ReactElement {
  const { t, text } = useWords();
  return (
    <header>
      <div className={css.head}>
        <Link to="/register" search={{ view: 'list' }} className={css.noPrint}>
          ‹ {t('register.back')}
        </Link>
        <h1>{card.name ? text(card.name) : card.equipment}</h1>
        <span className="mono">{card.equipment}</span>
        {card.state === 'open' ? <EquipmentTagMark tag={card.tag} /> : <strong>{t('register.retired')}</strong>}
        {card.name && (
          <Link to="/equipment/$id" params={{ id: card.equipment }} className={css.noPrint}>
            {t('register.toMachine')}
          </Link>
        )}
        <Button variant="default" size="xs" className={css.noPrint} onClick={() => window.print()}>
          {t('register.print')}
        </Button>
      </div>
      {card.needsSecondPerson && card.tag === 'under-repair' && (
        <p className={css.warning} role="alert">
          {t('register.secondPerson')}
        </p>
      )}
      <DueList due={card.due} />
    </header>
  );
}
