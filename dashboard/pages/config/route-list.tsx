import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { SiteEdit } from '../../data/config-api.ts';
import { type Translate, useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { entriesOf, entryOf, type RotaEntry, textOf, textsOf } from './rota-entries.ts';
import { RouteDialog } from './route-dialog.tsx';

export interface RouteListProps {
  readonly onCall: RotaEntry;
  readonly onEdit: (edit: SiteEdit) => void;
}

type Routes = Extract<SiteEdit, { readonly kind: 'change-on-call' }>['change'];

/** Routes in the order in which they are looked at. */
export function RouteList({ onCall, onEdit }: RouteListProps): ReactElement {
  const [asked, setAsked] = useState<number>();
  const { t } = useWords();
  const routes = entriesOf(onCall, 'routes');
  // Whatever is not a plain value did not come out of the file.
  const put = (next: readonly RotaEntry[]): void =>
    onEdit({ kind: 'change-on-call', change: JSON.parse(JSON.stringify({ routes: next })) as Routes });
  const raise = (at: number): void =>
    put(routes.map((one, index) => (index === at - 1 ? routes[at]! : index === at ? routes[at - 1]! : one)));
  const add = (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`${t('rota.routes')}: ${t('rota.add')}`}
      onClick={() => setAsked(routes.length)}
    >
      {t('rota.add')}
    </Button>
  );
  return (
    <Section title={t('rota.routes')} aside={add}>
      <p className={css.hint}>{routes.length === 0 ? t('rota.noRoutes') : t('rota.routeHint')}</p>
      <ol className={css.list}>
        {routes.map((route, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a route is known by its place
          <li key={index} className={css.row}>
            <span className={css.what}>
              {matchText(route, t) || t('rota.any')} → <span className="mono">{textOf(route.policy)}</span>
              {route.goesOn === true && ` · ${t('rota.goesOn')}`}
            </span>
            {index > 0 && <RowButton word={t('rota.up')} at={index} act={() => raise(index)} />}
            <RowButton word={t('rota.change')} at={index} act={() => setAsked(index)} />
            <RowButton word={t('rota.remove')} at={index} act={() => put(routes.filter((one) => one !== route))} />
          </li>
        ))}
      </ol>
      {asked !== undefined && (
        <RouteDialog
          route={routes[asked] ?? {}}
          policies={policyIds(onCall)}
          onClose={() => setAsked(undefined)}
          onRoute={(route) => {
            setAsked(undefined);
            put(
              asked < routes.length ? routes.map((one, index) => (index === asked ? route : one)) : [...routes, route],
            );
          }}
        />
      )}
    </Section>
  );
}

interface RowButtonProps {
  readonly word: string;
  readonly at: number;
  readonly act: () => void;
}

function RowButton({ word, at, act }: RowButtonProps): ReactElement {
  return (
    <Button variant="default" size="compact-sm" aria-label={`${word} ${at + 1}`} onClick={act}>
      {word}
    </Button>
  );
}

const WORDS = {
  priorities: 'rota.priorities',
  classes: 'rota.alarmClasses',
  systems: 'rota.systems',
  equipmentClasses: 'rota.classes',
  equipment: 'rota.equipment',
  conditions: 'rota.conditions',
} as const;
const isWord = (name: string): name is keyof typeof WORDS => Object.hasOwn(WORDS, name);

/** Where the values of a part have words of their own. */
const GROUPS = { classes: 'alarmClass', systems: 'system', equipmentClasses: 'equipmentClass' } as const;
const isGroup = (name: string): name is keyof typeof GROUPS => Object.hasOwn(GROUPS, name);

/** What a route asks for; names that the screen has no word for stand as in the file. */
const matchText = (route: RotaEntry, t: Translate): string =>
  Object.entries(entryOf(route.match))
    .map(([name, words]) => {
      const values = textsOf(words).map((word) =>
        isGroup(name) ? t(`${GROUPS[name]}.${word}` as 'system.power') : word,
      );
      return `${isWord(name) ? t(WORDS[name]) : name}: ${values.join(', ')}`;
    })
    .join(' · ');

/** Those of the roles are there wherever the roles are. */
const ROLE_POLICIES = ['p1', 'entrapment', 'p2', 'p3', 'p4'];

function policyIds(onCall: RotaEntry): readonly string[] {
  const own = entriesOf(onCall, 'policies').map(({ id }) => textOf(id));
  return [...new Set([...own, ...(onCall.roles === undefined ? [] : ROLE_POLICIES)])];
}
