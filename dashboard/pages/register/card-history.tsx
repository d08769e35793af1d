import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, type ReactNode, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCardDeed, useEquipmentHistory } from '../../data/hooks/use-register.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireCard, WireEquipmentLine } from '../../data/register-api.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { readEntry } from './read-card.ts';
import css from './register.module.css';

/** The life of the machine: alarms, orders, parts, and lines written by hand, newest first. */
export function CardHistory({ card }: { readonly card: WireCard }): ReactElement {
  const history = useEquipmentHistory(card.id);
  const [isWriting, setWriting] = useState(false);
  const may = useMay('record:write');
  const { t } = useWords();
  const write = may && (
    <Button variant="default" size="xs" className={css.noPrint} onClick={() => setWriting(true)}>
      {t('cardPart.write')}
    </Button>
  );
  return (
    <Section title={t('cardPart.history')} aside={write}>
      {history.isPending && <Loading label={t('signIn.loading')} />}
      {history.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(history.error) })}
          retry={{ label: t('error.retry'), act: () => void history.refetch() }}
        />
      )}
      {history.data?.lines.length === 0 && <p className="quiet">{t('cardPart.noHistory')}</p>}
      <ol>
        {history.data?.lines.map((line) => (
          <Line key={keyOf(line)} line={line} />
        ))}
      </ol>
      {history.data?.isWhole === false && <p className="quiet">{t('cardPart.notWhole')}</p>}
      {isWriting && <EntryDialog card={card} onClose={() => setWriting(false)} />}
    </Section>
  );
}

function keyOf(line: WireEquipmentLine): string {
  switch (line.kind) {
    case 'alarm':
      return line.alarm;
    case 'order':
      return `order ${line.order}`;
    case 'part':
      return `part ${line.order} ${line.name} ${line.at}`;
    case 'entry':
      return `entry ${line.at} ${line.text}`;
  }
}

function Line({ line }: { readonly line: WireEquipmentLine }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const word = line.kind === 'entry' ? t(`entryKind.${line.entry}`) : t(`lineKind.${line.kind}`);
  return (
    <li className={css.line}>
      <span className="quiet">{time.stamp(Date.parse(line.at), now)}</span>
      <span>{word}</span>
      <span>
        <Said line={line} />
      </span>
    </li>
  );
}

function Said({ line }: { readonly line: WireEquipmentLine }): ReactNode {
  const personName = usePersonName();
  const { t, text } = useWords();
  switch (line.kind) {
    case 'alarm':
      return (
        <Link to="/alarms" search={{ view: 'history', id: line.alarm }}>
          {line.priority} {text(line.title)}
        </Link>
      );
    case 'order':
      return (
        <>
          <OrderLink order={line.order} /> {text(line.title)} · {t(`orderState.${line.state}`)}
          {line.text && ` · ${line.text}`}
          {line.by && <span className="quiet"> {personName(line.by)}</span>}
        </>
      );
    case 'part':
      return (
        <>
          {line.name} × {line.quantity}
          {line.unit} <OrderLink order={line.order} />
        </>
      );
    case 'entry':
      return (
        <>
          {line.text} {line.order !== null && <OrderLink order={line.order} />}
          <span className="quiet"> {personName(line.by)}</span>
        </>
      );
  }
}

function OrderLink({ order }: { readonly order: number }): ReactElement {
  const { t } = useWords();
  return (
    <Link to="/work-orders/$id" params={{ id: String(order) }}>
      {t('orderName', { id: order })}
    </Link>
  );
}

const KINDS = ['fault', 'repair', 'part', 'rebuild', 'inspection', 'other'] as const;

function EntryDialog({ card, onClose }: { readonly card: WireCard; readonly onClose: () => void }): ReactElement {
  const deed = useCardDeed(card.id);
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  function send(form: FormData): void {
    const read = readEntry(form, { timeZone, now: time.nowMs() });
    setWrong(read.ok ? new Set() : read.wrong);
    if (read.ok) deed.mutate({ deed: 'write-entry', body: read.value }, { onSuccess: onClose });
  }
  const problem = (name: string, words: string) => (wrong.has(name) ? words : undefined);
  return (
    <FormDialog
      title={t('cardPart.write')}
      submit={t('deed.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label={t('cardPart.entryKind')}
        value="repair"
        options={KINDS.map((one) => ({ value: one, label: t(`entryKind.${one}`) }))}
      />
      <TextField
        name="at"
        label={t('cardPart.entryAt')}
        value={siteEntry(time.nowMs(), timeZone).slice(0, -3)}
        problem={problem('at', t('cardPart.entryAtNeeded'))}
      />
      <TextAreaField
        name="text"
        label={t('cardPart.entryText')}
        problem={problem('text', t('cardPart.entryTextNeeded'))}
      />
      <TextField
        name="order"
        label={t('cardPart.entryOrder')}
        unit=""
        problem={problem('order', t('cardPart.numberNeeded'))}
      />
    </FormDialog>
  );
}
