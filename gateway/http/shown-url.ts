/** The address of a request as it may stand in a log: without the token of a link and the secret of a hook. */
export const shownUrl = (url: string): string =>
  url
    .replace(/^(\/a\/)[^?]*/, '$1…')
    .replace(/([?&]secret=)[^&]*/gi, '$1…')
    .slice(0, 300);
