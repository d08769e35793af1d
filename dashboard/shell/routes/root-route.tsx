import { createRootRouteWithContext, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { Frame } from '../frame.tsx';

/** Words that are loaded with the pages that speak them. */
export interface RouterContext {
  /** Of the duty room's papers. */
  readonly papers: () => Promise<void>;
  /** Of the desk's tools. */
  readonly deskWords: () => Promise<void>;
  /** Of the configuration screens. */
  readonly configWords: () => Promise<void>;
}

interface Loaded {
  readonly context: RouterContext;
}

export const root = createRootRouteWithContext<RouterContext>()({
  component: Frame,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

const getParentRoute = () => root;

/** What pages of one kind have in common: where they stand, and the words they need before they are shown. */
export const plain = { getParentRoute } as const;
export const paper = { getParentRoute, loader: ({ context }: Loaded) => context.papers() } as const;
export const deskTool = { getParentRoute, loader: ({ context }: Loaded) => context.deskWords() } as const;
export const configScreen = { getParentRoute, loader: ({ context }: Loaded) => context.configWords() } as const;
export const deskPaper = {
  getParentRoute,
  loader: ({ context }: Loaded) => Promise.all([context.papers(), context.deskWords()]),
} as const;

function NotFound(): ReactElement {
  const { t } = useWords();
  return <Notice title={t('error.notFound')} hint={t('error.pageHint')} />;
}

function Failed({ error, reset }: ErrorComponentProps): ReactElement {
  const { t } = useWords();
  return (
    <Notice
      title={t('error.page')}
      hint={t('error.pageHint')}
      code={codeOf(error)}
      retry={{ label: t('error.retry'), act: reset }}
    />
  );
}
