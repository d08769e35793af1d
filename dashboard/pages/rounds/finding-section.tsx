import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useDeed, useRoundFindings } from '../../data/hooks/use-rounds.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { PlacedFinding } from '../../data/round-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf } from '../../panels/form-dialog/read-text.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Section } from '../../ui/section.tsx';
import css from './rounds.module.css';

/** What was found and is not over: what is being mended, and what somebody has to look at again. */
export function FindingSection(): ReactElement {
  const findings = useRoundFindings().data;
  const { t } = useWords();
  if (!findings) return <Loading label={t('signIn.loading')} />;
  if (findings.length === 0) return <Notice title={t('rounds.noFindings')} hint={t('rounds.noFindingsHint')} />;
  const again = findings.filter(({ mendedAt }) => mendedAt !== null);
  const mending = findings.filter(({ mendedAt }) => mendedAt === null);
  return (
    <>
      {again.length > 0 && <List title={t('rounds.toRecheck')} findings={again} />}
      {mending.length > 0 && <List title={t('rounds.toMend')} findings={mending} />}
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly findings: readonly PlacedFinding[];
}

function List({ title, findings }: ListProps): ReactElement {
  return (
    <Section title={title}>
      <ul className={css.checks}>
        {findings.map((finding) => (
          <Finding key={`${finding.round} ${finding.id}`} finding={finding} />
        ))}
      </ul>
    </Section>
  );
}

function Finding({ finding }: { readonly finding: PlacedFinding }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t, text } = useWords();
  const { round, title, stop, note, at, by, order, isRepeat, mendedAt, priority } = finding;
  return (
    <li className={css.check}>
      <div className={css.line}>
        <PriorityBadge priority={priority} size={18} label={t(`priority.${priority}`)} />
        <Link to="/rounds/$id" params={{ id: String(round) }} search={{ stop }} className={css.name}>
          {stop} · {text(title)}
        </Link>
        <span className="quiet">
          {time.brief(at, now)} {personName(by)}
        </span>
        {order === null ? (
          <span className="quiet">{t('rounds.noOrder')}</span>
        ) : (
          <Link to="/work-orders/$id" params={{ id: String(order) }}>
            {t('rounds.order', { id: order })}
          </Link>
        )}
        {isRepeat && <span className={css.tag}>{t('rounds.repeat')}</span>}
      </div>
      {mendedAt !== null && <Recheck finding={finding} />}
      <p className={`${css.below} ${css.note}`}>{note}</p>
    </li>
  );
}

/** Whether what was mended is right; if not, it is ordered once more. */
function Recheck({ finding }: { readonly finding: PlacedFinding }): ReactElement | null {
  const deed = useDeed('rounds', finding.round);
  const may = useMay('record:write');
  const [asked, setAsked] = useState(false);
  const [isShort, setShort] = useState(false);
  const { t, text } = useWords();
  const say = (result: 'ok' | 'bad', note: string): void =>
    deed.mutate({ deed: 'recheck', body: { finding: finding.id, result, note } }, { onSuccess: () => setAsked(false) });
  function send(form: FormData): void {
    const note = reasonOf(form);
    setShort(note === undefined);
    if (note !== undefined) say('bad', note);
  }
  if (!may) return null;
  return (
    <div className={css.actions}>
      <Button variant="default" size="sm" loading={deed.isPending} onClick={() => say('ok', '')}>
        √ {t('rounds.right')}
      </Button>
      <Button variant="default" size="sm" onClick={() => setAsked(true)}>
        × {t('rounds.notRight')}
      </Button>
      {deed.error && !asked && <Refusal error={deed.error} />}
      {asked && (
        <FormDialog
          title={t('rounds.notRightTitle', { what: text(finding.title) })}
          submit={t('deed.save')}
          pending={deed.isPending}
          error={deed.error}
          onSubmit={send}
          onClose={() => setAsked(false)}
        >
          <TextAreaField
            name="reason"
            label={t('rounds.remark')}
            problem={isShort ? t('deed.reasonNeeded') : undefined}
          />
        </FormDialog>
      )}
    </div>
  );
}
