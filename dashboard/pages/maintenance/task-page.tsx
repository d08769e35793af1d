import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useTask } from '../../data/hooks/use-maintenance.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireTaskStory } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import { ItemList } from './item-list.tsx';
import css from './maintenance-page.module.css';
import { TaskDeeds } from './task-deeds.tsx';
import { TaskReadings } from './task-readings.tsx';
import { Order, State } from './task-section.tsx';

const route = getRouteApi('/maintenance/$id');

/** One maintenance record: what is to be looked at, what was found, who did it and who accepted it. Prints as the paper form. */
export function MaintenanceTaskPage(): ReactElement {
  const { id } = route.useParams();
  const query = useTask(Number(id));
  const { t } = useWords();
  return (
    <div className={css.page}>
      <Link to="/maintenance" search={{ view: 'tasks' }} className={css.noPrint}>
        {t('upkeep.back')}
      </Link>
      <Answer query={query}>{(task) => <Task task={task} />}</Answer>
    </div>
  );
}

function Task({ task }: { readonly task: WireTaskStory }): ReactElement {
  const { t, text } = useWords();
  const { body, id } = task;
  return (
    <>
      <h1>
        {text(body.target.name)}: {text(body.title)} · {text(body.levelTitle)}
      </h1>
      <p className={css.small}>{t('upkeep.recordTitle', { id })}</p>
      <Facts task={task} />
      <Section title={t('upkeep.item')}>
        <ItemList key={task.version} task={task} />
      </Section>
      <TaskDeeds task={task} />
      <Signatures task={task} />
      <TaskReadings readings={task.body.readings} />
      <History task={task} />
    </>
  );
}

function Facts({ task }: { readonly task: WireTaskStory }): ReactElement {
  const { t, text } = useWords();
  const { body } = task;
  return (
    <dl className={css.facts}>
      <Fact name={t('upkeep.plannedFor')}>{body.plannedFor}</Fact>
      <Fact name={t('upkeep.slot')}>
        {body.slot} · {t(`upkeep.because.${body.because}`)}
      </Fact>
      <Fact name={t('upkeep.state')}>
        <State task={task} />
      </Fact>
      <Fact name={t('upkeep.contractor')}>{body.contractor ?? t('upkeep.own')}</Fact>
      {body.order !== null && (
        <Fact name={t('upkeep.order')}>
          <Order id={body.order} />
        </Fact>
      )}
      {body.parts.length > 0 && <Fact name={t('upkeep.parts')}>{body.parts.map(text).join(', ')}</Fact>}
      {body.statutory && (
        <Fact name={t('upkeep.basis')}>
          {text(body.statutory.text)} {!body.statutory.checked && <>({t('upkeep.basisOpen')})</>}
        </Fact>
      )}
      {body.passed.length > 0 && <Fact name="!">{t('upkeep.passed', { days: body.passed.join(', ') })}</Fact>}
      {body.moves.map(({ from, to, reason, at }) => (
        <Fact key={at} name={t('upkeep.move')}>
          {t('upkeep.moved', { from, to, why: reason })}
        </Fact>
      ))}
      {body.isHurried && <Fact name="!">{t('upkeep.hurried')}</Fact>}
      {body.reason && <Fact name={t('deed.reason')}>{body.reason}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={css.words}>{children}</dd>
    </div>
  );
}

function Signatures({ task }: { readonly task: WireTaskStory }): ReactElement {
  const { t } = useWords();
  const name = usePersonName();
  const time = useSiteTime();
  const now = useNow();
  const { signatures, accepted, people, addenda } = task.body;
  return (
    <Section title={t('upkeep.signed')}>
      <p className={css.small}>{t('upkeep.people', { count: people })}</p>
      <ul className={css.history}>
        {signatures.map(({ by, at }) => (
          <li key={by}>
            <PersonName>{name(by)}</PersonName> {time.brief(Date.parse(at), now)}
          </li>
        ))}
        {accepted && (
          <li>
            {t('upkeep.acceptedBy', { name: name(accepted.by), at: time.brief(Date.parse(accepted.at), now) })}{' '}
            {accepted.note}
          </li>
        )}
        {addenda.map(({ by, at, text }) => (
          <li key={at} className={css.words}>
            {time.brief(Date.parse(at), now)} {name(by)}: {text}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function History({ task }: { readonly task: WireTaskStory }): ReactElement {
  const { t } = useWords();
  const name = usePersonName();
  const time = useSiteTime();
  const now = useNow();
  return (
    <Section title={t('upkeep.history')} className={css.noPrint}>
      <ol className={css.history}>
        {task.events.map(({ seq, at, actor, type, note }) => (
          <li key={seq} className={css.words}>
            {time.brief(Date.parse(at), now)} {name(actor)}{' '}
            {t(`upkeep.event.${type}` as 'upkeep.event.opened', { defaultValue: type })} {note}
          </li>
        ))}
      </ol>
    </Section>
  );
}
