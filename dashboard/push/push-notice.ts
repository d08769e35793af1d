/** One thing a person can do from a notification. */
export interface PushAction {
  readonly title: string;
  readonly url: string;
}

/** What the gateway has pushed, as far as it can be understood. */
export interface PushNotice {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly language: 'en' | 'zh';
  readonly isUrgent: boolean;
  readonly actions: readonly PushAction[];
}

/** A browser shows at most two buttons. */
const MAX_ACTIONS = 2;

/** Something must be shown whatever has come: a browser takes the permission back from who wakes it and shows nothing. */
export const FALLBACK: PushNotice = {
  ...{ title: 'Plantroom', body: '有新的告警消息 / There is news about an alarm', tag: 'plantroom' },
  ...{ language: 'zh', isUrgent: false, actions: [] },
};

const textIn = (record: object, name: string): string => {
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'string' ? value : '';
};

/** Reads a pushed message; what is not understood falls back to what says that there is something. Never throws. */
export function readNotice(data: unknown): PushNotice {
  if (typeof data !== 'object' || data === null || textIn(data, 'title') === '') return FALLBACK;
  const actions: unknown = Reflect.get(data, 'actions');
  return {
    title: textIn(data, 'title'),
    body: textIn(data, 'body'),
    tag: textIn(data, 'tag') || FALLBACK.tag,
    language: textIn(data, 'language') === 'en' ? 'en' : 'zh',
    isUrgent: textIn(data, 'priority') === 'P1',
    actions: Array.isArray(actions) ? actions.flatMap(readAction).slice(0, MAX_ACTIONS) : [],
  };
}

function readAction(action: unknown): PushAction[] {
  if (typeof action !== 'object' || action === null) return [];
  const [title, url] = [textIn(action, 'title'), textIn(action, 'url')];
  return title !== '' && /^https?:\/\//.test(url) ? [{ title, url }] : [];
}

/** Where a press leads: the button that was pressed, else the last of them (open), else the first page. */
export function addressOf(actions: readonly PushAction[], pressed: string, home: string): string {
  const button = /^\d$/.test(pressed) ? actions[Number(pressed)] : undefined;
  return (button ?? actions.at(-1))?.url ?? home;
}
