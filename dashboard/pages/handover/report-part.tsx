import type { ReactElement } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireHandoverList, WireHandoverValue, WireReport } from '../../data/shift-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './handover-page.module.css';
import { ItemLine } from './item-line.tsx';

const LISTS = ['alarms', 'repair', 'quiet', 'orders', 'slots', 'rounds', 'tasks', 'running'] as const;

/** What the program hands over: what is wrong first, what runs last. */
export function ReportPart({ report }: { readonly report: WireReport }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <section className={css.report} aria-label={t('handover.title')}>
      <p className="quiet">{t('handover.asOf', { at: time.brief(Date.parse(report.madeAt), now) })}</p>
      {LISTS.map((name) => (
        <ListPart
          key={name}
          title={t(`handover.${name}`)}
          aside={
            name === 'alarms' && report.unacknowledged > 0
              ? t('handover.unacknowledged', { count: report.unacknowledged })
              : null
          }
          list={report[name]}
          isUnread={report.unknown.includes(name)}
        />
      ))}
      <Values title={t('handover.supply')} values={report.supply} />
      <Values title={t('handover.values')} values={report.values} />
    </section>
  );
}

interface ListPartProps {
  readonly title: string;
  readonly aside: string | null;
  readonly list: WireHandoverList;
  readonly isUnread: boolean;
}

function ListPart({ title, aside, list, isUnread }: ListPartProps): ReactElement {
  const { t } = useWords();
  const more = list.total - list.items.length;
  return (
    <section className={css.part} data-empty={list.total === 0}>
      <h2>
        {title} <span className={css.total}>{isUnread ? '?' : list.total}</span>
        {aside && <span className="quiet"> {aside}</span>}
      </h2>
      {isUnread && <p>! {t('handover.unread')}</p>}
      {!isUnread && list.total === 0 && <p className="quiet">{t('handover.nothing')}</p>}
      <ul className={css.items}>
        {list.items.map((item) => (
          <ItemLine key={`${item.kind} ${item.state} ${item.id}`} item={item} />
        ))}
      </ul>
      {more > 0 && <p className="quiet">{t('handover.more', { count: more })}</p>}
    </section>
  );
}

/** Values as they stood; a bad one is a dash, never a number. */
function Values({
  title,
  values,
}: {
  readonly title: string;
  readonly values: readonly WireHandoverValue[];
}): ReactElement | null {
  const { equipmentById } = usePlant();
  const { text } = useWords();
  const nameOf = (id: string): string => {
    const machine = equipmentById.get(id);
    return machine ? text(machine.name) : id;
  };
  if (values.length === 0) return null;
  return (
    <section className={css.part}>
      <h2>{title}</h2>
      <dl className={css.values}>
        {values.map((value) => (
          <div key={value.tag} data-quality={value.quality}>
            <dt>
              {nameOf(value.equipment)} {text(value.title)}
            </dt>
            <dd>
              <ValueText value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ValueText({ value }: { readonly value: WireHandoverValue }): ReactElement {
  const { t, text } = useWords();
  if (value.value === null) return <>— {t('standing.bad')}</>;
  const shown = value.state ? text(value.state) : `${formatNumber(value.value, value.decimals)}\u2009${value.unit}`;
  return <>{value.quality === 'uncertain' ? `~ ${shown}` : shown}</>;
}
