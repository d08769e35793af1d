import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { codeOf } from '../../data/api-error.ts';
import type { WireChannel } from '../../data/channel-api.ts';
import { useTestChannel } from '../../data/hooks/use-channels.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatNumber, MISSING } from '../../format/number.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useSayDetail } from '../../panels/live/say-detail.ts';
import { Section } from '../../ui/section.tsx';
import { type RunState, StatusTag } from '../../ui/status-tag.tsx';
import css from './channels-page.module.css';
import { SettingsList } from './settings-list.tsx';

export interface ChannelSectionProps {
  readonly channel: WireChannel;
  /** What else can be done with it. */
  readonly children?: ReactNode;
}

/** One channel: how it is doing, a button to try it, and what it is set to. */
export function ChannelSection({ channel, children }: ChannelSectionProps): ReactElement {
  const mayTest = useMay('duty:manage');
  const { text } = useWords();
  const title = (
    <h2>
      {text(channel.title)} <span className="mono">{channel.id}</span>
    </h2>
  );
  return (
    <Section title={title} aside={<HealthTag health={channel.health} />}>
      <Figures channel={channel} />
      {mayTest && <TestButton id={channel.id} />}
      <SettingsList settings={channel.settings} />
      {children}
    </Section>
  );
}

type Health = WireChannel['health'];

const STATES = { up: 'running', down: 'fault', broken: 'fault' } as const satisfies Record<
  NonNullable<Health>['state'],
  RunState
>;

function HealthTag({ health }: { readonly health: Health }): ReactElement {
  const { t } = useWords();
  if (!health) return <StatusTag state="unknown" word={t('channels.state.unknown')} />;
  return <StatusTag state={STATES[health.state]} word={t(`channels.state.${health.state}`)} />;
}

function Figures({ channel }: { readonly channel: WireChannel }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const say = useSayDetail();
  const { health, priorities, address, persons } = channel;
  const count = (value: number | undefined): string => (value === undefined ? MISSING : formatNumber(value, 0));
  const facts = [
    { key: 'lastSent', value: time.stamp(msOf(health?.lastSentAt ?? null), now) },
    { key: 'waiting', value: count(health?.waiting) },
    { key: 'dead', value: count(health?.dead), notable: (health?.dead ?? 0) > 0 },
    { key: 'persons', value: address === null && persons === 0 ? MISSING : formatNumber(persons, 0) },
    { key: 'priorities', value: priorities.length === 0 ? MISSING : priorities.join(' ') },
  ] as const;
  return (
    <>
      <dl className={css.figures}>
        {facts.map(({ key, value, ...more }) => (
          <div key={key} data-notable={'notable' in more && more.notable}>
            <dt>{t(`channels.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {health?.lastFailure && (
        <p className={css.failure}>
          {t('channels.lastFailure')} <span className="mono">{say(health.lastFailure)}</span>
        </p>
      )}
    </>
  );
}

/** Tries the channel and says in words what came of it. */
function TestButton({ id }: { readonly id: string }): ReactElement {
  const test = useTestChannel(id);
  const { t, text } = useWords();
  const say = useSayDetail();
  return (
    <div className={css.test}>
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        {t('channels.test')}
      </Button>
      <p role="status" className={css.outcome}>
        {test.data && (
          <>
            {text(test.data.text)} {test.data.detail !== null && <span className="mono">{say(test.data.detail)}</span>}
          </>
        )}
        {test.error && (
          <>
            {t('channels.notTested')}{' '}
            {t(`code.${codeOf(test.error)}` as 'code.INTERNAL', { defaultValue: codeOf(test.error) })}
          </>
        )}
      </p>
    </div>
  );
}
