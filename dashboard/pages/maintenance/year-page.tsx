import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useYear, useYearDeed, type YearWish } from '../../data/hooks/use-maintenance.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireYear, WireYearStory } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { AskDialog } from '../../panels/form-dialog/ask-dialog.tsx';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './maintenance-page.module.css';
import { YearState } from './year-section.tsx';

const route = getRouteApi('/maintenance/years/$id');
type Line = WireYear['body']['lines'][number];

/** The maintenance plan of a year or a month: put right, handed in, approved by another; prints for the wall. */
export function MaintenanceYearPage(): ReactElement {
  const { id } = route.useParams();
  const query = useYear(Number(id));
  const { t } = useWords();
  return (
    <div className={css.page}>
      <Link to="/maintenance" search={{ view: 'years' }} className={css.noPrint}>
        {t('upkeep.view.years')}
      </Link>
      <Answer query={query}>{(year) => <Year year={year} />}</Answer>
    </div>
  );
}

function Year({ year }: { readonly year: WireYearStory }): ReactElement {
  const [moving, setMoving] = useState<Line>();
  const mayManage = useMay('duty:manage');
  const { t } = useWords();
  const title = t('upkeep.yearTitle', { period: year.body.period });
  const mayMove = mayManage && year.state === 'open' && !year.body.submitted;
  return (
    <>
      <h1>{title}</h1>
      <Standing year={year} />
      <YearDeeds year={year} />
      <Section title={t('upkeep.item')}>
        <Table
          caption={title}
          columns={useColumns(mayMove ? setMoving : undefined)}
          rows={year.body.lines}
          rowKey={({ key }) => key}
        />
      </Section>
      {moving && <MoveDialog year={year} line={moving} onClose={() => setMoving(undefined)} />}
    </>
  );
}

function Standing({ year }: { readonly year: WireYearStory }): ReactElement {
  const { t } = useWords();
  const name = usePersonName();
  const time = useSiteTime();
  const now = useNow();
  const { submitted, approved, remarks } = year.body;
  const at = (iso: string): string => time.brief(Date.parse(iso), now);
  return (
    <ul className={css.history}>
      <li>
        <YearState year={year} />
      </li>
      {submitted && <li>{t('upkeep.submitted', { name: name(submitted.by), at: at(submitted.at) })}</li>}
      {approved && (
        <li>
          {t('upkeep.approved', { name: name(approved.by), at: at(approved.at) })} {approved.note}
        </li>
      )}
      {remarks.map((remark) => (
        <li key={remark.at} className={css.words}>
          {at(remark.at)} {name(remark.by)}: {remark.text}
        </li>
      ))}
    </ul>
  );
}

function YearDeeds({ year }: { readonly year: WireYearStory }): ReactElement {
  const deed = useYearDeed(year);
  const [isReturning, setReturning] = useState(false);
  const mayManage = useMay('duty:manage');
  const mayReview = useMay('record:review');
  const me = useSession()?.user.username;
  const { t } = useWords();
  const { submitted } = year.body;
  const isDraft = year.state === 'open' && !submitted;
  const isWaiting = year.state === 'open' && submitted !== null;
  const act = (wish: YearWish) => () => deed.mutate(wish);
  return (
    <div className={css.deeds}>
      {mayManage && isDraft && (
        <>
          <Button loading={deed.isPending} onClick={act({ kind: 'step', deed: { step: 'submit' } })}>
            {t('upkeep.submit')}
          </Button>
          <Button variant="default" onClick={act({ kind: 'step', deed: { step: 'renew' } })}>
            {t('upkeep.renew')}
          </Button>
        </>
      )}
      {mayReview && isWaiting && submitted?.by !== me && (
        <Button loading={deed.isPending} onClick={act({ kind: 'decision', deed: { step: 'approve' } })}>
          {t('upkeep.approve')}
        </Button>
      )}
      {mayReview && isWaiting && (
        <Button variant="default" onClick={() => setReturning(true)}>
          {t('upkeep.returnIt')}
        </Button>
      )}
      <Button variant="default" onClick={() => globalThis.print()}>
        {t('upkeep.print')}
      </Button>
      {deed.error && !isReturning && <Refusal error={deed.error} />}
      {isReturning && (
        <AskDialog
          title={t('upkeep.returnIt')}
          asked={[{ name: 'reason', label: t('deed.reason'), kind: 'text', isNeeded: true }]}
          pending={deed.isPending}
          error={deed.error}
          onSend={(values) =>
            deed.mutate(
              { kind: 'decision', deed: { step: 'return', reason: values.text('reason') } },
              { onSuccess: () => setReturning(false) },
            )
          }
          onClose={() => setReturning(false)}
        />
      )}
    </div>
  );
}

interface MoveDialogProps {
  readonly year: WireYearStory;
  readonly line: Line;
  readonly onClose: () => void;
}

function MoveDialog({ year, line, onClose }: MoveDialogProps): ReactElement {
  const deed = useYearDeed(year);
  const { t, text } = useWords();
  return (
    <AskDialog
      title={t('upkeep.move')}
      asked={[
        { name: 'to', label: t('upkeep.moveTo'), kind: 'day', isNeeded: true, value: line.plannedFor },
        { name: 'note', label: t('deed.reason'), kind: 'text', isNeeded: true },
      ]}
      pending={deed.isPending}
      error={deed.error}
      onSend={(values) => {
        const wish = { step: 'move-line' as const, key: line.key, to: values.text('to'), note: values.text('note') };
        deed.mutate({ kind: 'step', deed: wish }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>
        {text(line.target.name)}: {text(line.title)} · {text(line.levelTitle)}
      </p>
    </AskDialog>
  );
}

function useColumns(move: ((line: Line) => void) | undefined): Column<Line>[] {
  const { t, text } = useWords();
  return [
    { key: 'day', title: t('upkeep.plannedFor'), cell: ({ plannedFor }) => plannedFor },
    { key: 'where', title: t('upkeep.where'), cell: ({ target }) => text(target.name) },
    {
      key: 'what',
      title: t('upkeep.what'),
      cell: ({ title, levelTitle, isStatutory, note }) => (
        <span className={css.words}>
          {text(title)} · {text(levelTitle)} {isStatutory && <span className={css.small}>{t('upkeep.statutory')}</span>}{' '}
          {note}
        </span>
      ),
    },
    { key: 'by', title: t('upkeep.contractor'), wide: true, cell: ({ contractor }) => contractor ?? t('upkeep.own') },
    {
      key: 'parts',
      title: t('upkeep.parts'),
      wide: true,
      cell: ({ parts }) => <span className={css.words}>{parts.map(text).join(', ')}</span>,
    },
    ...(move
      ? [
          {
            key: 'move',
            title: '',
            cell: (line: Line) => (
              <Button variant="default" size="xs" className={css.noPrint} onClick={() => move(line)}>
                {t('upkeep.move')}
              </Button>
            ),
          },
        ]
      : []),
  ];
}
