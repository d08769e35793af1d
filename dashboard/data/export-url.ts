/** Where the samples that a trend was drawn from can be had as a file, with times as the site reads them; Excel opens it. */
export function exportUrl(tags: readonly string[], fromMs: number, toMs: number): string {
  const query = new URLSearchParams({
    ...{ tags: tags.join(','), from: String(Math.floor(fromMs)), to: String(Math.ceil(toMs)) },
    ...{ format: 'csv', times: 'site', bom: 'true' },
  });
  return `/api/v1/history/export?${query}`;
}
