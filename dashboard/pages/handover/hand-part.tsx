import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireShift } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import type { HandPartProps, WireHandover } from './hand-props.ts';
import css from './handover-page.module.css';
import { WriteDialog } from './write-dialog.tsx';

const CHECKS = ['keys', 'tools', 'clean'] as const;
const WORDS = ['permits', 'instructions', 'note'] as const;

/** What only people know: things counted, permits, instructions, a note. */
export function HandPart({ shift, handover }: HandPartProps): ReactElement {
  const mayWrite = useMay('record:write');
  const [isWriting, setWriting] = useState(false);
  const { t } = useWords();
  const { hand, outgoing } = handover;
  const isOpen = shift.state === 'open' && !outgoing;
  const write = mayWrite && isOpen && (
    <Button variant="default" size="sm" onClick={() => setWriting(true)}>
      {t('handover.write')}
    </Button>
  );
  return (
    <Section title={t('handover.hand')} aside={write}>
      <dl className={css.hand}>
        {CHECKS.map((name) => (
          <div key={name}>
            <dt>{t(`handover.${name}`)}</dt>
            <dd>
              {t(`handover.${hand.checks[name].result ?? 'open'}`)}
              {hand.checks[name].remark && ` · ${hand.checks[name].remark}`}
            </dd>
          </div>
        ))}
        {WORDS.map((name) => (
          <div key={name}>
            <dt>{t(`handover.${name}`)}</dt>
            <dd className={css.words}>{hand[name] || '—'}</dd>
          </div>
        ))}
      </dl>
      {hand.switching !== '' && <Switching shift={shift} what={hand.switching} />}
      <Former handover={handover} />
      {isWriting && <WriteDialog shift={shift} handover={handover} onClose={() => setWriting(false)} />}
    </Section>
  );
}

function Switching({ shift, what }: { readonly shift: WireShift; readonly what: string }): ReactElement {
  const deed = useShiftDeed(shift.id);
  const mayWrite = useMay('record:write');
  const { t } = useWords();
  return (
    <div className={css.switching}>
      <span>
        <strong>! {t('handover.block.switching')}</strong>: {what}
      </span>
      {mayWrite && shift.state === 'open' && (
        <Button
          variant="default"
          size="sm"
          loading={deed.isPending}
          onClick={() => deed.mutate({ what: 'end-switching' })}
        >
          {t('handover.endSwitching')}
        </Button>
      )}
      {deed.error && <Refusal error={deed.error} />}
    </div>
  );
}

/** What stood there before somebody wrote over it. */
function Former({ handover }: { readonly handover: WireHandover }): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  if (handover.former.length === 0) return null;
  return (
    <details>
      <summary>{t('handover.former')}</summary>
      <ul>
        {handover.former.map(({ field, was, by, at }) => (
          <li key={`${field} ${at}`}>
            <s className={css.words}>{was}</s>{' '}
            <span className="quiet">
              {personName(by)} · {time.brief(Date.parse(at), now)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
