import type { WireTemplateSummary } from '../../data/config-api.ts';

/** Templates in which every word typed is found somewhere: maker, model, kind, in either language. */
export function matchTemplates(
  templates: readonly WireTemplateSummary[],
  query: string,
): readonly WireTemplateSummary[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return templates.filter(({ maker, model, title, class: own, driver, template }) => {
    const all = [maker, model, title.en, title.zh, own, driver, template].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
