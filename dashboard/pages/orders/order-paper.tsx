import type { ReactElement, ReactNode } from 'react';
import { useOrderSettings } from '../../data/hooks/use-orders.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { keptText } from '../../format/point-text.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { checkRows } from './check-view.ts';
import { codeListOf, codeWords } from './code-list.ts';
import { labourHours } from './labour-hours.ts';
import { onTimeMark } from './on-time-mark.ts';
import css from './order-paper.module.css';
import { pairReadings } from './pair-readings.ts';

/** The repair order as a sheet of paper: only there when it is printed, black on white, nothing said by colour alone. */
export function OrderPaper({ order }: { readonly order: WireOrder }): ReactElement {
  const { site } = usePlant();
  const me = useSession()?.user.displayName ?? '';
  const at = useAt();
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const { t, text } = useWords();
  return (
    <article className={css.paper}>
      <header>
        <p>{text(site.name)}</p>
        <h1>{t('orderPaper.title')}</h1>
        <p>
          {t('orderPaper.number')} {order.id}
        </p>
      </header>
      <Report order={order} />
      <Dispatch order={order} />
      <Work order={order} />
      <Acceptance order={order} />
      <footer>
        <p>{t('orderPaper.key')}</p>
        <p>{t('orderPaper.printed', { at: at(new Date(minute).toISOString()), name: me })}</p>
      </footer>
    </article>
  );
}

/** Site time to the minute; a dash for what has not happened. */
function useAt(): (iso: string | null | undefined) => string {
  const { timeZone } = usePlant().site;
  return (iso) => (iso ? siteEntry(Date.parse(iso), timeZone).slice(0, -3) : MISSING);
}

interface BlockProps {
  readonly title: string;
  readonly cells: readonly (readonly [string, ReactNode])[];
}

function Block({ title, cells }: BlockProps): ReactElement {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {cells.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || MISSING}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Report({ order }: { readonly order: WireOrder }): ReactElement {
  const plant = usePlant();
  const at = useAt();
  const personName = usePersonName();
  const { t, text } = useWords();
  const { requester } = order;
  const equipment = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment);
  const place = [equipment ? text(equipment.name) : order.equipment, order.place].filter(Boolean).join(' · ');
  return (
    <Block
      title={t('orderPaper.report')}
      cells={[
        [t('orderPaper.reportedAt'), at(order.clockAt)],
        [t('orderPaper.reportedBy'), requester?.name ?? personName(order.openedBy)],
        [t('orderPaper.phone'), requester?.phone],
        [t('orderPaper.via'), requester && t(`requestVia.${requester.via}`)],
        [t('orderPaper.place'), place],
        [t('orderPaper.class'), `${order.priority} ${t(`priority.${order.priority}`)}`],
        [t('orderPaper.appointment'), at(order.appointmentAt)],
        [t('orderPaper.what'), text(order.title)],
      ]}
    />
  );
}

function Dispatch({ order }: { readonly order: WireOrder }): ReactElement {
  const at = useAt();
  const personName = usePersonName();
  const { t } = useWords();
  const sent = order.log.findLast(({ step }) => step === 'assign');
  const limits = (order.sla?.clocks ?? [])
    .filter(({ name }) => name !== 'accept')
    .map(({ name, limitMs }) => `${t(`orderClock.${name}`)} ${formatNumber(limitMs / 3_600_000, 1)}\u2009h`);
  return (
    <Block
      title={t('orderPaper.dispatch')}
      cells={[
        [t('orderPaper.to'), order.assignee && personName(order.assignee)],
        [t('orderPaper.sentAt'), at(sent?.at)],
        [t('orderPaper.acceptedAt'), at(order.acceptedAt)],
        [t('orderPaper.limits'), limits.join(' · ')],
      ]}
    />
  );
}

function Work({ order }: { readonly order: WireOrder }): ReactElement {
  const plant = usePlant();
  const settings = useOrderSettings().data;
  const at = useAt();
  const { t, text } = useWords();
  const equipmentClass = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment)?.class;
  const list = settings && codeListOf(settings.codes, equipmentClass);
  const parts = order.parts.map(({ name, quantity, unit }) => `${name} × ${quantity}${unit}`);
  return (
    <>
      <Block
        title={t('orderPaper.work')}
        cells={[
          [t('orderPaper.arrived'), at(order.arrival?.at)],
          [t('orderPaper.started'), at(order.startedAt)],
          [t('orderPaper.finished'), at(order.doneAt)],
          [t('orderPaper.cause'), order.codes && codeWords(order.codes, list, text).join(' › ')],
          [t('orderPaper.action'), order.resolution],
          [t('orderPaper.parts'), parts.join('；')],
          [t('orderPaper.labour'), order.labour.length > 0 && `${formatNumber(labourHours(order.labour), 1)}\u2009h`],
          [t('orderPaper.before'), <Readings key="before" order={order} stage="before" />],
          [t('orderPaper.after'), <Readings key="after" order={order} stage="after" />],
        ]}
      />
      <Checks order={order} />
    </>
  );
}

function Readings({ order, stage }: { readonly order: WireOrder; readonly stage: 'before' | 'after' }): ReactElement {
  const plant = usePlant();
  const { text, language } = useWords();
  const shown = pairReadings(order.readings).flatMap(({ tag, [stage]: reading }) => {
    if (!reading) return [];
    const point = plant.pointByTag.get(tag);
    return `${point ? text(point.title) : tag} ${keptText(point, reading, language)}`;
  });
  return <>{shown.join('；') || MISSING}</>;
}

function Checks({ order }: { readonly order: WireOrder }): ReactElement | null {
  const { t, text } = useWords();
  const rows = checkRows(order);
  if (rows.length === 0) return null;
  const mark = ({ answer, item }: (typeof rows)[number]): string => {
    if (!answer) return MISSING;
    if (typeof answer.value === 'boolean') return t(answer.value ? 'orderPaper.yes' : 'orderPaper.no');
    return `${answer.value}${item.unit}${answer.isBad ? ` ${t('orderPaper.no')}` : ''}`;
  };
  return (
    <Block
      title={t('orderPaper.checklist')}
      cells={rows.map((row) => [text(row.item.text), [mark(row), row.answer?.note].filter(Boolean).join(' ')])}
    />
  );
}

function Acceptance({ order }: { readonly order: WireOrder }): ReactElement {
  const at = useAt();
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  const { callBack } = order;
  const mark = (value: boolean | null | undefined, applies: boolean): string => {
    if (!applies) return t('orderPaper.notApplicable');
    if (value === null || value === undefined) return MISSING;
    return t(value ? 'orderPaper.yes' : 'orderPaper.no');
  };
  const verified = order.verifiedBy && `${personName(order.verifiedBy)} ${at(order.verifiedAt)}`;
  return (
    <>
      <Block
        title={t('orderPaper.accept')}
        cells={[
          [t('orderPaper.verified'), verified],
          [
            t('orderPaper.calledBack'),
            callBack?.answeredAt && `${time.date(Date.parse(callBack.answeredAt))} ${callBack.person ?? ''}`,
          ],
          [t('orderPaper.solved'), mark(callBack?.isSolved, callBack !== null)],
          [t('orderPaper.score'), callBack?.score ? String(callBack.score) : MISSING],
          [t('orderPaper.onTime'), mark(onTimeMark(order), order.sla !== null)],
          [t('orderPaper.rework'), mark(order.reopenCount > 0, true)],
        ]}
      />
      <ul className={css.signatures}>
        <li>{t('orderPaper.technicianSigns')}</li>
        <li>{t('orderPaper.userSigns')}</li>
        <li>{t('orderPaper.supervisorSigns')}</li>
      </ul>
    </>
  );
}
