import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOutageDetail } from '../../data/outage-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from '../../panels/paper/paper.module.css';
import { PaperHead, SignatureBoxes } from '../../panels/paper/paper-head.tsx';
import { PaperHistory } from '../../panels/paper/paper-history.tsx';
import { Shown } from '../../panels/paper/shown.tsx';
import { Section } from '../../ui/section.tsx';
import { OutageDeeds } from './outage-deeds.tsx';
import { outageStage } from './outage-stage.ts';

const route = getRouteApi('/outages/$id');

/** One planned outage; printed it is the notice that hangs in the hall. */
export function OutagePage(): ReactElement {
  const id = Number(route.useParams().id);
  const query = usePapers('outage', ['one', id], (api) => api.outage(id));
  const { t } = useWords();
  return (
    <Shown query={query} unknown={t('outages.unknown')}>
      {(outage) => <Paper outage={outage} />}
    </Shown>
  );
}

function Paper({ outage }: { readonly outage: WireOutageDetail }): ReactElement {
  const now = useNow();
  const { t } = useWords();
  return (
    <div className={css.page}>
      <PaperHead
        title={outage.title}
        paper={t('outages.noticeHead')}
        id={outage.id}
        aside={
          <span className={`${css.mark} ${css.screenOnly}`}>{t(`outages.stage.${outageStage(outage, now)}`)}</span>
        }
      />
      <OutageDeeds outage={outage} />
      <Facts outage={outage} />
      <Section title={`${t('outages.affected')} (${outage.affected.length})`}>
        <Affected outage={outage} />
      </Section>
      <SignatureBoxes names={[t('outages.issuedBy')]} />
      <PaperHistory events={outage.events} />
    </div>
  );
}

function Facts({ outage }: { readonly outage: WireOutageDetail }): ReactElement {
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  const at = (iso: string): string => `${time.date(Date.parse(iso))} ${time.minute(Date.parse(iso))}`;
  const seen = (iso: string | null, by: string | null): string =>
    iso === null ? MISSING : `${at(iso)} · ${by === null ? t('outages.seen') : personName(by)}`;
  const { announced, restored } = outage;
  const facts: readonly (readonly [string, string])[] = [
    [t('outages.kindField'), t(`outages.kind.${outage.kind}`)],
    [t('outages.reason'), outage.reason],
    [t('outages.from'), at(outage.startAt)],
    [t('outages.restoration'), at(outage.endAt)],
    [t('outages.scope'), outage.scope || MISSING],
    [t('outages.advice'), outage.advice || MISSING],
    [t('outages.contact'), outage.contact || MISSING],
    [t('outages.issuedBy'), announced ? `${personName(announced.by)} ${at(announced.at)}` : MISSING],
  ];
  return (
    <>
      <dl className={css.facts}>
        {facts.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className={`label ${css.screenOnly}`}>
        {t('outages.offAt')}: {seen(outage.offAt, outage.offBy)} · {t('outages.backAt')}:{' '}
        {seen(outage.backAt, outage.backBy)}
        {announced?.isShort && ` · ${t('outages.short', { excuse: announced.excuse ?? '' })}`}
        {restored && ` · ${restored.message}`}
      </p>
    </>
  );
}

/** What is affected, by area. */
function Affected({ outage }: { readonly outage: WireOutageDetail }): ReactElement {
  const { text } = useWords();
  const areas = [...Map.groupBy(outage.affected, ({ area }) => text(area))];
  return (
    <ul className={css.lines}>
      {areas.map(([area, machines]) => (
        <li key={area} className={css.line}>
          <strong>{area}</strong>
          <span>{machines.map(({ name }) => text(name)).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}
