import { Button } from '@mantine/core';
import { type ReactElement, useRef, useState } from 'react';
import type { SiteEdit, WireLimit } from '../../data/config-api.ts';
import { useQuestion } from '../../data/hooks/use-config.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { LiveReadout } from '../../panels/live/live-readout.tsx';
import { TrendView } from '../../panels/trend/trend-view.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { LimitFields } from './limit-fields.tsx';
import { PastAlarms } from './past-alarms.tsx';
import { backToTemplate, readLimit } from './read-limit.ts';
import { RehearsalView } from './rehearsal-view.tsx';
import { SaveDialog } from './save-dialog.tsx';

const WEEK_MS = 7 * 86_400_000;

export interface LimitEditorProps {
  readonly equipment: string;
  readonly limit: WireLimit;
}

/** One alarm: what is set of it, how often it would come like that, and beside it the value and when it came. */
export function LimitEditor({ equipment, limit }: LimitEditorProps): ReactElement {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [edits, setEdits] = useState<readonly SiteEdit[]>();
  const [note, setNote] = useState('');
  const trial = useQuestion((api, wish: readonly SiteEdit[]) => api.rehearse(wish, limit.condition));
  const { t, text } = useWords();
  function read(then: (made: readonly SiteEdit[]) => void): void {
    if (!form.current) return;
    const found = readLimit(new FormData(form.current), equipment, limit);
    setNote('');
    setWrong(found.ok ? new Set() : found.wrong);
    if (found.ok) then(found.edits);
  }
  const review = (made: readonly SiteEdit[]): void => {
    if (made.length > 0) setEdits(made);
    else setNote(t('config.none'));
  };
  const back = backToTemplate(equipment, limit);
  return (
    <div className={`${css.stack} ${css.chosen}`}>
      <Section title={text(limit.title)} aside={t(`limits.basis.${limit.basis}` as 'limits.basis.default')}>
        <form
          ref={form}
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            read(review);
          }}
        >
          <LimitFields limit={limit} wrong={wrong} />
          <div className={css.buttons}>
            <Button variant="default" loading={trial.isPending} onClick={() => read((made) => trial.mutate(made))}>
              {t('limits.try')}
            </Button>
            <Button type="submit">{t('config.review')}</Button>
            {back.length > 0 && (
              <Button variant="default" onClick={() => setEdits(back)}>
                {t('limits.back')}
              </Button>
            )}
          </div>
          <p role="status">{trial.isPending ? t('limits.trying') : note}</p>
          {trial.error && <Refusal error={trial.error} />}
          {trial.data && <RehearsalView rehearsal={trial.data} />}
        </form>
      </Section>
      {limit.tag !== null && (
        <Section title={t('limits.week')}>
          <LiveReadout tag={limit.tag} size="key" />
          <TrendView tags={[limit.tag]} windowMs={WEEK_MS} />
        </Section>
      )}
      <PastAlarms equipment={equipment} condition={limit.condition} unit={limit.unit} />
      {edits && <SaveDialog edits={edits} onSaved={() => setEdits(undefined)} onClose={() => setEdits(undefined)} />}
    </div>
  );
}
