/** What one of the files holds as JSON; undefined when there is nothing, or it has been damaged. */
export function parseStored(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
