import type { Permission } from '../../../gateway/domain/role.ts';
import type { Translate, WordKey } from '../../i18n/use-words.ts';
import { PAGE_GROUPS } from '../../panels/page-list/page-groups.tsx';
import type { Entry } from './entries.ts';

interface Page {
  readonly word: WordKey;
  readonly path: string;
}

/** Pages that stand outside the groups of the navigation. */
const FIRST: Page = { word: 'nav.overview', path: '/' };
const LAST: readonly Page[] = [
  { word: 'nav.mine', path: '/mine' },
  { word: 'nav.me', path: '/me' },
  { word: 'wall.title', path: '/wall' },
];

type In = Record<'en' | 'zh', Translate>;

/** Every page this person may open, in the order of the navigation. Named in both languages, so that either finds it. */
export function pageEntries({ en, zh }: In, may: (needed: Permission) => boolean): Entry[] {
  // Systems are goals of their own: they have an id.
  const listed = PAGE_GROUPS.filter(({ id }) => id !== 'plant').flatMap(({ pages }) => pages);
  const open = listed.filter(({ needs }) => needs === undefined || may(needs));
  return [FIRST, ...open, ...LAST].map(({ word, path }) => ({
    goal: { kind: 'page', to: path },
    name: { en: en(word), zh: zh(word) },
    id: '',
  }));
}
